"""One furnished house: real results, people, imports; and an example of every parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from balai.kernel.actor import System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import services as people
from balai.registers.intake import services as intake
from tests.oversight.assessment.factories import PUBLISHED, published_results
from tests.registers.accounts import factories as accounts
from tests.registers.regions.factories import load_test_areas

if TYPE_CHECKING:
    from balai.registers.accounts.models import User
    from tests.house.addresses import Address

BY = System("tests")
LATEST = {"list": "2024/baru"}


def furnish() -> dict[str, Any]:
    """Make the rows that pages show; returns what the examples below refer to."""
    load_test_areas()
    published_results()
    everything = accounts.make_user(email="semua@contoh.invalid", name="Semua Peran")
    for role in (Role.ADMINISTRATOR, Role.SECRETARIAT, Role.AUDITOR):
        accounts.give_role(everything, role)
    accounts.set_up_totp(everything)
    RecoveryCodes.activate(everything)
    office = accounts.make_office("DINKES", "99.01")
    officer = accounts.user_with(Role.OFFICER, "99.01", office, name="Siti Contoh")
    invited = people.invite(
        email="baru@contoh.invalid", name="Orang Baru", role=Role.CLERK,
        region=RegionCode("99.01"), by=BY, site="http://testserver", home_office=office,
    )  # fmt: skip
    good = (PUBLISHED / "2024-top-ten.csv").read_bytes()
    bad = good.replace(b"3.38", b"9.38").replace(b"2.95", b"2.955")
    return {
        "everything": everything,
        "office": office,
        "officer": officer,
        "assignment": officer.assignments.get(),
        "invitation": invited.invitation,
        "token": invited.link.rstrip("/").rpartition("/")[2],
        "same": _stage(good, "sama.csv"),
        "failed": _stage(bad, "salah.csv"),
    }


def _stage(content: bytes, name: str) -> Any:
    return intake.stage(
        kind="published-results", content=content, name=name, options=LATEST, key=name, by=BY
    )


def _batch(house: dict[str, Any]) -> Any:
    return house["failed"].public_id


def _officer(house: dict[str, Any]) -> Any:
    return house["officer"].public_id


EXAMPLES: dict[str, dict[str, Any]] = {
    "portal:region": {"code": "35.71"},
    "portal:region_file": {"code": "35.71", "fmt": "csv"},
    "portal:results": {"round_code": "2024", "list_code": "baru"},
    "portal:results_file": {"round_code": "2024", "list_code": "baru", "fmt": "json"},
    "portal:everything_file": {"fmt": "csv"},
    "intake:upload": {"kind": "published-results"},
    "intake:template": {"kind": "published-results", "fmt": "csv"},
    **{
        f"intake:{name}": {"public_id": _batch}
        for name in ("batch", "problems_csv", "apply", "recheck", "discard")
    },
    "accounts:accept_invitation": {"token": lambda house: house["token"]},
    "accounts:invitation": {"public_id": lambda house: house["invitation"].public_id},
    **{
        f"accounts:{name}": {"public_id": lambda house: house["office"].public_id}
        for name in ("office", "close_office")
    },
    **{
        f"accounts:{name}": {"public_id": _officer}
        for name in (
            "user", "assign_role", "deactivate", "reactivate", "rename_user", "declare_home",
            "remove_second_factor",
        )
    },
    "accounts:end_role": {
        "public_id": _officer,
        "role_id": lambda house: house["assignment"].public_id,
    },
    "account_reset_password_from_key": {"uidb36": "zzzz", "key": "tidak-berlaku"},
}  # fmt: skip


def arguments(address: Address, house: dict[str, Any]) -> dict[str, Any]:
    """Return the example's parameters for one address."""
    by_name = EXAMPLES.get(address.name, {})
    return {name: value(house) if callable(value) else value for name, value in by_name.items()}


def visitor_of(house: dict[str, Any]) -> User:
    """The person who may open every page: administrator, secretariat and auditor in one."""
    return house["everything"]

"""One furnished house: real results, people, imports; and an example of every parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from balai.kernel.permissions import Role
from tests.oversight.assessment.factories import published_results
from tests.registers.accounts import factories as accounts
from tests.registers.regions.factories import load_test_areas

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from tests.house.addresses import Address


def furnish() -> dict[str, Any]:
    """Make the rows that pages show; returns what the examples below refer to."""
    load_test_areas()
    published_results()
    everything = accounts.make_user(email="semua@contoh.invalid", name="Semua Peran")
    for role in (Role.ADMINISTRATOR, Role.SECRETARIAT, Role.AUDITOR):
        accounts.give_role(everything, role)
    return {"everything": everything}


def arguments(address: Address, house: dict[str, Any]) -> dict[str, Any]:
    """Return the example's parameters for one address."""
    by_name = EXAMPLES.get(address.name, {})
    return {name: value(house) if callable(value) else value for name, value in by_name.items()}


EXAMPLES: dict[str, dict[str, Any]] = {
    "portal:region": {"code": "35.71"},
    "portal:region_file": {"code": "35.71", "fmt": "csv"},
    "portal:results": {"round_code": "2024", "list_code": "baru"},
    "portal:results_file": {"round_code": "2024", "list_code": "baru", "fmt": "json"},
    "portal:everything_file": {"fmt": "csv"},
}


def visitor_of(house: dict[str, Any]) -> AbstractBaseUser:
    """The person who may open every page: administrator, secretariat and auditor in one."""
    return house["everything"]

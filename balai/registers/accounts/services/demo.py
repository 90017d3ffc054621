"""The accounts of a trial installation: one a role, in the fictional province."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from balai.kernel.permissions import ROLE_LABELS, Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts.models import Office, OfficeKind, User
from balai.registers.accounts.services.access import assign_role
from balai.registers.accounts.services.offices import create_office
from balai.registers.accounts.services.people import write_user

if TYPE_CHECKING:
    from balai.kernel.actor import Actor

DEMO_MARK = "(sintetis)"
"""Ends the name of whatever is made up, so that it is marked also in the trail and in files."""

_REGENCY = RegionCode("99.01")
_VILLAGE = RegionCode("99.01.01.2001")

OFFICES = (
    ("SETDA", "Sekretariat Daerah Kabupaten Contoh", "Setda", OfficeKind.SECRETARIAT, "99.01"),
    (
        "DISKOMINFO",
        "Dinas Komunikasi dan Informatika Kabupaten Contoh",
        "Diskominfo",
        OfficeKind.AGENCY,
        "99.01",
    ),
    ("DINKES", "Dinas Kesehatan Kabupaten Contoh", "Dinkes", OfficeKind.AGENCY, "99.01"),
    ("DLH", "Dinas Lingkungan Hidup Kabupaten Contoh", "DLH", OfficeKind.AGENCY, "99.01"),
    (
        "DISDUKCAPIL",
        "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh",
        "Disdukcapil",
        OfficeKind.AGENCY,
        "99.01",
    ),
)
"""Offices of the fictional regency: code, name, short name, kind, area."""


@dataclass(frozen=True, slots=True)
class _Demo:
    """Whom a demo account is for. region None: the whole country; independent: from no region."""

    mailbox: str
    role: Role
    region: RegionCode | None
    office: str | None = None
    independent: bool = False


_DEMOS = (
    _Demo("pengelola", Role.ADMINISTRATOR, None),
    _Demo("sekretariat", Role.SECRETARIAT, None),
    _Demo("asesor", Role.ASSESSOR, None, independent=True),
    _Demo("ketua-panel", Role.MODERATOR, None, independent=True),
    _Demo("koordinator", Role.COORDINATOR, _REGENCY, "DISKOMINFO"),
    _Demo("petugas-opd", Role.OFFICER, _REGENCY, "DINKES"),
    _Demo("petugas-desa", Role.CLERK, _VILLAGE),
    _Demo("kepala-daerah", Role.REGENT, _REGENCY),
    _Demo("pemeriksa", Role.AUDITOR, None),
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One demo account. password: only when it was made just now, else None."""

    role: Role
    email: str
    name: str
    password: str | None


class NotATrialError(Exception):
    """Demo accounts exist only in trial installations and tests."""


@transaction.atomic
def create_demo_accounts(*, by: Actor) -> tuple[DemoAccount, ...]:
    """Make the demo accounts that are missing, one a role, and the offices of 99.01.

    Each gets its own random password, returned this once. What exists is returned without
    a password and not touched, so a second run changes nothing. Raises NotATrialError.
    """
    if settings.PRODUCTION:
        raise NotATrialError
    offices = {code: _office(code, by=by) for code, *_ in OFFICES}
    return tuple(_account(demo, offices, by=by) for demo in _DEMOS)


def _office(code: str, *, by: Actor) -> Office:
    _code, name, short_name, kind, region = next(row for row in OFFICES if row[0] == code)
    found = Office.objects.filter(region_code=region, code=code).first()
    return found or create_office(
        code=code,
        name=f"{name} {DEMO_MARK}",
        short_name=short_name,
        kind=kind,
        region=RegionCode(region),
        by=by,
    )


def _account(demo: _Demo, offices: dict[str, Office], *, by: Actor) -> DemoAccount:
    email = f"{demo.mailbox}@contoh.invalid"
    known = User.objects.filter(email=email).first()
    if known is not None:
        return DemoAccount(demo.role, email, known.name, None)
    name = f"{ROLE_LABELS[demo.role][0]} {DEMO_MARK}"
    password = secrets.token_urlsafe(12)
    user = write_user(
        email=email,
        name=name,
        password=password,
        by=by,
        home_independent=demo.independent,
        is_demo=True,
    )
    assign_role(
        user=user,
        role=demo.role,
        region=demo.region,
        office=offices[demo.office] if demo.office else None,
        by=by,
    )
    return DemoAccount(demo.role, email, name, password)

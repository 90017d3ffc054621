"""Roles, areas and days in the words of the page's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language, gettext

from balai.kernel.permissions import ROLE_LABELS, Role
from balai.registers.accounts.invitation import MACHINE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balai.kernel.region_code import RegionCode
    from balai.registers.accounts.models import Assignment, Invitation
    from balai.registers.regions.domain import Area


def language_index() -> int:
    """Place of the page's language in a pair (Indonesian, English)."""
    return 1 if (get_language() or "id").startswith("en") else 0


def role_label(role: str) -> str:
    """Name of a role, given by its code."""
    return ROLE_LABELS[Role(role)][language_index()]


def role_choices() -> list[tuple[str, str]]:
    """Roles for a form: code and name."""
    return [(role.value, role_label(role)) for role in Role]


def area_label(code: str, areas: Mapping[RegionCode, Area]) -> str:
    """Name an area with its code; "" is the whole country."""
    if not code:
        return gettext("Seluruh Indonesia")
    for region, area in areas.items():
        if region.value == code:
            return f"{area.short_name} ({code})"
    return code


def scope_label(row: Assignment | Invitation, areas: Mapping[RegionCode, Area]) -> str:
    """Say a role with its area and office: "Petugas OPD · Kab. Contoh (99.01) · Dinkes"."""
    parts = [role_label(row.role), area_label(row.region_code, areas)]
    if row.office:
        parts.append(str(row.office))
    return " · ".join(parts)


def invitation_state(row: Invitation) -> str:
    """Name the state of an invitation as it is now: overdue ones before they are closed."""
    overdue = row.state == MACHINE.initial and row.expires_at <= timezone.now()
    return MACHINE.state_label(
        "expired" if overdue else row.state, language="en" if language_index() else "id"
    )

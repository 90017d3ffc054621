"""Who may do what, where and when: pure decisions over roles, areas, offices and dates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from balai.kernel import permissions
from balai.kernel.permissions import DECIDING_ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from balai.kernel.region_code import RegionCode

ASSESSING_ROLES = frozenset({Role.ASSESSOR, Role.MODERATOR})
"""Roles that judge an area, and so may not judge the one they come from."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One assignment as the decision sees it.

    region None: the whole country. office None: every office, else the office's code.
    valid_to: last day, inclusive; None: no end.
    """

    role: Role
    region: RegionCode | None
    office: str | None
    valid_from: date
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        """Whether the assignment is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def covers_area(self, region: RegionCode | None) -> bool:
        """Whether the area contains the region; None asks for the whole country."""
        return self.region is None or (region is not None and self.region.contains(region))

    def covers_office(self, office: str | None) -> bool:
        """Whether the office is within the assignment; None asks for every office."""
        return self.office is None or self.office == office


class Decision(StrEnum):
    """The answer to "may I?", with the reason of a refusal that a page can explain."""

    ALLOWED = "allowed"
    UNKNOWN_ACTION = "unknown_action"
    NO_SCOPE = "no_scope"
    OWN_REGION = "own_region"
    SECOND_FACTOR = "second_factor"


def decide(
    action: str,
    scopes: Iterable[Scope],
    *,
    region: RegionCode | None,
    office: str | None,
    day: date,
    second_factor: bool,
    home: RegionCode | None = None,
) -> Decision:
    """Decide whether somebody with these scopes may do the action on that day.

    region, office: what the action touches. Left out they do not restrict: without a
    region the question is "anywhere?" (menus, start pages), except for national actions
    and except together with an office, whose code means nothing without its region.
    second_factor: whether the session proved one; deciding roles count for nothing without.
    home: the region somebody comes from; an assessing role never reaches into it.
    """
    try:
        declared = permissions.action(action)
    except KeyError:
        return Decision.UNKNOWN_ACTION
    found = [
        scope
        for scope in scopes
        if scope.role in declared.roles
        and scope.on(day)
        and _reaches(scope, national=declared.national, region=region, office=office)
    ]
    if not found:
        return Decision.NO_SCOPE
    found = [scope for scope in found if not _conflicts(scope.role, region, home)]
    if not found:
        return Decision.OWN_REGION
    if not any(second_factor or scope.role not in DECIDING_ROLES for scope in found):
        return Decision.SECOND_FACTOR
    return Decision.ALLOWED


def _reaches(
    scope: Scope, *, national: bool, region: RegionCode | None, office: str | None
) -> bool:
    if national and scope.region is not None:
        return False
    if office is not None:
        return scope.covers_area(region) and scope.covers_office(office)
    return region is None or scope.covers_area(region)


def _conflicts(role: Role, region: RegionCode | None, home: RegionCode | None) -> bool:
    return (
        role in ASSESSING_ROLES
        and region is not None
        and home is not None
        and home.contains(region)
    )

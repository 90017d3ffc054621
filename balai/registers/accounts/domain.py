"""Who may do what, where and when: pure decisions over roles, areas, offices and dates."""

from __future__ import annotations

import unicodedata
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

EVALUATION_ROLES = frozenset({Role.SECRETARIAT, Role.ASSESSOR, Role.MODERATOR})
"""Roles of the evaluation itself: only an administrator of the whole country gives them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One assignment as the decision sees it.

    region None: the whole country. office None: every office, else the office's code, which
    means something only together with office_region, the area that the office belongs to
    (None: an office of the country). valid_to: last day, inclusive; None: no end.
    """

    role: Role
    region: RegionCode | None
    office: str | None
    valid_from: date
    valid_to: date | None = None
    office_region: RegionCode | None = None

    def on(self, day: date) -> bool:
        """Whether the assignment is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def covers_area(self, region: RegionCode | None) -> bool:
        """Whether the area contains the region; None asks for the whole country."""
        return self.region is None or (region is not None and self.region.contains(region))

    def covers_office(self, office: str | None, office_region: RegionCode | None) -> bool:
        """Whether the office is within the assignment; office None asks for every office."""
        return self.office is None or (self.office, self.office_region) == (office, office_region)


class Decision(StrEnum):
    """The answer to "may I?", with the reason of a refusal that a page can explain."""

    ALLOWED = "allowed"
    UNKNOWN_ACTION = "unknown_action"
    NO_SCOPE = "no_scope"
    OWN_REGION = "own_region"
    SECOND_FACTOR = "second_factor"


def decide(  # noqa: PLR0913 - the whole question: what, by whom, where, when, how proved
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
    and except together with an office, whose code means nothing without its region: with
    an office, region is the area that the office belongs to.
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


def covers(  # noqa: PLR0913 - a scope has four sides, and the asker two
    scopes: Iterable[Scope],
    roles: frozenset[Role],
    *,
    region: RegionCode | None,
    office: str | None,
    office_region: RegionCode | None,
    until: date | None,
    day: date,
    second_factor: bool,
) -> bool:
    """Whether one of these roles is held over all of an area, an office and a time.

    Unlike `decide`, None asks for everything: the whole country, every office, no end. This
    is what granting asks: nobody gives away more than they hold. office_region: the area
    that the office belongs to, None also without an office.
    """
    return any(
        scope.role in roles
        and (second_factor or scope.role not in DECIDING_ROLES)
        and scope.on(day)
        and scope.covers_area(region)
        and scope.covers_office(office, office_region)
        and (scope.valid_to is None or (until is not None and until <= scope.valid_to))
        for scope in scopes
    )


def search_key(*texts: str) -> str:
    """Bring texts into the form in which people are searched: no case, no accents, one blank.

    >>> search_key("Siti  ÁMINAH", "siti@example.id")
    'siti aminah siti@example.id'
    """
    plain = unicodedata.normalize("NFKD", " ".join(texts))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(letters.casefold().split())[:400]


def has_hidden_letters(text: str) -> bool:
    r"""Whether a text holds what nobody sees: control letters, or ones that turn the order round.

    >>> [has_hidden_letters(text) for text in ("Siti Aminah", "Siti\u202egnp", "Siti\nBudi")]
    [False, True, True]
    """
    return any(unicodedata.category(char)[0] == "C" or char in "\u2028\u2029" for char in text)


def poses_as_system(name: str) -> bool:
    """Whether a name would read in the trail like the installation itself.

    >>> [poses_as_system(name) for name in ("Sistem (setup)", "SISTEM(jam)", "Sistemi")]
    [True, True, False]
    """
    return search_key(name).replace(" ", "").startswith(("sistem(", "system("))


def overlap(one: Scope, other: Scope) -> bool:
    """Whether two assignments of a person say the same thing twice somewhere, some day."""
    return (
        one.role == other.role
        and (one.covers_area(other.region) or other.covers_area(one.region))
        and (
            one.covers_office(other.office, other.office_region)
            or other.covers_office(one.office, one.office_region)
        )
        and (one.valid_to is None or other.valid_from <= one.valid_to)
        and (other.valid_to is None or one.valid_from <= other.valid_to)
    )


def leaves_nobody(ending: Scope, others: Iterable[Scope], *, day: date) -> bool:
    """Whether ending this administrator's assignment leaves its area without an administrator.

    others: assignments of the people who remain able to sign in.
    """
    if ending.role is not Role.ADMINISTRATOR or not ending.on(day):
        return False
    return not any(
        other.role is Role.ADMINISTRATOR
        and other.on(day)
        and other.covers_area(ending.region)
        and other.covers_office(ending.office, ending.office_region)
        for other in others
    )


def judges_own_region(scope: Scope, home: RegionCode | None) -> bool:
    """Whether an assessing assignment lies wholly in the region that the person comes from.

    A wider one is allowed: `decide` takes the own region out of it.
    """
    return (
        scope.role in ASSESSING_ROLES
        and home is not None
        and scope.region is not None
        and home.contains(scope.region)
    )


def _reaches(
    scope: Scope, *, national: bool, region: RegionCode | None, office: str | None
) -> bool:
    if national and scope.region is not None:
        return False
    if office is not None:
        return scope.covers_area(region) and scope.covers_office(office, region)
    return region is None or scope.covers_area(region)


def _conflicts(role: Role, region: RegionCode | None, home: RegionCode | None) -> bool:
    return (
        role in ASSESSING_ROLES
        and region is not None
        and home is not None
        and home.contains(region)
    )

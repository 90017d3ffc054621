"""What others and the pages read about people, offices and their scopes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Exists
from django.utils import timezone

from balai.kernel import permissions
from balai.kernel.actor import System
from balai.kernel.permissions import DECIDING_ROLES, Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import domain
from balai.registers.accounts.domain import Decision, Scope, decide
from balai.registers.accounts.models import Assignment, Office, User

if TYPE_CHECKING:
    from datetime import date

    from balai.kernel.actor import Actor


class UserActor:
    """A signed-in person as the actor of a request; reads its scopes once, when first asked.

    second_factor: whether this session proved one. It counts only while the person still
    has an authenticator app, so removing it elsewhere ends the rights here at once.
    """

    def __init__(self, user: User, *, second_factor: bool, day: date) -> None:
        self.user = user
        self.day = day
        self._second_factor = second_factor

    @property
    def id(self) -> str:
        """Stable id in the trail."""
        return f"user:{self.user.public_id}"

    @property
    def label(self) -> str:
        """How the trail shows it."""
        return self.user.name

    @cached_property
    def _rows(self) -> list[Assignment]:
        totp = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP)
        return list(
            Assignment.objects.filter(user=self.user, ended_at=None)
            .select_related("office", "user__home_office")
            .annotate(has_totp=Exists(totp))
        )

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """Assignments in force today."""
        return tuple(scope for scope in map(scope_of, self._rows) if scope.on(self.day))

    @property
    def second_factor(self) -> bool:
        """Whether the session proved a second factor that the person still has."""
        return self._second_factor and any(row.has_totp for row in self._rows)  # type: ignore[attr-defined]

    @cached_property
    def home(self) -> RegionCode | None:
        """Region of the home office, None without one."""
        return home_of(self._rows[0].user) if self._rows else None

    def decision(
        self, action: str, *, region: RegionCode | None = None, office: str | None = None
    ) -> Decision:
        """Decide, with the reason of a refusal."""
        return decide(
            action,
            self.scopes,
            region=region,
            office=office,
            day=self.day,
            second_factor=self.second_factor,
            home=self.home,
        )

    def may(
        self, action: str, *, region: RegionCode | None = None, office: str | None = None
    ) -> bool:
        """Whether the action is allowed in that area and for that area's office (its code)."""
        return self.decision(action, region=region, office=office) is Decision.ALLOWED


def scope_of(row: Assignment) -> Scope:
    """Turn a stored assignment into the decision's form; reads row.office."""
    return make_scope(
        Role(row.role),
        RegionCode(row.region_code) if row.region_code else None,
        row.office,
        row.valid_from,
        row.valid_to,
    )


def make_scope(
    role: Role,
    region: RegionCode | None,
    office: Office | None,
    valid_from: date,
    valid_to: date | None,
) -> Scope:
    """Return the scope of a role for a stored office, with the office's own area."""
    return Scope(
        role=role,
        region=region,
        office=office.code if office else None,
        valid_from=valid_from,
        valid_to=valid_to,
        office_region=region_of(office),
    )


def region_of(office: Office | None) -> RegionCode | None:
    """Area that an office belongs to; None for an office of the country, or for none."""
    return RegionCode(office.region_code) if office and office.region_code else None


def home_of(user: User) -> RegionCode | None:
    """Region of the person's home office; None without one or for a national office."""
    return region_of(user.home_office)


def actor_for(user: User, *, second_factor: bool = False, day: date | None = None) -> UserActor:
    """Return the person as an actor; without a proven second factor, deciding roles are idle."""
    return UserActor(user, second_factor=second_factor, day=day or timezone.localdate())


def assignments_of(user: User) -> list[Assignment]:
    """Return a person's assignments that were not ended, with their offices; one query."""
    return list(Assignment.objects.filter(user=user, ended_at=None).select_related("office"))


def past_assignments_of(user: User) -> list[Assignment]:
    """Return a person's assignments that were ended, with their offices; one query."""
    return list(
        Assignment.objects.filter(user=user, ended_at__isnull=False).select_related("office")
    )


def decides(actor: UserActor) -> bool:
    """Whether a role that somebody holds today decides, and so needs a second factor."""
    return any(scope.role in DECIDING_ROLES for scope in actor.scopes)


def needs_second_factor(user: User) -> bool:
    """Whether a role of this person decides while they have no authenticator app yet."""
    actor = actor_for(user)
    return decides(actor) and not any(row.has_totp for row in actor._rows)  # type: ignore[attr-defined]  # noqa: SLF001 - its own module


def covers(  # noqa: PLR0913 - a scope has four sides
    by: Actor,
    action: str,
    *,
    region: RegionCode | None,
    office: str | None,
    office_region: RegionCode | None = None,
    until: date | None = None,
) -> bool:
    """Whether somebody may do the action over all of an area, an office and a time.

    Stricter than `may`: None means the whole country, every office, no end. office_region:
    the area that the office belongs to.
    """
    if isinstance(by, System):
        return True
    return isinstance(by, UserActor) and domain.covers(
        by.scopes,
        permissions.action(action).roles,
        region=region,
        office=office,
        office_region=office_region,
        until=until,
        day=by.day,
        second_factor=by.second_factor,
    )


def areas_for(by: Actor, action: str) -> frozenset[RegionCode] | None:
    """Areas over all of which somebody may do the action, to narrow a list; None: the country.

    One query at most. A role for one office counts for nothing here: see `office_scopes_for`.
    """
    if isinstance(by, System):
        return None
    regions = {scope.region for scope in _scopes_for(by, action) if scope.office is None}
    return None if None in regions else frozenset(code for code in regions if code)


def office_scopes_for(by: Actor, action: str) -> tuple[Scope, ...]:
    """Scopes of one office each by which somebody may do the action; one query at most.

    A list shows, besides what lies in `areas_for`, what belongs to one of these offices
    (`office` and `office_region` name it) inside the scope's `region`.
    """
    return tuple(scope for scope in _scopes_for(by, action) if scope.office is not None)


def _scopes_for(by: Actor, action: str) -> list[Scope]:
    if not isinstance(by, UserActor):
        return []
    return [
        scope
        for scope in by.scopes
        if decide(
            action,
            [scope],
            region=scope.region,
            office=None,
            day=by.day,
            second_factor=by.second_factor,
        )
        is Decision.ALLOWED
    ]


def has_administrator(day: date | None = None) -> bool:
    """Whether somebody can administer the whole installation on that day (default: today)."""
    rows = Assignment.objects.filter(
        role=Role.ADMINISTRATOR.value, region_code="", ended_at=None, user__is_active=True
    ).select_related("office")
    today = day or timezone.localdate()
    return any(scope_of(row).on(today) for row in rows)

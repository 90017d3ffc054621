"""Writes of roles: who may do what, where, for which office and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from balai.kernel.actor import Forbidden
from balai.kernel.permissions import Role
from balai.registers.accounts import domain, permissions, selectors
from balai.registers.accounts.domain import ASSESSING_ROLES, EVALUATION_ROLES
from balai.registers.accounts.models import Assignment, Office, User
from balai.registers.accounts.services.invitation_moves import revoke_unbacked
from balai.registers.accounts.services.refusals import RefusedError, checked
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from datetime import date

    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode
    from balai.registers.accounts.domain import Scope

_FACTS = ("role", "region_code", "valid_from", "valid_to")


@transaction.atomic
def assign_role(  # noqa: PLR0913 - a scope has that many sides
    *,
    user: User,
    role: Role,
    region: RegionCode | None,
    by: Actor,
    office: Office | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Assignment:
    """Give somebody a role in an area (None: the whole country) for an office (None: all).

    valid_from: today if left out. valid_to: last day, inclusive; None: until ended.
    Raises Forbidden; RefusedError when the role is wider than the giver's own, the giver's own
    account, an overlap, closed or outside its office, or a home region that one would judge;
    ValidationError for dates that make no sense.
    """
    user = (
        User.objects.select_for_update(of=("self",)).select_related("home_office").get(pk=user.pk)
    )
    day = timezone.localdate()
    scope = selectors.make_scope(role, region, office, valid_from or day, valid_to)
    require_grant(by, scope)
    if by.id == f"user:{user.public_id}":
        raise RefusedError("own_account")
    if not user.is_active:
        raise RefusedError("inactive_user")
    check_scope(scope, office, day=day)
    if office and not user.home_office and not user.home_independent and office.region_code:
        # Whoever works for a region's office comes from there, declared or not.
        _set_home(user, office, independent=False, by=by)
    held = [selectors.scope_of(row) for row in selectors.assignments_of(user)]
    if any(domain.overlap(scope, other) for other in held):
        raise RefusedError("overlap")
    check_home(
        [scope, *held],
        selectors.home_of(user),
        declared=user.home_office is not None or user.home_independent,
    )
    return write_assignment(user=user, scope=scope, office=office, by=by)


def write_assignment(
    *, user: User, scope: Scope, office: Office | None, by: Actor, granted_by: str = ""
) -> Assignment:
    """Store and record an assignment that was checked before; granted_by: if not `by`."""
    row = Assignment(
        user=user,
        role=scope.role.value,
        region_code=str(scope.region or ""),
        office=office,
        valid_from=scope.valid_from,
        valid_to=scope.valid_to,
        granted_by=granted_by or by.id,
    )
    checked(row)
    row.save()
    audit.record(
        "accounts.assign_role",
        by=by,
        target=f"user:{user.public_id}",
        region=scope.region,
        after={**audit.facts(row, *_FACTS), "office": scope.office or ""},
    )
    return row


@transaction.atomic
def end_role(*, assignment: Assignment, by: Actor) -> Assignment:
    """End a role at once, and revoke what its holder invited by it and could not any more.

    Raises Forbidden; RefusedError when ended before, or the last administrator.
    """
    if assignment.role == Role.ADMINISTRATOR.value:
        lock_administrators()
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("office", "user")
        .get(pk=assignment.pk)
    )
    scope = selectors.scope_of(row)
    require_grant(by, scope, until=False)
    if row.ended_at is not None:
        raise RefusedError("already_ended")
    require_successor([scope], besides=[row.pk])
    row.ended_at, row.ended_by = timezone.now(), by.id
    row.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        "accounts.end_role",
        by=by,
        target=f"user:{row.user.public_id}",
        region=scope.region,
        before={**audit.facts(row, *_FACTS), "office": scope.office or ""},
    )
    revoke_unbacked(user=row.user, by=by)
    return row


@transaction.atomic
def declare_home(
    *, user: User, office: Office | None, by: Actor, independent: bool = False
) -> User:
    """Write down which office somebody comes from, or that they come from none.

    Raises Forbidden; RefusedError when they already assess the region of that office.
    """
    user = (
        User.objects.select_for_update(of=("self",)).select_related("home_office").get(pk=user.pk)
    )
    require_manage(by, user)
    if office == user.home_office and independent == user.home_independent:
        return user
    _set_home(user, office, independent=independent, by=by)
    check_home(
        [selectors.scope_of(row) for row in selectors.assignments_of(user)],
        selectors.home_of(user),
        declared=office is not None or independent,
    )
    return user


def require_grant(by: Actor, scope: Scope, *, until: bool = True) -> None:
    """Stop unless somebody may give (or, with until False, end) this scope.

    Raises Forbidden without the right anywhere, RefusedError where it does not reach.
    """
    action = permissions.ASSIGN_ROLE
    if not by.may(action.code):
        raise Forbidden(action.code)
    if scope.role in EVALUATION_ROLES and not by.may(permissions.ASSIGN_EVALUATION_ROLE.code):
        raise RefusedError("evaluation_role", field="role")
    last = scope.valid_to if until else timezone.localdate()
    if not _covers(by, action.code, scope, until=last):
        raise RefusedError("wider_than_own", field="region")


def _covers(by: Actor, action: str, scope: Scope, *, until: date | None) -> bool:
    return selectors.covers(
        by,
        action,
        region=scope.region,
        office=scope.office,
        office_region=scope.office_region,
        until=until,
    )


def require_manage(by: Actor, user: User) -> None:
    """Stop unless somebody administers every area in which the person holds a role.

    Without a role today, one of the areas in which they held one is enough.
    """
    action, day = permissions.MANAGE_USER.code, timezone.localdate()

    def reaches(row: Assignment) -> bool:
        return _covers(by, action, selectors.scope_of(row), until=day)

    held = selectors.assignments_of(user)
    reached = (
        all(map(reaches, held))
        if held
        else any(map(reaches, selectors.past_assignments_of(user)))
        or selectors.covers(by, action, region=None, office=None, until=day)
    )
    if not by.may(action) or not reached:
        raise Forbidden(action)


def lock_administrators() -> None:
    """Hold every running role of an administrator until this transaction is over.

    All of them and always in one order, before any other lock on a role, so that two
    administrators who end or close each other at once wait for one another instead of both
    succeeding or both hanging.
    """
    rows = Assignment.objects.filter(role=Role.ADMINISTRATOR.value, ended_at=None)
    list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))


def require_successor(scopes: list[Scope], *, besides: list[int]) -> None:
    """Stop if nobody would administer an area when these scopes end.

    besides: keys of the assignments that end.
    """
    if not any(scope.role is Role.ADMINISTRATOR for scope in scopes):
        return
    lock_administrators()
    # Read only now, by a query of its own: what waited for the lock shows the row as it was
    # locked, but its person as they were before the wait.
    others = (
        Assignment.objects.filter(
            role=Role.ADMINISTRATOR.value, ended_at=None, user__is_active=True
        )
        .exclude(pk__in=besides)
        .select_related("office")
    )
    day = timezone.localdate()
    remaining = [selectors.scope_of(row) for row in others]
    if any(domain.leaves_nobody(scope, remaining, day=day) for scope in scopes):
        raise RefusedError("last_administrator")


def check_scope(scope: Scope, office: Office | None, *, day: date) -> None:
    """Refuse a scope that contradicts its office or has passed already."""
    if office is not None:
        if not office.is_active:
            raise RefusedError("office_closed", field="office")
        home = selectors.region_of(office)
        if home is not None and (scope.region is None or not home.contains(scope.region)):
            raise RefusedError("outside_office", field="region")
    if scope.valid_to is not None and scope.valid_to < day:
        raise RefusedError("in_the_past", field="valid_to")


def check_home(scopes: list[Scope], home: RegionCode | None, *, declared: bool) -> None:
    """Refuse to let somebody assess without a declared origin, or assess their own region."""
    if not any(scope.role in ASSESSING_ROLES for scope in scopes):
        return
    if not declared:
        raise RefusedError("home_missing", field="home_office")
    if any(domain.judges_own_region(scope, home) for scope in scopes):
        raise RefusedError("own_region", field="region")


def _set_home(user: User, office: Office | None, *, independent: bool, by: Actor) -> None:
    before = {"home_office": str(user.home_office.public_id) if user.home_office else ""}
    user.home_office, user.home_independent = office, independent
    checked(user)
    user.save(update_fields=["home_office", "home_independent"])
    audit.record(
        "accounts.declare_home",
        by=by,
        target=f"user:{user.public_id}",
        before=before,
        after={
            "home_office": str(office.public_id) if office else "",
            "home_independent": independent,
        },
    )

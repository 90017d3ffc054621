"""Writes of people: their names, whether they may sign in, their sessions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F

from balai.kernel.actor import Forbidden, System, require
from balai.kernel.permissions import Role
from balai.registers.accounts import permissions, selectors
from balai.registers.accounts.domain import search_key
from balai.registers.accounts.models import User
from balai.registers.accounts.services.access import (
    assign_role,
    require_manage,
    require_successor,
)
from balai.registers.accounts.services.invitation_moves import revoke_unbacked
from balai.registers.accounts.services.refusals import RefusedError, checked, clean_name, store
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode


def write_user(  # noqa: PLR0913 - what a new account consists of
    *,
    email: str,
    name: str,
    password: str,
    by: Actor,
    home_office_id: int | None = None,
    home_independent: bool = False,
    is_demo: bool = False,
) -> User:
    """Store and record a new account; the caller has decided that it may exist.

    Raises ValidationError for a weak password or an address that has an account, RefusedError
    for a name that misleads.
    """
    email, name = clean_email(email), clean_name(name)
    user = User(
        email=email,
        name=name,
        search_key=search_key(name, email),
        home_office_id=home_office_id,
        home_independent=home_independent,
        is_demo=is_demo,
    )
    validate_password(password, user)
    user.set_password(password)
    store(user)
    audit.record(
        "accounts.create_user",
        by=by,
        target=f"user:{user.public_id}",
        after=audit.facts(user, "name", "is_demo", "home_independent"),
    )
    return user


def clean_email(email: str) -> str:
    """Bring an address into the one form in which it is kept: no blanks, lower case."""
    return email.strip().lower()


@transaction.atomic
def create_administrator(*, email: str, name: str, password: str, by: Actor) -> User:
    """Make an administrator of the whole country: the first account of an installation.

    Only the installation itself may (a command on the server). Raises Forbidden, RefusedError
    when the address has an account, ValidationError for a weak password.
    """
    if not isinstance(by, System):
        raise Forbidden(permissions.INVITE.code)
    if User.objects.filter(email=clean_email(email)).exists():
        raise RefusedError("has_account", field="email")
    user = write_user(email=email, name=name, password=password, by=by)
    assign_role(user=user, role=Role.ADMINISTRATOR, region=None, by=by)
    return user


@transaction.atomic
def change_name(*, user: User, name: str, by: Actor) -> User:
    """Change how a person is called, one's own or, as administrator, another's.

    The same name again changes nothing. Raises Forbidden, RefusedError, ValidationError.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if by.id != f"user:{user.public_id}":
        require_manage(by, user)
    before = audit.facts(user, "name")
    user.name = clean_name(name)
    after = audit.facts(user, "name")
    if before == after:
        return user
    user.search_key = search_key(user.name, user.email)
    checked(user)
    user.save(update_fields=["name", "search_key"])
    audit.record(
        "accounts.change_name",
        by=by,
        target=f"user:{user.public_id}",
        before=before,
        after=after,
    )
    return user


@transaction.atomic
def deactivate_user(*, user: User, by: Actor, reason: str) -> User:
    """Close an account at once: its sessions end, its roles wait, what it invited is revoked.

    Again changes nothing. Raises Forbidden; RefusedError for one's own account or the last
    administrator.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    require_manage(by, user)
    if by.id == f"user:{user.public_id}":
        raise RefusedError("own_account")
    if not user.is_active:
        return user
    rows = selectors.assignments_of(user)
    require_successor([selectors.scope_of(row) for row in rows], besides=[row.pk for row in rows])
    user.is_active = False
    user.session_generation += 1
    user.save(update_fields=["is_active", "session_generation"])
    _record_activity(user, by=by, active=False, note=reason)
    revoke_unbacked(user=user, by=by)
    return user


@transaction.atomic
def reactivate_user(*, user: User, by: Actor, reason: str) -> User:
    """Open a closed account again, with the roles that still run. Again changes nothing.

    Raises Forbidden.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    require_manage(by, user)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record_activity(user, by=by, active=True, note=reason)
    return user


@transaction.atomic
def end_sessions(*, user: User, by: Actor) -> User:
    """Sign somebody out everywhere, oneself or, as administrator, another. Raises Forbidden."""
    if by.id != f"user:{user.public_id}":
        require_manage(by, user)
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    audit.record("accounts.end_sessions", by=by, target=f"user:{user.public_id}")
    user.refresh_from_db()
    return user


def forget_sessions() -> None:
    """Delete the sessions whose time is over; called by the clock, once a day."""
    sessions: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    sessions.clear_expired()


@transaction.atomic
def remove_second_factor(*, user: User, by: Actor, reason: str) -> None:
    """Take away a lost second factor, so that its owner sets up a new one at next sign-in.

    Ends all sessions too. Without one it changes nothing. Raises Forbidden, RefusedError for
    one's own account.
    """
    require_manage(by, user)
    if by.id == f"user:{user.public_id}":
        raise RefusedError("own_account")
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    if not removed:
        return
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    audit.record(
        "accounts.remove_second_factor", by=by, target=f"user:{user.public_id}", note=reason
    )


@transaction.atomic
def record_export(
    *, by: Actor, rows: int, role: str = "", region: RegionCode | None = None
) -> None:
    """Write down that somebody took the list of accounts away, and how much of it.

    rows: how many accounts. role, region: how the list was narrowed; what was searched for is
    not kept, for it may be a person's name. Raises Forbidden.
    """
    require(by, permissions.VIEW_USERS.code)
    audit.record(
        "accounts.export_users",
        by=by,
        target="accounts:users",
        region=region,
        after={"rows": rows, "role": role},
    )


def _record_activity(user: User, *, by: Actor, active: bool, note: str) -> None:
    audit.record(
        "accounts.reactivate_user" if active else "accounts.deactivate_user",
        by=by,
        target=f"user:{user.public_id}",
        before={"is_active": not active},
        after={"is_active": active},
        note=note,
    )

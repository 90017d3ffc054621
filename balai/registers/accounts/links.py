"""What the link of an invitation is worth now: asked when it is opened, and again when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import domain, permissions, selectors
from balai.registers.accounts.domain import EVALUATION_ROLES, Decision
from balai.registers.accounts.invitation import MACHINE, LinkProblem, LinkRefusedError
from balai.registers.accounts.models import Invitation, User
from balai.registers.accounts.tokens import is_signed, token_hash

if TYPE_CHECKING:
    from balai.registers.accounts.domain import Scope


def open_invitation(token: str) -> Invitation:
    """Return the invitation that a link stands for; raises LinkRefusedError with the reason."""
    row = None
    if is_signed(token):
        row = (
            Invitation.objects.select_related("office").filter(token_hash=token_hash(token)).first()
        )
    problem = link_problem(row)
    if row is None or problem is not None:
        raise LinkRefusedError(problem or LinkProblem.INVALID)
    return row


def link_problem(row: Invitation | None) -> LinkProblem | None:
    """Say why the link of this invitation does not work now; None when it does. Reads row.office."""
    if row is None:
        return LinkProblem.INVALID
    if row.state != MACHINE.initial:
        return LinkProblem(row.state)
    if row.expires_at <= timezone.now():
        return LinkProblem.EXPIRED
    if User.objects.filter(email=row.email).exists():
        return LinkProblem.HAS_ACCOUNT
    return _scope_problem(row)


def _scope_problem(row: Invitation) -> LinkProblem | None:
    if row.office is not None and not row.office.is_active:
        return LinkProblem.OFFICE_CLOSED
    if row.valid_to is not None and row.valid_to < timezone.localdate():
        return LinkProblem.ROLE_OVER
    return None if is_still_backed(row) else LinkProblem.WITHDRAWN


def scope_of(row: Invitation) -> Scope:
    """Scope that the link gives from today; reads row.office."""
    return selectors.make_scope(
        Role(row.role),
        RegionCode(row.region_code) if row.region_code else None,
        row.office,
        timezone.localdate(),
        row.valid_to,
    )


def is_still_backed(row: Invitation) -> bool:
    """Whether whoever sent the invitation could still send it; what the system sent stays.

    Two queries at most. That they proved a second factor then is enough: a telephone lost
    since takes no right away.
    """
    kind, _colon, public_id = row.invited_by.partition(":")
    if kind != "user":
        return True
    user = User.objects.filter(public_id=public_id, is_active=True).first()
    if user is None:
        return False
    actor, scope = selectors.actor_for(user), scope_of(row)
    if scope.role in EVALUATION_ROLES:
        answer = domain.decide(
            permissions.ASSIGN_EVALUATION_ROLE.code,
            actor.scopes,
            region=None,
            office=None,
            day=actor.day,
            second_factor=True,
        )
        if answer is not Decision.ALLOWED:
            return False
    return domain.covers(
        actor.scopes,
        permissions.INVITE.roles & permissions.ASSIGN_ROLE.roles,
        region=scope.region,
        office=scope.office,
        office_region=scope.office_region,
        until=scope.valid_to,
        day=actor.day,
        second_factor=True,
    )

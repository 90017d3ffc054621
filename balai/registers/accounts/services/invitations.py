"""Writes of invitations: the only way into the house."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from balai.kernel.actor import Forbidden, System
from balai.kernel.region_code import RegionCode
from balai.kernel.transitions import IllegalTransition
from balai.registers.accounts import links, permissions, selectors
from balai.registers.accounts.invitation import (
    MACHINE,
    VALID_DAYS,
    Invitee,
    LinkProblem,
    LinkRefusedError,
)
from balai.registers.accounts.models import Invitation, Office, User
from balai.registers.accounts.services.access import (
    check_home,
    check_scope,
    require_grant,
    write_assignment,
)
from balai.registers.accounts.services.invitation_moves import move, target
from balai.registers.accounts.services.people import clean_email, write_user
from balai.registers.accounts.services.refusals import RefusedError, clean_name, store
from balai.registers.accounts.tokens import make_token, token_hash
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from datetime import date

    from balai.kernel.actor import Actor
    from balai.kernel.permissions import Role

_CLOCK = System("clock")
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Invited:
    """A new invitation and its link, which nobody can read again later.

    letter_went: None until the transaction around it is over; then whether the mail server
    took the letter. The invitation stands either way.
    """

    invitation: Invitation
    link: str
    letter_went: bool | None = None


@transaction.atomic
def invite(  # noqa: PLR0913 - who, as what, where, and from where
    *,
    email: str,
    name: str,
    role: Role,
    region: RegionCode | None,
    by: Actor,
    site: str,
    office: Office | None = None,
    valid_to: date | None = None,
    home_office: Office | None = None,
    home_independent: bool = False,
) -> Invited:
    """Invite somebody to make an account with one role; sends the link by e-mail.

    region, office, valid_to: as for assign_role. home_office: where they come from; the
    office itself if left out. site: scheme and host, written before the path.
    The link works once and for seven days. A letter that does not go breaks nothing: ask the
    result's letter_went, and hand the link over yourself. Raises Forbidden; RefusedError when the address has
    an account or an open invitation, and for all that assign_role refuses.
    """
    if not by.may(permissions.INVITE.code):
        raise Forbidden(permissions.INVITE.code)
    day, email = timezone.localdate(), clean_email(email)
    scope = selectors.make_scope(role, region, office, day, valid_to)
    require_grant(by, scope)
    check_scope(scope, office, day=day)
    if home_office is None and not home_independent and office and office.region_code:
        home_office = office
    home = selectors.region_of(home_office)
    check_home([scope], home, declared=home_office is not None or home_independent)
    if User.objects.filter(email=email).exists():
        raise RefusedError("has_account", field="email")
    close_overdue(email=email)
    if Invitation.objects.filter(email=email, state=MACHINE.initial).exists():
        raise RefusedError("already_invited", field="email")
    row = Invitation(
        email=email,
        name=clean_name(name),
        role=role.value,
        region_code=str(region or ""),
        office=office,
        home_office=home_office,
        home_independent=home_independent,
        valid_to=valid_to,
        state=MACHINE.initial,
        invited_by=by.id,
        expires_at=timezone.now() + timedelta(days=VALID_DAYS),
    )
    token = make_token(str(row.public_id))
    row.token_hash = token_hash(token)
    try:
        store(row)
    except ValidationError as error:
        # Somebody, or a second click, invited the same address in between.
        if Invitation.objects.filter(email=email, state=MACHINE.initial).exists():
            raise RefusedError("already_invited", field="email") from error
        raise
    audit.record(
        "accounts.invite",
        by=by,
        target=target(row),
        region=region,
        after=audit.facts(row, "name", "role", "region_code", "valid_to", "expires_at"),
    )
    link = site.rstrip("/") + reverse("accounts:accept_invitation", args=[token])
    invited = Invited(row, link)
    transaction.on_commit(lambda: _send(invited), robust=True)
    return invited


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Actor) -> Invitation:
    """Make an open link useless. Raises Forbidden, RefusedError when it is not open any more."""
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    action = permissions.INVITE.code
    if not selectors.covers(
        by,
        action,
        region=RegionCode(row.region_code) if row.region_code else None,
        office=row.office.code if row.office else None,
        office_region=selectors.region_of(row.office),
        until=timezone.localdate(),
    ):
        raise Forbidden(action)
    try:
        move(row, "revoke", by=by)
    except IllegalTransition as error:
        raise RefusedError("not_open") from error
    return row


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> User:
    """Make the invited person's account and give it the role; the link is used up.

    Whoever holds the link acts. Raises LinkRefusedError for a link that does not work, also
    because its office was closed, its role's last day is past, or whoever sent it lost the
    right to; ValidationError for a weak password. Repeating it raises LinkRefusedError: accepted.
    """
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("office", "home_office")
        .filter(token_hash=token_hash(token))
        .first()
    )
    problem = links.link_problem(row)
    if row is None or problem is not None:
        raise LinkRefusedError(problem or LinkProblem.INVALID)
    invitee = Invitee(str(row.public_id), row.name)
    user = write_user(
        email=row.email,
        name=row.name,
        password=password,
        by=invitee,
        home_office_id=row.home_office_id,
        home_independent=row.home_independent,
    )
    row.user = user
    move(row, "accept", by=invitee)
    # The one who gives the role is whoever invited, not the one who took it up.
    write_assignment(
        user=user,
        scope=links.scope_of(row),
        office=row.office,
        by=invitee,
        granted_by=row.invited_by,
    )
    return user


@transaction.atomic
def close_overdue(*, email: str | None = None) -> int:
    """Close open invitations whose time is over, all or one address's; says how many."""
    rows = Invitation.objects.select_for_update().filter(
        state=MACHINE.initial, expires_at__lte=timezone.now()
    )
    if email is not None:
        rows = rows.filter(email=email)
    overdue = list(rows)
    for row in overdue:
        move(row, "expire", by=_CLOCK)
    return len(overdue)


def _send(invited: Invited) -> None:
    row = invited.invitation
    body = render_to_string(
        "accounts/email/invitation.txt",
        {"name": row.name, "link": invited.link, "expires_at": row.expires_at, "days": VALID_DAYS},
    )
    invited.letter_went = False
    try:
        send_mail(gettext("Undangan ke Balai"), body, settings.DEFAULT_FROM_EMAIL, [row.email])
    except OSError as error:  # no server, no such name, no answer, and all that smtplib raises
        # Only the kind: what a mail server says may hold the person's address.
        _LOG.warning("the letter of %s did not go: %s", target(row), type(error).__name__)
    else:
        invited.letter_went = True

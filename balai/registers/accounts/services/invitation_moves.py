"""How an invitation moves from state to state, by itself or with what its sender loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from balai.kernel.actor import System
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import links
from balai.registers.accounts.invitation import MACHINE
from balai.registers.accounts.models import Invitation
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from balai.kernel.actor import Actor
    from balai.registers.accounts.models import User

_RULE = System("accounts")
"""Who may revoke whatever the rule says must not stay open."""


def move(row: Invitation, action: str, *, by: Actor, may: Actor | None = None) -> None:
    """Move an invitation and record it; the caller holds its row.

    may: whose right counts, if not that of `by`. Raises IllegalTransition, Forbidden.
    """
    region = RegionCode(row.region_code) if row.region_code else None
    before = row.state
    row.state = MACHINE.apply(before, action, by=may or by, region=region)
    row.closed_at = timezone.now()
    row.save(update_fields=["state", "closed_at", "user"])
    audit.record(
        f"accounts.{action}_invitation",
        by=by,
        target=target(row),
        region=region,
        before={"state": before},
        after={"state": row.state},
    )


def revoke_unbacked(*, user: User, by: Actor) -> int:
    """Revoke the open invitations that somebody sent and could not send any more; how many.

    Called in the transaction that takes the right away. The one who takes it away is who
    acts, also where they may not revoke invitations themselves.
    """
    rows = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("office")
        .filter(state=MACHINE.initial, invited_by=f"user:{user.public_id}")
        .order_by("pk")
    )
    unbacked = [row for row in rows if not links.is_still_backed(row)]
    for row in unbacked:
        move(row, "revoke", by=by, may=_RULE)
    return len(unbacked)


def target(row: Invitation) -> str:
    """How the trail names the invitation."""
    return f"invitation:{row.public_id}"

"""The states of an invitation and who may move it: pure rules, no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from balai.kernel.transitions import EVERYBODY, Edge, Machine, State
from balai.registers.accounts import permissions

if TYPE_CHECKING:
    from balai.kernel.region_code import RegionCode

VALID_DAYS = 7
"""How long a link works."""

MACHINE: Machine[None] = Machine(
    name="invitation",
    states=(
        State("open", {EVERYBODY: ("Terbuka", "Open")}),
        State("accepted", {EVERYBODY: ("Diterima", "Accepted")}),
        State("revoked", {EVERYBODY: ("Dicabut", "Revoked")}),
        State("expired", {EVERYBODY: ("Lewat waktu", "Expired")}),
    ),
    edges=(
        Edge(
            "open",
            "accept",
            "accepted",
            who=permissions.ACCEPT_INVITATION.code,
            labels={EVERYBODY: ("Buat akun", "Create account")},
        ),
        Edge(
            "open",
            "revoke",
            "revoked",
            who=permissions.INVITE.code,
            labels={EVERYBODY: ("Cabut undangan", "Revoke invitation")},
        ),
        Edge(
            "open",
            "expire",
            "expired",
            who=permissions.EXPIRE_INVITATION.code,
            labels={EVERYBODY: ("Tutup karena lewat waktu", "Close as overdue")},
        ),
    ),
)
"""Only an open invitation moves, and each of its ends is final."""


class LinkProblem(StrEnum):
    """Why a link does not work; a page says for each what to do."""

    INVALID = "invalid"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"
    HAS_ACCOUNT = "has_account"
    OFFICE_CLOSED = "office_closed"
    ROLE_OVER = "role_over"
    WITHDRAWN = "withdrawn"


class LinkRefusedError(Exception):
    """The link of an invitation does not work; nothing was changed."""

    def __init__(self, problem: LinkProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whoever holds the link of one invitation: may accept it, and nothing else."""

    public_id: str
    name: str

    @property
    def id(self) -> str:
        """Stable id in the trail."""
        return f"invitation:{self.public_id}"

    @property
    def label(self) -> str:
        """How the trail shows it."""
        return self.name

    def may(
        self, action: str, *, region: RegionCode | None = None, office: str | None = None
    ) -> bool:
        """Allow to accept."""
        del region, office
        return action == permissions.ACCEPT_INVITATION.code

"""Roles, and the actions that parts declare: who may do what, as one table.

Every part lists its actions in its `permissions.py` and registers them when its app is
ready. What is not in the table is refused: there is no other way to be allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in an installation, given with an area, an office and dates."""

    ADMINISTRATOR = "administrator"
    SECRETARIAT = "secretariat"
    ASSESSOR = "assessor"
    MODERATOR = "moderator"
    COORDINATOR = "coordinator"
    OFFICER = "officer"
    CLERK = "clerk"
    REGENT = "regent"
    AUDITOR = "auditor"


ROLE_LABELS: dict[Role, tuple[str, str]] = {
    Role.ADMINISTRATOR: ("Pengelola sistem", "System administrator"),
    Role.SECRETARIAT: ("Sekretariat evaluasi", "Evaluation secretariat"),
    Role.ASSESSOR: ("Asesor", "Assessor"),
    Role.MODERATOR: ("Ketua panel", "Panel chair"),
    Role.COORDINATOR: ("Koordinator daerah", "Regional coordinator"),
    Role.OFFICER: ("Petugas OPD", "Office staff"),
    Role.CLERK: ("Petugas desa", "Village clerk"),
    Role.REGENT: ("Kepala daerah", "Head of region"),
    Role.AUDITOR: ("Pemeriksa", "Auditor"),
}
"""Name of each role: Indonesian, English."""

DECIDING_ROLES = frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT, Role.MODERATOR, Role.REGENT})
"""Roles whose word changes a published figure or another person's rights: they need a second factor."""

_CODE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that may be done, and the roles that may do it within their scope.

    code: "part.verb_noun". names: Indonesian, English.
    national: needs a scope over the whole country, not one area.
    """

    code: str
    names: tuple[str, str]
    roles: frozenset[Role]
    national: bool = False

    def __post_init__(self) -> None:
        """Refuse a code of another shape: a misspelt one would be refused for ever, silently."""
        if not _CODE.match(self.code):
            raise ValueError(f"not of the form part.verb_noun: {self.code!r}")


_actions: dict[str, Action] = {}


def register(*actions: Action) -> None:
    """Add a part's actions. The same action twice is harmless; two under one code is an error."""
    for action in actions:
        known = _actions.setdefault(action.code, action)
        if known != action:
            msg = f"two different actions are called {action.code!r}"
            raise ValueError(msg)


def action(code: str) -> Action:
    """Return the action of that code; raises KeyError for one that no part declared."""
    return _actions[code]


def all_actions() -> tuple[Action, ...]:
    """Every declared action, by code."""
    return tuple(_actions[code] for code in sorted(_actions))

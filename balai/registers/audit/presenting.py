"""How a row of the trail reads on a page: the action's name, and what changed, fact by fact."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from balai.kernel import permissions

if TYPE_CHECKING:
    from datetime import datetime

    from balai.registers.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact before and after; "" where there was none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the page shows it. name: the action in words, or its code again."""

    at: datetime
    actor: str
    actor_id: str
    action: str
    name: str
    target: str
    region: str
    facts: tuple[Fact, ...]
    note: str
    uuid: str


def shown(entry: AuditEntry) -> Shown:
    """Prepare one row; no query."""
    detail: dict[str, Any] = json.loads(entry.detail)
    before, after = detail.get("before", {}), detail.get("after", {})
    return Shown(
        at=entry.at,
        actor=entry.actor_label,
        actor_id=entry.actor_id,
        action=entry.action,
        name=_action_name(entry.action),
        target=entry.target,
        region=entry.region,
        facts=tuple(
            Fact(name, _text(before.get(name)), _text(after.get(name)))
            for name in sorted({*before, *after})
        ),
        note=detail.get("note", ""),
        uuid=str(entry.uuid),
    )


def _action_name(code: str) -> str:
    """Name of the action in the page's language; the code itself if no part declared it."""
    try:
        indonesian, english = permissions.action(code).names
    except KeyError:
        return code
    return english if (get_language() or "id").startswith("en") else indonesian


def _text(value: object) -> str:
    """Write a fact on one line."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

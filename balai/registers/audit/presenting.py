"""How a row of the trail reads on a page: who, what, to whom, and what changed, in words."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balai.registers.audit import naming
from balai.ui.templatetags.balai import moment, short_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from balai.registers.audit.models import AuditEntry

LONGEST = 600
"""How many characters of one value a page shows; the export has all of it."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})\Z")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact before and after, in words; "" where there was none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the page shows it.

    name: the action in words. kind: the target's kind in words; label: what people call
    the target, or its public id. by_actor, by_target: queries that narrow the list to them.
    """

    at: datetime
    actor: str
    by_actor: str
    action: str
    name: str
    kind: str
    label: str
    by_target: str
    region: str
    facts: tuple[Fact, ...]
    note: str
    uuid: str


def shown(entries: Iterable[AuditEntry]) -> list[Shown]:
    """Prepare the rows of a page; one query for each kind of target among them."""
    rows = list(entries)
    labels = _labels(rows)
    return [_shown(row, labels.get(row.target, row.target.partition(":")[2])) for row in rows]


def _labels(rows: Iterable[AuditEntry]) -> dict[str, str]:
    """Call the targets as people do, where their part can tell: target → label."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        code, _colon, public_id = row.target.partition(":")
        wanted[code].add(public_id)
    found: dict[str, str] = {}
    for code, public_ids in wanted.items():
        if labels := naming.kind(code).labels:
            for public_id, label in labels(public_ids).items():
                found[f"{code}:{public_id}"] = label
    return found


def _shown(entry: AuditEntry, label: str) -> Shown:
    language = get_language() or "id"
    detail: dict[str, Any] = json.loads(entry.detail)
    return Shown(
        at=entry.at,
        actor=entry.actor_label,
        by_actor=f"?{urlencode({'actor': entry.actor_id})}",
        action=entry.action,
        name=naming.event(entry.action, language),
        kind=naming.pick(naming.kind(entry.target.partition(":")[0]).names, language),
        label=label,
        by_target=f"?{urlencode({'target': entry.target})}",
        region=entry.region,
        facts=_facts(entry.action, detail.get("before", {}), detail.get("after", {}), language),
        note=detail.get("note", ""),
        uuid=str(entry.uuid),
    )


def _facts(
    action: str, before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> tuple[Fact, ...]:
    """Set what was beside what is; a fact that stayed the same is told once."""
    found = []
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        texts = [
            Truncator(_text(action, name, value, language)).chars(LONGEST) for value in (old, new)
        ]
        if name in before and name in after and old == new:
            texts[0] = ""
        found.append(Fact(naming.fact(action, name, language), *texts))
    return tuple(found)


def _text(action: str, name: str, value: object, language: str) -> str:
    """Write a fact as people read it: no braces, no codes that have a name, days as days."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("ya") if value else _("tidak")
        case dict():
            return "; ".join(
                f"{naming.fact(action, key, language)}: {_text(action, key, item, language)}"
                for key, item in value.items()
            )
        case list():
            return "; ".join(_text(action, name, item, language) for item in value)
        case str():
            return _written(naming.value(action, name, value, language))
        case _:
            return str(value)


def _written(text: str) -> str:
    """Write a day or a moment as the page's language does; any other text as it is."""
    try:
        if _DAY.match(text):
            return short_date(date.fromisoformat(text))
        if _MOMENT.match(text):
            return moment(datetime.fromisoformat(text))
    except ValueError:
        return text
    return text

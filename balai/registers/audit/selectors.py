"""Every read of the trail: its head, its entries, and whether it is still what it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from balai.registers.audit import keys, triggers, verification
from balai.registers.audit.domain import Filters, Head, first_uuid, parse_head
from balai.registers.audit.models import AuditEntry, AuditLeaf, AuditSeal
from balai.registers.audit.permissions import require_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from balai.kernel.actor import Actor
    from balai.registers.audit.findings import Report

__all__ = ["Filters", "Head", "SealedHead", "entries", "head", "missing_triggers", "page", "parse_head",
           "public_key", "stream", "unsealed", "verify"]  # fmt: skip

PAGE = 50


@dataclass(frozen=True, slots=True)
class SealedHead:
    """The newest head with when and by which key it was signed."""

    head: Head
    at: datetime
    key_id: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of entries, newest first; after: where the next begins, None on the last."""

    entries: tuple[AuditEntry, ...]
    after: int | None


def head() -> SealedHead | None:
    """Return the newest sealed head, or None before the first seal. One query."""
    seal = AuditSeal.objects.order_by("-size").first()
    if seal is None:
        return None
    return SealedHead(Head(seal.size, bytes(seal.root)), seal.at, seal.key_id)


def public_key() -> str:
    """Text (PEM) of the key that signs heads now, or "" before set-up."""
    return keys.public_pem()


def missing_triggers() -> tuple[str, ...]:
    """Name every append-only trigger that is gone or is not as it ought to be."""
    return triggers.missing(connection)


def unsealed() -> int:
    """Count the rows that wait for the next seal. Two queries."""
    last = AuditLeaf.objects.aggregate(last=Max("entry_id"))["last"] or 0
    return AuditEntry.objects.filter(id__gt=last).count()


def verify(heads: Sequence[Head] = ()) -> Report:
    """Recompute the whole trail and hold it against its seals and these outside heads.

    Reads everything: about 20 seconds a million rows. Runs beside writers without stopping them.
    """
    return verification.verify(connection, heads)


def entries(*, filters: Filters, by: Actor) -> QuerySet[AuditEntry]:
    """Entries that the actor may read and the filters let through, newest first.

    Who may read only some area's entries must name it in the filters, and must hold that right
    for all its offices, since entries carry none. Raises Forbidden.
    """
    require_reading(filters.region, by=by)
    found = AuditEntry.objects.order_by("-id")
    if filters.region is not None:
        code = filters.region.value
        found = found.filter(Q(region=code) | Q(region__startswith=code + "."))
    if filters.action:
        whole = not filters.action.endswith((".", ":"))
        found = found.filter(**{"action" if whole else "action__startswith": filters.action})
    if filters.actor:
        found = found.filter(_by_leaf(actor_id=filters.actor), actor_id=filters.actor)
    if filters.target:
        found = found.filter(_by_leaf(target=filters.target), target=filters.target)
    if filters.day is not None:
        begin = timezone.make_aware(datetime.combine(filters.day, time.min))
        end = begin + timedelta(days=1)
        found = found.filter(
            _by_leaf(uuid__gte=first_uuid(begin), uuid__lt=first_uuid(end)),
            at__gte=begin,
            at__lt=end,
        )
    return found


def _by_leaf(**names: object) -> Q:
    """Narrow entries to those whose leaf has these names, and those that have no leaf yet.

    The indexes lie on the leaves; what waits for the next seal is few and read through.
    """
    last = AuditLeaf.objects.order_by("-entry_id").values("entry_id")[:1]
    open_rows = Q(id__gt=Coalesce(Subquery(last), 0))
    return open_rows | Q(id__in=AuditLeaf.objects.filter(**names).values("entry_id"))


def page(*, filters: Filters, by: Actor, before: int | None = None, size: int = PAGE) -> Page:
    """One page of `entries`, from the row `before` (exclusive) downwards. One query."""
    found = entries(filters=filters, by=by)
    if before is not None:
        found = found.filter(id__lt=before)
    rows = list(found[: size + 1])
    shown = tuple(rows[:size])
    return Page(shown, shown[-1].id if len(rows) > size else None)


def stream(*, filters: Filters, by: Actor) -> Iterator[AuditEntry]:
    """`entries` for an export, oldest first, read in chunks of 500 by id."""
    found = entries(filters=filters, by=by).order_by("id")
    after = 0
    while rows := list(found.filter(id__gt=after)[:500]):
        yield from rows
        after = rows[-1].id

"""How long the rows of a file are kept: they may hold personal data, so not without end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from balai.kernel.actor import System, require
from balai.kernel.region_code import RegionCode
from balai.registers.audit import services as audit
from balai.registers.intake import states, storing
from balai.registers.intake.models import Batch, RowProblem, StagedRow
from balai.registers.intake.permissions import FORGET_ROWS

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from balai.kernel.actor import Actor

KEEP = timedelta(days=90)
"""After it was applied, or last checked."""

_FACTS = ("state", "row_count", "problem_count")


def forget_rows(*, by: Actor, now: datetime | None = None) -> int:
    """Remove the rows of batches that are older than KEEP; returns how many batches lost theirs.

    An applied batch stays as it is without its rows; one that still waits, or has problems,
    is discarded, since without rows it can be neither applied nor checked again. Each batch
    is one transaction and one entry in the trail; a repeat finds nothing. Raises Forbidden.
    """
    require(by, FORGET_ROWS.code)
    before = (now or timezone.now()) - KEEP
    return sum(_forget(key, before, by) for key in _old(before).values_list("pk", flat=True))


def forget_by_the_clock() -> None:
    """Forget old rows, as the worker does each night."""
    forget_rows(by=System("worker"))


def _old(before: datetime) -> QuerySet[Batch]:
    rows = StagedRow.objects.filter(batch=OuterRef("pk"))
    problems = RowProblem.objects.filter(batch=OuterRef("pk"))
    closed = Q(state=states.APPLIED, closed_at__lt=before) & Q(Exists(rows) | Exists(problems))
    waiting = Q(state__in=[states.CHECKED, states.FAILED], checked_at__lt=before)
    return Batch.objects.filter(closed | waiting).order_by("pk")


@transaction.atomic
def _forget(key: int, before: datetime, by: Actor) -> int:
    """Forget one batch, unless somebody took it on meanwhile."""
    batch = Batch.objects.select_for_update().filter(pk=key).first()
    if batch is None or not _old(before).filter(pk=key).exists():
        return 0
    facts = audit.facts(batch, *_FACTS)
    storing.remove_rows(batch)
    if batch.state != states.APPLIED:
        # Not by the kind's own right: the part that brought the kind may be gone.
        batch.state = states.DISCARDED
        batch.closed_by, batch.closed_by_label = by.id, by.label[:200]
        batch.closed_at = timezone.now()
        batch.save()
    audit.record(
        "intake.forget",
        by=by,
        target=f"batch:{batch.public_id}",
        region=RegionCode(batch.region) if batch.region else None,
        before=facts,
        after=audit.facts(batch, *_FACTS),
    )
    return 1

"""What comes back by the clock: register it, run what is due exactly once, forget old runs."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from balai.registers.work.domain import BadScheduleError, Scheduled, is_abandoned, is_to_run
from balai.registers.work.models import ScheduledRun

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

logger = logging.getLogger("balai.work")

KEEP = timedelta(days=30)
"""How long runs stay to be looked at."""

_schedule: dict[str, Scheduled] = {}


def schedule(name: str, cron: str, function: Callable[[], object]) -> None:
    """Have every worker run `function` by the clock; called in a part's `apps.ready()`.

    name: "part.verb". cron: five fields in the installation's time zone. The same again is
    harmless; another cron or function under the same name, or an unreadable cron, raises
    BadScheduleError. What the function must be: see `domain.Scheduled`.
    """
    new = Scheduled(name, cron, function)
    if _schedule.setdefault(name, new) != new:
        raise BadScheduleError(f"two different works are called {name!r}")


def run_due(*, now: datetime | None = None) -> tuple[str, ...]:
    """Run each scheduled work whose time has come and that no other worker took.

    Returns the names that ran, failed ones too: a failure is logged and kept in the row, and
    keeps no other work from running.
    """
    moment = now or timezone.now()
    local = timezone.localtime(moment)
    ran = []
    for work in list(_schedule.values()):
        run = _claim(work, due=work.last_due(local), now=moment)
        if run is not None:
            _run(work, run)
            ran.append(work.name)
    return tuple(ran)


def _claim(work: Scheduled, *, due: datetime, now: datetime) -> ScheduledRun | None:
    """Take one due time for this worker, or None: the unique pair lets one worker win."""
    run = ScheduledRun.objects.filter(name=work.name, due=due).first()
    if run is not None:
        return _take_over(run, now)
    ran_before = ScheduledRun.objects.filter(name=work.name).exists()
    if not is_to_run(due=due, now=now, ran_before=ran_before):
        return None
    try:
        with transaction.atomic():
            return ScheduledRun.objects.create(name=work.name, due=due, started_at=now)
    except IntegrityError:
        return None


def _take_over(run: ScheduledRun, now: datetime) -> ScheduledRun | None:
    """Take a run whose worker was killed; of several that try, one changes the row."""
    if run.ended_at is not None or not is_abandoned(started_at=run.started_at, now=now):
        return None
    unchanged = ScheduledRun.objects.filter(pk=run.pk, ended_at=None, started_at=run.started_at)
    return run if unchanged.update(started_at=now) else None


def _run(work: Scheduled, run: ScheduledRun) -> None:
    """Run it outside any transaction and note how it ended."""
    failure = ""
    try:
        work.function()
    except Exception as error:
        logger.exception("scheduled work %s failed", work.name)
        failure = f"{type(error).__name__}: {error}"[:500]
    ScheduledRun.objects.filter(pk=run.pk).update(ended_at=timezone.now(), failure=failure)


@transaction.atomic
def forget_old_runs(*, now: datetime | None = None) -> int:
    """Delete runs older than `KEEP`, but never the last of a name; returns how many."""
    before = (now or timezone.now()) - KEEP
    newest = ScheduledRun.objects.values("name").annotate(newest=Max("id"))
    kept = {row["newest"] for row in newest}
    deleted, _by_model = ScheduledRun.objects.filter(due__lt=before).exclude(id__in=kept).delete()
    return deleted


def scheduled() -> tuple[Scheduled, ...]:
    """All work that comes back by the clock, by name."""
    return tuple(_schedule[name] for name in sorted(_schedule))

"""When scheduled work is due; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cronsim import CronSim, CronSimError

if TYPE_CHECKING:
    from collections.abc import Callable

FRESH = timedelta(minutes=2)
"""A due time this young is run even by an installation that never ran the work before."""

ABANDONED = timedelta(minutes=15)
"""A run that began so long ago and has not ended was killed: somebody else may take it."""


_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


class BadScheduleError(ValueError):
    """The cron expression cannot be read, or two different works share a name."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Work that comes back. cron: five fields, in the installation's time zone.

    function: takes nothing, may run twice for one due time, and is short: what takes long
    belongs into a job that it enqueues.
    """

    name: str
    cron: str
    function: Callable[[], object]

    def __post_init__(self) -> None:
        """Refuse an expression that cannot be read; raises BadScheduleError."""
        try:
            CronSim(self.cron, _SOME_DAY)
        except CronSimError as error:
            raise BadScheduleError(f"{self.name}: {self.cron!r}: {error}") from error

    def last_due(self, now: datetime) -> datetime:
        """Return the latest due time that is not after `now` (aware, in the zone of the cron)."""
        end_of_minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return next(CronSim(self.cron, end_of_minute, reverse=True))


def is_to_run(*, due: datetime, now: datetime, ran_before: bool) -> bool:
    """Whether a due time that nobody took is still to be run.

    After a standstill the latest missed time is made up for, once; but work that is new here
    waits for its first own time.
    """
    return ran_before or now - due < FRESH


def is_abandoned(*, started_at: datetime, now: datetime) -> bool:
    """Whether a run that has not ended belongs to a worker that was killed."""
    return now - started_at >= ABANDONED

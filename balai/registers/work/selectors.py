"""Reads of the schedule: what comes back, and how it went last time."""

from __future__ import annotations

from django.db.models import Max

from balai.registers.work.models import ScheduledRun
from balai.registers.work.services import scheduled

__all__ = ["last_runs", "scheduled"]


def last_runs() -> dict[str, ScheduledRun]:
    """Return the latest run of each name. Two queries."""
    newest = ScheduledRun.objects.values("name").annotate(newest=Max("id"))
    ids = [row["newest"] for row in newest]
    return {run.name: run for run in ScheduledRun.objects.filter(id__in=ids)}

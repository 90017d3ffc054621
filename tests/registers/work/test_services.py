"""Each due time is run by one worker, once, whatever happens to the others."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connections, transaction

from balai.registers.work import selectors, services
from balai.registers.work.domain import ABANDONED, BadScheduleError
from balai.registers.work.models import ScheduledRun

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 1, 30, 15, tzinfo=UTC)
DUE = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture(name="calls")
def work_of_every_minute(monkeypatch):
    """Only one work is on the schedule; the list tells how often it ran."""
    calls = []
    monkeypatch.setattr(services, "_schedule", {})
    services.schedule("test.count", "* * * * *", lambda: calls.append(1))
    return calls


def test_due_work_runs_once_for_each_due_time(calls):
    assert services.run_due(now=NOW) == ("test.count",)
    assert services.run_due(now=NOW + timedelta(seconds=30)) == ()
    assert services.run_due(now=NOW + timedelta(seconds=60)) == ("test.count",)
    assert len(calls) == 2
    assert list(ScheduledRun.objects.order_by("due").values_list("name", "due", "failure")) == [
        ("test.count", DUE, ""),
        ("test.count", DUE + timedelta(minutes=1), ""),
    ]
    assert not ScheduledRun.objects.filter(ended_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_one_runs_it(calls):
    def one(_):
        try:
            return services.run_due(now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        ran = list(pool.map(one, range(8)))
    assert (max(ran), len(calls), ScheduledRun.objects.count()) == (("test.count",), 1, 1)


def test_a_standstill_of_days_is_made_up_for_by_one_run(calls):
    services.run_due(now=NOW)
    services.run_due(now=NOW + timedelta(days=3))
    assert len(calls) == 2


def test_new_work_waits_for_its_first_own_time(monkeypatch):
    calls = []
    monkeypatch.setattr(services, "_schedule", {})
    services.schedule("test.daily", "17 3 * * *", lambda: calls.append(1))
    assert services.run_due(now=NOW) == ()
    at_its_time = datetime(2026, 11, 24, 20, 17, 5, tzinfo=UTC)  # 03.17 in Jakarta
    assert services.run_due(now=at_its_time) == ("test.daily",)
    assert services.run_due(now=at_its_time + timedelta(hours=30)) == ("test.daily",)


def test_failing_work_is_noted_and_keeps_no_other_from_running(monkeypatch, caplog):
    calls = []
    monkeypatch.setattr(services, "_schedule", {})
    services.schedule("test.breaks", "* * * * *", lambda: 1 / 0)
    services.schedule("test.count", "* * * * *", lambda: calls.append(1))
    with caplog.at_level(logging.ERROR, "balai.work"):
        assert services.run_due(now=NOW) == ("test.breaks", "test.count")
    assert caplog.messages == ["scheduled work test.breaks failed"]
    runs = selectors.last_runs()
    assert {name: run.failure for name, run in runs.items()} == {
        "test.breaks": "ZeroDivisionError: division by zero",
        "test.count": "",
    }
    assert services.run_due(now=NOW) == ()
    assert services.run_due(now=NOW + timedelta(minutes=1)) == ("test.breaks", "test.count")


def test_a_run_whose_worker_was_killed_is_taken_over_once(calls):
    killed = ScheduledRun.objects.create(name="test.count", due=DUE, started_at=NOW)
    later = NOW + ABANDONED
    services.schedule("test.yearly", "0 0 1 1 *", lambda: None)
    services._schedule["test.count"] = services.Scheduled(
        "test.count", "30 8 24 11 *", lambda: calls.append(1)
    )
    assert services.run_due(now=later - timedelta(seconds=1)) == ()
    assert services.run_due(now=later) == ("test.count",)
    killed.refresh_from_db()
    assert (killed.started_at, killed.ended_at is None, len(calls)) == (later, False, 1)
    assert services.run_due(now=later + ABANDONED) == ()


def test_of_two_that_take_over_one_wins(calls):
    killed = ScheduledRun.objects.create(name="test.count", due=DUE, started_at=NOW)
    later = NOW + ABANDONED
    assert services._take_over(killed, later) == killed
    stale = ScheduledRun(pk=killed.pk, name="test.count", due=DUE, started_at=NOW)
    assert services._take_over(stale, later) is None
    assert calls == []


def test_the_same_work_twice_is_harmless_and_another_under_its_name_is_refused(calls):
    work = services._schedule["test.count"]
    services.schedule(work.name, work.cron, work.function)
    with pytest.raises(BadScheduleError, match=r"two different works are called 'test\.count'"):
        services.schedule("test.count", "0 * * * *", work.function)
    assert (selectors.scheduled(), calls) == ((work,), [])


def test_one_due_time_cannot_be_in_the_table_twice(calls):
    services.run_due(now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        ScheduledRun.objects.create(name="test.count", due=DUE, started_at=NOW)
    assert (ScheduledRun.objects.count(), len(calls)) == (1, 1)


def test_old_runs_are_forgotten_but_never_the_last_of_a_name(calls):
    for days in (0, 10, 45):
        services.run_due(now=NOW + timedelta(days=days))
    ScheduledRun.objects.create(name="test.rare", due=DUE, started_at=NOW)
    assert services.forget_old_runs(now=NOW + timedelta(days=46)) == 2
    assert sorted(ScheduledRun.objects.values_list("name", "due")) == [
        ("test.count", DUE + timedelta(days=45)),
        ("test.rare", DUE),
    ]
    assert (services.forget_old_runs(now=NOW + timedelta(days=46)), len(calls)) == (0, 3)


def test_the_trail_is_sealed_each_minute_and_old_runs_are_forgotten_each_night():
    found = {work.name: work.cron for work in selectors.scheduled()}
    assert found["audit.seal"] == "* * * * *"
    assert found["work.forget_old_runs"] == "17 3 * * *"

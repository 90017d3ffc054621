"""When scheduled work is due, in the installation's own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.registers.work.domain import (
    ABANDONED,
    FRESH,
    BadScheduleError,
    Scheduled,
    is_abandoned,
    is_to_run,
)

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 24, 8, 30, 15, tzinfo=JAKARTA)


def nothing():
    """Work that does nothing."""


def work(cron):
    return Scheduled("test.nothing", cron, nothing)


@pytest.mark.parametrize(
    ("cron", "due"),
    [
        ("* * * * *", "2026-11-24 08:30"),
        ("30 8 * * *", "2026-11-24 08:30"),
        ("31 8 * * *", "2026-11-23 08:31"),
        ("17 3 * * *", "2026-11-24 03:17"),
        ("0 6 * * 1", "2026-11-23 06:00"),
        ("0 0 1 1 *", "2026-01-01 00:00"),
    ],
)
def test_the_last_due_time_is_the_latest_that_is_not_in_the_future(cron, due):
    assert work(cron).last_due(NOW) == datetime.strptime(due, "%Y-%m-%d %H:%M").replace(
        tzinfo=JAKARTA
    )


@given(st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - the zone follows
def test_work_of_every_minute_was_due_within_the_last_minute(moment):
    now = moment.replace(tzinfo=JAKARTA)
    assert timedelta(0) <= now - work("* * * * *").last_due(now) < timedelta(minutes=1)


@pytest.mark.parametrize("cron", ["", "* * * *", "61 * * * *", "besok pagi", "* * * * * * *"])
def test_an_expression_that_cannot_be_read_is_refused(cron):
    with pytest.raises(BadScheduleError, match=r"test\.nothing"):
        work(cron)


@pytest.mark.parametrize(
    ("age", "ran_before", "run"),
    [
        (timedelta(0), False, True),
        (FRESH - timedelta(seconds=1), False, True),
        (FRESH, False, False),
        (timedelta(days=40), True, True),
    ],
)
def test_a_missed_time_is_made_up_for_only_by_an_installation_that_ran_it_before(
    age, ran_before, run
):
    assert is_to_run(due=NOW - age, now=NOW, ran_before=ran_before) is run


@pytest.mark.parametrize(
    ("age", "abandoned"), [(ABANDONED, True), (ABANDONED - timedelta(seconds=1), False)]
)
def test_a_run_that_takes_too_long_counts_as_killed(age, abandoned):
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert is_abandoned(started_at=now - age, now=now) is abandoned

"""A period is a stretch of days with a name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.period import BadPeriod, Kind, Period

PER_YEAR = {Kind.YEAR: 1, Kind.SEMESTER: 2, Kind.QUARTER: 4, Kind.MONTH: 12}
periods = st.sampled_from(Kind).flatmap(
    lambda kind: st.builds(
        Period, st.integers(1901, 2998), st.just(kind), st.integers(1, PER_YEAR[kind])
    )
)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-S1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-S2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2999", date(2999, 1, 1), date(2999, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, start, end):
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-", "2026-S0", "2026-S3", "2026-Q5", "2026-13", "2026-00", "2026-1", "2026\n",
     "2026-s1", " 2026", "1899", "3000", "\u0662\u0660\u0662\u0666", "2026-10-01"],
)  # fmt: skip
def test_any_other_text_is_refused(text):
    with pytest.raises(BadPeriod):
        Period.parse(text)


def test_a_part_that_the_year_does_not_have_is_refused():
    with pytest.raises(BadPeriod):
        Period(2026, Kind.QUARTER, 5)
    with pytest.raises(BadPeriod):
        Period(2026, Kind.YEAR, 2)


def test_the_next_period_may_lie_in_the_next_year():
    assert Period.parse("2026-Q4").next == Period.parse("2027-Q1")
    assert Period.parse("2026-01").previous == Period.parse("2025-12")
    assert Period.parse("2026").next == Period.parse("2027")


def test_time_ends_at_both_ends():
    with pytest.raises(BadPeriod):
        _ = Period.parse("2999-12").next
    with pytest.raises(BadPeriod):
        _ = Period.parse("1900").previous


def test_a_year_contains_its_parts_and_not_the_reverse():
    year, quarter = Period.parse("2026"), Period.parse("2026-Q3")
    assert year.contains(quarter)
    assert year.contains(year)
    assert not quarter.contains(year)
    assert not Period.parse("2026-S1").contains(quarter)


def test_both_end_days_belong_to_the_period():
    october = Period.parse("2026-10")
    assert october.contains(date(2026, 10, 1))
    assert october.contains(date(2026, 10, 31))
    assert not october.contains(date(2026, 11, 1))


def test_periods_sort_by_their_days_and_the_longer_first():
    names = ["2026-01", "2026", "2025-12", "2026-Q1", "2026-S1", "2026-Q2"]
    assert [str(p) for p in sorted(map(Period.parse, names))] == [
        "2025-12", "2026", "2026-S1", "2026-Q1", "2026-01", "2026-Q2",
    ]  # fmt: skip


def test_a_period_is_not_compared_with_anything_else():
    with pytest.raises(TypeError):
        _ = Period.parse("2026") < 2027


@given(periods)
def test_what_is_written_is_read_back(period):
    assert Period.parse(str(period)) == period


@given(periods)
def test_periods_of_a_kind_follow_each_other_without_gap_or_overlap(period):
    assert period.next.start == period.end + timedelta(days=1)
    assert period.next.previous == period
    assert period < period.next


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(Kind))
def test_every_day_lies_in_one_period_of_each_kind(day, kind):
    period = Period.of(day, kind)
    assert period.contains(day)
    assert period.kind is kind


@given(periods, periods)
def test_order_is_total_and_agrees_with_equality(one, other):
    assert (one < other) + (other < one) + (one == other) == 1

"""Rules of a list: ranks as far as known, what else is possible, places within a scope."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.oversight.assessment.domain import (
    Known,
    Place,
    hundredths,
    place_among,
    places,
    score,
)
from balai.oversight.assessment.published import parsing
from balai.oversight.assessment.published.columns import COLUMNS
from balai.oversight.assessment.published.ranks import Entry, rank_problems
from balai.oversight.assessment.states import LIST
from balai.registers.intake.domain import RawRow

SCORES = st.integers(min_value=0, max_value=400)


def known(**scores):
    return [Known(key, value) for key, value in scores.items()]


def test_a_list_that_is_not_known_has_no_ranks_but_bounds():
    found = places(known(a=300, b=200), size=5, known_down_to=None)

    assert found == {"a": Place(None, (1, 4)), "b": Place(None, (2, 5))}


def test_ranks_are_given_only_as_far_down_as_the_list_is_known():
    found = places(known(a=300, b=200, c=100), size=5, known_down_to=2)

    assert [found[key].rank for key in "abc"] == [1, 2, None]
    assert found["c"].possible == (3, 5)


def test_equal_scores_share_a_rank_and_the_next_is_left_out():
    found = places(known(a=348, b=348, c=347), size=75, known_down_to=1)

    assert [found[key].rank for key in "abc"] == [1, 1, None]
    assert found["c"].possible[0] == 3


def test_a_complete_list_is_ranked_to_its_end_whatever_was_said_of_it():
    found = places(known(a=300, b=200, c=100), size=3, known_down_to=None)

    assert [found[key].rank for key in "abc"] == [1, 2, 3]


def test_a_region_without_score_has_no_rank_and_no_possible_one():
    found = places([Known("a", 300), Known("b", None)], size=2, known_down_to=1)

    assert found["b"] == Place(None, None)


def test_a_published_rank_without_a_score_is_its_own_bound():
    found = places([Known("a", None, 7)], size=100, known_down_to=None)

    assert found["a"] == Place(None, (7, 7))


def test_between_rank_3_and_rank_5_only_rank_4_is_left():
    rows = [Known("madiun", 380, 3), Known("makassar", 364), Known("cimahi", 363, 5)]

    assert places(rows, size=191, known_down_to=None)["makassar"].possible == (4, 4)


def test_ranks_that_contradict_each_other_leave_no_bounds_and_no_crash():
    rows = [Known("a", 300, 2), Known("b", 200, 1)]

    assert places(rows, size=2, known_down_to=None)["a"].rank == 1
    assert places(rows, size=3, known_down_to=None)["a"] == Place(None, None)


@given(st.lists(SCORES, max_size=20), st.integers(min_value=0, max_value=30))
def test_a_computed_rank_is_always_possible_and_never_beyond_what_is_known(scores, down_to):
    rows = [Known(number, value) for number, value in enumerate(scores)]

    for key, place in places(rows, size=40, known_down_to=down_to).items():
        above = sum(other > scores[key] for other in scores)
        assert place.rank == (above + 1 if above < down_to else None)
        best, worst = place.possible
        assert best <= above + 1 <= worst


def test_a_place_within_a_province_counts_only_its_known_scores():
    place = place_among(Decimal("2.95"), 8, [Decimal("2.95"), None, Decimal("2.72")])

    assert (place.place, place.joint, place.known, place.sure) == (1, False, 2, True)


def test_a_place_is_not_sure_while_unknown_regions_may_stand_before_it():
    assert not place_among(Decimal("2.95"), None, [Decimal("2.95")]).sure


@given(SCORES)
def test_a_score_survives_being_stored(value):
    assert hundredths(score(value)) == value


def test_a_third_decimal_cannot_be_stored():
    with pytest.raises(ValueError, match="more than two decimals"):
        hundredths(Decimal("2.955"))


@given(st.lists(SCORES, min_size=1, max_size=30))
def test_ranks_computed_from_scores_never_contradict_them(scores):
    entries = [
        Entry(str(row), value, 1 + sum(other > value for other in scores), row)
        for row, value in enumerate(scores, start=2)
    ]

    found = rank_problems(entries, name="x", size=len(scores), known_down_to=len(scores))

    assert found == []


@given(st.lists(SCORES, min_size=2, max_size=30, unique=True), st.data())
def test_two_ranks_that_are_swapped_are_always_noticed(scores, data):
    ranks = [1 + sum(other > value for other in scores) for value in scores]
    places_ = st.integers(min_value=0, max_value=len(scores) - 1)
    first, second = data.draw(st.lists(places_, min_size=2, max_size=2, unique=True))
    ranks[first], ranks[second] = ranks[second], ranks[first]
    entries = [
        Entry(str(row), value, rank, row)
        for row, (value, rank) in enumerate(zip(scores, ranks, strict=True), start=2)
    ]

    assert rank_problems(entries, name="x", size=None, known_down_to=None)


def test_the_row_of_the_file_is_named_and_not_the_stored_one():
    stored = Entry("stored", 300, 2, None)
    read = Entry("read", 200, 1, 7)

    (problem,) = rank_problems([stored, read], name="x", size=9, known_down_to=None)

    assert (problem.row, problem.column) == (7, "rank")


@pytest.mark.parametrize(("known_down_to", "told"), [(3, ["rank-gap"]), (2, [])])
def test_a_gap_is_told_down_to_the_last_rank_that_is_said_to_be_known(known_down_to, told):
    entries = [Entry("a", 338, 1, 2), Entry("b", 333, 3, 3)]

    found = rank_problems(entries, name="x", size=9, known_down_to=known_down_to)

    assert [problem.code for problem in found] == told


@pytest.mark.parametrize(("whole", "told"), [(True, {(5, "rank-impossible")}), (False, set())])
def test_a_place_that_two_need_is_no_contradiction_while_rows_are_missing(whole, told):
    """Between rank 1 and rank 3 there is one place: for the rank without score, or the score."""
    entries = [
        Entry("first", 300, 1, 2),
        Entry("rank alone", None, 2, 3),
        Entry("score alone", 290, None, 4),
        Entry("third", 280, 3, 5),
    ]

    found = rank_problems(entries, name="x", size=9, known_down_to=None, whole=whole)

    assert {(problem.row, problem.code) for problem in found} == told


@given(st.text(alphabet="0123456789.,- +eE٣x", max_size=8))
def test_a_cell_is_a_score_of_two_decimals_or_refused_and_never_anything_else(text):
    cells = {column.code: "" for column in COLUMNS} | {"score": text, "rank": "1"}
    reading = parsing.Reading(RawRow(2, cells))

    parsing.read_figures(reading)

    codes = {problem.code for problem in reading.problems}
    if text == "":
        assert (codes, reading.score) == (set(), None)
    elif codes:
        assert reading.score is None
        assert codes <= {"not-a-number", "too-many-decimals", "off-scale"}
    else:
        assert 0 <= reading.score <= 4
        assert reading.score == Decimal(text.replace(",", "."))
        assert reading.score.as_tuple().exponent == -2


def test_a_list_is_published_once_and_then_only_revised_with_a_reason():
    assert {(e.source, e.action, e.target, e.comment) for e in LIST.edges} == {
        ("draft", "publish", "published", False),
        ("published", "revise", "published", True),
    }

"""Ranks inside one list, also of a list that is only partly known."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from balai.engines.composite import (
    Bounds,
    ContradictoryRanks,
    Known,
    NotExact,
    competition_ranks,
    improvement,
    rank_bounds,
    ranks_known_to,
)

TOP_TEN_2024 = {
    "35.72": "3.38", "35.06": "3.36", "33.28": "3.33", "32.17": "3.14", "32.06": "3.08",
    "51.08": "3.06", "36.02": "3.04", "15.04": "2.95", "35.27": "2.91", "63.06": "2.83",
}  # fmt: skip
hundredths = st.integers(0, 400).map(lambda n: Decimal(n) / 100)
score_lists = st.lists(hundredths, max_size=30).map(lambda scores: dict(enumerate(scores)))


def decimals(texts):
    return {key: Decimal(text) for key, text in texts.items()}


def test_the_ten_rows_of_2024_rank_1_to_10_in_any_order():
    shuffled = dict(sorted(decimals(TOP_TEN_2024).items()))
    assert (
        competition_ranks(shuffled)
        == {code: i for i, code in enumerate(TOP_TEN_2024, 1)}
        == {
            **competition_ranks(shuffled),
            "15.04": 8,
        }
    )


def test_denpasar_and_surakarta_are_joint_first_in_2020_and_the_next_is_third():
    scores = decimals({"51.71": "3.48", "34.04": "3.47", "33.72": "3.48"})
    assert competition_ranks(scores) == {"51.71": 1, "34.04": 3, "33.72": 1}


def test_scores_that_print_alike_rank_alike():
    assert competition_ranks({"a": Decimal("3.4"), "b": Decimal("3.40"), "c": 3}) == {
        "a": 1,
        "b": 1,
        "c": 3,
    }


def test_a_row_without_a_score_has_no_rank():
    assert competition_ranks({"a": None, "b": Decimal(3)}) == {"a": None, "b": 1}
    assert competition_ranks({}) == {}


def test_a_float_is_no_score():
    with pytest.raises(NotExact):
        competition_ranks({"a": 3.4})


@given(score_lists)
def test_a_rank_is_one_more_than_the_number_of_strictly_better_rows(scores):
    ranks = competition_ranks(scores)
    for key, score in scores.items():
        assert ranks[key] == 1 + sum(other > score for other in scores.values())


@given(score_lists, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_change_a_rank(scores, random):
    items = list(scores.items())
    random.shuffle(items)
    assert competition_ranks(dict(items)) == competition_ranks(scores)


def test_beyond_the_known_part_of_a_list_there_is_no_rank():
    scores = decimals({**TOP_TEN_2024, "16.71": "2.51", "15.71": "2.83"})
    ranks = ranks_known_to(scores, 10)
    assert (ranks["63.06"], ranks["15.71"]) == (10, 10)
    assert ranks["16.71"] is None
    assert ranks["15.04"] == 8


def test_a_list_known_to_its_end_ranks_every_row():
    scores = decimals({"a": "3.0", "b": "2.0"})
    assert ranks_known_to(scores, None) == {"a": 1, "b": 2}
    assert ranks_known_to(scores, 0) == {"a": None, "b": None}
    with pytest.raises(ValueError, match="known_to"):
        ranks_known_to(scores, -1)


def test_makassar_2024_can_only_be_fourth():
    rows = [
        Known("third", Decimal("3.80"), 3),
        Known("makassar", Decimal("3.64")),
        Known("fifth", Decimal("3.63"), 5),
    ]
    bounds = rank_bounds(rows, size=191)
    assert bounds["makassar"] == Bounds(4, 4)
    assert bounds["makassar"].certain
    assert rank_bounds(rows, size=None)["makassar"] == Bounds(4, 4)


def test_with_a_wider_gap_there_is_room_for_hidden_rows():
    rows = [
        Known("third", Decimal("3.80"), 3),
        Known("makassar", Decimal("3.64")),
        Known("seventh", Decimal("3.63"), 7),
        Known("low", Decimal("2.10")),
    ]
    assert rank_bounds(rows, size=191) == {
        "third": Bounds(3, 3),
        "makassar": Bounds(4, 6),
        "seventh": Bounds(7, 7),
        "low": Bounds(8, 191),
    }
    assert rank_bounds(rows, size=None)["low"] == Bounds(8, None)
    assert not rank_bounds(rows, size=None)["low"].certain


def test_a_score_below_the_known_top_ten_can_be_anything_from_11_on():
    rows = [Known(code, Decimal(s), i) for i, (code, s) in enumerate(TOP_TEN_2024.items(), 1)]
    bounds = rank_bounds([*rows, Known("16.71", Decimal("2.51"))], size=50)
    assert bounds["16.71"] == Bounds(11, 50)
    assert bounds["15.04"] == Bounds(8, 8)


def test_equal_scores_take_one_place_together():
    rows = [Known("a", Decimal(3)), Known("b", Decimal(3)), Known("c", Decimal(2))]
    assert rank_bounds(rows, size=3) == {
        "a": Bounds(1, 1),
        "b": Bounds(1, 1),
        "c": Bounds(3, 3),
    }
    assert rank_bounds(rows, size=4) == {
        "a": Bounds(1, 2),
        "b": Bounds(1, 2),
        "c": Bounds(3, 4),
    }


def test_a_rank_is_lent_to_rows_of_the_same_score():
    rows = [Known("a", Decimal(3), 7), Known("b", Decimal(3))]
    assert rank_bounds(rows, size=50)["b"] == Bounds(7, 7)


def test_a_row_with_only_a_rank_takes_its_place_away_from_others():
    rows = [
        Known("third", Decimal("3.80"), 3),
        Known("x", Decimal("3.64")),
        Known("sixth", Decimal("3.63"), 6),
        Known("named", None, 5),
    ]
    assert rank_bounds(rows, size=191)["x"] == Bounds(4, 4)


def test_a_row_with_only_a_rank_may_be_the_tie_of_one_with_a_score():
    rows = [Known("x", Decimal(3)), Known("named", None, 1)]
    assert rank_bounds(rows, size=2) == {"x": Bounds(1, 2), "named": Bounds(1, 1)}


def test_of_a_row_without_score_and_rank_only_the_list_is_known():
    assert rank_bounds([Known("a")], size=50) == {"a": Bounds(1, 50)}
    assert rank_bounds([], size=50) == {}


@pytest.mark.parametrize(
    ("rows", "size", "keys"),
    [
        ([("a", "3.0", 2), ("b", "2.0", 1)], 9, ("b",)),
        ([("a", "3.0", 1), ("b", "3.0", 2)], 9, ("a", "b")),
        ([("a", "3.0", 1), ("b", "2.0", 1)], 9, ("b",)),
        ([("a", "3.0", 1), ("b", "3.0", 1), ("c", "2.0", 2)], 9, ("c",)),
        ([("a", "3.0", 1), ("b", "2.5", None), ("c", "2.0", 2)], 9, ("c",)),
        ([("a", "3.0", 3), ("b", "2.5", None)], 3, ("a",)),
        ([("a", "3.0", 10)], 9, ("a",)),
        ([("a", None, 10)], 9, ("a",)),
        ([("a", "3.0", 0)], 9, ("a",)),
        ([("a", None, 1), ("b", None, 1), ("c", None, 2)], 9, ("c",)),
        ([("a", "3.0", None), ("b", "2.0", None)], 1, ("a", "b")),
        ([("a", "3.0", None), ("b", "2.0", 1)], 9, ("b",)),
        ([("a", "3.0", None), ("b", None, 1), ("c", "2.0", 2)], 9, ("c",)),
    ],
)
def test_ranks_that_no_list_can_have_are_refused_with_the_rows_that_show_it(rows, size, keys):
    known = [Known(key, None if s is None else Decimal(s), rank) for key, s, rank in rows]
    with pytest.raises(ContradictoryRanks) as refused:
        rank_bounds(known, size=size)
    assert refused.value.keys == keys


def test_a_row_given_twice_is_a_mistake():
    with pytest.raises(ValueError, match="twice"):
        rank_bounds([Known("a", Decimal(3)), Known("a", Decimal(2))], size=9)


def levels_for(scores: set[int], free: int) -> list[Fraction]:
    """Every shown score, and between, above and below them as many others as rows are free."""
    inner = [Fraction(turn, free + 1) for turn in range(1, free + 1)]
    return sorted(
        {Fraction(score) for score in scores}
        | {score + part for score in (*scores, min(scores, default=1) - 1) for part in inner}
    )


def every_list(rows: list[Known[int]], size: int) -> list[dict[int, int]]:
    """Ranks of the shown rows in each list of `size` rows that fits what is said of them."""
    scores = {row.key: row.score for row in rows if row.score is not None}
    free = [i for i in range(size) if i not in scores]
    found = []
    for levels in product(levels_for(set(scores.values()), len(free)), repeat=len(free)):
        ranks = competition_ranks({**scores, **dict(zip(free, levels, strict=True))})
        if all(row.rank is None or ranks[row.key] == row.rank for row in rows):
            found.append({row.key: ranks[row.key] for row in rows})
    return found


def check_against_every_list(rows, size):
    lists = every_list(rows, size)
    if not lists:
        with pytest.raises(ContradictoryRanks):
            rank_bounds(rows, size=size)
        return
    bounds = rank_bounds(rows, size=size)
    for row in rows:
        ranks = {ranks[row.key] for ranks in lists}
        if row.score is not None or row.rank is not None:
            assert bounds[row.key] == Bounds(min(ranks), max(ranks))
        else:
            assert bounds[row.key] == Bounds(1, size)


facts_of_rows = st.lists(
    st.tuples(st.sampled_from((None, 1, 2, 3)), st.sampled_from((None, 1, 2, 3, 4))),
    min_size=1,
    max_size=4,
)


@given(facts_of_rows, st.integers(0, 2))
def test_bounds_are_what_trying_every_list_finds(facts, hidden):
    rows = [Known(i, score, rank) for i, (score, rank) in enumerate(facts)]
    size = len(rows) + hidden
    free = hidden + sum(score is None for score, _ in facts)
    assume(free <= 3)
    check_against_every_list(rows, size)


@given(st.lists(st.tuples(hundredths, st.booleans(), st.booleans()), min_size=1, max_size=25))
def test_the_true_rank_always_lies_within_the_bounds(facts):
    ranks = competition_ranks({i: score for i, (score, _, _) in enumerate(facts)})
    rows = [
        Known(i, score if shows else None, ranks[i] if ranked else None)
        for i, (score, shows, ranked) in enumerate(facts)
        if shows or ranked
    ]
    for size in (len(facts), None):
        for key, bounds in rank_bounds(rows, size=size).items():
            assert bounds.best <= ranks[key]
            assert bounds.worst is None or ranks[key] <= bounds.worst


@given(score_lists)
def test_a_list_known_whole_leaves_no_doubt(scores):
    bounds = rank_bounds([Known(k, s) for k, s in scores.items()], size=len(scores))
    assert bounds == {k: Bounds(r, r) for k, r in competition_ranks(scores).items()}


def test_kota_kedirisi_improvement_follows_from_its_published_figures():
    history = [Decimal(text) for text in ("2.87", "3.06", "3.31", "3.20")]
    changes = [improvement(now, before) for before, now in zip([None, *history], history)]  # noqa: B905 - the last year has no next
    assert changes == [None, Decimal("0.19"), Decimal("0.25"), Decimal("-0.11")]


def test_no_change_is_0_and_not_empty():
    assert str(improvement(Decimal("3.10"), Decimal("3.1"))) == "0.00"


def test_improvement_is_never_made_from_a_float():
    with pytest.raises(NotExact):
        improvement(3.1, Decimal(3))

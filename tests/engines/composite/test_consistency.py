"""Whether a published total can come from the published components."""

from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.engines.composite import (
    MissingComponent,
    NotExact,
    NotRounded,
    OutsideScale,
    WrongWeights,
    check_total,
    parse,
    weighted_index,
)
from tests.engines.composite.test_index import KEDIRI_2022, WEIGHTS, system, weighed


def test_kota_kediri_2022_is_consistent_with_its_published_total():
    found = check_total(KEDIRI_2022, WEIGHTS, parse("3.31"))
    assert found.consistent
    assert found.gap == 0
    assert found.exact == Fraction(663, 200)
    assert found.index == (Fraction(331, 100), Fraction(332, 100))
    assert found.published == (Fraction(661, 200), Fraction(663, 200))


def test_with_outcome_0_05_higher_it_is_not():
    higher = {**KEDIRI_2022, "outcome": parse("3.28")}
    found = check_total(higher, WEIGHTS, parse("3.31"))
    assert not found.consistent
    assert found.gap == Fraction(1, 100)


@pytest.mark.parametrize(
    ("total", "consistent"),
    [("3.29", False), ("3.30", False), ("3.31", True), ("3.32", True), ("3.33", False)],
)
def test_ranges_that_only_touch_are_consistent_and_a_gap_is_not(total, consistent):
    # The index lies in 3.310 to 3.320: 3.33 begins at 3.325, 3.30 ends at 3.305.
    assert check_total(KEDIRI_2022, WEIGHTS, parse(total)).consistent is consistent


def test_ranges_that_share_one_point_meet():
    values, weights = {"a": parse("3.00")}, {"a": 1}
    assert check_total(values, weights, parse("3.01")).consistent
    assert not check_total(values, weights, parse("3.02")).consistent


@pytest.mark.parametrize(
    ("weights", "consistent"),
    [
        ((10, 20, 30, 20, 20), True),
        ((10, 20, 30, 30, 10), False),
        ((20, 20, 20, 20, 20), False),
    ],
)
def test_the_other_published_sets_of_weights_do_not_fit_kota_kediri(weights, consistent):
    shares = dict(zip(WEIGHTS, (Fraction(w, 100) for w in weights), strict=True))
    assert check_total(KEDIRI_2022, shares, parse("3.31")).consistent is consistent


def test_the_range_does_not_leave_the_scale():
    found = check_total({"a": 4}, {"a": 1}, 4)
    assert found.index == (Fraction(799, 200), Fraction(4))
    assert found.published == (Fraction(799, 200), Fraction(4))
    assert check_total({"a": 0}, {"a": 1}, 0).index == (Fraction(0), Fraction(1, 200))


def test_components_with_one_decimal_allow_a_wider_range():
    found = check_total({"a": parse("3.3")}, {"a": 1}, parse("3.34"), places=1)
    assert found.index == (Fraction(13, 4), Fraction(67, 20))
    assert found.consistent


def test_a_figure_with_more_decimals_than_said_is_refused():
    with pytest.raises(NotRounded) as refused:
        check_total({**KEDIRI_2022, "impact": parse("3.071")}, WEIGHTS, parse("3.31"))
    assert refused.value.name == "impact"
    with pytest.raises(NotRounded) as refused:
        check_total(KEDIRI_2022, WEIGHTS, parse("3.315"))
    assert refused.value.name == "total"


def test_what_the_index_refuses_is_refused_here_too():
    with pytest.raises(MissingComponent):
        check_total({}, WEIGHTS, 3)
    with pytest.raises(WrongWeights):
        check_total({"a": 1}, {"a": Fraction(1, 2)}, 1)
    with pytest.raises(NotExact):
        check_total(KEDIRI_2022, WEIGHTS, 3.31)
    with pytest.raises(OutsideScale) as refused:
        check_total(KEDIRI_2022, WEIGHTS, parse("4.01"))
    assert refused.value.name == "total"


def neighbours(value: Fraction) -> set[Decimal]:
    """Two-decimal roundings to nearest: one, or both when the value is a tie."""
    low, high = floor(value * 100), ceil(value * 100)
    nearest = {n for n in (low, high) if abs(value * 100 - n) <= Fraction(1, 2)}
    return {Decimal(n) / 100 for n in nearest}


@given(weighed, st.data())
def test_any_true_values_rounded_are_consistent_however_ties_were_broken(rows, data):
    values, weights = system(rows)
    printed = {
        code: data.draw(st.sampled_from(sorted(neighbours(value))))
        for code, value in values.items()
    }
    for total in neighbours(weighted_index(values, weights).exact):
        assert check_total(printed, weights, total).consistent


@given(st.lists(st.integers(0, 800), min_size=1, max_size=3))
def test_values_on_ties_are_consistent_for_every_combination_of_directions(halves):
    values = {f"c{i}": Fraction(n, 200) for i, n in enumerate(halves)}
    weights = {code: Fraction(1, len(values)) for code in values}
    true = weighted_index(values, weights).exact
    for printed in product(*(sorted(neighbours(value)) for value in values.values())):
        for total in neighbours(true):
            assert check_total(dict(zip(values, printed, strict=True)), weights, total).consistent


@given(weighed, st.integers(0, 400))
def test_what_is_called_consistent_has_true_values_that_show_it(rows, hundredths):
    values, weights = system(rows)
    printed = {code: Fraction(round(value * 100), 100) for code, value in values.items()}
    total = Fraction(hundredths, 100)
    found = check_total(printed, weights, total)
    half = Fraction(1, 200)
    low = {code: max(Fraction(0), value - half) for code, value in printed.items()}
    high = {code: min(Fraction(4), value + half) for code, value in printed.items()}
    reach = weighted_index(low, weights).exact, weighted_index(high, weights).exact
    assert found.index == reach
    assert found.consistent is (reach[0] <= total + half and total - half <= reach[1])

"""The weighted index, its rounding and its contributions, exact."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.engines.composite import (
    MissingComponent,
    NotExact,
    OutsideScale,
    Rounding,
    UnknownComponent,
    WrongWeights,
    equal_weights,
    exact,
    parse,
    round_once,
    weighted_index,
)

WEIGHTS = {
    "baseline": Fraction(10, 100),
    "output": Fraction(20, 100),
    "outcome": Fraction(30, 100),
    "impact": Fraction(20, 100),
    "quick_win": Fraction(20, 100),
}
KEDIRI_2022 = {
    "baseline": parse("3.60"),
    "output": parse("3.21"),
    "outcome": parse("3.23"),
    "impact": parse("3.07"),
    "quick_win": parse("3.65"),
}
DIMENSIONS_2022 = ("2.75", "2.75", "3.5", "3.33", "3.33", "2.75")

ratings = st.fractions(0, 4, max_denominator=1000)
weighed = st.lists(st.tuples(ratings, st.integers(0, 100)), min_size=1, max_size=8).filter(
    lambda rows: any(w for _, w in rows)
)


def system(rows):
    """Name the components and turn whole weights into shares that sum to one."""
    whole = sum(w for _, w in rows)
    values = {f"c{i}": value for i, (value, _) in enumerate(rows)}
    weights = {f"c{i}": Fraction(w, whole) for i, (_, w) in enumerate(rows)}
    return values, weights


def test_kota_kediri_2022_is_exactly_663_over_200():
    index = weighted_index(KEDIRI_2022, WEIGHTS)
    assert index.exact == Fraction(663, 200)
    assert index.shown() == Decimal("3.32")
    assert index.shown(3) == Decimal("3.315")
    assert index.shown(rule=Rounding.DOWN) == Decimal("3.31")


def test_the_contributions_are_those_of_the_published_table_and_sum_to_the_index():
    index = weighted_index(KEDIRI_2022, WEIGHTS)
    assert {c.code: round_once(c.amount, 3) for c in index.contributions} == {
        "baseline": Decimal("0.360"),
        "output": Decimal("0.642"),
        "outcome": Decimal("0.969"),
        "impact": Decimal("0.614"),
        "quick_win": Decimal("0.730"),
    }
    assert sum(c.amount for c in index.contributions) == index.exact


def test_the_impact_of_kota_kediri_2022_is_the_plain_mean_of_its_dimensions():
    values = {f"d{i}": parse(text) for i, text in enumerate(DIMENSIONS_2022)}
    index = weighted_index(values, equal_weights(values))
    assert index.exact == Fraction(1841, 600)
    assert index.shown() == Decimal("3.07")


def test_contributions_keep_the_order_of_the_weights():
    backwards = dict(reversed(KEDIRI_2022.items()))
    assert [c.code for c in weighted_index(backwards, WEIGHTS).contributions] == list(WEIGHTS)


def test_weights_that_sum_to_120_percent_are_refused():
    misprint = {**WEIGHTS, "outcome": Fraction(40, 100), "impact": Fraction(30, 100)}
    with pytest.raises(WrongWeights) as refused:
        weighted_index(KEDIRI_2022, misprint)
    assert refused.value.total == Fraction(6, 5)


def test_no_weights_and_negative_weights_are_refused():
    with pytest.raises(WrongWeights):
        weighted_index({}, {})
    with pytest.raises(WrongWeights) as refused:
        weighted_index({"a": 1, "b": 2}, {"a": Fraction(3, 2), "b": Fraction(-1, 2)})
    assert refused.value.negative == ("b",)
    with pytest.raises(WrongWeights):
        equal_weights([])


def test_a_missing_component_is_named_and_never_counted_as_0():
    rest = {code: value for code, value in KEDIRI_2022.items() if code != "impact"}
    with pytest.raises(MissingComponent) as refused:
        weighted_index(rest, WEIGHTS)
    assert refused.value.codes == ("impact",)


def test_a_component_without_weight_is_named():
    with pytest.raises(UnknownComponent) as refused:
        weighted_index({**KEDIRI_2022, "popularity": Fraction(4)}, WEIGHTS)
    assert refused.value.codes == ("popularity",)


@pytest.mark.parametrize("value", [Fraction(-1, 100), Decimal("4.01"), 5])
def test_a_value_off_the_scale_is_refused_and_not_cut(value):
    with pytest.raises(OutsideScale) as refused:
        weighted_index({**KEDIRI_2022, "impact": value}, WEIGHTS)
    assert refused.value.name == "impact"


def test_the_ends_of_the_scale_belong_to_it():
    assert weighted_index(dict.fromkeys(WEIGHTS, 4), WEIGHTS).exact == 4
    assert weighted_index(dict.fromkeys(WEIGHTS, 0), WEIGHTS).exact == 0


def test_another_scale_can_be_named():
    assert weighted_index({"a": 72}, {"a": 1}, scale=(0, 100)).exact == 72


@pytest.mark.parametrize("value", [3.6, "3.60", True, None, Decimal("NaN"), Decimal("Infinity")])
def test_a_value_that_is_not_exact_is_refused(value):
    with pytest.raises(NotExact):
        weighted_index({**KEDIRI_2022, "impact": value}, WEIGHTS)
    with pytest.raises(NotExact):
        exact(value)


def test_a_weight_that_is_not_exact_is_refused():
    with pytest.raises(NotExact):
        weighted_index({"a": 1, "b": 1}, {"a": 0.5, "b": 0.5})


@given(weighed)
def test_the_index_lies_between_the_smallest_and_the_largest_value(rows):
    values, weights = system(rows)
    assert min(values.values()) <= weighted_index(values, weights).exact <= max(values.values())


@given(weighed, st.randoms(use_true_random=False))
def test_the_order_of_the_components_does_not_matter(rows, random):
    values, weights = system(rows)
    items = list(values.items())
    random.shuffle(items)
    assert weighted_index(dict(items), weights) == weighted_index(values, weights)


@given(weighed, st.data())
def test_raising_one_component_raises_the_index_by_its_weight(rows, data):
    values, weights = system(rows)
    code = data.draw(st.sampled_from(sorted(values)))
    more = data.draw(st.fractions(0, 4 - values[code], max_denominator=1000))
    raised = weighted_index({**values, code: values[code] + more}, weights).exact
    assert raised - weighted_index(values, weights).exact == more * weights[code]


@given(weighed)
def test_contributions_always_sum_to_the_index(rows):
    index = weighted_index(*system(rows))
    assert sum(c.amount for c in index.contributions) == index.exact
    assert all(c.amount == c.value * c.weight for c in index.contributions)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.60", Fraction(18, 5)),
        ("3,60", Fraction(18, 5)),
        ("3,200", Fraction(16, 5)),
        ("4", Fraction(4)),
        ("-0,11", Fraction(-11, 100)),
        ("0.1", Fraction(1, 10)),
        ("-0", Fraction(0)),
    ],
)
def test_decimal_text_is_read_exactly(text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    "text",
    ["", ".", "3.", ".5", "3..5", "1,284.5", "1.284,5", "1.000.000", " 3.6", "3.6 ", "3.6\n",
     "3 60", "+3.6", "--1", "3e2", "nan", "inf", "0x1", "3/5", "3_6", "\u0663", "1" * 16,
     "\u22120,11"],
)  # fmt: skip
def test_text_that_is_not_one_plain_decimal_is_refused(text):
    with pytest.raises(NotExact):
        parse(text)


@given(st.decimals(-999, 999, places=4), st.sampled_from(".,"))
def test_what_a_decimal_prints_is_read_back(number, mark):
    assert parse(f"{number:f}".replace(".", mark)) == Fraction(number)


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "down"),
    [
        ("3.315", "3.32", "3.32", "3.31"),
        ("3.325", "3.33", "3.32", "3.32"),
        ("3.3149", "3.31", "3.31", "3.31"),
        ("3.3151", "3.32", "3.32", "3.31"),
        ("-3.315", "-3.32", "-3.32", "-3.31"),
        ("-3.325", "-3.33", "-3.32", "-3.32"),
        ("0.004", "0.00", "0.00", "0.00"),
        ("-0.004", "0.00", "0.00", "0.00"),
        ("3.999", "4.00", "4.00", "3.99"),
        ("2", "2.00", "2.00", "2.00"),
    ],
)
def test_each_rule_breaks_ties_in_its_own_way(value, half_up, half_even, down):
    number = parse(value)
    shown = {rule: str(round_once(number, 2, rule)) for rule in Rounding}
    assert shown == {
        Rounding.HALF_UP: half_up,
        Rounding.HALF_EVEN: half_even,
        Rounding.DOWN: down,
    }


def test_no_places_is_a_whole_number_and_fewer_are_refused():
    assert str(round_once(Fraction(5, 2), 0)) == "3"
    with pytest.raises(ValueError, match="places"):
        round_once(1, -1)


@given(st.fractions(-10, 10), st.integers(0, 6), st.sampled_from(Rounding))
def test_rounding_moves_by_less_than_a_step_and_twice_changes_nothing(value, places, rule):
    shown = round_once(value, places, rule)
    step = Fraction(1, 10**places)
    assert shown.as_tuple().exponent == -places
    assert abs(Fraction(shown) - value) < step
    if rule is not Rounding.DOWN:
        assert abs(Fraction(shown) - value) <= step / 2
    assert round_once(shown, places, rule) == shown


@given(st.fractions(-10, 10), st.fractions(-10, 10), st.sampled_from(Rounding))
def test_rounding_never_turns_an_order_round(one, other, rule):
    low, high = sorted((one, other))
    assert round_once(low, 2, rule) <= round_once(high, 2, rule)

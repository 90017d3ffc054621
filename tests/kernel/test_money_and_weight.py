"""Rupiah and grams: nothing appears, nothing vanishes, nothing is mixed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.money import Rupiah
from balai.kernel.weight import Grams

amounts = st.integers(-(10**15), 10**15)
shares = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


def test_rupiah_add_and_subtract_and_take_whole_times():
    assert Rupiah(7_350) + Rupiah(650) - Rupiah(1_000) == Rupiah(7_000)
    assert 3 * Rupiah(500) == Rupiah(500) * 3 == Rupiah(1_500)
    assert -Rupiah(5) == Rupiah(-5)
    assert Rupiah.total([Rupiah(1), Rupiah(2)]) == Rupiah(3)
    assert Rupiah.total([]) == Rupiah(0)
    assert str(Rupiah(7350)) == "Rp7350"
    assert (bool(Rupiah(0)), bool(Rupiah(-1))) == (False, True)
    assert Rupiah(-1) < Rupiah(0)


@pytest.mark.parametrize("value", [1.0, "1", True, Decimal(1), None])
def test_rupiah_and_grams_are_made_of_whole_numbers_only(value):
    with pytest.raises(TypeError):
        Rupiah(value)
    with pytest.raises(TypeError):
        Grams(value)


@pytest.mark.parametrize(
    "mix",
    [
        lambda: Rupiah(1) + 1,
        lambda: Rupiah(1) - Grams(1),
        lambda: Rupiah(1) * 1.5,
        lambda: Rupiah(1) * Rupiah(1),
        lambda: Rupiah(1) * True,
        lambda: Rupiah(1) / 2,
        lambda: Rupiah(1) < Grams(2),
        lambda: Grams(1) + Rupiah(1),
        lambda: Grams(1) - 1,
        lambda: Grams(1) * 0.5,
    ],
)
def test_units_are_not_mixed(mix):
    with pytest.raises(TypeError):
        mix()


def test_rupiah_and_grams_of_one_amount_are_not_equal():
    assert Rupiah(1) != Grams(1)


@given(amounts, shares)
def test_a_split_amount_sums_to_itself_and_no_part_is_off_by_a_rupiah(amount, weights):
    parts = Rupiah(amount).split(weights)
    assert Rupiah.total(parts) == Rupiah(amount)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.amount * sum(weights) - amount * weight) < sum(weights)


def test_left_over_rupiah_go_to_the_largest_remainders():
    assert Rupiah(100).split([1, 1, 1]) == (Rupiah(34), Rupiah(33), Rupiah(33))
    assert Rupiah(10).split([1, 2, 1]) == (Rupiah(3), Rupiah(5), Rupiah(2))
    assert Rupiah(-100).split([1, 1, 1]) == (Rupiah(-34), Rupiah(-33), Rupiah(-33))
    assert Rupiah(5).split([0, 1]) == (Rupiah(0), Rupiah(5))


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [2, -1]])
def test_nothing_is_split_by_nothing(weights):
    with pytest.raises(ValueError, match="shares"):
        Rupiah(10).split(weights)


def test_grams_add_up_and_never_go_below_nothing():
    assert Grams(2_450) + Grams(50) == Grams(2_500)
    assert Grams(50) - Grams(50) == Grams(0)
    assert 2 * Grams(3) == Grams(6)
    assert Grams.total([Grams(1), Grams(2)]) == Grams(3)
    assert str(Grams(5)) == "5 g"
    assert not Grams(0)
    with pytest.raises(ValueError, match="negative"):
        _ = Grams(1) - Grams(2)
    with pytest.raises(ValueError, match="negative"):
        Grams(-1)


@pytest.mark.parametrize(
    ("kilograms", "grams"), [(Decimal("2.450"), 2450), (Decimal("0.001"), 1), (3, 3000)]
)
def test_kilograms_of_a_scale_become_grams(kilograms, grams):
    assert Grams.of_kilograms(kilograms) == Grams(grams)


@pytest.mark.parametrize("kilograms", [Decimal("0.0005"), Decimal("NaN"), Decimal(-1)])
def test_kilograms_finer_than_the_scale_or_impossible_are_refused(kilograms):
    with pytest.raises(ValueError, match=r"gram|weight"):
        Grams.of_kilograms(kilograms)


@pytest.mark.parametrize("kilograms", [2.45, "2.45", True])
def test_kilograms_that_are_not_exact_are_refused(kilograms):
    with pytest.raises(TypeError):
        Grams.of_kilograms(kilograms)


@given(st.integers(0, 10**12))
def test_grams_written_in_kilograms_come_back(grams):
    shown = Grams(grams).kilograms
    assert shown.as_tuple().exponent == -3
    assert Grams.of_kilograms(shown) == Grams(grams)

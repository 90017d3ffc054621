"""From exact figures to pixels."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.engines.charts.scale import (
    HALF,
    ONE,
    OffTheAxis,
    Scale,
    axis_low,
    centred,
    fold,
    text_width,
    ticks,
)

scales = st.builds(
    lambda low, length, start, pixels: Scale(low, low + length, start, start + pixels),
    st.fractions(-100, 100),
    st.fractions(Fraction(1, 100), 100),
    st.integers(0, 500),
    st.integers(-500, 500).filter(bool),
)
shares = st.fractions(0, 1)


def test_the_ends_of_an_axis_lie_at_its_pixels():
    up = Scale(2, 4, 228, 38)
    assert (up.at(2), up.at(4), up.at(3)) == (228, 38, 133)
    assert up.at(Decimal("3.31")) == pytest.approx(103.55)


@pytest.mark.parametrize("value", [Decimal("1.99"), Decimal("4.01")])
def test_a_figure_off_the_axis_is_refused_and_not_cut(value):
    with pytest.raises(OffTheAxis):
        Scale(2, 4, 0, 100).at(value)


@pytest.mark.parametrize(("low", "high"), [(4, 4), (4, 2)])
def test_an_axis_has_a_length(low, high):
    with pytest.raises(ValueError, match="axis"):
        Scale(low, high, 0, 100)


@given(scales, shares, shares)
def test_order_and_ends_are_kept(scale, one, other):
    low, high = Fraction(scale.low), Fraction(scale.high)
    a, b = sorted((low + one * (high - low), low + other * (high - low)))
    near, far = sorted((scale.start, scale.end))
    assert near - 1e-9 <= scale.at(a) <= far + 1e-9
    if scale.end > scale.start:
        assert scale.at(a) <= scale.at(b)
    else:
        assert scale.at(a) >= scale.at(b)
    assert scale.at(low) == scale.start
    assert scale.at(high) == scale.end


@given(scales, shares)
def test_equal_steps_of_value_are_equal_steps_of_pixels(scale, share):
    low, high = Fraction(scale.low), Fraction(scale.high)
    here = low + share * (high - low)
    assert scale.at(here) - scale.start == pytest.approx(
        float(share) * (scale.end - scale.start), abs=1e-6
    )


def test_ticks_stand_at_every_half_with_one_decimal_or_at_every_whole_without():
    assert list(map(str, ticks(2, 4, HALF))) == ["2.0", "2.5", "3.0", "3.5", "4.0"]
    assert list(map(str, ticks(0, 4, ONE))) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("step", [Decimal("0.3"), Decimal(-1)])
def test_ticks_that_miss_the_end_are_refused(step):
    with pytest.raises(ValueError, match="steps"):
        ticks(0, 4, step)


@pytest.mark.parametrize(
    ("values", "low"),
    [(["2.00", "3.10"], 2), (["1.99", "3.10"], 0), ([], 2)],
)
def test_an_axis_starts_at_2_only_if_nothing_lies_below(values, low):
    assert axis_low(map(Decimal, values)) == low


@given(st.text("abc ", min_size=1), st.floats(20, 400), st.booleans())
def test_folding_keeps_every_word_in_order_and_fits_what_can_fit(text, room, bold):
    lines = fold(text, room, 14, bold=bold)
    assert " ".join(lines).split() == text.split()
    for line in lines:
        assert text_width(line, 14, bold=bold) <= room or " " not in line


@given(st.floats(-50, 400), st.floats(1, 400), st.just(0), st.just(328))
def test_a_centred_text_stays_inside_when_it_can(x, size, low, high):
    middle = centred(x, size, low, high)
    if size <= high - low:
        assert low - 1e-9 <= middle - size / 2
        assert middle + size / 2 <= high + 1e-9
    else:
        assert middle == 164


def test_a_text_with_room_stands_where_it_belongs():
    assert centred(100, 40, 0, 328) == 100

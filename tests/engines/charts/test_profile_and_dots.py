"""Components as bars and dimensions as dots."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.engines.charts import Dimension, Dimensions, OffTheAxis, Profile, dots, profile
from tests.engines.charts.figures import (
    COMPONENTS,
    DIMENSIONS,
    WORDS,
    component,
    number,
    of_class,
    one,
    shown,
    texts,
)

WIDTHS = pytest.mark.parametrize("only", ["only-narrow", "only-wide"])


def draw_profile(figures, only="only-wide"):
    return one(profile(figures, words=WORDS, tick=shown, prefix="p"), only)


def draw_dots(figures, only="only-wide"):
    return one(dots(figures, words=WORDS, tick=shown, prefix="d"), only)


@WIDTHS
def test_a_bar_is_as_thick_as_its_weight_and_as_long_as_its_value(only):
    svg = draw_profile(COMPONENTS, only)
    bars, tracks = of_class(svg, "mark", "own"), of_class(svg, "track")
    assert [number(b, "height")[0] for b in bars] == [20, 40, 60, 40, 40]
    full = number(tracks[0], "width")[0]
    for bar, one_of in zip(bars, COMPONENTS.components, strict=True):
        assert number(bar, "width")[0] == pytest.approx(full * float(one_of.value) / 4, abs=0.01)


@WIDTHS
def test_the_areas_of_the_bars_sum_to_the_index(only):
    svg = draw_profile(COMPONENTS, only)
    full = number(of_class(svg, "track")[0], "width")[0]
    sizes = (number(b, "width", "height") for b in of_class(svg, "mark", "own"))
    area = sum(width * height for width, height in sizes)
    assert area / (full / 4 * 200) == pytest.approx(3.315, abs=0.001)


@WIDTHS
def test_the_index_is_a_dashed_line_with_its_words(only):
    svg = draw_profile(COMPONENTS, only)
    (line,) = of_class(svg, "reference")
    track = number(of_class(svg, "track")[0], "x", "width")
    assert number(line, "x1")[0] == pytest.approx(track[0] + track[1] * 3.31 / 4, abs=0.01)
    assert texts(svg, "reference-label") == ["indeks 3,31"]


def test_without_an_index_there_is_no_line():
    svg = draw_profile(Profile(COMPONENTS.components))
    assert of_class(svg, "reference") == []
    assert texts(svg, "reference-label") == []


def test_values_stand_at_the_right_and_weights_in_their_words():
    wide, narrow = (draw_profile(COMPONENTS, only) for only in ("only-wide", "only-narrow"))
    for svg in (wide, narrow):
        assert texts(svg, "value") == ["3,60", "3,21", "3,23", "3,07", "3,65"]
        assert texts(svg, "label") == ["Baseline", "Output", "Outcome", "Impact", "Quick win"]
        assert texts(svg, "axis") == ["0", "1", "2", "3", "4"]
    assert texts(wide, "note")[0] == "10%"
    assert texts(narrow, "note")[0] == "bobot 10%"


def test_a_bar_of_full_value_fills_its_track_and_one_of_none_is_empty():
    svg = draw_profile(Profile((component("A", "4.00", 50), component("B", "0.00", 50))))
    full = number(of_class(svg, "track")[0], "x", "width")
    assert [number(b, "x", "width") for b in of_class(svg, "mark", "own")] == [full, (full[0], 0)]


@WIDTHS
def test_bars_of_tiny_weight_still_leave_room_for_their_words(only):
    figures = Profile(tuple(component(f"K{i}", "3.00", 1) for i in range(4)))
    svg = draw_profile(figures, only)
    lines = [number(t, "y")[0] for t in of_class(svg, "value")]
    assert all(b - a >= 18 for a, b in pairwise(lines))


def test_a_profile_without_a_component_or_off_the_axis_is_refused():
    with pytest.raises(ValueError, match="component"):
        draw_profile(Profile(()))
    with pytest.raises(OffTheAxis):
        draw_profile(Profile((component("A", "4.01", 100),)))
    with pytest.raises(OffTheAxis):
        draw_profile(replace(COMPONENTS, index=Decimal(5)))


@WIDTHS
def test_a_stalk_leads_from_the_mean_to_the_dot(only):
    svg = draw_dots(DIMENSIONS, only)
    (mean,) = of_class(svg, "reference")
    for dot, stalk in zip(of_class(svg, "mark", "own"), of_class(svg, "stalk"), strict=True):
        assert number(stalk, "x1", "x2") == (*number(mean, "x1"), *number(dot, "cx"))
        assert number(stalk, "y1") == number(stalk, "y2") == number(dot, "cy")
    assert texts(svg, "reference-label") == ["rata-rata 3,07"]
    assert texts(svg, "value") == ["2,75", "2,75", "3,50", "3,33", "3,33", "2,75"]


def test_dots_lie_left_or_right_of_the_mean_as_their_values_do():
    svg = draw_dots(DIMENSIONS)
    mean = number(of_class(svg, "reference")[0], "x1")[0]
    right = [number(dot, "cx")[0] > mean for dot in of_class(svg, "mark", "own")]
    assert right == [False, False, True, True, True, False]


def test_the_axis_of_dots_starts_at_2_or_at_0_and_says_so():
    assert texts(draw_dots(DIMENSIONS), "axis") == ["2,0", "2,5", "3,0", "3,5", "4,0"]
    low = Dimensions((Dimension("A", Decimal("1.20"), "1,20"),), Decimal(3), "rata-rata 3,00")
    assert texts(draw_dots(low), "axis")[0] == "0,0"
    by_mean = Dimensions((Dimension("A", Decimal(3), "3,00"),), Decimal("1.9"), "rata-rata 1,90")
    assert texts(draw_dots(by_mean), "axis")[0] == "0,0"


def test_where_halves_would_touch_only_whole_numbers_stand():
    low = Dimensions(
        (Dimension("Tata kelola pemerintahan yang panjang", Decimal("1.20"), "1,20"),),
        Decimal(3),
        "rata-rata 3,00",
    )
    assert texts(draw_dots(low, "only-narrow"), "axis") == ["0", "1", "2", "3", "4"]


def test_a_long_name_is_folded_and_loses_no_word():
    name = "Tata kelola pemerintahan yang panjang"
    figures = Dimensions((Dimension(name, Decimal(3), "3,00"),), Decimal(3), "rata-rata 3,00")
    lines = texts(draw_dots(figures, "only-narrow"), "label")
    assert len(lines) > 1
    assert " ".join(lines) == name


def test_no_dimension_or_one_off_the_axis_is_refused():
    with pytest.raises(ValueError, match="dimension"):
        draw_dots(Dimensions((), Decimal(3), ""))
    with pytest.raises(OffTheAxis):
        draw_dots(Dimensions((Dimension("A", Decimal("4.01"), ""),), Decimal(3), ""))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=8), st.integers(0, 400))
def test_dots_keep_the_order_of_their_values(hundredths, mean):
    figures = Dimensions(
        tuple(Dimension(f"D{i}", Decimal(n) / 100, "") for i, n in enumerate(hundredths)),
        Decimal(mean) / 100,
        "rata-rata",
    )
    for only in ("only-narrow", "only-wide"):
        places = [number(dot, "cx")[0] for dot in of_class(draw_dots(figures, only), "mark", "own")]
        assert sorted(range(len(places)), key=lambda i: (places[i], i)) == sorted(
            range(len(places)), key=lambda i: (hundredths[i], i)
        )

"""Place in the list: partly known as a strip, wholly known as a histogram."""

from decimal import Decimal
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.engines.charts import OffTheAxis, Place, Strip, histogram, strip
from balai.engines.charts.histogram import counts
from balai.engines.charts.scale import Scale
from balai.engines.charts.strip import dodge
from tests.engines.charts.figures import (
    LIST_2024,
    TOP_TEN,
    WHOLE_LIST,
    WORDS,
    number,
    of_class,
    one,
    places_of,
    shown,
    texts,
)

WIDTHS = pytest.mark.parametrize("only", ["only-narrow", "only-wide"])
some_places = st.lists(st.integers(200, 400), min_size=1, max_size=60).flatmap(
    lambda scores: st.integers(-1, len(scores) - 1).map(
        lambda own: tuple(
            Place(f"Daerah {i}", Decimal(n) / 100, i == own) for i, n in enumerate(scores)
        )
    )
)


def draw(figures, only="only-wide"):
    return one(strip(figures, words=WORDS, tick=shown, prefix="s"), only)


@WIDTHS
def test_the_own_dot_is_larger_named_and_in_its_true_place(only):
    svg = draw(LIST_2024, only)
    (own,) = of_class(svg, "mark", "own")
    width = number(svg, "width")[0]
    x, r = number(own, "cx", "r")
    assert r == 11
    assert x == pytest.approx(10 + (width - 20) * (2.95 - 2) / 2, abs=0.01)
    assert texts(svg, "own-label") == ["Kab. Batanghari 2,95"]
    assert {number(dot, "r") for dot in of_class(svg, "mark")} == {(6.0,)}
    assert len(of_class(svg, "mark")) == 9


def test_the_first_of_the_list_is_named_where_it_does_not_run_into_the_own_name():
    assert texts(draw(LIST_2024), "first-label") == ["Kota Blitar 3,38"]
    near = Strip(places_of({"Kota A": "3.00", "Kota B": "2.98"}, "Kota B"))
    assert texts(draw(near), "first-label") == []


def test_the_first_of_the_list_is_named_once_when_it_is_the_own_one():
    svg = draw(Strip(places_of(TOP_TEN, "Kota Blitar")))
    assert texts(svg, "own-label") == ["Kota Blitar 3,38"]
    assert texts(svg, "first-label") == []


def test_without_an_own_region_only_the_first_is_named():
    svg = draw(Strip(places_of(TOP_TEN, None)))
    assert texts(svg, "own-label") == []
    assert texts(svg, "first-label") == ["Kota Blitar 3,38"]


def test_a_name_too_long_for_the_screen_is_folded():
    long = "Kab. Kepulauan Siau Tagulandang Biaro"
    svg = draw(Strip(places_of({long: "2.90", "Kota A": "3.90"}, long)), "only-narrow")
    lines = texts(svg, "own-label")[::-1]
    assert len(lines) == 2
    assert " ".join(lines) == f"{long} 2,90"


@WIDTHS
def test_the_range_of_the_hidden_scores_is_hatched_by_its_own_pattern(only):
    svg = draw(LIST_2024, only)
    (hatch,) = of_class(svg, "hatch")
    width = number(svg, "width")[0]
    x, length = number(hatch, "x", "width")
    assert x == 0
    assert length == pytest.approx(10 + (width - 20) * 0.83 / 2, abs=0.01)
    assert hatch.get("fill") == f"url(#s-{only[5]}-hatch)"


def test_hidden_scores_may_lie_anywhere():
    svg = draw(Strip(LIST_2024.places, (0, 4)))
    assert number(of_class(svg, "hatch")[0], "x", "width") == (0, 1120)


def test_a_list_known_to_its_end_has_no_hatching():
    assert of_class(draw(WHOLE_LIST), "hatch") == []


def test_a_range_upside_down_is_refused():
    with pytest.raises(ValueError, match="upside down"):
        draw(Strip(LIST_2024.places, (3, 2)))


def test_hidden_scores_below_the_axis_hatch_nothing_but_the_edge():
    svg = draw(Strip(LIST_2024.places, (0, 1)))
    assert number(of_class(svg, "hatch")[0], "width") == (0,)


@WIDTHS
def test_a_score_below_2_takes_the_axis_down_to_0(only):
    svg = draw(Strip(places_of({"A": "1.50", "B": "3.00"}, "A")), only)
    assert texts(svg, "axis")[0] == "0,0"
    assert texts(svg, "axis")[-1] == "4,0"


def test_nothing_known_two_own_places_and_an_impossible_score_are_refused():
    with pytest.raises(ValueError, match="no place"):
        draw(Strip(()))
    with pytest.raises(ValueError, match="own"):
        draw(Strip((Place("A", 3, own=True), Place("B", 2, own=True))))
    with pytest.raises(OffTheAxis):
        draw(Strip((Place("A", Decimal("4.01")),)))


def test_the_order_of_the_rows_changes_nothing():
    backwards = Strip(LIST_2024.places[::-1], LIST_2024.unknown)
    assert strip(backwards, words=WORDS, tick=shown, prefix="s") == strip(
        LIST_2024, words=WORDS, tick=shown, prefix="s"
    )


@given(some_places, st.sampled_from((328, 536, 1120)))
def test_dodging_dots_never_touch_and_never_leave_their_value(places, width):
    x = Scale(2, 4, 10, width - 10)
    spots = dodge(places, x)
    for dot, place in zip(spots, places, strict=True):
        assert dot.place == place
        assert dot.x == x.at(place.value)
    for one_dot, other in combinations(spots, 2):
        apart = hypot(one_dot.x - other.x, one_dot.shift - other.shift)
        assert apart >= one_dot.r + other.r + 1 - 1e-9


@given(some_places)
def test_the_own_dot_never_steps_aside(places):
    for dot in dodge(places, Scale(2, 4, 10, 318)):
        if dot.place.own:
            assert dot.shift == 0


@given(some_places)
def test_the_band_holds_every_dot(places):
    svg = draw(Strip(places), "only-narrow")
    top, tall = number(of_class(svg, "band")[0], "y", "height")
    for dot in of_class(svg, "mark") + of_class(svg, "mark", "own"):
        y, r = number(dot, "cy", "r")
        assert top <= y - r
        assert y + r <= top + tall


def draw_whole(figures, only="only-wide"):
    return one(histogram(figures, words=WORDS, tick=shown, prefix="g"), only)


def test_a_step_holds_its_lower_end_and_the_last_one_holds_4():
    values = [Decimal(text) for text in ("2.00", "2.09", "2.10", "3.90", "3.99", "4.00")]
    sizes = counts(values, 2)
    assert (sizes[0], sizes[1], sizes[19], len(sizes)) == (2, 1, 3, 20)


@given(st.lists(st.integers(0, 400), max_size=191))
def test_every_region_is_counted_once(hundredths):
    assert sum(counts([Decimal(n) / 100 for n in hundredths], 0)) == len(hundredths)


@WIDTHS
def test_the_own_step_is_the_strong_one(only):
    svg = draw_whole(WHOLE_LIST, only)
    assert len(of_class(svg, "mark", "own")) == 1
    assert texts(svg, "own-label") == ["Kab. Batanghari 2,95"]
    sizes = [number(b, "height")[0] for b in of_class(svg, "mark") + of_class(svg, "mark", "own")]
    assert sum(sizes) / max(sizes) * 3 == pytest.approx(10, abs=0.01)


def test_counts_stand_over_the_bars_where_there_is_room():
    assert texts(draw_whole(WHOLE_LIST), "axis")[:7] == ["1", "2", "3", "1", "3", "2,0", "2,5"]
    assert texts(draw_whole(WHOLE_LIST, "only-narrow"), "axis")[0] == "2,0"


def test_without_an_own_region_no_bar_is_strong():
    svg = draw_whole(Strip(places_of(TOP_TEN, None)))
    assert of_class(svg, "mark", "own") == []
    assert texts(svg, "own-label") == []


def test_a_list_with_hidden_scores_and_an_impossible_score_are_refused():
    with pytest.raises(ValueError, match="hidden"):
        draw_whole(LIST_2024)
    with pytest.raises(ValueError, match="outside"):
        draw_whole(Strip((Place("A", Decimal("4.01")),)))

"""The history of one region."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.engines.charts import History, OffTheAxis, history
from tests.engines.charts.figures import (
    KEDIRI,
    WORDS,
    history_of,
    number,
    of_class,
    one,
    shown,
    texts,
)

WIDTHS = pytest.mark.parametrize("only", ["only-narrow", "only-wide"])


def draw(figures, only="only-wide"):
    return one(history(figures, words=WORDS, tick=shown, prefix="h"), only)


def test_the_values_stand_over_their_points():
    svg = draw(KEDIRI)
    points = [number(p, "cx", "cy") for p in of_class(svg, "point")]
    values = {"".join(t.itertext()): number(t, "x", "y") for t in of_class(svg, "value")}
    assert list(values) == ["2,87", "3,06", "3,20"]
    for (x, y), (text_x, text_y) in zip(points, values.values(), strict=True):
        assert text_x == x
        assert text_y == pytest.approx(y - 14, abs=0.01)


@WIDTHS
def test_the_chosen_year_is_filled_and_larger(only):
    svg = draw(KEDIRI, only)
    (chosen,) = of_class(svg, "point", "chosen")
    assert number(chosen, "r") > number(of_class(svg, "point")[0], "r")
    assert texts(svg, "value", "own") == ["3,31"]
    assert texts(svg, "axis", "chosen") == ["2022"]
    assert len(of_class(svg, "point")) == 3


def test_a_year_that_is_not_known_cannot_be_chosen():
    svg = draw(History(KEDIRI.years, 2019))
    assert of_class(svg, "point", "chosen") == []
    assert texts(svg, "value", "own") == []


@WIDTHS
def test_a_gap_of_years_is_dashed_and_takes_its_true_width(only):
    svg = draw(history_of({2021: "3.46", 2022: "3.50", 2024: "3.80"}, 2024), only)
    (line,) = of_class(svg, "line")
    (gap,) = of_class(svg, "line", "gap")
    year = number(line, "x2")[0] - number(line, "x1")[0]
    assert number(gap, "x2")[0] - number(gap, "x1")[0] == pytest.approx(2 * year, abs=0.02)
    assert texts(svg, "axis")[-3:] == ["2021", "2022", "2023"]


@WIDTHS
def test_the_axis_starts_at_2_with_soft_lines_every_half_and_a_base_line(only):
    svg = draw(KEDIRI, only)
    assert texts(svg, "axis")[:5] == ["2,0", "2,5", "3,0", "3,5", "4,0"]
    (base,) = of_class(svg, "base")
    assert len(of_class(svg, "grid")) == 4
    assert number(base, "y1") > max(number(g, "y1") for g in of_class(svg, "grid"))


def test_a_value_below_2_takes_the_axis_down_to_0():
    svg = draw(history_of({2020: "1.99", 2021: "3.00"}))
    assert texts(svg, "axis")[:9][0] == "0,0"
    assert len(of_class(svg, "grid")) == 8


def test_the_ends_of_the_axis_can_be_reached():
    svg = draw(history_of({2020: "2.00", 2021: "4.00"}))
    low, high = (number(p, "cy")[0] for p in of_class(svg, "point"))
    assert low == number(of_class(svg, "base")[0], "y1")[0]
    assert high == min(number(g, "y1")[0] for g in of_class(svg, "grid"))


@WIDTHS
def test_one_year_stands_in_the_middle_without_a_line(only):
    svg = draw(history_of({2024: "3.10"}, 2024), only)
    assert of_class(svg, "line") == []
    assert texts(svg, "value", "own") == ["3,10"]


def test_years_may_come_in_any_order():
    backwards = History(KEDIRI.years[::-1], KEDIRI.chosen)
    assert history(backwards, words=WORDS, tick=shown, prefix="h") == history(
        KEDIRI, words=WORDS, tick=shown, prefix="h"
    )


def test_nothing_to_draw_a_doubled_year_and_an_impossible_value_are_refused():
    with pytest.raises(ValueError, match="without a year"):
        draw(History(()))
    with pytest.raises(ValueError, match="twice"):
        draw(History((*KEDIRI.years, KEDIRI.years[0])))
    with pytest.raises(OffTheAxis):
        draw(history_of({2020: "4.01"}))


@given(
    st.dictionaries(st.integers(2010, 2030), st.integers(0, 400), min_size=1),
    st.integers(2010, 2030),
)
def test_values_never_run_into_each_other_and_the_chosen_one_is_always_there(values, chosen):
    figures = history_of({y: f"{v / 100:.2f}" for y, v in values.items()}, chosen)
    for only in ("only-narrow", "only-wide"):
        svg = draw(figures, only)
        assert len(texts(svg, "value", "own")) == (chosen in values)
        boxes = [
            (*number(t, "x", "y"), size)
            for kind, size in ((("value",), 16), (("value", "own"), 20))
            for t in of_class(svg, *kind)
        ]
        (base,) = number(of_class(svg, "base")[0], "y1")
        assert all(y < base for _, y, _ in boxes)
        for i, (x, y, size) in enumerate(boxes):
            for other_x, other_y, other in boxes[:i]:
                apart = abs(x - other_x) >= (size + other) * 2 * 0.6 - 0.01
                assert (
                    apart or y - 0.75 * size >= other_y - 0.01 or other_y - 0.75 * other >= y - 0.01
                )


@given(st.sets(st.integers(1990, 2030), min_size=2))
def test_years_on_the_axis_never_run_into_each_other(years):
    svg = draw(history_of(dict.fromkeys(years, "3.00"), max(years)), "only-narrow")
    shown_at = sorted(
        number(t, "x")[0]
        for kind in (("axis",), ("axis", "chosen"))
        for t in of_class(svg, *kind)
        if t.get("text-anchor") == "middle"
    )
    assert all(b - a >= 34 for a, b in pairwise(shown_at))

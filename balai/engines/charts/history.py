"""History of one region: a line through the published years."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from balai.engines.charts.scale import HALF, TOP, Scale, axis_low, text_width, ticks
from balai.engines.charts.svg import NARROW, both, circle, line, text

if TYPE_CHECKING:
    from balai.engines.charts.figures import History, Tick, Words, Year
    from balai.engines.charts.svg import Svg

LEFT, RIGHT, ABOVE, BELOW = 36, 8, 38, 30
INSET = 30
RING = 7
YEAR_ROOM = 40

_Box = tuple[float, float, float, float]


def history(figures: History, *, words: Words, tick: Tick, prefix: str, wide: int = 536) -> Svg:
    """Draw the known years on a true time axis; raises ValueError for no or a doubled year.

    The axis starts at 2 if every value is at least 2, else at 0; OffTheAxis over 4 or under 0.
    """
    years = sorted(figures.years, key=lambda year: year.year)
    if not years:
        raise ValueError("a history without a year")
    if any(a.year == b.year for a, b in pairwise(years)):
        raise ValueError("a year stands twice")
    low = axis_low(year.value for year in years)

    def draw(width: int, _: str) -> tuple[float, str]:
        short, tall = (155, 220) if width == NARROW else (190, 260)
        base = ABOVE + (short if low else tall)
        y = Scale(low, TOP, base, ABOVE)
        marks = [_grid(low, y, width, tick)]
        places = _places(years, width)
        points = [(places[year.year], y.at(year.value), year) for year in years]
        marks += [
            line(x1, y1, x2, y2, "line" if b.year - a.year == 1 else "line gap")
            for (x1, y1, a), (x2, y2, b) in pairwise(points)
        ]
        marks += [_point(x, here, chosen=p.year == figures.chosen) for x, here, p in points]
        marks.append(_values(points, figures.chosen, base))
        marks.append(_axis(places, base + 20, figures.chosen))
        return base + BELOW, "".join(marks)

    return both("history", draw, words=words, prefix=prefix, wide=wide)


def _grid(low: int, y: Scale, width: int, tick: Tick) -> str:
    lines = [
        line(LEFT, y.at(at), width - RIGHT, y.at(at), "base" if at == low else "grid")
        + text(LEFT - 8, y.at(at) + 4.5, tick(at), "axis", "end")
        for at in ticks(low, TOP, HALF)
    ]
    return "".join(lines)


def _places(years: list[Year], width: int) -> dict[int, float]:
    first, last = years[0].year, years[-1].year
    start, end = LEFT + INSET, width - RIGHT - INSET
    if first == last:
        return {first: (start + end) / 2}
    x = Scale(first, last, start, end)
    return {year: x.at(year) for year in range(first, last + 1)}


def _point(x: float, y: float, *, chosen: bool) -> str:
    if chosen:
        return circle(x, y, 10, "halo") + circle(x, y, 7.5, "point chosen")
    return circle(x, y, 5.5, "point")


def _values(points: list[tuple[float, float, Year]], chosen: int | None, base: float) -> str:
    """Put each value over its point, else under it; where neither is free, the table has it.

    The chosen year is never left out; the last and the first come next.
    """
    taken: list[_Box] = []
    marks: list[tuple[float, str]] = []
    before = (chosen, points[-1][2].year, points[0][2].year)
    for x, y, year in sorted(points, key=lambda p: (_turn(p[2].year, before), p[0])):
        own = year.year == chosen
        size, above, under = (20, 17, 28) if own else (16, 14, 25)
        half = text_width(year.label, size, bold=True) / 2
        rings = [
            (at - RING, at + RING, high - RING, high + RING)
            for at, high, other in points
            if other is not year
        ]
        for at in (y - above, y + under):
            box = (x - half, x + half, at - 0.75 * size, at)
            free = at < base and not any(_meet(box, other) for other in (*taken, *rings))
            if free or own:
                taken.append(box)
                marks.append(
                    (x, text(x, at, year.label, "value own" if own else "value", "middle"))
                )
                break
    return "".join(mark for _, mark in sorted(marks))


def _turn(year: int, before: tuple[int | None, ...]) -> int:
    return before.index(year) if year in before else len(before)


def _meet(a: _Box, b: _Box) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def _axis(places: dict[int, float], y: float, chosen: int | None) -> str:
    """Write the years; of many only every second, third …, counted from the last."""
    last = max(places)
    room = min((b - a for a, b in pairwise(places.values())), default=YEAR_ROOM)
    every = ceil(YEAR_ROOM / room)
    return "".join(
        text(x, y, str(year), "axis chosen" if year == chosen else "axis", "middle")
        for year, x in places.items()
        if year == chosen
        or ((last - year) % every == 0 and not (chosen and 0 < abs(year - chosen) < every))
    )

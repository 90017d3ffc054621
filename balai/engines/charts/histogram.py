"""A whole list at once: how many regions lie in each step of 0.1, and in which one's own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from balai.engines.charts.scale import TOP, Scale, axis_low, centred, fold, text_width
from balai.engines.charts.strip import LEADING, OWN_SIZE, SIDE, axis, check
from balai.engines.charts.svg import NARROW, both, line, rect, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balai.engines.charts.figures import Number, Place, Strip, Tick, Words
    from balai.engines.charts.svg import Svg

TALL = 120
STEPS = 10
"""Steps of a whole point of the scale."""


def histogram(
    figures: Strip, *, words: Words, tick: Tick, prefix: str, wide: int | tuple[int, int] = 1120
) -> Svg:
    """Draw a list that is known to its end; raises ValueError when some scores are hidden.

    A step holds its lower end and not its upper one; the last step holds 4 as well. The counts
    stand over the bars in the wide drawing, and over the own bar its region's name in both.
    """
    if figures.unknown is not None:
        raise ValueError("a list with hidden scores is drawn as a strip")
    places = check(figures)
    low = axis_low(place.value for place in places)
    sizes = counts([place.value for place in places], low)
    own = next((place for place in places if place.own), None)

    def draw(width: int, _: str) -> tuple[float, str]:
        x = Scale(low, TOP, SIDE, width - SIDE)
        step = (x.end - x.start) / len(sizes)
        lines = _own_lines(own, width)
        head = 26.0 + LEADING * len(lines)
        base = head + TALL
        mine = None if own is None else _step(own.value, low)
        marks: list[str] = []
        for turn, size in enumerate(sizes):
            tall = TALL * size / max(sizes)
            left = x.start + step * turn
            kind = "mark own" if turn == mine else "mark"
            marks.append(rect(left + 0.5, base - tall, step - 1, tall, kind) if size else "")
            if size and width != NARROW:
                marks.append(text(left + step / 2, base - tall - 6, str(size), "axis", "middle"))
            if turn == mine:
                marks.append(_own(lines, left + step / 2, base - tall, width))
        marks += [line(0, base, width, base, "base"), axis(x, base, tick)]
        return base + 26, "".join(marks)

    return both("histogram", draw, words=words, prefix=prefix, wide=wide)


def counts(values: Sequence[Number], low: int) -> list[int]:
    """Count the values in each step of 0.1 from `low` to 4."""
    sizes = [0] * ((TOP - low) * STEPS)
    for value in values:
        sizes[_step(value, low)] += 1
    return sizes


def _step(value: Number, low: int) -> int:
    place = Fraction(value) - low
    if not 0 <= place <= TOP - low:
        raise ValueError(f"{value} is outside {low} to {TOP}")
    return min(int(place * STEPS), (TOP - low) * STEPS - 1)


def _own_lines(own: Place | None, width: int) -> tuple[str, ...]:
    return () if own is None else fold(own.label, width, OWN_SIZE, bold=True)


def _own(lines: tuple[str, ...], x: float, top: float, width: int) -> str:
    size = max((text_width(one, OWN_SIZE, bold=True) for one in lines), default=0.0)
    middle = centred(x, size, 0, width)
    names = "".join(
        text(middle, 18 + LEADING * turn, one, "own-label", "middle")
        for turn, one in enumerate(lines)
    )
    foot = 18 + LEADING * (len(lines) - 1) + 7
    end = top - 20 if width != NARROW else top - 2
    return names + (line(x, foot, x, end, "leader") if end > foot else "")

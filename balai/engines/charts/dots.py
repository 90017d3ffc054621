"""Dimensions: how far each lies above or below their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balai.engines.charts.scale import (
    HALF,
    ONE,
    TOP,
    Scale,
    axis_low,
    centred,
    fold,
    text_width,
    ticks,
)
from balai.engines.charts.svg import NARROW, both, circle, line, text, text_lines

if TYPE_CHECKING:
    from balai.engines.charts.figures import Dimensions, Tick, Words
    from balai.engines.charts.svg import Svg

HEAD = 26
VALUE_ROOM = 60
LABEL_SIZE, NOTE_SIZE = 14, 13
TICK_ROOM = 30


def dots(figures: Dimensions, *, words: Words, tick: Tick, prefix: str, wide: int = 626) -> Svg:
    """Draw a dot for each dimension with a stalk from the mean; raises ValueError for none.

    The axis starts at 2 if every value and the mean are at least 2, else at 0.
    """
    rows = figures.dimensions
    if not rows:
        raise ValueError("no dimension to draw")
    low = axis_low((figures.mean, *(row.value for row in rows)))

    def draw(width: int, _: str) -> tuple[float, str]:
        step = 38 if width == NARROW else 40
        names = max(text_width(row.name, LABEL_SIZE, bold=True) for row in rows)
        names = min(names, width * 0.36)
        x = Scale(low, TOP, names + 14, width - VALUE_ROOM)
        foot = HEAD + step * len(rows)
        room = (x.end - x.start) / (2 * (TOP - low))
        marks = _axis(x, foot, tick, half=room >= TICK_ROOM)
        mean = x.at(figures.mean)
        size = text_width(figures.mean_label, NOTE_SIZE, bold=True)
        marks.append(line(mean, HEAD - 6, mean, foot, "reference"))
        middle = centred(mean, size, 0, width)
        marks.append(text(middle, 14, figures.mean_label, "reference-label", "middle"))
        for turn, row in enumerate(rows):
            y = HEAD + step * (turn + 0.5)
            here = x.at(row.value)
            lines = fold(row.name, names, LABEL_SIZE, bold=True)
            marks += [
                line(mean, y, here, y, "stalk"),
                circle(here, y, 9, "halo"),
                circle(here, y, 7, "mark own"),
                text_lines(x.start - 12, y, lines, "label", anchor="end", leading=16),
                text(x.end + 16, y + 5.5, row.label, "value"),
            ]
        return foot + 26, "".join(marks)

    return both("dots", draw, words=words, prefix=prefix, wide=wide)


def _axis(x: Scale, foot: float, tick: Tick, *, half: bool) -> list[str]:
    low = int(x.low)
    return [
        line(x.at(at), HEAD, x.at(at), foot, "grid")
        + text(x.at(at), foot + 18, tick(at), "axis", "middle")
        for at in ticks(low, TOP, HALF if half else ONE)
    ]

"""Profile of the weighted components: the area of a bar is what it brings to the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from balai.engines.charts.scale import ONE, TOP, Scale, centred, text_width, ticks
from balai.engines.charts.svg import NARROW, both, element, line, rect, text, words_in

if TYPE_CHECKING:
    from balai.engines.charts.figures import Component, Profile, Tick, Words
    from balai.engines.charts.svg import Svg

PX_PER_WEIGHT = 200
"""2 px a percent point."""
GAP = 10
LEAST_ROW = 20
VALUE_ROOM = 54
NAME_GAP = 14
"""Generous: the percent sign is wider than a letter is taken to be."""
HEAD = 26
LABEL_SIZE, NOTE_SIZE = 14, 13


def profile(figures: Profile, *, words: Words, tick: Tick, prefix: str, wide: int = 626) -> Svg:
    """Draw a bar for each component from 0 to 4; raises OffTheAxis outside, ValueError for none.

    In the narrow drawing the name stands over its bar with the long words of the weight.
    """
    if not figures.components:
        raise ValueError("a profile without a component")

    def draw(width: int, _: str) -> tuple[float, str]:
        narrow = width == NARROW
        left = 0.0 if narrow else _left(figures.components)
        x = Scale(0, TOP, left, width - VALUE_ROOM - (12 if narrow else 0))
        rows = _rows(figures.components, narrow=narrow)
        foot = rows[-1].bottom + 8
        marks = [line(x.at(at), HEAD, x.at(at), foot, "grid") for at in ticks(0, TOP, ONE)]
        marks += [_bar(row, x) for row in rows]
        marks += [
            text(x.at(at), foot + 18, tick(at), "axis", "start" if narrow and at == 0 else "middle")
            for at in ticks(0, TOP, ONE)
        ]
        if figures.index is not None:
            here = x.at(figures.index)
            size = text_width(figures.index_label, NOTE_SIZE, bold=True)
            marks.append(line(here, HEAD - 4, here, foot, "halo"))
            marks.append(line(here, HEAD - 4, here, foot, "reference"))
            middle = centred(here, size, 0, width)
            marks.append(text(middle, 14, figures.index_label, "reference-label", "middle"))
        marks += [_words(row, x, narrow=narrow) for row in rows]
        return foot + 26, "".join(marks)

    return both("profile", draw, words=words, prefix=prefix, wide=wide)


@dataclass(frozen=True, slots=True)
class _Row:
    component: Component
    top: float
    thick: float
    bottom: float

    @property
    def middle(self) -> float:
        return self.top + self.thick / 2


def _left(components: tuple[Component, ...]) -> float:
    names = max(text_width(c.name, LABEL_SIZE, bold=True) for c in components)
    return names + NAME_GAP + _weights(components) + 12


def _weights(components: tuple[Component, ...]) -> float:
    return max(text_width(c.weight_short, NOTE_SIZE, bold=True) for c in components)


def _rows(components: tuple[Component, ...], *, narrow: bool) -> list[_Row]:
    """Place the bars. A bar thinner than a line of text still gets a row of that height."""
    rows: list[_Row] = []
    y: float = HEAD + 4
    for component in components:
        thick = float(component.weight * PX_PER_WEIGHT)
        room = thick if narrow else max(thick, LEAST_ROW)
        top = y + (18 if narrow else (room - thick) / 2)
        bottom = top + thick + (0 if narrow else (room - thick) / 2)
        rows.append(_Row(component, top, thick, bottom))
        y = bottom + GAP
    return rows


def _bar(row: _Row, x: Scale) -> str:
    end = x.at(row.component.value)
    return rect(x.start, row.top, x.end - x.start, row.thick, "track") + rect(
        x.start, row.top, end - x.start, row.thick, "mark own"
    )


def _words(row: _Row, x: Scale, *, narrow: bool) -> str:
    c = row.component
    value = text(x.end + 10, row.middle + 5.5, c.label, "value")
    if narrow:
        name = element("tspan", {"class": "label"}, words_in(c.name))
        note = element("tspan", {"class": "note", "dx": 8}, words_in(c.weight_long))
        return element("text", {"x": 0, "y": row.top - 5}, name, note) + value
    weight = text(x.start - 12, row.middle + 5, c.weight_short, "note", "end")
    room = x.start - 12 - text_width(c.weight_short, NOTE_SIZE, bold=True) - NAME_GAP
    return text(room, row.middle + 5, c.name, "label", "end") + weight + value

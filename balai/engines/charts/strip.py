"""Place in the list: one dot a region, and the range in which the hidden ones lie."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import hypot
from typing import TYPE_CHECKING

from balai.engines.charts.scale import HALF, TOP, Scale, axis_low, centred, fold, text_width, ticks
from balai.engines.charts.svg import both, circle, element, hatch, line, rect, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balai.engines.charts.figures import Number, Place, Strip, Tick, Words
    from balai.engines.charts.svg import Svg

OWN, OTHER = 11.0, 6.0
"""Radii of the own dot and of the others."""
AIR = 1.0
STEP = 2 * OTHER + AIR
"""One dot up or down."""
SIDE = 10
OWN_SIZE, FIRST_SIZE = 16, 13
LEADING = 20
AIR_BESIDE = 12


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot in its place; `shift` is how far it stands above (−) or below (+) the middle."""

    place: Place
    x: float
    shift: float
    r: float


def strip(
    figures: Strip, *, words: Words, tick: Tick, prefix: str, wide: int | tuple[int, int] = 1120
) -> Svg:
    """Draw the known part of a list; raises ValueError for nothing known or two own places."""
    places = check(figures)
    low = axis_low(place.value for place in places)

    def draw(width: int, ident: str) -> tuple[float, str]:
        x = Scale(low, TOP, SIDE, width - SIDE)
        spots = dodge(places, x)
        reach = max((abs(dot.shift) + dot.r for dot in spots), default=0.0)
        labels = _labels(spots, width)
        foot = 18.0 + LEADING * (max((len(label.lines) for label in labels), default=1) - 1)
        head = foot + 26
        half = max(18.0, reach + 3)
        middle = head + half
        base = middle + half
        marks = [rect(0, head, width, 2 * half, "band")]
        if figures.unknown is not None:
            marks.append(_hidden(figures.unknown, x, width, (head, 2 * half), ident))
        marks.append(line(0, base, width, base, "base"))
        marks.append(axis(x, base, tick))
        marks += [label.draw(foot, middle + label.dot.shift) for label in labels]
        for dot in sorted(spots, key=lambda dot: dot.place.own):
            kind = "mark own" if dot.place.own else "mark"
            if dot.place.own:
                marks.append(circle(dot.x, middle + dot.shift, dot.r + 2.5, "halo"))
            marks.append(circle(dot.x, middle + dot.shift, dot.r, kind))
        return base + 26, "".join(marks)

    return both("strip", draw, words=words, prefix=prefix, wide=wide)


def check(figures: Strip) -> tuple[Place, ...]:
    """Return the places, best first and by name; raises ValueError for none or two own."""
    if not figures.places:
        raise ValueError("no place is known")
    if sum(place.own for place in figures.places) > 1:
        raise ValueError("only one place is the own one")
    return tuple(sorted(figures.places, key=lambda p: (-Fraction(p.value), p.label)))


def dodge(places: Sequence[Place], x: Scale) -> list[Dot]:
    """Place the dots so that none touches another: the own in the middle, others step aside.

    The result keeps the order of the places; the same places give the same result.
    """
    done: list[Dot] = []
    result: dict[int, Dot] = {}
    order = sorted(range(len(places)), key=lambda turn: not places[turn].own)
    for turn in order:
        place = places[turn]
        here, r = x.at(place.value), OWN if place.own else OTHER
        near = [dot for dot in done if abs(dot.x - here) < dot.r + r + AIR]
        shift = next(
            shift
            for shift in _shifts()
            if all(hypot(dot.x - here, dot.shift - shift) >= dot.r + r + AIR for dot in near)
        )
        result[turn] = Dot(place, here, shift, r)
        done.append(result[turn])
    return [result[turn] for turn in range(len(places))]


def axis(x: Scale, base: float, tick: Tick) -> str:
    """Write ticks every 0.5 under the base line."""
    low = int(x.low)
    # Halves from 0 to 4 would touch in the narrow drawing.
    at_all = ticks(low, TOP, HALF)
    shown = at_all if (x.end - x.start) / len(at_all) >= 2 * LEADING else at_all[::2]
    # The outer two grow inwards: print sets larger figures, and paper cuts what stands out.
    outer = {shown[0]: (x.start - SIDE, "start"), shown[-1]: (x.end + SIDE, "end")}
    marks = []
    for at in shown:
        place, anchor = outer.get(at, (x.at(at), "middle"))
        marks.append(line(x.at(at), base, x.at(at), base + 5, "tick"))
        marks.append(text(place, base + 20, tick(at), "axis", anchor))
    return "".join(marks)


def _shifts() -> Iterator[float]:
    """Yield no step, one up, one down, two up, and so on."""
    yield 0.0
    for level in count(1):
        yield -level * STEP
        yield level * STEP


def _hidden(
    unknown: tuple[Number, Number], x: Scale, width: int, span: tuple[float, float], ident: str
) -> str:
    """Hatch the range of the hidden scores; what reaches an end of the axis goes to the edge."""
    low, high = Fraction(unknown[0]), Fraction(unknown[1])
    if low > high:
        raise ValueError("the range of hidden scores is upside down")
    start = 0.0 if low <= x.low else x.at(low)
    end = float(width) if high >= x.high else start if high <= x.low else x.at(high)
    attributes: dict[str, str | float] = {
        "class": "hatch",
        "x": start,
        "y": span[0],
        "width": end - start,
        "height": span[1],
        "fill": f"url(#{ident}-hatch)",
    }
    ground = rect(start, span[0], end - start, span[1], "hatch-ground")
    return hatch(f"{ident}-hatch") + ground + element("rect", attributes)


@dataclass(frozen=True, slots=True)
class _Label:
    dot: Dot
    lines: tuple[str, ...]
    middle: float
    own: bool

    @property
    def ends(self) -> tuple[float, float]:
        size = OWN_SIZE if self.own else FIRST_SIZE
        half = max(text_width(one, size, bold=self.own) for one in self.lines) / 2
        return self.middle - half, self.middle + half

    def draw(self, foot: float, dot_y: float) -> str:
        """Write the lines, the last one on the base line `foot`, and lead down to the dot."""
        kind = "own-label" if self.own else "first-label"
        block = "".join(
            text(self.middle, foot - LEADING * turn, one, kind, "middle")
            for turn, one in enumerate(reversed(self.lines))
        )
        leader = "leader" if self.own else "leader first"
        return line(self.dot.x, foot + 7, self.dot.x, dot_y, leader) + block


def _labels(spots: Sequence[Dot], width: int) -> list[_Label]:
    """Name the own dot, and the first of the list where its name does not run into the own."""
    labels = [_label(dot, width) for dot in spots if dot.place.own]
    if not spots[0].place.own:
        first = _label(spots[0], width)
        low, high = first.ends
        if len(first.lines) == 1 and all(
            high + AIR_BESIDE < own.ends[0] or own.ends[1] + AIR_BESIDE < low for own in labels
        ):
            labels.append(first)
    return labels


def _label(dot: Dot, width: int) -> _Label:
    own = dot.place.own
    size = OWN_SIZE if own else FIRST_SIZE
    lines = fold(dot.place.label, width, size, bold=own) or ("",)
    long = max(text_width(one, size, bold=own) for one in lines)
    return _Label(dot, lines, centred(dot.x, long, 0, width), own)

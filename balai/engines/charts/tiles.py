"""Map of tiles: every province one tile, all of one size, roughly where it lies."""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from balai.engines.charts.figures import TilePlace
from balai.engines.charts.svg import LINKS, NARROW, both, element, line, rect, text, words_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balai.engines.charts.figures import Number, Tile, Words
    from balai.engines.charts.svg import Svg

STEPS = 6
LONG = 7
"""From so many letters a name is set smaller, or broken where tiles are narrow."""
APART = 16
"""Room for the line between the western and the eastern half in the narrow drawing."""


@cache
def load_grid() -> tuple[TilePlace, ...]:
    """Read the 38 provinces' places from tiles.csv."""
    content = files(__package__).joinpath("tiles.csv").read_text(encoding="utf-8")
    return tuple(
        TilePlace(
            code=row["code"],
            name=row["name"],
            short=row["short"],
            lines=tuple(row["lines"].split("|")),
            column=int(row["col"]),
            row=int(row["row"]),
            band=row["band"],
            column_narrow=int(row["col_narrow"]),
            row_narrow=int(row["row_narrow"]),
        )
        for row in csv.DictReader(content.splitlines())
    )


def step_of(value: Number, limits: Sequence[Number]) -> int:
    """Class of a value: 1 below the first limit, then one more for each limit that it reaches.

    limits: at most five, rising: 3.00, 3.10, 3.20, 3.30 make the classes 1 to 5.
    """
    exact = [Fraction(limit) for limit in limits]
    if len(exact) >= STEPS or exact != sorted(set(exact)):
        raise ValueError("limits rise, and there are at most five")
    return 1 + sum(Fraction(value) >= limit for limit in exact)


def tiles(  # noqa: PLR0913 - the grid has one value in use
    figures: Mapping[str, Tile],
    *,
    words: Words,
    bands: Mapping[str, str],
    prefix: str,
    wide: int = 800,
    grid: Sequence[TilePlace] | None = None,
) -> Svg:
    """Draw the provinces that are in `figures`, by code; a province not in it is not drawn.

    bands: what the halves of the narrow drawing are called, by the grid's `band`; the first
    stands on top. Raises ValueError for no tile, a code that the grid lacks, a band without a
    name, a label without a step from 1 to 6 (or the reverse), or a link to another scheme.
    """
    places = [p for p in (load_grid() if grid is None else grid) if p.code in figures]
    _check(figures, places, bands)

    def draw(width: int, _: str) -> tuple[float, str]:
        if width == NARROW:
            return _narrow(figures, places, bands)
        side = width / max(place.column for place in places)
        spots = [(p, (p.column - 1) * side, (p.row - 1) * side) for p in places]
        return side * max(p.row for p in places), _spread(figures, spots, side - 2, narrow=False)

    return both("tiles", draw, words=words, prefix=prefix, wide=wide)


def _check(
    figures: Mapping[str, Tile], places: Sequence[TilePlace], bands: Mapping[str, str]
) -> None:
    if not figures:
        raise ValueError("no tile to draw")
    unknown = figures.keys() - {place.code for place in places}
    if unknown:
        raise ValueError(f"not on the grid: {', '.join(sorted(unknown))}")
    nameless = {place.band for place in places} - bands.keys()
    if nameless:
        raise ValueError(f"no name for the half: {', '.join(sorted(nameless))}")
    for code, tile in figures.items():
        if (tile.label is None) != (tile.step is None):
            raise ValueError(f"{code}: a value and its class come together")
        if tile.step is not None and not 1 <= tile.step <= STEPS:
            raise ValueError(f"{code}: no class {tile.step}")
        if tile.href and not tile.href.startswith(("/", "?", "#", "https://", "http://")):
            raise ValueError(f"{code}: not a link of ours: {tile.href!r}")


def _narrow(
    figures: Mapping[str, Tile], places: Sequence[TilePlace], bands: Mapping[str, str]
) -> tuple[float, str]:
    """Stack the halves, so that a tile stays as wide as a finger."""
    side = NARROW / max(place.column_narrow for place in places)
    top, spots, notes = 0.0, list[tuple[TilePlace, float, float]](), list[str]()
    for turn, (band, name) in enumerate(bands.items()):
        here = [place for place in places if place.band == band]
        if not here:
            continue
        if top:
            notes.append(line(0, top + APART / 2 - 1, NARROW, top + APART / 2 - 1, "grid"))
            top += APART
        rows = max(place.row_narrow for place in here)
        spots += [(p, (p.column_narrow - 1) * side, top + (p.row_narrow - 1) * side) for p in here]
        # The sea is free at the foot of the western half and at the head of the eastern one.
        notes.append(
            text(NARROW - 2, top + 18, name, "note", "end")
            if turn
            else text(0, top + rows * side - side / 2 + 5, name, "note")
        )
        top += rows * side
    return top, "".join(notes) + _spread(figures, spots, side - 2, narrow=True)


def _spread(
    figures: Mapping[str, Tile],
    spots: Sequence[tuple[TilePlace, float, float]],
    size: float,
    *,
    narrow: bool,
) -> str:
    marks = [_tile(figures[p.code], p, (x + 1, y + 1), size, narrow=narrow) for p, x, y in spots]
    links = [_link(figures[p.code], x + 1, y + 1, size) for p, x, y in spots]
    over = "".join(links)
    return "".join(marks) + (LINKS + over if over else "")


def _tile(
    tile: Tile, place: TilePlace, corner: tuple[float, float], size: float, *, narrow: bool
) -> str:
    x, y = corner
    middle = x + size / 2
    long = len(place.short) >= LONG
    broken = narrow and (long or tile.label is None)
    names = _hyphened(place.lines) if broken else (place.short,)
    kind = "name long" if long and not narrow else "name"
    leading = 11 if narrow else 14
    centre = y + size / 2
    # The value keeps the lower third; the names share what is left above it.
    last = centre + leading * 0.33 if tile.label is None else centre - (2 if narrow else 3)
    if tile.label is None:
        last += leading * (len(names) - 1) / 2
    elif len(names) > 1:
        last += 3
    lines = "".join(
        text(middle, last - leading * turn, name, kind, "middle")
        for turn, name in enumerate(reversed(names))
    )
    value = ""
    if tile.label is not None:
        value = text(middle, last + (13 if narrow else 17), tile.label, "value", "middle")
    edge = 0.0 if tile.label is not None else 0.5
    frame = rect(x + edge, y + edge, size - 2 * edge, size - 2 * edge, "", radius=4)
    state = "unknown" if tile.step is None else f"s{tile.step}"
    return element("g", {"class": f"tile {state}"}, frame, lines, value)


def _hyphened(lines: tuple[str, ...]) -> tuple[str, ...]:
    return (*(f"{part}-" for part in lines[:-1]), lines[-1])


def _link(tile: Tile, x: float, y: float, size: float) -> str:
    if not tile.href:
        return ""
    hint = element("title", {}, words_in(tile.hint)) if tile.hint else ""
    return element(
        "a",
        {"class": "hit", "href": tile.href, "tabindex": "-1"},
        hint,
        rect(x, y, size, size, "", radius=4),
    )

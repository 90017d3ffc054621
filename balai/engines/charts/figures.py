"""What goes into a chart: frozen figures, with every word and number already in print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Number = Decimal | Fraction | int
"""Any exact number; a chart turns it into pixels at the very end."""

Tick = Callable[[Decimal], str]
"""How an axis writes a number. It gets the decimals that the axis needs: 2.0, 2.5 or 0, 1, 2."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart is called, and what one finds in it, with the numbers, for those who hear it."""

    title: str
    finding: str


@dataclass(frozen=True, slots=True)
class Year:
    """One known year of a history. label: the value in print."""

    year: int
    value: Number
    label: str


@dataclass(frozen=True, slots=True)
class History:
    """Known years in any order, each once; a year between them that is missing is a gap.

    chosen: the year of the page, drawn filled and larger; None or unknown: no year is.
    """

    years: tuple[Year, ...]
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One bar of a profile.

    weight: share of the whole (1/10), drawn as thickness, 2 px a percent point.
    label: the value in print; weight_short: "10%"; weight_long: "bobot 10%", where there is room.
    """

    name: str
    value: Number
    label: str
    weight: Fraction
    weight_short: str
    weight_long: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Components in the instrument's order, and the index as a reference line with its words."""

    components: tuple[Component, ...]
    index: Number | None = None
    index_label: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dot. label: the value in print."""

    name: str
    value: Number
    label: str


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Dimensions in the instrument's order, and the mean from which the stalks grow."""

    dimensions: tuple[Dimension, ...]
    mean: Number
    mean_label: str


@dataclass(frozen=True, slots=True)
class Place:
    """One region of a list with a known score. label: name and score ("Kota Kediri 3,31")."""

    label: str
    value: Number
    own: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """The known part of one list. unknown: lowest and highest score that hidden rows can have."""

    places: tuple[Place, ...]
    unknown: tuple[Number, Number] | None = None


@dataclass(frozen=True, slots=True)
class TilePlace:
    """Where a province stands, in columns and rows from 1; see tiles.csv.

    lines: the short name broken for a narrow tile. band: west ("barat") or east ("timur").
    """

    code: str
    name: str
    short: str
    lines: tuple[str, ...]
    column: int
    row: int
    band: str
    column_narrow: int
    row_narrow: int


@dataclass(frozen=True, slots=True)
class Tile:
    """What a province's tile says: nothing known (label None), or a value in print and its class.

    step: 1 (lightest) to 6; None without a label. href: the rows behind it. hint: shown on
    hover of a link ("Jawa Timur, 3 daerah, tertinggi 3,38").
    """

    label: str | None = None
    step: int | None = None
    href: str = ""
    hint: str = ""

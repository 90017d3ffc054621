"""The instrument of the assessment as data: what an edition holds. Its file is read by `edition_file`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from fractions import Fraction

    from balai.engines.composite import Rounding
    from balai.oversight.assessment.figures import Names

Status = Literal["terbit", "rekonstruksi", "belum_terverifikasi"]
"""Read in a published source | put together from reports | told, but not confirmed."""

Answer = Literal["levels", "document", "percent", "number", "survey"]
"""How an item is answered: a level of a list, a document, a share, a figure, a survey's mean."""


@dataclass(frozen=True, slots=True)
class Scale:
    """On what the index runs: lowest, highest, decimals shown, and the one rounding rule."""

    low: Decimal
    high: Decimal
    decimals: int
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class Labelled:
    """What every element of an edition carries. source: where it was read.

    note: what is unsure.
    """

    code: str
    names: Names
    status: Status
    source: Names | None
    note: Names


@dataclass(frozen=True, slots=True)
class Component(Labelled):
    """One of the parts of the index (baseline, output, outcome, impact, quick_win)."""

    asks: Names


@dataclass(frozen=True, slots=True)
class SubDimension(Labelled):
    """One field inside a dimension."""


@dataclass(frozen=True, slots=True)
class Dimension(Labelled):
    """One of the smart dimensions with its sub-dimensions."""

    sub_dimensions: tuple[SubDimension, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One answer that may be chosen. value: its figure on the scale; None while unverified."""

    code: str
    names: Names
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Item(Labelled):
    """One question. component: always; sub_dimension: only where it belongs to one.

    levels: empty while the official list of levels could not be read.
    """

    component: str
    sub_dimension: str | None
    answer: Answer
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class RollUp(Labelled):
    """A named weighted mean. over: what it sums; gives: the component it yields, else None.

    weights: exact, by code of what it sums, together 1.
    """

    over: Literal["components", "dimensions"]
    gives: str | None
    weights: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole edition. digest: SHA-256 of the file's bytes."""

    code: str
    names: Names
    status: Status
    source: Names | None
    note: Names
    scale: Scale
    components: tuple[Component, ...]
    dimensions: tuple[Dimension, ...]
    items: tuple[Item, ...]
    roll_ups: tuple[RollUp, ...]
    digest: str

    def roll_up(self, code: str = "index") -> RollUp:
        """Return the named roll-up; raises KeyError."""
        return {r.code: r for r in self.roll_ups}[code]

    @property
    def sub_dimension_count(self) -> int:
        """How many sub-dimensions all dimensions have together."""
        return sum(len(d.sub_dimensions) for d in self.dimensions)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in an edition's file: line (from 1), place in it, what, and how to mend it."""

    line: int
    path: str
    message: str
    remedy: str


class BadEditionError(ValueError):
    """The file is not an edition; `faults` says all that is wrong with it, by line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{f.line}: {f.message}" for f in faults))
        self.faults = faults

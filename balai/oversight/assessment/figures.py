"""What this part tells the others: frozen values, ready for a page, a file or a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.utils.translation import get_language

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal
    from fractions import Fraction
    from uuid import UUID

    from balai.kernel.region_code import RegionCode
    from balai.registers.regions.domain import Area

Scope = Literal["list", "province", "island"]
"""Within which regions of a list a place is told."""


class Names(NamedTuple):
    """A name in both languages; as text it is the one of the page being made."""

    id: str
    en: str

    def __str__(self) -> str:
        """Return the Indonesian name unless the page is English."""
        return self.en if (get_language() or "id").startswith("en") else self.id


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a figure was read: title, address, and the day it was published if known."""

    title: str
    url: str
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class StageHead:
    """One dated stage of a round, under the name that the sources give it."""

    names: Names
    starts_on: date | None
    ends_on: date | None
    place: str
    note: Names


@dataclass(frozen=True, slots=True)
class RoundHead:
    """One round of the assessment.

    edition: code of its instrument; None while no weights are proved for that year.
    """

    code: str
    year: int
    names: Names
    edition: str | None
    stages: tuple[StageHead, ...]
    version: int
    synthetic: bool


@dataclass(frozen=True, slots=True)
class ListHead:
    """A list: those regions of a round that are ranked among each other, and only they.

    size: how many regions stand in the list, None if no source says. known_count: how many
    of them have a known score here. known_down_to: every region down to this rank is known,
    None if that is not sure of any rank. scored: False for a selection (2018), which ranks
    without scores. version: grows with every published change; pages are cached under it.
    """

    round_code: str
    year: int
    code: str
    names: Names
    stage: Names | None
    size: int | None
    known_count: int
    known_down_to: int | None
    scored: bool
    letter_number: str
    letter_date: date | None
    state: str
    version: int
    published_at: datetime | None
    edition: str | None
    note: Names
    source: SourceRef | None
    provenance: str
    synthetic: bool

    @property
    def key(self) -> str:
        """Round and list in one word, e.g. "2024/baru"."""
        return f"{self.round_code}/{self.code}"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One region's result in one round, as a table shows it.

    list: None when the source does not say in which list the region stands; then there is
    no rank. rank: computed, only as far down as the list is known. possible_ranks: lowest
    and highest rank that the known figures allow, equal ends when only one is left; None
    without list, score or size. rank_published and rank_scope: exactly as the source has
    them; rank_published_of_list: whether that rank is told within the whole list.
    """

    public_id: UUID
    round_code: str
    year: int
    list: ListHead | None
    region: RegionCode
    area: Area
    province: Area
    name_published: str
    score: Decimal | None
    rank: int | None
    possible_ranks: tuple[int, int | None] | None
    rank_published: int | None
    rank_scope: str
    rank_published_of_list: bool
    sources: tuple[SourceRef, ...]
    provenance: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows in the order of one ranking. ranks: beside each row, None where not known.

    warning: empty for one list; else what must be said beside every figure of it.
    """

    rows: tuple[ResultRow, ...]
    ranks: tuple[int | None, ...]
    warning: Names | None


@dataclass(frozen=True, slots=True)
class PartValue:
    """The published value of one component or dimension, on the scale, two decimals.

    weight: its share in the index (components; None for dimensions or unknown weights).
    contribution: weight x value, exact; None without a weight.
    from_mean: value - mean of all parts of its kind, rounded to two decimals.
    """

    code: str
    names: Names
    value: Decimal
    weight: Fraction | None
    contribution: Decimal | None
    from_mean: Decimal


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A published total beside what its published parts give: never the same field.

    roll_up: "index", or another roll-up of the edition ("impact": mean of the dimensions).
    exact: from the parts as printed. shown: rounded once. low, high: what the unrounded
    parts may give, since each was rounded to two decimals. consistent: whether the published
    total can come from them. tolerance: half a unit of the last published decimal.
    """

    roll_up: str
    names: Names
    published: Decimal
    exact: Fraction
    shown: Decimal
    low: Fraction
    high: Fraction
    consistent: bool
    tolerance: Decimal
    edition: str
    engine: str
    status: str


@dataclass(frozen=True, slots=True)
class RegionYear:
    """All that is known of one region in one round.

    previous_score: the figure published for the year before; previous_from says whether it is
    the result kept here ("result") or only quoted beside this year's ("quoted").
    improvement: score - previous_score, from published figures; None when either is missing.
    improvement_warning: the two years used different instruments, or one is not known.
    placed: why the result stands in its list, or why the list is unknown.
    """

    row: ResultRow
    stage: str
    placed: Names
    previous_score: Decimal | None
    previous_from: Literal["result", "quoted"] | None
    improvement: Decimal | None
    improvement_warning: bool
    components: tuple[PartValue, ...]
    dimensions: tuple[PartValue, ...]
    recomputed: tuple[Recomputed, ...]

    @property
    def index_check(self) -> Recomputed | None:
        """The check of the index itself, if its components are published."""
        return next((r for r in self.recomputed if r.roll_up == "index"), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """The place of a region among those of one province, island group or whole list.

    place: joint places count once ("1, 1, 3"). joint: somebody shares it. known: regions of
    the scope with a known score in the list. sure: every region that could stand before it is
    known. Always to be told with the list and `known_down_to`.
    """

    scope: Scope
    scope_name: str
    list: ListHead
    place: int
    joint: bool
    known: int
    known_down_to: int | None
    sure: bool


@dataclass(frozen=True, slots=True)
class RegionBrief:
    """A region that has at least one result, for search boxes and directories."""

    region: RegionCode
    area: Area
    province: Area
    years: tuple[int, ...]
    latest_score: Decimal | None
    latest_year: int

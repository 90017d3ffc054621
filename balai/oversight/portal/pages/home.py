"""The home page: the finding of the latest list, its first five, and the map of its provinces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from balai.engines import charts
from balai.oversight.assessment import selectors
from balai.oversight.portal import drawings, sentences
from balai.oversight.portal.pages import lists
from balai.oversight.portal.words import score
from balai.registers.regions import selectors as regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balai.oversight.assessment.selectors import ListHead, ResultRow
    from balai.oversight.portal.drawings import TileMap
    from balai.oversight.portal.pages.lists import ProvinceBest

FIRST = 5
EXAMPLES = 3
NEW_COHORT = "baru"
"""Code of the list of those who are scored for the first time."""


@dataclass(frozen=True, slots=True)
class Leader:
    """One of the first of the list, with its bar."""

    rank: int | None
    name: str
    url: str
    score: str
    bar: str


@dataclass(frozen=True, slots=True)
class MapSection:
    """The map of tiles, the sentence under its title, and the table beside it."""

    tiles: TileMap
    caption: str
    provinces: tuple[ProvinceBest, ...]
    complete_to: int | None
    address: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """All that the home page shows; head is None before anything was published."""

    finding: str
    extent: str
    head: ListHead | None
    leaders: tuple[Leader, ...]
    examples: tuple[Leader, ...]
    map: MapSection | None


def map_section(head: ListHead, rows: Sequence[ResultRow]) -> MapSection:
    """Gather the map of one list. One query: the provinces that were then."""
    best = lists.provinces_of(rows)
    provinces = regions.provinces(on=head.letter_date or date(head.year, 12, 31))
    tiles = drawings.tile_map(provinces, best, lists.list_url(head))
    complete = head.known_down_to if head.known_down_to == head.known_count else None
    return MapSection(
        tiles=tiles,
        caption=sentences.provinces(with_scores=len(best), drawn=tiles.drawn, complete_to=complete),
        provinces=tuple(best),
        complete_to=complete,
        address=lists.list_url(head),
    )


def _leader(row: ResultRow) -> Leader:
    return Leader(
        lists.shown_rank(row),
        row.area.short_name,
        lists.region_url(row.region),
        "" if row.score is None else score(row.score),
        "" if row.score is None else charts.bar(row.score, own=True),
    )


def _examples(rows: Sequence[ResultRow]) -> list[ResultRow]:
    """Choose regions of different provinces from the middle of what is known: not only the first."""
    seen: set[str] = set()
    chosen = []
    for row in reversed(rows):
        if row.province.code.value not in seen:
            seen.add(row.province.code.value)
            chosen.append(row)
    return sorted(chosen[1 : EXAMPLES + 1], key=lambda row: row.area.own_name)


def build() -> HomePage:
    """Gather the page; a fixed number of queries."""
    head = selectors.latest_list()
    if head is None:
        return HomePage(sentences.finding([], None, ""), "", None, (), (), None)
    rows = selectors.list_rows(head.round_code, head.code)
    known = lists.scored(rows)
    values = lists.scores(known)
    leaders = [row.area.short_name for row in known if row.score == values[0]] if values else []
    return HomePage(
        finding=sentences.finding(leaders, max(values, default=None), lists.list_name(head)),
        extent=sentences.extent(
            size=head.size,
            known=head.known_count,
            ends=(min(values), max(values)) if values else None,
            complete_to=head.known_down_to,
            first_time=head.code == NEW_COHORT,
        ),
        head=head,
        leaders=tuple(_leader(row) for row in known[:FIRST]),
        examples=tuple(_leader(row) for row in _examples(known)),
        map=map_section(head, rows),
    )

"""Finding a region: what a search found, a province with its regions, the country by islands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balai.kernel.region_code import BadRegionCode, Level, RegionCode
from balai.oversight.assessment import selectors
from balai.oversight.portal.pages import lists
from balai.oversight.portal.words import language
from balai.registers.regions import selectors as regions
from balai.registers.regions.domain import UnknownAreaError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from balai.oversight.assessment.selectors import RegionBrief
    from balai.registers.regions.domain import Area

MOST = 50
"""A search shows no more than these; a longer answer asks for more letters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A region in a list of regions. score and year: its latest index, None if none is known."""

    area: Area
    place: str
    url: str
    score: Decimal | None
    year: int | None

    @property
    def has_results(self) -> bool:
        """Whether the region has any result."""
        return self.year is not None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. more: there were more than are shown."""

    text: str
    entries: tuple[Entry, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Province:
    """A province: its regions by code, and how many of them have results."""

    area: Area
    entries: tuple[Entry, ...]
    with_results: int


@dataclass(frozen=True, slots=True)
class Island:
    """An island group with its provinces, each with the number of its regions with results."""

    name: str
    provinces: tuple[tuple[Area, int], ...]


def _briefs() -> dict[str, RegionBrief]:
    return {brief.region.value: brief for brief in selectors.regions_with_results()}


def _entry(area: Area, place: str, briefs: Mapping[str, RegionBrief]) -> Entry:
    brief = briefs.get(area.code.value)
    return Entry(
        area,
        place,
        lists.region_url(area.code),
        brief.latest_score if brief else None,
        brief.latest_year if brief else None,
    )


def area_of(code: str) -> Area:
    """Return the province, regency or city of that code as it is now; UnknownAreaError otherwise."""
    try:
        region = RegionCode(code)
    except BadRegionCode:
        raise UnknownAreaError(code) from None
    area = regions.get(region)
    if area.valid_to is not None or area.level not in {Level.PROVINCE, Level.REGENCY}:
        raise UnknownAreaError(code)
    return area


def search(text: str) -> Found:
    """Search provinces, regencies and cities; a fixed number of queries."""
    matches = regions.search(text, levels={Level.PROVINCE, Level.REGENCY}, limit=MOST + 1)
    briefs = _briefs() if matches else {}
    entries = tuple(_entry(match.area, match.place, briefs) for match in matches[:MOST])
    return Found(text, entries, len(matches) > MOST)


def province(area: Area) -> Province:
    """Return a province with its regions; three queries."""
    briefs = _briefs()
    entries = tuple(_entry(child, area.name, briefs) for child in regions.children(area.code))
    return Province(area, entries, sum(entry.has_results for entry in entries))


def islands() -> tuple[Island, ...]:
    """Return all provinces by island group; three queries."""
    counts: dict[str, int] = defaultdict(int)
    for brief in selectors.regions_with_results():
        counts[brief.province.code.value] += 1
    which = 1 if language() == "en" else 0
    groups: dict[str, list[tuple[Area, int]]] = {}
    for area in regions.provinces():
        groups.setdefault(area.island_group.names[which], []).append(
            (area, counts[area.code.value])
        )
    return tuple(Island(name, tuple(provinces)) for name, provinces in groups.items())

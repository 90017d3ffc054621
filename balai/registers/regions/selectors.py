"""Every read of areas that others need; each runs a fixed number of queries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from balai.kernel.region_code import Level, RegionCode
from balai.registers.regions.domain import (
    Area,
    Kind,
    Match,
    NameMatch,
    UnknownAreaError,
    island_group,
)
from balai.registers.regions.models import AreaList, Region

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

BEGINNING = date(1, 1, 1)
"""Stored as the first day of areas whose beginning no list tells; read back as None."""

_FIELDS = ("code", "name", "level", "kind", "valid_from", "valid_to")


def _area(row: tuple[str, str, str, str, date, date | None]) -> Area:
    """Make the value from the columns of `_FIELDS`."""
    code, name, level, kind, start, end = row
    region = RegionCode(code)
    return Area(
        code=region,
        name=name,
        kind=Kind(kind),
        level=Level(level),
        island_group=island_group(region),
        valid_from=None if start == BEGINNING else start,
        valid_to=end,
        synthetic=region.is_synthetic,
    )


def _on(day: date | None) -> Q:
    """Rows in force on that day, or in force now."""
    if day is None:
        return Q(valid_to__isnull=True)
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def get_many(codes: Iterable[RegionCode | str], on: date | None = None) -> dict[RegionCode, Area]:
    """Return the areas of these codes, one query; codes that nobody had are left out.

    Without a day: what the code means now, or meant last if it is no longer in force, so that
    a record keeps its name. With a day: only what was in force on it.
    """
    wanted = {str(code) for code in codes}
    rows = Region.objects.filter(code__in=wanted)
    if on is not None:
        rows = rows.filter(_on(on))
    found = rows.order_by("valid_from").values_list(*_FIELDS)
    return {area.code: area for area in (_area(row) for row in found)}


def get(code: RegionCode | str, on: date | None = None) -> Area:
    """Return the area of this code, see `get_many`; raises UnknownAreaError."""
    area = get_many([code], on).get(RegionCode(str(code)))
    if area is None:
        raise UnknownAreaError(str(code))
    return area


def provinces(on: date | None = None, *, synthetic: bool = True) -> list[Area]:
    """Return the provinces by code, the fictional one last or, if not wanted, left out."""
    found = Region.objects.filter(_on(on), level=Level.PROVINCE.value).order_by("code")
    areas = [_area(row) for row in found.values_list(*_FIELDS)]
    return [area for area in areas if synthetic or not area.synthetic]


def children(code: RegionCode | str, on: date | None = None) -> list[Area]:
    """Return the areas one level down, by code; none for a village or an unknown code."""
    found = Region.objects.filter(_on(on), parent_code=str(code)).order_by("code")
    return [_area(row) for row in found.values_list(*_FIELDS)]


def search(
    text: str,
    *,
    levels: Collection[Level] = tuple(Level),
    within: RegionCode | None = None,
    limit: int = 20,
) -> list[Match]:
    """Find areas in force as one types: code, name, words in any order, parts, small typos.

    Regencies and cities first, then provinces, districts, villages; inside a level the surest
    first. within: only areas inside this one (and itself). At most three queries.
    """
    raise NotImplementedError


def match_names(
    names: Iterable[str], codes: Mapping[str, str] | None = None
) -> dict[str, NameMatch]:
    """Say which regency or city each published name means; nothing is guessed.

    codes: name → code where the publisher gave one; it decides, and `name_says` tells when
    the name alone means another area. Otherwise an alias of record, then the exact name
    (kabupaten and kota kept apart; left unsaid, only if one area has the name) give `code`;
    anything else gives `proposals` by likeness. Two queries, however many names.
    """
    raise NotImplementedError


def area_lists() -> list[AreaList]:
    """Return the lists loaded so far, by day."""
    return list(AreaList.objects.order_by("day", "pk"))


def attribution() -> str:
    """Say where the areas come from and under which licence, for footers and exports."""
    raise NotImplementedError

"""Every read of areas that others need; each runs a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.kernel.region_code import Level, RegionCode
from balai.registers.regions import search as searching
from balai.registers.regions.areas import FIELDS, area_of, in_force, on_levels
from balai.registers.regions.domain import Area, Match, NameMatch, UnknownAreaError
from balai.registers.regions.matching import KnownNames
from balai.registers.regions.models import AreaList, Region, RegionAlias, RegionSuccession

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date


def get_many(codes: Iterable[RegionCode | str], on: date | None = None) -> dict[RegionCode, Area]:
    """Return the areas of these codes, one query; codes that nobody had are left out.

    Without a day: what the code means now, or meant last if it is no longer in force, so that
    a record keeps its name. With a day: only what was in force on it.
    """
    rows = Region.objects.filter(code__in={str(code) for code in codes})
    if on is not None:
        rows = rows.filter(in_force(on))
    found = rows.order_by("valid_from").values_list(*FIELDS)
    return {area.code: area for area in map(area_of, found)}


def get(code: RegionCode | str, on: date | None = None) -> Area:
    """Return the area of this code, see `get_many`; raises UnknownAreaError."""
    for area in get_many([code], on).values():
        return area
    raise UnknownAreaError(str(code))


def path(code: RegionCode | str) -> tuple[Area, ...]:
    """Return what the area lies in, the nearest first; empty for a province. One query."""
    return paths([RegionCode(str(code))])[RegionCode(str(code))]


def paths(codes: Collection[RegionCode]) -> dict[RegionCode, tuple[Area, ...]]:
    """Return what each area lies in, the nearest first; one query for all."""
    above = {code: _above(code) for code in codes}
    areas = get_many({parent for parents in above.values() for parent in parents})
    return {
        code: tuple(areas[parent] for parent in parents if parent in areas)
        for code, parents in above.items()
    }


def _above(code: RegionCode) -> list[RegionCode]:
    """Return the codes of what the area lies in, the nearest first."""
    parents = []
    parent = code.parent
    while parent is not None:
        parents.append(parent)
        parent = parent.parent
    return parents


def provinces(on: date | None = None, *, synthetic: bool = True) -> list[Area]:
    """Return the provinces by code, the fictional one last or, if not wanted, left out."""
    found = Region.objects.filter(in_force(on), on_levels({Level.PROVINCE})).order_by("code")
    areas = map(area_of, found.values_list(*FIELDS))
    return [area for area in areas if synthetic or not area.synthetic]


def children(code: RegionCode | str, on: date | None = None) -> list[Area]:
    """Return the areas one level down, by code; none for a village or an unknown code."""
    found = Region.objects.filter(in_force(on), parent_code=str(code)).order_by("code")
    return list(map(area_of, found.values_list(*FIELDS)))


def successors(code: RegionCode | str, on: date | None = None) -> tuple[RegionCode, ...]:
    """Return the codes that took this one's place, through every step, by code. One query.

    on: only what had happened by that day. Empty when nothing is recorded.
    """
    steps = RegionSuccession.objects.all()
    if on is not None:
        steps = steps.filter(day__lte=on)
    follows: dict[str, list[str]] = {}
    for old, new in steps.values_list("old", "new"):
        follows.setdefault(old, []).append(new)
    ends: set[str] = set()
    seen = {str(code)}
    open_codes = [str(code)]
    while open_codes:
        for new in follows.get(open_codes.pop(), []):
            if new not in follows:
                ends.add(new)
            if new not in seen:
                seen.add(new)
                open_codes.append(new)
    return tuple(map(RegionCode, sorted(ends)))


def search(
    text: str,
    *,
    levels: Collection[Level] = tuple(Level),
    within: RegionCode | None = None,
    limit: int = 20,
) -> list[Match]:
    """Find areas in force as one types: code, name, words in any order, parts, small typos.

    Regencies and cities first, then the names that are exactly the text, then provinces,
    districts, villages; last, names that differ by a typo. Words of what an area lies in
    help too ("terusan batanghari"). within: only inside this area (and itself).
    At most three queries, whatever the number of areas.
    """
    found = searching.find(text, levels=levels, within=within, limit=limit)
    if not found:
        return []
    lies_in = paths([area.code for area, _how in found])
    return [Match(area, how, lies_in[area.code]) for area, how in found]


def match_names(
    names: Iterable[str], codes: Mapping[str, str] | None = None
) -> dict[str, NameMatch]:
    """Say which regency or city each published name means; nothing is guessed.

    codes: name → code where the publisher gave one; it decides, and `name_says` tells when
    the name alone means another area. Otherwise an alias of record, then the exact name
    (kabupaten and kota kept apart; left unsaid, only if one area has the name) give `code`;
    anything else gives `proposals` by likeness. Two queries, however many names.
    """
    rows = Region.objects.filter(on_levels({Level.PROVINCE, Level.REGENCY}))
    areas = list(map(area_of, rows.order_by("code", "valid_from").values_list(*FIELDS)))
    aliases = RegionAlias.objects.values_list("key", "code")
    known = KnownNames(
        areas=[area for area in areas if area.valid_to is None],
        aliases={key: RegionCode(code) for key, code in aliases},
        ended={area.code for area in areas if area.valid_to and area.level is Level.REGENCY},
    )
    given = codes or {}
    return {name: known.match(name, given.get(name, "")) for name in names}


def official_list() -> AreaList | None:
    """Return the official list in force, None before one is loaded."""
    return AreaList.objects.filter(synthetic=False).order_by("day", "pk").last()


def area_lists() -> list[AreaList]:
    """Return the lists loaded so far, by day."""
    return list(AreaList.objects.order_by("day", "pk"))


def attribution() -> str:
    """Say where the areas come from and under which licence, for footers and exports.

    The licence asks for it wherever the data are shown. Empty before a list is loaded.
    """
    area_list = official_list()
    if area_list is None:
        return ""
    text = _(
        "Kode dan nama wilayah: %(source)s %(version)s menurut %(decree)s, lisensi %(licence)s."
    )
    return text % {
        "source": area_list.source,
        "version": area_list.version,
        "decree": area_list.decree,
        "licence": area_list.licence,
    }

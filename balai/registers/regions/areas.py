"""Makes the value `Area` from rows, and says which rows are in force; for this part's reads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from balai.kernel.region_code import Level, RegionCode
from balai.registers.regions.domain import ISLAND_GROUPS, Area, Kind, island_group

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

BEGINNING = date(1, 1, 1)
"""Stored as the first day of areas whose beginning no list tells; read back as None."""

FIELDS = ("code", "name", "level", "kind", "valid_from", "valid_to")
LAST_CHARACTER = "\U0010ffff"


def area_of(row: Sequence[Any]) -> Area:
    """Make the value from the columns of `FIELDS`."""
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


def in_force(day: date | None = None) -> Q:
    """Rows in force on that day, or in force now."""
    if day is None:
        return Q(valid_to__isnull=True)
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def on_levels(levels: Collection[Level]) -> Q:
    """Rows of these levels.

    The upper two are reached by the index on the parent: a level as such is no narrow choice
    to a database, which then walks through all the villages to find 39 provinces.
    """
    parents = {Level.PROVINCE: [""], Level.REGENCY: [*ISLAND_GROUPS]}
    if not set(levels) <= parents.keys():
        return Q(level__in=[level.value for level in levels])
    return Q(parent_code__in=[parent for level in set(levels) for parent in parents[level]])


def begins_with(column: str, text: str) -> Q:
    """Rows whose column begins with the text, written so that the column's index is used.

    SQLite's LIKE folds case and so passes by a plain index: a range does the same. On
    PostgreSQL a range would depend on the collation, and Django made an index for LIKE.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text + LAST_CHARACTER})
    return Q(**{f"{column}__startswith": text})


def lies_in(code: RegionCode) -> Q:
    """Rows of the area itself and of everything below it."""
    return Q(code=code.value) | begins_with("code", f"{code.value}.")

"""The official code of an area, as one checked value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

SYNTHETIC_PROVINCE = "99"
"""The fictional province in which every invented record lives."""

_SHAPE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?\Z")


class Level(StrEnum):
    """The four levels of the official list, from the widest to the narrowest."""

    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


_LEVELS = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)


class BadRegionCode(ValueError):  # noqa: N818 - named by what was refused
    """The text is not an area code of the form 15, 15.04, 15.04.01 or 15.04.01.2001."""


@dataclass(frozen=True, slots=True, order=True)
class RegionCode:
    """An area code of the Ministry of Home Affairs, dotted (Permendagri 58/2021).

    2 digits province, 2 regency (01-69 kabupaten, 71-99 kota), 2 district, 4 village.

    >>> RegionCode("15.04").parent
    RegionCode(value='15')
    """

    value: str

    def __post_init__(self) -> None:
        """Refuse any other shape; raises BadRegionCode."""
        if not _SHAPE.match(self.value):
            raise BadRegionCode(self.value)

    def __str__(self) -> str:
        return self.value

    @property
    def level(self) -> Level:
        """Which of the four levels the code stands on."""
        return _LEVELS[self.value.count(".")]

    @property
    def parent(self) -> RegionCode | None:
        """The area one level up; None for a province."""
        head, dot, _ = self.value.rpartition(".")
        return RegionCode(head) if dot else None

    @property
    def province(self) -> RegionCode:
        """The province the area lies in; the area itself if it is one."""
        return RegionCode(self.value[:2])

    @property
    def is_city(self) -> bool:
        """True for a kota or anything inside one (second pair of digits 71-99)."""
        return self.value[3:5] >= "71"

    @property
    def is_synthetic(self) -> bool:
        """True inside the fictional province, where figures are invented."""
        return self.value[:2] == SYNTHETIC_PROVINCE

    def contains(self, other: RegionCode) -> bool:
        """Tell whether the other is the area itself or lies below it."""
        return other.value == self.value or other.value.startswith(self.value + ".")

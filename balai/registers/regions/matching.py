"""Says which regency a published name means, from the known names alone; pure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from balai.kernel.region_code import BadRegionCode, Level, RegionCode
from balai.registers.regions.domain import (
    Area,
    How,
    Kind,
    NameMatch,
    Proposal,
    name_key,
    own_name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_SAYS_CITY = re.compile(r"\s*kota(?:[\W_]|\Z)", re.IGNORECASE)
_SAYS_REGENCY = re.compile(r"\s*kab(?:upaten)?(?:[\W_]|\Z)", re.IGNORECASE)
_LONG = Kind.REGENCY.value
_MISSPELT = 2
LIKE_FROM = 70
MOST_PROPOSALS = 5
OTHER_KIND_COSTS = 10


@dataclass(slots=True)
class KnownNames:
    """The names that can be meant: areas in force, and aliases of record (key → code).

    ended: codes no longer in force, which a publisher may still have given.
    """

    areas: list[Area]
    aliases: Mapping[str, RegionCode]
    ended: Collection[RegionCode] = ()
    _by_code: dict[RegionCode, Area] = field(init=False)
    _by_key: dict[str, Area] = field(init=False)
    _by_own: dict[str, list[Area]] = field(init=False)
    _choices: list[Area] = field(init=False)
    _keys: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Index the names once for many questions."""
        regencies = [area for area in self.areas if area.level is Level.REGENCY]
        self._choices = regencies
        self._keys = [name_key(area.own_name) for area in regencies]
        self._by_code = {area.code: area for area in regencies}
        self._by_key = {name_key(area.name): area for area in regencies}
        self._by_own = defaultdict(list)
        for area in self.areas:
            self._by_own[name_key(own_name(area.name))].append(area)

    def match(self, name: str, code: str = "") -> NameMatch:
        """Say what the name means; with a code, the code decides and the name may object."""
        said = self._certain(name)
        given = self._given(code)
        if given is not None:
            objects = said is not None and said[0] != given
            return NameMatch(name, given, How.CODE, name_says=said[0] if said and objects else None)
        if said is not None:
            return NameMatch(name, *said)
        return NameMatch(name, proposals=tuple(self._propose(name)))

    def _given(self, code: str) -> RegionCode | None:
        """Return the code if it is, or was, a regency's or a city's."""
        try:
            given = RegionCode(code.strip())
        except BadRegionCode:
            return None
        return given if given in self._by_code or given in self.ended else None

    def _certain(self, name: str) -> tuple[RegionCode, How] | None:
        """Return what the name means beyond doubt: an alias, or the only exact name."""
        key = name_key(name)
        alias = self.aliases.get(key)
        if alias in self._by_code:
            return alias, How.ALIAS
        if area := self._by_key.get(key):
            return area.code, How.NAME
        if _said_kind(name) is None:
            named = self._by_own.get(key, [])
            if len(named) == 1 and named[0].level is Level.REGENCY:
                return named[0].code, How.NAME
        return None

    def _propose(self, name: str) -> Iterable[Proposal]:
        """Return the likest areas for a person to choose from; invented ones only by full name."""
        first, _space, rest = name.strip().partition(" ")
        if rest and 0 < OSA.distance(first.lower(), _LONG) <= _MISSPELT:
            name = f"{_LONG} {rest}"
        own, said = name_key(own_name(name)), _said_kind(name)
        found = []
        for key, likeness, place in process.extract(
            own, self._keys, scorer=fuzz.ratio, score_cutoff=LIKE_FROM, limit=None
        ):
            area = self._choices[place]
            score = round(likeness) - (OTHER_KIND_COSTS if said not in {None, area.kind} else 0)
            if score >= LIKE_FROM and (key == own or not area.synthetic):
                found.append(Proposal(area, score))
        return sorted(found, key=lambda one: (-one.score, one.area.code))[:MOST_PROPOSALS]


def _said_kind(name: str) -> Kind | None:
    """Return whether the name says kabupaten or kota; None when it says neither."""
    if _SAYS_CITY.match(name):
        return Kind.CITY
    return Kind.REGENCY if _SAYS_REGENCY.match(name) else None

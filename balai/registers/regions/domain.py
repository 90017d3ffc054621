"""What an area is, how it is called and how names compare; no database, no clock."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from balai.kernel.region_code import Level, RegionCode

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "ISLAND_GROUPS",
    "KIND_NAMES",
    "LEVEL_NAMES",
    "Area",
    "BadAreaListError",
    "How",
    "IslandGroup",
    "Kind",
    "Level",
    "Match",
    "NameMatch",
    "Proposal",
    "RegionCode",
    "UnknownAreaError",
    "fold",
    "island_group",
    "kind_of",
    "name_key",
    "own_name",
    "short_name",
]


class Kind(StrEnum):
    """What an area is in law. The values are the nouns of the official list."""

    PROVINCE = "provinsi"
    REGENCY = "kabupaten"
    CITY = "kota"
    DISTRICT = "kecamatan"
    URBAN_VILLAGE = "kelurahan"
    VILLAGE = "desa"
    CUSTOMARY_VILLAGE = "desa adat"


KIND_NAMES: dict[Kind, tuple[str, str]] = {
    Kind.PROVINCE: ("Provinsi", "Province"),
    Kind.REGENCY: ("Kabupaten", "Regency"),
    Kind.CITY: ("Kota", "City"),
    Kind.DISTRICT: ("Kecamatan", "District"),
    Kind.URBAN_VILLAGE: ("Kelurahan", "Urban village"),
    Kind.VILLAGE: ("Desa", "Village"),
    Kind.CUSTOMARY_VILLAGE: ("Desa adat", "Customary village"),
}
"""Name of each kind: Indonesian, English."""

LEVEL_NAMES: dict[Level, tuple[str, str]] = {
    Level.PROVINCE: ("Provinsi", "Province"),
    Level.REGENCY: ("Kabupaten/kota", "Regency or city"),
    Level.DISTRICT: ("Kecamatan", "District"),
    Level.VILLAGE: ("Desa/kelurahan", "Village"),
}
"""Name of each level: Indonesian, English."""


@dataclass(frozen=True, slots=True)
class IslandGroup:
    """Provinces that people speak of together. names: Indonesian, English."""

    code: str
    names: tuple[str, str]


_SUMATRA = IslandGroup("sumatera", ("Sumatera", "Sumatra"))
_JAVA = IslandGroup("jawa", ("Jawa", "Java"))
_LESSER_SUNDA = IslandGroup("bali-nusra", ("Bali dan Nusa Tenggara", "Bali and Nusa Tenggara"))
_BORNEO = IslandGroup("kalimantan", ("Kalimantan", "Kalimantan"))
_SULAWESI = IslandGroup("sulawesi", ("Sulawesi", "Sulawesi"))
_MOLUCCAS = IslandGroup("maluku", ("Maluku", "Maluku"))
_PAPUA = IslandGroup("papua", ("Papua", "Papua"))
_FICTION = IslandGroup("contoh", ("Contoh (sintetis)", "Example (synthetic)"))

ISLAND_GROUPS: dict[str, IslandGroup] = {
    **dict.fromkeys(("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"), _SUMATRA),
    **dict.fromkeys(("31", "32", "33", "34", "35", "36"), _JAVA),
    **dict.fromkeys(("51", "52", "53"), _LESSER_SUNDA),
    **dict.fromkeys(("61", "62", "63", "64", "65"), _BORNEO),
    **dict.fromkeys(("71", "72", "73", "74", "75", "76"), _SULAWESI),
    **dict.fromkeys(("81", "82"), _MOLUCCAS),
    **dict.fromkeys(("91", "92", "93", "94", "95", "96"), _PAPUA),
    "99": _FICTION,
}
"""Province code → island group; the groups that do not touch on the map of tiles.

A list with a province that stands not here is refused at load, so the table is complete.
"""


class UnknownAreaError(LookupError):
    """No area had this code, at all or on that day. `code` is the text that was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadAreaListError(ValueError):
    """The list may not be loaded. problem: what is wrong and where; remedy: what helps."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


def island_group(code: RegionCode) -> IslandGroup:
    """Return the group of islands in which the area lies."""
    return ISLAND_GROUPS[code.province.value]


_VILLAGE_KINDS = {"1": Kind.URBAN_VILLAGE, "2": Kind.VILLAGE, "3": Kind.CUSTOMARY_VILLAGE}


def kind_of(code: RegionCode) -> Kind:
    """Read what the area is from its digits (Permendagri 137/2017 art. 4).

    Raises ValueError for a village whose first digit is not 1, 2 or 3.

    >>> kind_of(RegionCode("15.04.08.1008"))
    <Kind.URBAN_VILLAGE: 'kelurahan'>
    """
    match code.level:
        case Level.PROVINCE:
            return Kind.PROVINCE
        case Level.REGENCY:
            return Kind.CITY if code.is_city else Kind.REGENCY
        case Level.DISTRICT:
            return Kind.DISTRICT
        case Level.VILLAGE:
            digit = code.value[9]
            if digit not in _VILLAGE_KINDS:
                raise ValueError(f"{code}: a village code begins with 1, 2 or 3, not {digit}")
            return _VILLAGE_KINDS[digit]


_LONG = re.compile(r"(?:kabupaten|kota|provinsi)\s+", re.IGNORECASE)
_SAID = re.compile(
    r"\s*(?:kabupaten|kab|kota)(?:[\W_]+|\Z)(?:adm(?:inistrasi)?\b[\W_]*)?", re.IGNORECASE
)
_PROVINCE_PREFIX = re.compile(r"(?:provinsi)+")
_REGENCY_PREFIX = re.compile(r"(kab|kota)(?:upaten|administrasi|adm)+")


def own_name(text: str) -> str:
    """Take "Kabupaten", "Kab." or "Kota" (and "Administrasi") off the front of a name.

    Only a whole first word is taken: "Kotabaru" stays.

    >>> own_name("Kota Administrasi Jakarta Pusat")
    'Jakarta Pusat'
    """
    rest = _SAID.sub("", text, count=1) if _SAID.match(text) else text
    return rest.strip() or text.strip()


def short_name(name: str) -> str:
    """Shorten an official name as pages and tables write it.

    >>> short_name("Kabupaten Batanghari"), short_name("Kota Blitar")
    ('Kab. Batanghari', 'Kota Blitar')
    """
    return f"Kab. {name[10:]}" if name.startswith("Kabupaten ") else name


def fold(text: str) -> str:
    """Keep only letters and digits, without case and accents.

    >>> fold("Hulu sungai-Sélatan")
    'hulusungaiselatan'
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text).casefold())
        folded = unicodedata.normalize("NFKD", folded.casefold())
    return "".join(character for character in folded if character.isalnum())


def name_key(text: str) -> str:
    """Make the key under which spellings of one name meet: letters and digits only.

    Case, accents, punctuation and spaces do not count; "Kab.", "Kabupaten" and "Kabupaten
    Administrasi" are one word, "Kota" is another, "Provinsi" none. Kept apart on purpose:
    kabupaten and kota of one name, which are different areas. The key of a key is itself.

    >>> name_key("Kab.Buleleng") == name_key("KABUPATEN BULELENG") == "kabbuleleng"
    True
    """
    bare = fold(text)
    if match := _PROVINCE_PREFIX.match(bare):
        bare = bare[match.end() :]
    if match := _REGENCY_PREFIX.match(bare):
        bare = match[1] + bare[match.end() :]
    return bare


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the official list as it was in a span of days.

    name: as the list writes it ("Kabupaten Batanghari"). valid_from: None when the list says
    nothing about the beginning. valid_to: the first day on which it no longer is; None while
    it is. synthetic: invented, in province 99.
    """

    code: RegionCode
    name: str
    kind: Kind
    level: Level
    island_group: IslandGroup
    valid_from: date | None
    valid_to: date | None
    synthetic: bool

    @property
    def short_name(self) -> str:
        """As tables write it: "Kab. Batanghari", "Kota Blitar", "Mersam"."""
        return short_name(self.name)

    @property
    def own_name(self) -> str:
        """Without kabupaten or kota: "Batanghari"."""
        return own_name(self.name) if self.level is Level.REGENCY else self.name

    @property
    def full_name(self) -> str:
        """With what it is: "Kecamatan Mersam", "Kelurahan Terusan", "Provinsi Jambi"."""
        if _LONG.match(self.name) and self.level in {Level.PROVINCE, Level.REGENCY}:
            return self.name
        return f"{KIND_NAMES[self.kind][0]} {self.name}"

    def __str__(self) -> str:
        return self.name


class How(StrEnum):
    """Why a search or a match came to an area, the surest first."""

    CODE = "code"
    ALIAS = "alias"
    NAME = "name"
    PREFIX = "prefix"
    WORDS = "words"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Match:
    """One area that a search found. path: what it lies in, the nearest first."""

    area: Area
    how: How
    path: tuple[Area, ...] = ()

    @property
    def place(self) -> str:
        """Where it lies, in words: "Kec. Maro Sebo Ilir, Kab. Batanghari, Jambi"."""
        return ", ".join(
            f"Kec. {area.name}" if area.level is Level.DISTRICT else area.short_name
            for area in self.path
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """An area that a published name may mean. score: likeness, 0 to 100."""

    area: Area
    score: int


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a published name means: one area for certain, or proposals for a person to choose.

    code and how: set when it is certain (code given, alias of record, exact name).
    proposals: likest first, only when it is not certain; never picked by the program.
    name_says: with a code given, the area that the name alone means if that is another one.
    """

    name: str
    code: RegionCode | None = None
    how: How | None = None
    proposals: tuple[Proposal, ...] = ()
    name_says: RegionCode | None = None

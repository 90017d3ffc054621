"""Finds areas as one types; behind `selectors.search`, nobody else calls it.

One query looks for code or name, a second for small typos if there is room left, a third
tells where the areas lie.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from balai.kernel.region_code import BadRegionCode, Level, RegionCode
from balai.registers.regions.areas import FIELDS, area_of, begins_with, in_force, lies_in, on_levels
from balai.registers.regions.domain import Area, How, Kind, fold, name_key
from balai.registers.regions.models import Region, RegionAlias

if TYPE_CHECKING:
    from collections.abc import Collection

ORDER = (Level.REGENCY, Level.PROVINCE, Level.DISTRICT, Level.VILLAGE)
"""Regencies and cities are what most people look for; then from wide to narrow."""

_KIND_WORDS: dict[str, frozenset[Kind]] = {
    "provinsi": frozenset({Kind.PROVINCE}),
    "prov": frozenset({Kind.PROVINCE}),
    "kabupaten": frozenset({Kind.REGENCY}),
    "kab": frozenset({Kind.REGENCY}),
    "kota": frozenset({Kind.CITY}),
    "kecamatan": frozenset({Kind.DISTRICT}),
    "kec": frozenset({Kind.DISTRICT}),
    "distrik": frozenset({Kind.DISTRICT}),
    "kelurahan": frozenset({Kind.URBAN_VILLAGE}),
    "kel": frozenset({Kind.URBAN_VILLAGE}),
    "desa": frozenset({Kind.VILLAGE, Kind.CUSTOMARY_VILLAGE}),
}
_DIGITS = re.compile(r"[0-9][0-9. ]*\Z")
_BREAKS = re.compile(r"[\W_]+")
_CODE_CUTS = (2, 4, 6)
_CODE_DIGITS = 10
_ALIAS_FROM = 3
_WORDS_FROM = 3
_TYPO_FROM = 5
_TWO_TYPOS_FROM = 8
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, read. code: a code or its beginning; else keys and words of a name.

    whole: all of it folded. own: without the kind of area in front, which is `kinds`.
    """

    code: str = ""
    whole: str = ""
    own: str = ""
    words: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()


def read_typed(text: str) -> Typed | None:
    """Read what was typed; None when it holds nothing to look for.

    >>> read_typed("1504").code, read_typed("15.04 Kab. Batanghari").code
    ('15.04', '15.04')
    >>> read_typed("kab batang").words
    ('batang',)
    """
    text = text.strip()[:_LONGEST]
    if _DIGITS.match(text):
        digits = re.sub(r"\D", "", text)
        return Typed(code=_dotted(digits)) if len(digits) <= _CODE_DIGITS else None
    pieces = [piece for piece in _BREAKS.split(text) if fold(piece)]
    if not pieces:
        return None
    first = text.split()[0]
    if "." in first and _is_code(first):
        return Typed(code=first)
    kinds = _KIND_WORDS.get(pieces[0].lower(), frozenset())
    rest = pieces[1:] if kinds and len(pieces) > 1 else pieces
    own = "".join(map(fold, rest))
    return Typed(whole=fold(text), own=own, words=tuple(map(fold, rest)), kinds=kinds)


def _dotted(digits: str) -> str:
    """Set the dots of a code or its beginning: 2, 2, 2, 4 digits."""
    starts = (0, *_CODE_CUTS)
    ends = (*_CODE_CUTS, len(digits))
    return ".".join(filter(None, (digits[a:b] for a, b in zip(starts, ends, strict=True))))


def _is_code(text: str) -> bool:
    """Whether the text is a whole code."""
    try:
        RegionCode(text)
    except BadRegionCode:
        return False
    return True


def find(
    text: str, *, levels: Collection[Level], within: RegionCode | None, limit: int
) -> list[tuple[Area, How]]:
    """Return what was found, the likest first, at most `limit`; at most two queries."""
    typed = read_typed(text)
    if typed is None or limit < 1:
        return []
    rows = Region.objects.all()
    if set(levels) != set(Level):
        rows = rows.filter(on_levels(levels))
    if within is not None:
        rows = rows.filter(lies_in(within))
    if typed.code:
        return _by_code(rows, typed.code, limit)
    found = _by_name(rows, typed, limit)
    if len(found) < limit and len(typed.own) >= _TYPO_FROM:
        have = {area.code for area, _how in found}
        alike = [pair for pair in _alike(rows, typed) if pair[0].code not in have]
        found += alike[: limit - len(found)]
    return found


def _by_code(rows: QuerySet[Region], code: str, limit: int) -> list[tuple[Area, How]]:
    """Find by a code or its beginning; wide areas before what lies in them."""
    found = rows.filter(in_force(), begins_with("code", code)).order_by(Length("code"), "code")
    return [(area_of(row), How.CODE) for row in found.values_list(*FIELDS)[:limit]]


def _rank(*conditions: Q) -> Case:
    """Make a number to sort by: the place of the first condition that holds."""
    whens = (When(condition, then=Value(place)) for place, condition in enumerate(conditions))
    return Case(*whens, default=Value(len(conditions)), output_field=IntegerField())


def _by_name(rows: QuerySet[Region], typed: Typed, limit: int) -> list[tuple[Area, How]]:
    """Find by name: the same, beginning with it, or holding its words in any order.

    Words may also name what the area lies in ("terusan batanghari"), but one must be its own.
    """
    aliases = RegionAlias.objects.filter(begins_with("key", typed.whole))
    called = Q(code__in=aliases.values("code")) if len(typed.whole) >= _ALIAS_FROM else Q()
    # A name in everyday use ("Solo") stands before areas that only begin like it (Solok).
    alias = Q(code__in=RegionAlias.objects.filter(key=name_key(typed.whole)).values("code"))
    same = Q(own_key__in={typed.own, typed.whole}) | Q(key=name_key(typed.whole))
    meant = same | alias
    begins = begins_with("own_key", typed.own) | begins_with("own_key", typed.whole)
    holds, owns = Q(), Q()
    for word in typed.words:
        owns |= Q(own_key__contains=word)
        if len(typed.words) > 1:
            holds &= Q(words__contains=word)
    words = holds & owns if len(typed.own) >= _WORDS_FROM else begins
    regency, province = Q(level=Level.REGENCY.value), Q(level=Level.PROVINCE.value)
    ranks = {
        "head": _rank(meant & regency, meant & province, regency, same),
        "place": _rank(*(Q(level=level.value) for level in ORDER)),
        "tier": _rank(same, begins & ~alias, words & ~alias),
    }
    if typed.kinds:  # a rank without conditions is a bare number: PostgreSQL would sort by column
        ranks["other_kind"] = _rank(Q(kind__in=typed.kinds))
    found = (
        rows.filter(in_force(), same | begins | called | words)
        .annotate(**ranks)
        .order_by(*ranks, "own_key", "code")
        .values_list(*FIELDS, "tier")[:limit]
    )
    hows = (How.NAME, How.PREFIX, How.WORDS, How.ALIAS)
    return [(area_of(row), hows[tier]) for *row, tier in found]


def _alike(rows: QuerySet[Region], typed: Typed) -> list[tuple[Area, How]]:
    """Find names that differ by a typo (two from eight letters on), through the indexes.

    One wrong, missing, extra or swapped letter cannot touch both the first and the last part
    of a word: so the first part stands at the beginning of the name, or the last at its end.
    Two typos are found when they are in one half. What has ended is left out here and not in
    the query, where it would lead SQLite to walk the whole index of what is in force.
    """
    own = typed.own
    part = (len(own) - 1) // 2
    allowed = 2 if len(own) >= _TWO_TYPOS_FROM else 1
    candidates = (
        rows.filter(
            begins_with("own_key", own[:part]) | begins_with("turned_key", own[::-1][:part])
        )
        .annotate(size=Length("own_key"))
        .filter(size__gte=len(own) - allowed, size__lte=len(own) + allowed)
    )
    scored = []
    for *row, key in candidates.values_list(*FIELDS, "own_key"):
        distance = OSA.distance(own, key, score_cutoff=allowed)
        area = area_of(row) if distance <= allowed else None
        if area is not None and area.valid_to is None:
            other = area.kind not in typed.kinds
            scored.append((distance, ORDER.index(area.level), other, area.code, area))
    return [(area, How.SIMILAR) for *_order, area in sorted(scored, key=lambda one: one[:-1])]

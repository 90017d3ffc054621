"""What a file of results is checked against: rounds, lists, words of rank, names, stored results.

Everything is read at once, in a fixed number of queries, however long the file is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from balai.kernel.region_code import BadRegionCode, Level, RegionCode
from balai.oversight.assessment.edition_file import parse_edition
from balai.oversight.assessment.figures import Names
from balai.oversight.assessment.models import Placement, Result, ResultList, Round, ScopeText
from balai.registers.regions import selectors as regions
from balai.registers.regions.domain import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from balai.oversight.assessment.instrument import Edition
    from balai.registers.intake.domain import RawRow, Value
    from balai.registers.regions.domain import Area, NameMatch

DEFAULT_SCALE = (Decimal(0), Decimal(4))
"""Scale of rounds whose instrument is not known: the index has always run to 4."""

UNPLACED = Names("Sumber tidak menyebut daftarnya.", "No source names the list.")
AS_CHOSEN = Names("Sumbernya menyebut daftar ini.", "Its source names this list.")


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list as an import sees it."""

    pk: int
    code: str
    name: str
    size: int | None
    known_down_to: int | None
    scored: bool
    has_source: bool


@dataclass(frozen=True, slots=True)
class KnownRound:
    """A round as an import sees it. scopes: words → (list code or None, rank is the list's own)."""

    pk: int
    code: str
    year: int
    synthetic: bool
    edition: Edition | None
    lists: Mapping[str, KnownList]
    scopes: Mapping[str, tuple[str | None, bool]]
    placements: Mapping[str, tuple[str | None, bool, Names]]

    @property
    def scale(self) -> tuple[Decimal, Decimal]:
        """Lowest and highest figure of its instrument."""
        if self.edition is None:
            return DEFAULT_SCALE
        return self.edition.scale.low, self.edition.scale.high


@dataclass(frozen=True, slots=True)
class Located:
    """Which region a row means, or why not: code of the problem, its column and params."""

    code: RegionCode | None
    column: str = ""
    problem: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """The rounds, and the areas that the rows name."""

    rounds: Mapping[str, KnownRound]
    areas: Mapping[RegionCode, Area]
    matches: Sequence[NameMatch]

    def of_year(self, year: int) -> KnownRound | None:
        """Return the real round of that year, if there is one."""
        return next((r for r in self.rounds.values() if r.year == year and not r.synthetic), None)

    def located(self, place: int, row: RawRow) -> Located:
        """Say which region the row at that place of the file means; never a guess."""
        if refused := self._bad_code(row["region_code"]):
            return refused
        match = self.matches[place]
        if match.code is None:
            return _unmatched(match)
        official = row["region_name"]
        area = self.areas[match.code]
        if match.name_says is not None:
            name = row["name_as_published"]
            return _disagree("name_as_published", name, self.areas[match.name_says], area)
        if official and name_key(official) != name_key(area.name):
            return _disagree("region_name", official, None, area)
        return Located(match.code)

    def _bad_code(self, text: str) -> Located | None:
        """Say what is wrong with a code that is given."""
        if not text:
            return None
        code, params = _code(text), {"value": text}
        if code is None:
            return Located(None, "region_code", "region-code-malformed", params)
        if code.level is not Level.REGENCY:
            return Located(None, "region_code", "region-not-regency", params)
        if code not in self.areas:
            return Located(None, "region_code", "region-unknown", params)
        return None


def _code(text: str) -> RegionCode | None:
    try:
        return RegionCode(text)
    except BadRegionCode:
        return None


def _unmatched(match: NameMatch) -> Located:
    column = "name_as_published"
    if not match.proposals:
        return Located(None, column, "name-unknown", {"value": match.name})
    proposals = ", ".join(f"{p.area.short_name} ({p.area.code})" for p in match.proposals)
    return Located(None, column, "name-proposed", {"value": match.name, "proposals": proposals})


def _disagree(column: str, said: str, meant: Area | None, named: Area) -> Located:
    params: dict[str, Value] = {
        "value": said,
        "meant": f"{meant.short_name} ({meant.code})" if meant else f"“{said}”",
        "code": str(named.code),
        "named": named.short_name,
    }
    return Located(None, column, "name-not-of-code", params)


def load(rows: Sequence[RawRow]) -> Reference:
    """Read all that the rows are checked against: seven queries."""
    matches = _matches(rows)
    codes = {match.code for match in matches} | {m.name_says for m in matches}
    codes |= {_code(row["region_code"]) for row in rows}
    areas = regions.get_many(code for code in codes if code is not None)
    return Reference(rounds=load_rounds(), areas=areas, matches=matches)


def _matches(rows: Sequence[RawRow]) -> list[NameMatch]:
    """Match names, in one call unless a name stands beside several codes."""
    passes: list[dict[str, str]] = []
    where: list[int] = []
    for row in rows:
        name, code = row["name_as_published"], row["region_code"]
        number = next(
            (n for n, given in enumerate(passes) if given.setdefault(name, code) == code), None
        )
        if number is None:
            passes.append({name: code})
            number = len(passes) - 1
        where.append(number)
    answers = [regions.match_names(given, given) for given in passes]
    return [
        answers[number][row["name_as_published"]] for number, row in zip(where, rows, strict=True)
    ]


def load_rounds() -> dict[str, KnownRound]:
    """Read every round with its lists, words of rank and placements. Four queries."""
    lists: dict[int, dict[str, KnownList]] = {}
    codes: dict[int | None, str | None] = {None: None}
    for row in ResultList.objects.all():
        codes[row.pk] = row.code
        lists.setdefault(row.round_id, {})[row.code] = KnownList(
            pk=row.pk,
            code=row.code,
            name=str(Names(row.name_id, row.name_en)),
            size=row.size,
            known_down_to=row.known_down_to,
            scored=row.scored,
            has_source=row.source_id is not None,
        )
    scopes: dict[int, dict[str, tuple[str | None, bool]]] = {}
    for scope in ScopeText.objects.all():
        told = (codes[scope.list_id], scope.rank_of_list)
        scopes.setdefault(scope.round_id, {})[scope.text] = told
    placed: dict[int, dict[str, tuple[str | None, bool, Names]]] = {}
    for place in Placement.objects.all():
        reason = Names(place.reason_id, place.reason_en)
        told_list = codes[place.list_id]
        placed.setdefault(place.round_id, {})[place.region] = (
            told_list,
            place.rank_of_list,
            reason,
        )
    return {
        row.code: KnownRound(
            pk=row.pk,
            code=row.code,
            year=row.year,
            synthetic=row.synthetic,
            edition=parse_edition(row.edition.document.encode()) if row.edition else None,
            lists=lists.get(row.pk, {}),
            scopes=scopes.get(row.pk, {}),
            placements=placed.get(row.pk, {}),
        )
        for row in Round.objects.select_related("edition")
    }


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of one result, as far as other rows are checked against it."""

    year: int
    synthetic: bool
    list_id: int | None
    region: str
    score: int | None
    previous: int | None
    rank: int | None


def stored_results(rounds: Iterable[KnownRound]) -> list[Stored]:
    """Return the results of these rounds and of the years beside them. One query."""
    years = {r.year + step for r in rounds for step in (-1, 0, 1)}
    found = Result.objects.filter(round__year__in=years).values_list(
        "round__year",
        "round__synthetic",
        "list_id",
        "region",
        "score",
        "previous_score",
        "rank_published",
        "rank_of_list",
    )
    return [
        Stored(year, synthetic, list_id, region, score, previous, rank if own else None)
        for year, synthetic, list_id, region, score, previous, rank, own in found
    ]

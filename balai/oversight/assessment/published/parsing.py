"""One row of a file of published results: texts in, checked values or problems out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from balai.engines.composite import check_total, round_once
from balai.oversight.assessment import domain
from balai.oversight.assessment.published.columns import COMPONENTS, LONGEST, SCORES
from balai.oversight.assessment.published.reference import AS_CHOSEN, UNPLACED
from balai.registers.intake.domain import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balai.kernel.region_code import RegionCode
    from balai.oversight.assessment.figures import Names
    from balai.oversight.assessment.published.reference import KnownList, KnownRound, Reference
    from balai.registers.intake.domain import Options, RawRow, Value

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,]([0-9]{1,12}))?\Z")
_RANK = re.compile(r"[1-9][0-9]{0,5}\Z")
_YEAR = re.compile(r"[0-9]{4}\Z")
PLACES = 2
SEPARATOR = " | "


@dataclass(slots=True)
class Reading:
    """What becomes of one row. Fields are None as long as they could not be read."""

    row: RawRow
    round: KnownRound | None = None
    listed: KnownList | None = None
    region: RegionCode | None = None
    rank: int | None = None
    rank_of_list: bool = False
    placed: Names = UNPLACED
    figures: dict[str, Decimal] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, code: str, /, **params: Value) -> None:
        """Note a problem at a column of this row."""
        self.problems.append(Problem(self.row.number, column, code, params))

    @property
    def score(self) -> Decimal | None:
        """The index, if the row has one that could be read."""
        return self.figures.get("score")


def read_rows(rows: Sequence[RawRow], options: Options, reference: Reference) -> list[Reading]:
    """Read every row by itself; what rows say of each other is not looked at here."""
    return [_read(place, row, options, reference) for place, row in enumerate(rows)]


def _read(place: int, row: RawRow, options: Options, reference: Reference) -> Reading:
    reading = Reading(row)
    _texts(reading)
    reading.round = _round(reading, options, reference)
    _region(reading, place, reference)
    _rank(reading)
    if reading.round is not None:
        _place(reading, reading.round, options)
    read_figures(reading)
    _sources(reading, options)
    return reading


def _texts(reading: Reading) -> None:
    if not reading.row["name_as_published"]:
        reading.refuse("name_as_published", "name-missing")
    for column, most in LONGEST.items():
        if len(reading.row[column]) > most:
            reading.refuse(column, "too-long", most=most)


def _round(reading: Reading, options: Options, reference: Reference) -> KnownRound | None:
    year = reading.row["year"]
    chosen = reference.rounds.get(options["round"]) if options.get("round") else None
    if not year:
        if chosen is None:
            reading.refuse("year", "round-missing")
        return chosen
    if not _YEAR.match(year):
        reading.refuse("year", "year-not-a-year", value=year)
        return None
    if chosen is not None and chosen.year != int(year):
        reading.refuse("year", "year-not-of-round", value=year, round=chosen.code)
        return None
    found = chosen or reference.of_year(int(year))
    if found is None:
        reading.refuse("year", "round-unknown", value=year)
    return found


def _region(reading: Reading, place: int, reference: Reference) -> None:
    if not reading.row["name_as_published"] and not reading.row["region_code"]:
        return
    located = reference.located(place, reading.row)
    if located.code is None:
        reading.refuse(located.column, located.problem, **located.params)
        return
    if reading.round is not None and located.code.is_synthetic != reading.round.synthetic:
        code = "synthetic-in-real" if located.code.is_synthetic else "real-in-synthetic"
        name = reference.areas[located.code].short_name
        reading.refuse("region_code", code, value=name, round=reading.round.code)
        return
    reading.region = located.code


def _rank(reading: Reading) -> None:
    text = reading.row["rank"]
    if not text:
        return
    if _RANK.match(text):
        reading.rank = int(text)
    else:
        reading.refuse("rank", "not-a-rank", value=text)


def _place(reading: Reading, known: KnownRound, options: Options) -> None:
    """Find the list: chosen for the file, told by the words of rank, or proved by a fact."""
    scope = reading.row["rank_scope"]
    told: str | None = None
    own = False
    if scope:
        if scope not in known.scopes:
            reading.refuse("rank_scope", "scope-unknown", value=scope, round=known.code)
            return
        told, own = known.scopes[scope]
    chosen = options.get("list", "").rpartition("/")[2] or None
    fact = known.placements.get(str(reading.region)) if reading.region else None
    proved = fact[0] if fact else None
    codes = {code for code in (told, chosen, proved) if code is not None}
    if len(codes) > 1:
        other = next(code for code in (chosen, proved) if code is not None and code != told)
        first = told or chosen or ""
        reading.refuse(
            "rank_scope",
            "list-contradiction",
            told=known.lists[first].name,
            chosen=known.lists[other if other != first else proved or ""].name,
        )
        return
    reading.listed = known.lists[codes.pop()] if codes else None
    reading.rank_of_list = (
        own or (chosen is not None and not scope) or (fact is not None and fact[1])
    )
    if told or chosen:
        reading.placed = AS_CHOSEN
    elif fact:
        reading.placed = fact[2]
    if reading.listed is not None and not reading.listed.scored and reading.row["score"]:
        reading.refuse("score", "score-in-selection", list=reading.listed.name)


def read_figures(reading: Reading) -> None:
    """Read every figure of the row, and check the total against its components."""
    for column in SCORES:
        if text := reading.row[column]:
            _figure(reading, column, text)
    # A rank that could not be read is said already; a row that never had one says nothing.
    if not reading.row["score"] and not reading.row["rank"]:
        reading.refuse("score", "nothing-said")
    given = [code for code in COMPONENTS if reading.row[code]]
    if given:
        for code in COMPONENTS:
            if code not in given:
                reading.refuse(code, "component-missing")
    _total(reading)


def _figure(reading: Reading, column: str, text: str) -> None:
    match = _NUMBER.match(text)
    if match is None:
        reading.refuse(column, "not-a-number", value=text)
        return
    decimals = len(match[1] or "")
    if decimals > PLACES:
        reading.refuse(column, "too-many-decimals", value=text, decimals=decimals)
        return
    value = Decimal(text.replace(",", "."))
    low, high = reading.round.scale if reading.round else (Decimal(0), Decimal(4))
    if not low <= value <= high:
        reading.refuse(column, "off-scale", value=value, low=low, high=high)
        return
    reading.figures[column] = domain.score(domain.hundredths(value))


def _total(reading: Reading) -> None:
    """Check the total against its components, by interval, where the weights are published."""
    edition = reading.round.edition if reading.round else None
    if edition is None or reading.score is None:
        return
    roll_up = edition.roll_up()
    parts = {c: reading.figures[c] for c in COMPONENTS if c in reading.figures}
    if set(parts) != set(roll_up.weights) or roll_up.status != "terbit":
        return
    check = check_total(
        parts, roll_up.weights, reading.score, scale=(edition.scale.low, edition.scale.high)
    )
    if not check.consistent:
        reading.refuse(
            "score",
            "total-contradicts",
            score=reading.score,
            low=round_once(check.index[0], 3),
            high=round_once(check.index[1], 3),
            edition=edition.code,
        )


def _sources(reading: Reading, options: Options) -> None:
    titles, urls = sources_of(reading.row, options)
    listed = reading.listed is not None and reading.listed.has_source
    if not titles and not listed:
        reading.refuse("source_title", "source-missing")
    if urls and len(urls) != len(titles):
        reading.refuse("source_url", "sources-unequal", titles=len(titles), urls=len(urls))
    for column, texts, most in (("source_title", titles, 300), ("source_url", urls, 500)):
        if any(len(text) > most for text in texts):
            reading.refuse(column, "too-long", most=most)
    for url in urls:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            reading.refuse("source_url", "source-not-address", value=url)


def sources_of(row: RawRow, options: Options) -> tuple[list[str], list[str]]:
    """Return titles and addresses of the row's own sources, else those of the whole file."""
    title = row["source_title"] or options.get("source_title", "")
    url = row["source_url"] if row["source_title"] else options.get("source_url", "")
    return _split(title), _split(url)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]

"""What rows of a file say of each other, and of what is stored already."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from balai.oversight.assessment import domain
from balai.oversight.assessment.published.ranks import Entry, rank_problems
from balai.oversight.assessment.published.reference import stored_results
from balai.registers.intake.domain import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from balai.oversight.assessment.published.parsing import Reading
    from balai.oversight.assessment.published.reference import KnownList, Stored
    from balai.registers.intake.domain import Values


def cross_problems(readings: Sequence[Reading]) -> list[Problem]:
    """Check ranks within each list, and scores quoted for the year before. One query."""
    rounds = {r.round.pk: r.round for r in readings if r.round is not None}
    stored = stored_results(rounds.values())
    whole = not any(reading.problems for reading in readings)
    return [*_ranks(readings, stored, whole=whole), *_previous(readings, stored)]


_OF_FILE = frozenset({"round-missing", "source-missing"})
"""What is told of a file once when each of its rows lacks it: the upload can give it."""


def once_a_file(problems: Sequence[Problem], rows: int) -> list[Problem]:
    """Say of the whole file, once, what every one of its rows lacks."""
    told = Counter(p.code for p in problems if p.code in _OF_FILE)
    everywhere = {code for code, count in told.items() if 1 < count == rows}
    found = {p.code: replace(p, row=None) for p in problems if p.code in everywhere}
    return [*found.values(), *(p for p in problems if p.code not in everywhere)]


def _ranks(
    readings: Sequence[Reading], stored: Sequence[Stored], *, whole: bool
) -> Iterator[Problem]:
    lists: dict[int, KnownList] = {r.listed.pk: r.listed for r in readings if r.listed is not None}
    entries: dict[int, dict[str, Entry]] = defaultdict(dict)
    moved = {
        (r.round.year, r.round.synthetic, str(r.region)) for r in readings if r.round and r.listed
    }
    for row in stored:
        if row.list_id in lists and (row.year, row.synthetic, row.region) not in moved:
            entry = Entry(row.region, row.score, row.rank, None)
            entries[row.list_id][row.region] = entry
    kept = {(row.list_id, row.region): row for row in stored}
    for reading in readings:
        if reading.listed is None or reading.region is None:
            continue
        region = str(reading.region)
        before = kept.get((reading.listed.pk, region))
        # A blank cell keeps what is stored, so it is checked as what it will be.
        score = None if reading.score is None else domain.hundredths(reading.score)
        rank = reading.rank if reading.rank_of_list else None
        entries[reading.listed.pk].setdefault(
            region,
            Entry(
                region,
                score if score is not None or before is None else before.score,
                rank if reading.rank is not None or before is None else before.rank,
                reading.row.number,
            ),
        )
    for key, known in lists.items():
        yield from rank_problems(
            tuple(entries[key].values()),
            name=known.name,
            size=known.size,
            known_down_to=known.known_down_to,
            whole=whole,
        )


def _previous(readings: Sequence[Reading], stored: Sequence[Stored]) -> Iterator[Problem]:
    """Compare a score quoted for the year before with the one published that year."""
    fresh = {
        (r.round.year, r.round.synthetic, str(r.region)): r
        for r in readings
        if r.round is not None and r.region is not None
    }
    # A blank cell keeps what is stored, so stored figures count until the file has its own.
    scores = {(s.year, s.synthetic, s.region): s.score for s in stored if s.score is not None}
    quoted = {
        place: s.previous
        for s in stored
        if s.previous is not None
        and "previous_score" not in _figures(fresh, place := (s.year, s.synthetic, s.region))
    }
    for place, reading in fresh.items():
        if reading.score is not None:
            scores[place] = domain.hundredths(reading.score)
    for (year, synthetic, region), reading in fresh.items():
        earlier = scores.get((year - 1, synthetic, region))
        own = reading.figures.get("previous_score")
        if own is not None and earlier is not None and domain.score(earlier) != own:
            yield _contradiction(reading, "previous_score", year - 1, own, domain.score(earlier))
        later = quoted.get((year + 1, synthetic, region))
        if reading.score is not None and later is not None:
            told = domain.score(later)
            if told != reading.score:
                yield _contradiction(reading, "score", year, reading.score, told)


def _figures(
    fresh: Mapping[tuple[int, bool, str], Reading], place: tuple[int, bool, str]
) -> Mapping[str, Decimal]:
    return fresh[place].figures if place in fresh else {}


def _contradiction(
    reading: Reading, column: str, year: int, told: Decimal, published: Decimal
) -> Problem:
    params: Values = {"year": str(year), "told": told, "published": published}
    return Problem(reading.row.number, column, "previous-contradicts", params)

"""Do published ranks agree with published scores? One list, all its known rows. Pure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from balai.engines.composite import ContradictoryRanks, Known, rank_bounds
from balai.oversight.assessment import domain
from balai.registers.intake.domain import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balai.registers.intake.domain import Values


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: from the file (row: its number) or stored already (row None).

    score: hundredths. rank: only if it is the list's own.
    """

    region: str
    score: int | None
    rank: int | None
    row: int | None


def rank_problems(
    entries: Sequence[Entry],
    *,
    name: str,
    size: int | None,
    known_down_to: int | None,
    whole: bool = True,
) -> list[Problem]:
    """Say every row of the file whose rank its list cannot have; the row worse placed is named.

    name: of the list. known_down_to: every region down to this rank is said to be known.
    whole: False when some rows of the file could not be read, so that others seem to be missing.
    """
    found = [*_size(entries, name, size)]
    found += _order(entries)
    if not found:
        found += _count(entries, known_down_to or 0 if whole else 0)
    if not found and whole:
        found += _bounds(entries, size)
    return found


def _size(entries: Sequence[Entry], name: str, size: int | None) -> Iterator[Problem]:
    if size is None:
        return
    for entry in entries:
        if entry.rank is not None and entry.rank > size and entry.row is not None:
            yield Problem(entry.row, "rank", "rank-beyond-size", {"rank": entry.rank, "size": size})
    if len(entries) > size:
        stored = sum(entry.row is None for entry in entries)
        new = sorted(entry.row for entry in entries if entry.row is not None)
        for count, row in enumerate(new, start=stored + 1):
            if count > size:
                params: Values = {"list": name, "size": size, "count": count}
                yield Problem(row, "", "list-overfull", params)


def _order(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Scores fall as ranks grow, equal with equal."""
    both = [e for e in entries if e.rank is not None and e.score is not None]
    # Of two that contradict each other the one of the file is named, the later if both are.
    both.sort(key=lambda e: (e.rank or 0, e.row is not None, e.row or 0))
    for before, entry in pairwise(both):
        if before.score is None or entry.score is None:
            continue
        named = entry if entry.row is not None else before
        other = before if named is entry else entry
        if named.row is None:
            continue
        facts = {"rank": named.rank, "score": domain.score(named.score or 0)}
        shown = domain.score(other.score or 0)
        if before.rank == entry.rank and before.score != entry.score:
            yield Problem(named.row, "rank", "rank-shared", {"rank": named.rank, "other": shown})
        elif before.rank != entry.rank and before.score == entry.score:
            yield Problem(named.row, "rank", "tie-split", {**facts, "other": other.rank})
        elif before.rank != entry.rank and before.score < entry.score:
            if named is entry:
                params = {**facts, "other": shown, "above": other.rank}
                yield Problem(named.row, "rank", "rank-order", params)
            else:
                yield Problem(named.row, "rank", "rank-impossible")


def _count(entries: Sequence[Entry], known_down_to: int) -> Iterator[Problem]:
    """Nobody ranks better than the number of better scores lets them."""
    scores = sorted(-e.score for e in entries if e.score is not None)
    for entry in entries:
        if entry.rank is None or entry.score is None or entry.row is None:
            continue
        above = bisect_left(scores, -entry.score)
        if above + 1 > entry.rank:
            yield Problem(entry.row, "rank", "rank-too-high", {"rank": entry.rank, "above": above})
        elif above + 1 < entry.rank <= known_down_to:
            params = {"rank": entry.rank, "above": above, "known": known_down_to}
            yield Problem(entry.row, "rank", "rank-gap", params)


def _bounds(entries: Sequence[Entry], size: int | None) -> Iterator[Problem]:
    """Ask the engine for what the other checks cannot see, such as a place that two need."""
    known = [Known(number, e.score, e.rank) for number, e in enumerate(entries)]
    try:
        rank_bounds(known, size=size)
    except ContradictoryRanks as wrong:
        numbers = [entries[key].row for key in wrong.keys if isinstance(key, int)]
        rows = sorted(number for number in numbers if number is not None)
        if not rows:
            yield Problem(None, "", "rank-impossible")
        for number in rows:
            yield Problem(number, "rank", "rank-impossible")

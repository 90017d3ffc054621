"""Rules of a list and of a history: who has which rank, what stands where, what improved. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from balai.engines.composite import (
    Bounds,
    ContradictoryRanks,
    Known,
    rank_bounds,
    ranks_known_to,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from balai.engines.composite import Known as KnownRow

Key = TypeVar("Key", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in its list.

    rank: joint ranks "1, 1, 3"; None where the list is not known that far down.
    possible: lowest and highest rank that the known figures allow; None when they allow no
    statement (no score and no rank), or contradict each other.
    """

    rank: int | None
    possible: tuple[int, int | None] | None


def places(
    rows: Sequence[KnownRow[Key]], *, size: int | None, known_down_to: int | None
) -> dict[Key, Place]:
    """Rank the rows of one list, as far down as it is known.

    rows: score and the list's own published rank, as far as published. known_down_to: every
    row down to this rank is among them. Only when the list is complete do all get a rank.
    """
    scores = {row.key: row.score for row in rows}
    complete = (
        size is not None and len(rows) == size and all(s is not None for s in scores.values())
    )
    ranks = ranks_known_to(scores, None if complete else known_down_to or 0)
    try:
        bounds = rank_bounds(rows, size=size)
    except ContradictoryRanks:
        # Imports refuse such ranks; should a size be corrected later, pages still answer.
        bounds = {}
    nothing = {row.key for row in rows if row.score is None and row.rank is None}
    return {
        key: Place(rank, _possible(rank, None if key in nothing else bounds.get(key)))
        for key, rank in ranks.items()
    }


def _possible(rank: int | None, bounds: Bounds | None) -> tuple[int, int | None] | None:
    if rank is not None:
        return (rank, rank)
    return None if bounds is None else (bounds.best, bounds.worst)


@dataclass(frozen=True, slots=True)
class PlaceAmong:
    """A place among some rows of a list. sure: nobody unknown can stand before it."""

    place: int
    joint: bool
    known: int
    sure: bool


def place_among(score: Decimal, rank: int | None, others: Iterable[Decimal | None]) -> PlaceAmong:
    """Say where a score stands among the known scores of its scope, itself included.

    rank: its rank in the whole list: if that is known, so is everybody who stands before it.
    """
    known = [other for other in others if other is not None]
    return PlaceAmong(
        place=1 + sum(other > score for other in known),
        joint=sum(other == score for other in known) > 1,
        known=len(known),
        sure=rank is not None,
    )


ACROSS_LISTS = (
    (
        "Peringkat lintas daftar: daftar dinilai terpisah dan hanya sebagian nilainya terbit. "
        "Ini urutan nilai yang diketahui, bukan peringkat resmi."
    ),
    (
        "A rank across lists: lists are judged apart and only part of their scores is published. "
        "This is the order of known scores, not an official rank."
    ),
)
"""What must stand beside any order over more than one list: Indonesian, English."""


class AcrossListsError(Exception):
    """A rank over more than one list was asked for, and nobody said to show it with its warning."""

    def __init__(self, lists: Sequence[str]) -> None:
        super().__init__(", ".join(lists))
        self.lists = tuple(lists)


def hundredths(value: Decimal) -> int:
    """Turn a score with at most two decimals into the integer that is stored.

    Raises ValueError for more decimals.

    >>> hundredths(Decimal("2.95"))
    295
    """
    scaled = value * 100
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{value} has more than two decimals")
    return int(scaled)


def score(stored: int) -> Decimal:
    """Turn a stored integer into the score it means, always with two decimals.

    >>> score(320)
    Decimal('3.20')
    """
    return Decimal(stored).scaleb(-2)


__all__ = [
    "ACROSS_LISTS",
    "AcrossListsError",
    "Known",
    "Place",
    "PlaceAmong",
    "hundredths",
    "place_among",
    "places",
    "score",
]

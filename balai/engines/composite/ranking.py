"""Ranks inside one list: competition ranks, and what a partly known list still tells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

from balai.engines.composite.errors import ContradictoryRanks
from balai.engines.composite.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from fractions import Fraction

    from balai.engines.composite.numbers import Exact

Key = TypeVar("Key", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Known(Generic[Key]):
    """What is known of one row of a list: its published score, its published rank, or both."""

    key: Key
    score: Exact | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Best and worst rank that a row can have; `worst` None: the list's size isn't known."""

    best: int
    worst: int | None

    @property
    def certain(self) -> bool:
        """True when only one rank is possible."""
        return self.best == self.worst


def competition_ranks(scores: Mapping[Key, Exact | None]) -> dict[Key, int | None]:
    """Rank 1 + the number of strictly better rows: 1, 1, 3. Best score first.

    scores: as published (rounded), so that equal print means equal rank. A row without a
    score has no rank. The result keeps the order of the input.

    >>> competition_ranks({"a": Decimal("3.48"), "b": Decimal("3.42"), "c": Decimal("3.48")})
    {'a': 1, 'b': 3, 'c': 1}
    """
    numbers = {key: None if score is None else exact(score) for key, score in scores.items()}
    first: dict[Fraction, int] = {}
    known = sorted((n for n in numbers.values() if n is not None), reverse=True)
    for place, number in enumerate(known, start=1):
        first.setdefault(number, place)
    return {key: None if n is None else first[n] for key, n in numbers.items()}


def ranks_known_to(
    scores: Mapping[Key, Exact | None], known_to: int | None
) -> dict[Key, int | None]:
    """Rank a list of which every row down to rank `known_to` is given, and perhaps a few beyond.

    A row whose place comes out beyond `known_to` gets None: rows nobody published may stand
    above it. `known_to` None: the whole list is given.
    """
    if known_to is not None and known_to < 0:
        raise ValueError("known_to must be 0 or more")
    ranks = competition_ranks(scores)
    if known_to is None:
        return ranks
    return {key: r if r is not None and r <= known_to else None for key, r in ranks.items()}


def rank_bounds(rows: Sequence[Known[Key]], *, size: int | None) -> dict[Key, Bounds]:
    """Return the best and the worst possible rank of each row of a partly known list.

    rows: all that is known, in any order. size: rows in the whole list, None if not known.
    The bounds are exact: each end is the rank in some list that fits all that is said, if a
    hidden score may be anything. A row with neither score nor rank is only held by the size.
    Raises ContradictoryRanks when no list fits, ValueError when a key stands twice.

    With rank 3 at 3.80 and rank 5 at 3.63, a row with 3.64 can only be 4.
    """
    blocks, loose, blank = _blocks(rows)
    _check_size(rows, size)
    best = _earliest(blocks, loose)
    worst = _latest(blocks, loose, None if size is None else size + 1)
    result: dict[Key, Bounds] = {}
    for block, low, high in zip(blocks, best, worst, strict=True):
        if high is not None and low > high:
            raise ContradictoryRanks(tuple(block.keys), "no place is left for these scores")
        result.update(dict.fromkeys(block.keys, Bounds(low, high)))
    for block in loose:
        result.update(dict.fromkeys(block.keys, Bounds(block.start, block.start)))
    result.update(dict.fromkeys(blank, Bounds(1, size)))
    return {row.key: result[row.key] for row in rows}


@dataclass(slots=True)
class _Block(Generic[Key]):
    """Rows that share one place. rank: the published one, if any."""

    keys: list[Key] = field(default_factory=list)
    rank: int | None = None

    @property
    def start(self) -> int:
        return self.rank or 0

    @property
    def end(self) -> int:
        """First place behind a ranked block."""
        return self.start + len(self.keys)


def _blocks(
    rows: Sequence[Known[Key]],
) -> tuple[list[_Block[Key]], list[_Block[Key]], list[Key]]:
    """Split into blocks with a score (best first), blocks with only a rank (by rank), the rest."""
    scored: dict[Fraction, _Block[Key]] = defaultdict(_Block)
    for row in rows:
        if row.rank is not None and row.rank < 1:
            raise ContradictoryRanks((row.key,), "a rank starts at 1")
        if row.score is None:
            continue
        block = scored[exact(row.score)]
        block.keys.append(row.key)
        if row.rank is not None and block.rank not in {None, row.rank}:
            raise ContradictoryRanks(tuple(block.keys), "one score, two ranks")
        block.rank = row.rank if block.rank is None else block.rank
    blocks = [scored[score] for score in sorted(scored, reverse=True)]
    by_rank: dict[int, _Block[Key]] = {}
    for block in blocks:
        if block.rank is not None and by_rank.setdefault(block.rank, block) is not block:
            raise ContradictoryRanks(tuple(block.keys), "two scores, one rank")
    loose: list[_Block[Key]] = []
    for row in rows:
        if row.score is None and row.rank is not None:
            if row.rank not in by_rank:
                by_rank[row.rank] = _Block(rank=row.rank)
                loose.append(by_rank[row.rank])
            by_rank[row.rank].keys.append(row.key)
    _check_spans([by_rank[rank] for rank in sorted(by_rank)])
    loose.sort(key=lambda block: block.start)
    return blocks, loose, [r.key for r in rows if r.score is None and r.rank is None]


def _check_spans(ranked: list[_Block[Key]]) -> None:
    for before, after in pairwise(ranked):
        if before.end > after.start:
            reason = f"{len(before.keys)} rows share rank {before.start}, so {after.start} is taken"
            raise ContradictoryRanks(tuple(after.keys), reason)


def _check_size(rows: Sequence[Known[Key]], size: int | None) -> None:
    if len({row.key for row in rows}) != len(rows):
        raise ValueError("a key stands twice")
    if size is not None and len(rows) > size:
        raise ContradictoryRanks(tuple(r.key for r in rows), f"more rows than the list's {size}")


def _earliest(blocks: list[_Block[Key]], loose: list[_Block[Key]]) -> list[int]:
    """Pack the blocks from the top: the first place that each can start at."""
    free, starts = 1, []
    for block in blocks:
        start, end = (block.start, block.end) if block.rank is not None else (free, free)
        if start < free:
            reason = f"rank {start}, but at least {free - 1} stand above"
            raise ContradictoryRanks(tuple(block.keys), reason)
        if block.rank is None:
            start, end = _first_fit(len(block.keys), free, loose)
        starts.append(start)
        free = end
    return starts


def _first_fit(count: int, free: int, loose: list[_Block[Key]]) -> tuple[int, int]:
    """Find room for `count` tied rows from `free` on, sharing the place of a loose block or not."""
    start, end = free, free + count
    for block in loose:
        if block.start >= end:
            break
        if block.end > start:
            start, end = max(start, block.start), block.end + count
    return start, end


def _latest(
    blocks: list[_Block[Key]], loose: list[_Block[Key]], limit: int | None
) -> list[int | None]:
    """Pack the blocks from the bottom. limit: first place behind the list, None if not known."""
    starts: list[int | None] = []
    for block in loose:
        if limit is not None and block.end > limit:
            raise ContradictoryRanks(tuple(block.keys), f"the list ends at {limit - 1}")
    for block in reversed(blocks):
        if block.rank is not None:
            if limit is not None and block.end > limit:
                reason = f"rank {block.start}, but at most {limit - len(block.keys)} is free"
                raise ContradictoryRanks(tuple(block.keys), reason)
            limit = block.start
        elif limit is not None:
            limit = _last_fit(len(block.keys), limit, loose)
            if limit < 1:
                raise ContradictoryRanks(tuple(block.keys), "no place is left above")
        starts.append(limit)
    return starts[::-1]


def _last_fit(count: int, limit: int, loose: list[_Block[Key]]) -> int:
    start = limit - count
    for block in reversed(loose):
        if block.end <= start:
            break
        if block.start < start + count:
            start = block.start - count
    return start

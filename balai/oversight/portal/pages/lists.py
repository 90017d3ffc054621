"""What a list of results looks like from outside: its rows as a table, its provinces, its names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from balai.oversight.portal.sentences import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from balai.oversight.assessment.selectors import ListHead, ResultRow
    from balai.registers.regions.domain import Area


@dataclass(frozen=True, slots=True)
class ProvinceBest:
    """A province in one list: how many of its regions have a known score, and the best of them."""

    area: Area
    regions: int
    best: Decimal


def lower_first(text: str) -> str:
    """Write a name so that it can stand inside a sentence: "daftar baru 2024"."""
    return text[:1].lower() + text[1:]


def list_name(head: ListHead) -> str:
    """Return the list's name as a sentence uses it."""
    return lower_first(str(head.names))


def list_url(head: ListHead) -> str:
    """Return the address of the list's table."""
    return reverse("portal:results", kwargs={"round_code": head.round_code, "list_code": head.code})


def region_url(code: object, year: int | None = None) -> str:
    """Return the address of a region's page, for one year if given."""
    address = reverse("portal:region", kwargs={"code": str(code)})
    return f"{address}?tahun={year}" if year else address


def scored(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """Return the rows with a published score, in their order."""
    return [row for row in rows if row.score is not None]


def scores(rows: Iterable[ResultRow]) -> list[Decimal]:
    """Return the published scores, in the order of the rows."""
    return [row.score for row in rows if row.score is not None]


def shown_rank(row: ResultRow) -> int | None:
    """Return the rank in the list: computed where the list is known, else as its source says."""
    if row.rank is not None:
        return row.rank
    return row.rank_published if row.rank_published_of_list else None


def rank_size(row: ResultRow) -> int | None:
    """Return out of how many the shown rank is: of the list, if that is computed or told.

    A rank that only its source tells is out of the list's size if the source says so too;
    how many were ranked may be fewer than were evaluated.
    """
    if row.list is None or row.list.size is None:
        return None
    told = row.rank is not None or str(row.list.size) in row.rank_scope
    return row.list.size if told else None


def ranked(row: ResultRow) -> Ranked:
    """Return the shown rank with what it is out of."""
    return Ranked(shown_rank(row), rank_size(row), row.list.size if row.list else None)


def shares_rank(row: ResultRow, rows: Iterable[ResultRow]) -> bool:
    """Whether another region of the list has the same rank."""
    rank = shown_rank(row)
    return rank is not None and sum(shown_rank(other) == rank for other in rows) > 1


def provinces_of(rows: Iterable[ResultRow]) -> list[ProvinceBest]:
    """Return the provinces that have a known score, the best first, then by name."""
    found: dict[str, list[ResultRow]] = defaultdict(list)
    for row in scored(rows):
        found[row.province.code.value].append(row)
    best = [
        ProvinceBest(group[0].province, len(group), max(scores(group))) for group in found.values()
    ]
    return sorted(best, key=lambda p: (-p.best, p.area.name))


def rest_of(head: ListHead) -> int | None:
    """Return how many regions of the list have no known score; None if its size is unknown."""
    return None if head.size is None else max(0, head.size - head.known_count)


def others_of(head: ListHead, rows: Sequence[ResultRow]) -> int | None:
    """Return how many regions of the list have no row at all; None if its size is unknown.

    Fewer than those without a known score: a rank may be told without the score.
    """
    return None if head.size is None else max(0, head.size - len(rows))


def ceiling(head: ListHead, rows: Sequence[ResultRow]) -> Decimal | None:
    """Return the highest score an unknown region can have, None if nothing bounds it.

    Known down to rank n, an unknown region stands behind it: at most the score at n.
    """
    if head.known_down_to is None:
        return None
    down = [
        row.score
        for row in rows
        if row.score is not None and (row.rank or 0) and (row.rank or 0) <= head.known_down_to
    ]
    return min(down) if down else None


def unknown_ranks(head: ListHead) -> str:
    """Return the ranks that the unknown regions share, "11–50"; empty if that is not sure."""
    if head.size is None or head.known_down_to is None or head.known_down_to != head.known_count:
        return ""
    first = head.known_down_to + 1
    return str(first) if first == head.size else f"{first}\N{EN DASH}{head.size}"


def switch_label(head: ListHead) -> str:
    """Return a short name for the switch between lists of one year: "Baru, 50"."""
    short = {"baru": _("Baru"), "reguler": _("Reguler"), "nasional": _("Nasional")}
    label = short.get(head.code) or str(head.names)
    return f"{label}, {head.size}" if head.size is not None else label

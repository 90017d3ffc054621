"""Every read of the assessment that pages, commands and other parts need; a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balai.oversight.assessment.figures import (
    ListHead,
    Names,
    PartValue,
    Recomputed,
    RegionBrief,
    RegionYear,
    ResultRow,
    RoundHead,
    Scope,
    SourceRef,
    StageHead,
    Standing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balai.kernel.region_code import RegionCode
    from balai.oversight.assessment.instrument import Edition

__all__ = [
    "ListHead",
    "Names",
    "PartValue",
    "Recomputed",
    "RegionBrief",
    "RegionYear",
    "ResultRow",
    "RoundHead",
    "Scope",
    "SourceRef",
    "StageHead",
    "Standing",
    "UnknownEdition",
    "UnknownList",
    "UnknownRound",
    "data_version",
    "edition",
    "latest_list",
    "list_head",
    "list_rows",
    "list_version",
    "lists",
    "region_results",
    "regions_with_results",
    "rounds",
    "standing",
    "unlisted_rows",
]


class UnknownRound(LookupError):
    """No round of that code."""


class UnknownList(LookupError):
    """No published list of that code in that round."""


class UnknownEdition(LookupError):
    """No edition of that code is loaded."""


def rounds() -> tuple[RoundHead, ...]:
    """Return all rounds, newest first, with their stages. Two queries."""
    raise NotImplementedError


def lists(round_code: str | None = None) -> tuple[ListHead, ...]:
    """Return the published lists of one round, or of all: newest round first. One query."""
    raise NotImplementedError


def list_head(round_code: str, list_code: str) -> ListHead:
    """Return one published list; raises UnknownList. One query."""
    raise NotImplementedError


def list_version(round_code: str, list_code: str) -> int:
    """Return only the version of a published list, for a cache; raises UnknownList. One small query."""
    raise NotImplementedError


def data_version() -> str:
    """Return a word that changes whenever anything public changes: pages of all results. One query."""
    raise NotImplementedError


def latest_list() -> ListHead | None:
    """Return the list to greet visitors with: of the newest scored round the one known furthest down."""
    raise NotImplementedError


def list_rows(round_code: str, list_code: str) -> tuple[ResultRow, ...]:
    """Return a list's rows, best score first, then official name; rows without score last.

    Raises UnknownList. Four queries, whatever the size.
    """
    raise NotImplementedError


def unlisted_rows(round_code: str) -> tuple[ResultRow, ...]:
    """Return the round's results whose list no source tells, by official name: never ranked."""
    raise NotImplementedError


def region_results(code: RegionCode) -> tuple[RegionYear, ...]:
    """Return every result of one region, oldest first; empty when there is none."""
    raise NotImplementedError


def regions_with_results() -> tuple[RegionBrief, ...]:
    """Return every region that has a result, by official name. Two queries."""
    raise NotImplementedError


def standing(
    row: ResultRow, scope: Scope, *, rows: Sequence[ResultRow] | None = None
) -> Standing | None:
    """Say where the row stands in its list among its province, island group or the whole list.

    rows: those of its list, if they are at hand (no query then). None when the row has no
    list or no score.
    """
    raise NotImplementedError


def edition(code: str | None = None) -> Edition:
    """Return a loaded edition, None: that of the newest round; raises UnknownEdition. One query."""
    raise NotImplementedError

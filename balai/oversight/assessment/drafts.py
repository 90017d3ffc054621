"""What is handed to the services: a round, its stages, a list, and what words of rank mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balai.oversight.assessment.figures import Names

if TYPE_CHECKING:
    from datetime import date

    from balai.oversight.assessment.figures import SourceRef

NO_NAMES = Names("", "")


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A dated stage; dates stay None where no source tells them."""

    names: Names
    starts_on: date | None = None
    ends_on: date | None = None
    place: str = ""
    note: Names = NO_NAMES


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round. edition: code of a loaded edition; None while no weights are proved."""

    code: str
    year: int
    names: Names
    edition: str | None = None
    stages: tuple[StageDraft, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A list of a round. scopes: words of rank that mean this list → whether the rank is its own."""

    round_code: str
    code: str
    names: Names
    stage: Names = NO_NAMES
    size: int | None = None
    known_down_to: int | None = None
    scored: bool = True
    letter_number: str = ""
    letter_date: date | None = None
    note: Names = NO_NAMES
    source: SourceRef | None = None
    scopes: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlacementDraft:
    """Where a region stands by a fact its source does not tell. list_code None: not known."""

    region: str
    list_code: str | None
    reason: Names
    rank_of_list: bool = False

"""What both readers hand over: numbered lines of text, before anybody knows what the columns mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balai.registers.intake.domain import Note


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cells; number as a person sees it in the file (1 is the first)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """All lines of a file.

    ragged: whether the file's form allows lines of different length (CSV).
    marks: (line number, position) → problem code of a cell whose value cannot be trusted.
    """

    lines: Sequence[Line]
    ragged: bool
    notes: Sequence[Note] = ()
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)

"""The check of one file: read it, let its kind judge the rows, compare with what is stored.

Nothing here writes. It runs outside any transaction, since SQLite has one writer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balai.registers.intake import readers
from balai.registers.intake.domain import ChangeKind, Problem, difference_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balai.registers.intake.domain import (
        Change,
        ImportKind,
        Note,
        Options,
        ParsedRow,
        RawRow,
    )


KEY_LENGTH = 200
"""Longest key of a row."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Outcome of a check. With any problem there is no difference: changes is empty."""

    rows: Sequence[RawRow]
    parsed: Sequence[ParsedRow]
    problems: Sequence[Problem]
    changes: Sequence[Change]
    notes: Sequence[Note] = ()

    def count(self, kind: ChangeKind) -> int:
        """How many rows change in that way."""
        return sum(change.kind is kind for change in self.changes)

    @property
    def digest(self) -> str:
        """Digest of the difference; "" while there are problems."""
        return "" if self.problems else difference_digest(self.changes)


def check_file(kind: ImportKind, content: bytes, options: Options, *, sheet: str = "") -> Checked:
    """Read and check a file; raises FileRefused when it is not a table."""
    table = readers.read(content, kind.columns, sheet=sheet, max_rows=kind.max_rows)
    return check_rows(kind, table.rows, options, found=table.problems, notes=table.notes)


def check_rows(
    kind: ImportKind,
    rows: Sequence[RawRow],
    options: Options,
    *,
    found: Sequence[Problem] = (),
    notes: Sequence[Note] = (),
) -> Checked:
    """Check rows that were read; found: what the reading already says about them.

    What the kind says about a row that could not be read well is left out: it would only
    describe the same mistake again.
    """
    parsed, judged = kind.parse(rows, options) if rows else ((), ())
    _only_known_codes(kind, judged)
    unread = {problem.row for problem in found}
    problems = [*found, *(p for p in judged if p.row is None or p.row not in unread)]
    problems += _doubled(parsed, {problem.row for problem in problems})
    problems.sort(key=lambda p: (p.row is not None, p.row or 0))
    if problems:
        return Checked(rows, parsed, problems, (), notes)
    return Checked(rows, parsed, (), compared(kind, parsed, options), notes)


def compared(kind: ImportKind, parsed: Sequence[ParsedRow], options: Options) -> list[Change]:
    """Ask the kind for the difference and put it in the order of the rows.

    Raises ValueError when the kind does not answer with exactly one change a row.
    """
    changes = {change.key: change for change in kind.difference(parsed, options)}
    if any(not 0 < len(row.key) <= KEY_LENGTH for row in parsed):
        raise ValueError(f"import kind {kind.code}: a row's key has 1 to {KEY_LENGTH} characters")
    if changes.keys() != {row.key for row in parsed} or len(changes) != len(parsed):
        raise ValueError(f"import kind {kind.code}: difference() must give one change for each row")
    return [changes[row.key] for row in parsed]


def content_digest(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _doubled(parsed: Sequence[ParsedRow], told: set[int | None]) -> list[Problem]:
    """Name rows that speak of a record which an earlier row already speaks of."""
    first: dict[str, int] = {}
    problems = []
    for row in parsed:
        earlier = first.setdefault(row.key, row.number)
        if earlier != row.number and row.number not in told:
            problems.append(Problem(row.number, "", "row-twice", {"first": earlier}))
    return problems


def _only_known_codes(kind: ImportKind, problems: Sequence[Problem]) -> None:
    """Refuse a problem without words while its writer still looks at it."""
    unknown = sorted({problem.code for problem in problems} - set(kind.problems))
    if unknown:
        raise ValueError(f"import kind {kind.code}: no words for {', '.join(unknown)}")

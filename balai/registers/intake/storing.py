"""How a check's outcome becomes rows of the database, and back. Called by services only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balai.registers.intake.domain import (
    ChangeKind,
    Note,
    ParsedRow,
    Problem,
    RawRow,
    decode,
    encode,
)
from balai.registers.intake.messages import PROBLEMS
from balai.registers.intake.models import RowProblem, StagedRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from balai.registers.intake.checking import Checked
    from balai.registers.intake.domain import Change
    from balai.registers.intake.models import Batch

_SLICE = 500
"""Rows in one INSERT: SQLite limits the parameters of a statement."""

_COMPARING = frozenset({"row-twice"})
"""The intake's problems that a new check finds again by itself."""


def set_outcome(batch: Batch, checked: Checked, *, at: datetime) -> None:
    """Put counts and digest of a check on the batch."""
    batch.row_count = len(checked.rows)
    batch.problem_count = len(checked.problems)
    batch.new_count = checked.count(ChangeKind.NEW)
    batch.changed_count = checked.count(ChangeKind.CHANGED)
    batch.unchanged_count = checked.count(ChangeKind.UNCHANGED)
    batch.difference_digest = checked.digest
    batch.checked_at = at


def set_notes(batch: Batch, notes: Sequence[Note]) -> None:
    """Put what the reading had to remark on the batch."""
    batch.notes = [{"code": note.code, "params": encode(note.params)} for note in notes]


def read_notes(batch: Batch) -> list[Note]:
    """Return the notes of a batch as the reading made them."""
    return [Note(note["code"], decode(note["params"])) for note in batch.notes]


def add_rows(batch: Batch, checked: Checked) -> None:
    """Keep every row as read, and as understood where there is a difference."""
    understood = {
        row.number: (row, change)
        for row, change in zip(checked.parsed, checked.changes, strict=False)
    }
    StagedRow.objects.bulk_create(
        [_staged(batch, row, understood.get(row.number)) for row in checked.rows], _SLICE
    )
    RowProblem.objects.bulk_create(
        [
            RowProblem(
                batch=batch, row=p.row, column=p.column, code=p.code, params=encode(p.params)
            )
            for p in checked.problems
        ],
        _SLICE,
    )


def replace_rows(batch: Batch, checked: Checked) -> None:
    """Keep the outcome of another check instead of the former."""
    remove_rows(batch)
    add_rows(batch, checked)


def remove_rows(batch: Batch) -> None:
    """Remove rows and problems of a batch."""
    StagedRow.objects.filter(batch=batch).delete()
    RowProblem.objects.filter(batch=batch).delete()


def read_rows(batch: Batch) -> list[RawRow]:
    """Rows as they were read from the file."""
    stored = StagedRow.objects.filter(batch=batch).order_by("id").values_list("number", "raw")
    return [RawRow(number, raw) for number, raw in stored]


def read_parsed(batch: Batch) -> list[ParsedRow]:
    """Rows as they were understood."""
    stored = StagedRow.objects.filter(batch=batch).exclude(change="").order_by("id")
    rows = stored.values_list("number", "key", "parsed")
    return [ParsedRow(number, key, decode(parsed)) for number, key, parsed in rows]


def reading_problems(batch: Batch) -> list[Problem]:
    """Problems found by the reading; the kind's and the comparing ones a new check finds itself."""
    stored = RowProblem.objects.filter(batch=batch, code__in=set(PROBLEMS) - _COMPARING)
    return [problem_of(row) for row in stored.order_by("id")]


def problem_of(row: RowProblem) -> Problem:
    """Return a stored problem as the check made it."""
    return Problem(row.row, row.column, row.code, decode(row.params))


def _staged(batch: Batch, row: RawRow, understood: tuple[ParsedRow, Change] | None) -> StagedRow:
    staged = StagedRow(batch=batch, number=row.number, raw=dict(row.cells))
    if understood is not None:
        parsed, change = understood
        staged.key, staged.parsed = parsed.key, encode(parsed.values)
        staged.change, staged.label = change.kind.value, change.label[:300]
        staged.before, staged.after = encode(change.before), encode(change.after)
    return staged

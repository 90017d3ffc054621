"""The kind of import "published-results", as the intake asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from balai.oversight.assessment import permissions
from balai.oversight.assessment.published import snapshots, storing, words
from balai.oversight.assessment.published.checks import cross_problems
from balai.oversight.assessment.published.columns import CODE, COLUMNS, FIELDS
from balai.oversight.assessment.published.parsing import read_rows
from balai.oversight.assessment.published.reference import load
from balai.registers.intake.domain import ImportKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import Form

    from balai.kernel.actor import Actor
    from balai.registers.intake.domain import (
        Change,
        Column,
        Options,
        ParsedRow,
        Problem,
        ProblemText,
        RawRow,
    )


class PublishedResults(ImportKind):
    """Results as a letter, a regency or the press published them, one region and round a row."""

    code: ClassVar[str] = CODE
    names: ClassVar[tuple[str, str]] = ("Hasil yang sudah terbit", "Published results")
    action: ClassVar[str] = permissions.IMPORT_RESULTS.code
    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    problems: ClassVar[Mapping[str, ProblemText]] = words.PROBLEMS
    max_rows: ClassVar[int] = 10_000
    fields: ClassVar[Mapping[str, tuple[str, str]]] = FIELDS

    def parse(
        self, rows: Sequence[RawRow], options: Options
    ) -> tuple[Sequence[ParsedRow], Sequence[Problem]]:
        """Check each row, then what rows say of each other; nine queries, however many rows."""
        readings = read_rows(rows, options, load(rows))
        problems = [problem for reading in readings for problem in reading.problems]
        problems += cross_problems(readings)
        parsed = [snapshots.parsed_row(r, options) for r in readings if not r.problems]
        return parsed, problems

    def difference(self, parsed: Sequence[ParsedRow], options: Options) -> Sequence[Change]:
        """Compare with the stored results; a blank cell never erases."""
        del options
        return snapshots.changes(parsed)

    def apply(
        self,
        parsed: Sequence[ParsedRow],
        changes: Sequence[Change],
        *,
        options: Options,
        by: Actor,
    ) -> None:
        """Write results, new versions of the published lists they stand in, and the trail."""
        del options
        storing.store(parsed, changes, by=by)

    def options_form(self) -> type[Form]:
        """Ask for what the file may leave out: round, list, and where it was read."""
        from balai.oversight.assessment.forms import ResultsOptionsForm  # noqa: PLC0415 - forms import models, kinds are made before them

        return ResultsOptionsForm


PUBLISHED_RESULTS = PublishedResults()

"""The kind of import "published-results", as the intake asks for it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, ClassVar

from django.urls import NoReverseMatch, reverse

from balai.oversight.assessment import permissions
from balai.oversight.assessment.published import snapshots, storing, wording, words
from balai.oversight.assessment.published.checks import cross_problems, once_a_file
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
        problems = once_a_file([p for reading in readings for p in reading.problems], len(rows))
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

    def display(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Name the lists, and leave out what only the storing needs. One query."""
        return wording.display(changes)

    def result_url(self, options: Options, first: Change | None) -> str | None:
        """Lead to the list that was chosen, else to that of the first row, else to its region."""
        listed = options.get("list") or (first and first.after.get("list"))
        # The addresses belong to the public pages above this part, which may be left out.
        with contextlib.suppress(NoReverseMatch):
            if listed:
                return reverse("portal:results", args=str(listed).split("/"))
            if first is not None:
                return reverse("portal:region", args=[first.key.partition("/")[2]])
        return None

    def options_form(self) -> type[Form]:
        """Ask for what the file may leave out: round, list, and where it was read."""
        from balai.oversight.assessment.forms import ResultsOptionsForm  # noqa: PLC0415 - forms import models, kinds are made before them

        return ResultsOptionsForm


PUBLISHED_RESULTS = PublishedResults()

"""`balai assessment check-instrument FILE`: is this file an edition, and if not, what to mend where."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from balai.oversight.assessment import answers
from balai.oversight.assessment.edition_file import read_edition
from balai.oversight.assessment.instrument import BadEditionError
from balai.registers.intake.services.commands import unreadable

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from balai.oversight.assessment.instrument import Edition


class Command(BaseCommand):
    help = (
        "Check an edition of the instrument (YAML): 0 good, 65 faults, each with line and remedy."
    )
    requires_system_checks = []  # noqa: RUF012 - declared so by Django; no database is needed

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        answers.add_output_arguments(parser, "text", "json")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        path: Path = options["file"]
        with override(answers.spoken(options["language"])):
            try:
                edition = read_edition(path)
            except OSError as missing:
                raise CommandError(unreadable(path, missing), returncode=answers.USAGE) from None
            except BadEditionError as bad:
                self._tell(path, bad, options["format"])
                sys.exit(answers.DATA_REFUSED)
            self.stdout.write(
                answers.as_json({"file": path.name, "good": True, **_counts(edition)})
                if options["format"] == "json"
                else _sentence(edition)
            )

    def _tell(self, path: Path, bad: BadEditionError, fmt: str) -> None:
        if fmt == "json":
            faults = [
                {"line": f.line, "path": f.path, "message": f.message, "remedy": f.remedy}
                for f in bad.faults
            ]
            self.stdout.write(answers.as_json({"file": path.name, "good": False, "faults": faults}))
            return
        for fault in bad.faults:
            place = f" {fault.path}:" if fault.path else ""
            self.stdout.write(f"{path.name}:{fault.line}:{place} {fault.message} {fault.remedy}")
        self.stdout.write(
            ngettext(
                "%(count)d kesalahan. Edisi ini belum dapat dimuat.",
                "%(count)d kesalahan. Edisi ini belum dapat dimuat.",
                len(bad.faults),
            )
            % {"count": len(bad.faults)}
        )


def _counts(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition.code,
        "components": len(edition.components),
        "dimensions": len(edition.dimensions),
        "sub_dimensions": edition.sub_dimension_count,
        "items": len(edition.items),
        "roll_ups": [roll_up.code for roll_up in edition.roll_ups],
        "digest": edition.digest,
    }


def _sentence(edition: Edition) -> str:
    text = _(
        "%(edition)s: %(components)d komponen, %(dimensions)d dimensi, %(sub_dimensions)d "
        "sub-dimensi, %(items)d butir, gabungan %(names)s. Tidak ada kesalahan."
    )
    counts = _counts(edition)
    return text % {**counts, "names": ", ".join(counts["roll_ups"])}

"""What every import command shares: run a file through its kind, print the report, exit with its code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import CommandError

from balai.kernel.actor import System
from balai.registers.intake.errors import BadOptions, UnknownKind, WorldChanged
from balai.registers.intake.services.files import import_file

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Mapping

    from django.core.management.base import OutputWrapper

    from balai.registers.intake.reports import Report
    from balai.registers.intake.wording import Language

EXIT_USAGE = 2
EXIT_UNAVAILABLE = 69


def add_file_arguments(parser: ArgumentParser) -> None:
    """Add the arguments that every import command takes."""
    parser.add_argument("file", help="CSV or XLSX file")
    parser.add_argument("--sheet", default="", help="sheet of a workbook (default: the first)")
    parser.add_argument("--dry-run", action="store_true", help="check and compare, write nothing")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--language", choices=("id", "en"), default="id")


def run(
    kind: str, arguments: Mapping[str, object], options: Mapping[str, str], stdout: OutputWrapper
) -> Report:
    """Import the file that `add_file_arguments` took, print its report, and return it.

    Leaves by SystemExit with the report's code when that is not 0. Raises CommandError with
    exit code 2 (kind, option or file unknown) or 69 (others keep changing the records).
    """
    try:
        report = import_file(
            kind=kind,
            path=Path(str(arguments["file"])),
            options=options,
            by=System("intake import"),
            dry_run=bool(arguments["dry_run"]),
            sheet=str(arguments["sheet"]),
        )
    except (BadOptions, UnknownKind) as wrong:
        raise CommandError(str(wrong), returncode=EXIT_USAGE) from None
    except OSError as missing:
        raise CommandError(
            f"{arguments['file']}: {missing.strerror}", returncode=EXIT_USAGE
        ) from None
    except WorldChanged:
        raise CommandError(
            "The stored records kept changing while the file was read. Run the command again.",
            returncode=EXIT_UNAVAILABLE,
        ) from None
    language: Language = "en" if arguments["language"] == "en" else "id"
    as_json = arguments["format"] == "json"
    stdout.write(report.json(language) if as_json else report.text(language))
    if report.exit_code:
        sys.exit(report.exit_code)
    return report

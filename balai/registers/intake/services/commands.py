"""What every import command shares: run a file through its kind, print the report, exit with its code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import CommandError
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

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
    parser.add_argument("--language", choices=("id", "en"), help="default: the installation's")


def spoken(chosen: object) -> Language:
    """Return the language to answer in: the chosen one, else the one already active."""
    return "en" if str(chosen or get_language() or "id").startswith("en") else "id"


def unreadable(path: object, error: OSError) -> str:
    """Say in the active language why a file cannot be opened."""
    if isinstance(error, FileNotFoundError):
        text = _("%(file)s: berkas ini tidak ada.")
    elif isinstance(error, IsADirectoryError):
        text = _("%(file)s: ini folder, bukan berkas.")
    elif isinstance(error, PermissionError):
        text = _("%(file)s: berkas ini tidak boleh dibaca.")
    else:
        text = _("%(file)s: berkas ini tidak dapat dibaca.")
    return text % {"file": path}


def run(
    kind: str, arguments: Mapping[str, object], options: Mapping[str, str], stdout: OutputWrapper
) -> Report:
    """Import the file that `add_file_arguments` took, print its report, and return it.

    All is said in the language of `--language`, else in the active one.

    Leaves by SystemExit with the report's code when that is not 0. Raises CommandError with
    exit code 2 (kind, option or file unknown) or 69 (others keep changing the records).
    """
    language = spoken(arguments["language"])
    with override(language):
        report = _imported(kind, arguments, options)
    as_json = arguments["format"] == "json"
    stdout.write(report.json(language) if as_json else report.text(language))
    if report.exit_code:
        sys.exit(report.exit_code)
    return report


def _imported(kind: str, arguments: Mapping[str, object], options: Mapping[str, str]) -> Report:
    """Import, and turn what hinders it into CommandErrors in the active language."""
    try:
        return import_file(
            kind=kind,
            path=Path(str(arguments["file"])),
            options=options,
            by=System("intake import"),
            dry_run=bool(arguments["dry_run"]),
            sheet=str(arguments["sheet"]),
        )
    except UnknownKind as wrong:
        text = _("Tidak ada jenis impor “%(kind)s”. Yang ada: %(known)s.")
        known = ", ".join(wrong.known) or "\N{EM DASH}"
        raise CommandError(
            text % {"kind": wrong.code, "known": known}, returncode=EXIT_USAGE
        ) from None
    except BadOptions as wrong:
        raise CommandError(str(wrong), returncode=EXIT_USAGE) from None
    except OSError as missing:
        raise CommandError(unreadable(arguments["file"], missing), returncode=EXIT_USAGE) from None
    except WorldChanged:
        raise CommandError(
            _("Catatan terus diubah orang lain selama berkas dibaca. Jalankan perintah ini lagi."),
            returncode=EXIT_UNAVAILABLE,
        ) from None

"""`balai audit export`: write the trail, or a part of it, as CSV or JSON lines."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from datetime import date
from errno import errorcode
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.kernel.actor import System
from balai.kernel.region_code import BadRegionCode, RegionCode
from balai.registers.audit import selectors, services
from balai.registers.audit.exporting import COLUMNS, csv_lines, values

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Iterator

    from balai.registers.audit.models import AuditEntry

BY = System("export")


class Command(BaseCommand):
    help = "Write rows of the audit trail as CSV or JSON lines, oldest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("csv", "jsonl"), default="jsonl")
        parser.add_argument("--output", metavar="FILE", help="default: standard output")
        parser.add_argument(
            "--action", default="", help='whole, or a beginning such as "accounts."'
        )
        parser.add_argument("--actor", default="", help="code of who did it, such as user:…")
        parser.add_argument("--target", default="", help='"kind:id"')
        parser.add_argument("--region", default="", help="area code; everything below it too")
        parser.add_argument("--day", default="", help="YYYY-MM-DD in the installation's time zone")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        filters = selectors.Filters(
            action=options["action"],
            actor=options["actor"],
            target=options["target"],
            region=_region(options["region"]),
            day=_day(options["day"]),
        )
        count = 0
        with opened(options["output"], self.stdout) as file:
            services.note_export(filters=filters, by=BY)  # not before there is where to write
            rows = selectors.stream(filters=filters, by=BY)
            lines = csv_lines(rows) if options["format"] == "csv" else _json_lines(rows)
            for line in lines:
                file.write(line)
                count += 1
        count -= options["format"] == "csv"  # its head
        told = ngettext("%d baris ditulis.", "%d baris ditulis.", count) % count
        self.stderr.write(told)


class Sink(Protocol):
    """What rows are written to."""

    def write(self, text: str, /) -> object: ...


def _region(text: str) -> RegionCode | None:
    try:
        return RegionCode(text) if text else None
    except BadRegionCode as error:
        told = _("Tulis kode wilayah seperti 99.01, bukan %s.") % text
        raise CommandError(told, returncode=2) from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        told = _("Tulis tanggal seperti 2026-11-24, bukan %s.") % text
        raise CommandError(told, returncode=2) from error


@contextmanager
def opened(path: str | None, standard: Sink) -> Iterator[Sink]:
    """Make the named file, for its owner alone, or hand out standard output.

    A file that could not be written to its end is taken away again. Raises CommandError: 65
    for a file that exists, 69 where none can be made or written.
    """
    if not path:
        yield standard
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise CommandError(_("Berkas %s sudah ada.") % path, returncode=65) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
    except BaseException as error:
        Path(path).unlink(missing_ok=True)  # half a trail; and it would stop the next try
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def _unwritable(path: str, error: OSError) -> CommandError:
    """Say why a file cannot be written; the system's own words are English, its sign is not."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        told = _("Folder %s tidak ada.") % Path(path).parent
    elif isinstance(error, PermissionError):
        told = _("Akun ini tidak boleh menulis di folder %s.") % Path(path).parent
    else:
        sign = errorcode.get(error.errno or 0, type(error).__name__)
        told = _("Berkas %(path)s tidak dapat ditulis (%(sign)s).") % {"path": path, "sign": sign}
    return CommandError(told, returncode=69)


def _json_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """Write one JSON object a line; detail is an object in it."""
    for entry in entries:
        row = {
            **dict(zip(COLUMNS, values(entry), strict=True)),
            "detail": json.loads(entry.detail),
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"

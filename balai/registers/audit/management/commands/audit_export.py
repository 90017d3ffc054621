"""`balai audit export`: write the trail, or a part of it, as CSV or JSON lines."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from datetime import date
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
        try:
            filters = selectors.Filters(
                action=options["action"],
                actor=options["actor"],
                target=options["target"],
                region=RegionCode(options["region"]) if options["region"] else None,
                day=date.fromisoformat(options["day"]) if options["day"] else None,
            )
        except (BadRegionCode, ValueError) as error:
            raise CommandError(str(error), returncode=2) from error
        services.note_export(filters=filters, by=BY)
        count = 0
        with _opened(options["output"], self.stdout) as file:
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


@contextmanager
def _opened(path: str | None, standard: Sink) -> Iterator[Sink]:
    """Make the named file, for its owner alone, or hand out standard output."""
    if not path:
        yield standard
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise CommandError(_("Berkas %s sudah ada.") % path, returncode=65) from error
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        yield file


def _json_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """Write one JSON object a line; detail is an object in it."""
    for entry in entries:
        row = {
            **dict(zip(COLUMNS, values(entry), strict=True)),
            "detail": json.loads(entry.detail),
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"

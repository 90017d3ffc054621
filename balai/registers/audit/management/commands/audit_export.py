"""`balai audit export`: write the trail, or a part of it, as CSV or JSON lines."""

from __future__ import annotations

import csv
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
from balai.registers.audit.domain import instant

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Iterator

    from balai.registers.audit.models import AuditEntry

BY = System("export")
COLUMNS = ("uuid", "at", "actor", "label", "action", "target", "region", "detail", "leaf")


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

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
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
            write = _csv(file) if options["format"] == "csv" else _json_lines(file)
            for entry in selectors.stream(filters=filters, by=BY):
                write(entry)
                count += 1
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


def _values(entry: AuditEntry) -> tuple[str, ...]:
    return (
        str(entry.uuid),
        instant(entry.at),
        entry.actor_id,
        entry.actor_label,
        entry.action,
        entry.target,
        entry.region,
        entry.detail,
        bytes(entry.leaf).hex(),
    )


def _csv(file: Sink) -> Callable[[AuditEntry], object]:
    """Write CSV; a cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)

    def write(entry: AuditEntry) -> None:
        cells = _values(entry)
        writer.writerow(
            [f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells]
        )

    return write


def _json_lines(file: Sink) -> Callable[[AuditEntry], object]:
    """Write one JSON object a line; detail is an object in it."""

    def write(entry: AuditEntry) -> None:
        row = {
            **dict(zip(COLUMNS, _values(entry), strict=True)),
            "detail": json.loads(entry.detail),
        }
        file.write(json.dumps(row, ensure_ascii=False) + "\n")

    return write

"""`balai audit verify`: recompute the trail and hold it against its seals and outside heads."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.registers.audit import selectors
from balai.registers.audit.domain import BadEntryError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from balai.registers.audit.domain import Head
    from balai.registers.audit.findings import Report


class Command(BaseCommand):
    help = "Check that no row of the audit trail was changed, removed or moved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="SIZE:ROOT",
            help="a head that was printed outside the database; may be given several times",
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        heads = [_head(text) for text in options["head"]]
        report = selectors.verify(heads)
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(report), ensure_ascii=False, indent=2))
        else:
            self._tell(report)
        if not report.clean:
            sys.exit(1)

    def _tell(self, report: Report) -> None:
        for finding in report.findings:
            self.stdout.write(f"! {finding.line()}")
        for head in report.confirmed:
            self.stdout.write(_("Cocok dengan segel yang disimpan di luar: %s") % head)
        self.stdout.write(
            ngettext(
                "%(rows)d baris dalam %(seals)d segel diperiksa.",
                "%(rows)d baris dalam %(seals)d segel diperiksa.",
                report.head.size,
            )
            % {"rows": report.head.size, "seals": report.seals}
        )
        if report.unsealed:
            self.stdout.write(
                ngettext("%d baris belum disegel.", "%d baris belum disegel.", report.unsealed)
                % report.unsealed
            )
        if report.clean:
            self.stdout.write(_("Tidak ada baris yang diubah, hilang, atau dipindahkan."))
        else:
            count = len(report.findings)
            self.stdout.write(ngettext("%d temuan.", "%d temuan.", count) % count)


def _head(text: str) -> Head:
    try:
        return selectors.parse_head(text)
    except BadEntryError as error:
        raise CommandError(
            _("Tulis segel sebagai BANYAK:AKAR seperti dari balai audit head, bukan %s.") % text,
            returncode=2,
        ) from error


def as_json(report: Report) -> dict[str, object]:
    """Write a report for machines."""
    return {
        "clean": report.clean,
        "head": str(report.head),
        "seals": report.seals,
        "last_seal_at": report.last_seal_at.isoformat() if report.last_seal_at else None,
        "unsealed": report.unsealed,
        "confirmed": [str(head) for head in report.confirmed],
        "findings": [finding.as_json() for finding in report.findings],
    }

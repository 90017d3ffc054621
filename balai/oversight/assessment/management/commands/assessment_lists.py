"""`balai assessment lists`: which lists are published, how large they are, and how far they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from balai.oversight.assessment import answers, selectors

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from balai.oversight.assessment.figures import ListHead

COLUMNS = ("round", "list", "name", "size", "known", "known_down_to", "letter", "version")


class Command(BaseCommand):
    help = "Show the published lists: size, how many scores are known, known down to which rank."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--round", help="only of this round, e.g. 2024")
        answers.add_output_arguments(parser, "text", "json", "csv")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        with override(answers.spoken(options["language"])):
            rows = [_row(head) for head in selectors.lists(options["round"])]
            match options["format"]:
                case "json":
                    self.stdout.write(answers.as_json(rows))
                case "csv":
                    self.stdout.write(answers.as_csv(rows, COLUMNS))
                case _:
                    titles = [
                        _("Putaran"),
                        _("Daftar"),
                        _("Nama"),
                        _("Besar"),
                        _("Diketahui"),
                        _("Sampai peringkat"),
                        _("Surat"),
                        _("Versi"),
                    ]
                    table = [
                        ["–" if row[c] in (None, "") else str(row[c]) for c in COLUMNS]
                        for row in rows
                    ]
                    self.stdout.write(answers.as_text(titles, table, frozenset({3, 4, 5, 7})))


def _row(head: ListHead) -> dict[str, Any]:
    return {
        "round": head.round_code,
        "list": head.code,
        "name": str(head.names),
        "size": head.size,
        "known": head.known_count,
        "known_down_to": head.known_down_to,
        "letter": head.letter_number,
        "letter_date": head.letter_date.isoformat() if head.letter_date else None,
        "version": head.version,
        "edition": head.edition,
        "synthetic": head.synthetic,
    }

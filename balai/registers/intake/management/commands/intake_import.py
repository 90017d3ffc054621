"""`balai intake import`: take in a file of a registered kind, all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from balai.registers.intake import kinds
from balai.registers.intake.services import commands

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Import a CSV or XLSX file: 0 applied or nothing to do, 65 data refused, nothing saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ", ".join(kind.code for kind in kinds.every()) or "none"
        parser.add_argument("--kind", required=True, help=f"what the rows are: {known}")
        parser.add_argument(
            "--option",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            help="what the kind asks beside the file; may be repeated",
        )
        commands.add_file_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        chosen: dict[str, str] = {}
        for text in options["option"]:
            name, sign, value = text.partition("=")
            if not sign or not name:
                with override(commands.spoken(options["language"])):
                    said = _("--option “%(text)s”: tulis NAMA=NILAI.") % {"text": text}
                raise CommandError(said, returncode=commands.EXIT_USAGE)
            chosen[name] = value
        commands.run(options["kind"], options, chosen, self.stdout)

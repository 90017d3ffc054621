"""`balai assessment import-results FILE`: take in published results, all of the file or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from balai.oversight.assessment import answers
from balai.oversight.assessment.published.columns import CODE
from balai.oversight.assessment.services.first_data import (
    BadPublishedDataError,
    described_options,
)
from balai.registers.intake.services import commands as intake

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Mapping


class Command(BaseCommand):
    help = (
        "Import published results (CSV or XLSX): 0 applied or nothing to do, 65 data refused, "
        "nothing saved. What the file does not say (round, list, source) is taken from "
        "rounds.yaml beside it, if that describes just this file, or from the options."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        intake.add_file_arguments(parser)
        parser.add_argument("--round", help="code of the round, e.g. 2024")
        parser.add_argument("--list", help="code of the list, e.g. baru (needs --round)")
        parser.add_argument(
            "--source-title", help="where the file was read, for rows without source"
        )
        parser.add_argument("--source-url")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        with override(intake.spoken(options["language"])):
            chosen = _chosen(options)
        intake.run(CODE, options, chosen, self.stdout)


def _chosen(options: Mapping[str, Any]) -> dict[str, str]:
    """Return what holds beside the file: said by rounds.yaml beside it, then by the options."""
    if options["list"] and not options["round"]:
        raise CommandError(_("--list perlu --round."), returncode=answers.USAGE)
    try:
        chosen = dict(described_options(Path(options["file"])))
    except BadPublishedDataError as wrong:
        raise CommandError(str(wrong), returncode=answers.DATA_REFUSED) from None
    except OSError:
        chosen = {}  # the intake says which file is missing
    if options["round"]:
        chosen["round"] = options["round"]
        chosen.pop("list", None)
    if options["list"]:
        chosen["list"] = f"{options['round']}/{options['list']}"
    if options["source_title"]:
        chosen["source_title"] = options["source_title"]
        chosen["source_url"] = options["source_url"] or ""
    return chosen

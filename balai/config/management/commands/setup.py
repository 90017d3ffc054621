"""`balai setup`: everything an installation needs before its first page; a second run changes nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from balai.config import setup
from balai.registers.regions.domain import BadAreaListError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable


class Command(BaseCommand):
    help = "Make or bring up to date this installation: keys, database, areas, real results."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute, read only

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--without-accounts",
            action="store_true",
            help="make no trial accounts, also in a trial",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        steps: list[tuple[str, Callable[[], str]]] = [
            (_("Folder dan kunci"), setup.keys),
            (_("Basis data"), setup.database),
            (_("Wilayah resmi"), lambda: setup.areas(self._progress)),
            (_("Hasil yang diterbitkan"), setup.results),
        ]
        if not options["without_accounts"]:
            steps.append((_("Akun percobaan"), setup.accounts))
        for number, (title, step) in enumerate(steps, 1):
            started = time.monotonic()
            self.stdout.write(f"[{number}/{len(steps)}] {title} … ", ending="")
            self.stdout.flush()
            try:
                outcome = step()
            except BadAreaListError as error:
                raise CommandError(f"{error.problem} {error.remedy}", returncode=65) from error
            self.stdout.write(f"{outcome} ({time.monotonic() - started:.1f} s)")

    def _progress(self, done: int, total: int) -> None:
        """Rewrite one line on a terminal; stay silent in a log, where the step itself is a line."""
        if self.stderr.isatty():
            self.stderr.write(f"\r      {done * 100 // total}% ", ending="")

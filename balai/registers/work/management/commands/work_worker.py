"""`balai worker`: run jobs and the schedule until a signal comes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from balai.registers.work import selectors, worker

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run background jobs and scheduled work, until a signal comes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--interval",
            type=float,
            default=worker.INTERVAL,
            help="seconds between two looks for jobs (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if options["verbosity"] < 2:  # noqa: PLR2004 - Django's own number for "tell more"
            logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        prepared = worker.prepare(interval=options["interval"])
        names = ", ".join(work.name for work in selectors.scheduled())
        self.stdout.write(_("Pekerja siap. Terjadwal: %(names)s.") % {"names": names or "-"})
        self.stdout.flush()
        worker.run(prepared)

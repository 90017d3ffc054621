"""`balai setup`: everything an installation needs before its first page; a second run changes nothing."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.management.utils import get_random_secret_key
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from balai.config.setup import NODE_AREAS, PUBLISHED
from balai.kernel.actor import System
from balai.oversight.assessment import services as assessment
from balai.registers.accounts import services as accounts
from balai.registers.audit import services as audit
from balai.registers.regions import services as regions

if TYPE_CHECKING:
    from collections.abc import Callable

BY = System("setup")


class Command(BaseCommand):
    help = "Make or bring up to date this installation: keys, database, areas, real results."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        del args, options
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("Folders and keys", self._keys),
            ("Database", self._database),
            ("Official areas", self._areas),
            ("Published results", self._results),
            ("Trial accounts", self._accounts),
        )
        for number, (title, step) in enumerate(steps, 1):
            started = time.monotonic()
            self.stdout.write(f"[{number}/{len(steps)}] {title} … ", ending="")
            self.stdout.flush()
            outcome = step()
            self.stdout.write(f"{outcome} ({time.monotonic() - started:.1f} s)")

    def _keys(self) -> str:
        """Make the home folder and its secrets, readable by the owner alone."""
        settings.HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = []
        if not settings.SECRET_FILE.exists() and not os.environ.get("BALAI_SECRET_KEY"):
            descriptor = os.open(settings.SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(get_random_secret_key())
            made.append("secret key")
        if audit.ensure_key():
            made.append("key of the audit trail")
        return "made: " + ", ".join(made) if made else "there"

    def _database(self) -> str:
        """Migrate, if there is anything to migrate."""
        executor = MigrationExecutor(connection)
        if not (plan := executor.migration_plan(executor.loader.graph.leaf_nodes())):
            return "up to date"
        call_command("migrate", verbosity=0, interactive=False)
        return f"{len(plan)} migrations applied"

    def _areas(self) -> str:
        """Load the official list and the fictional province."""
        return regions.load_all(
            directory=NODE_AREAS, by=BY, progress=lambda text: self.stderr.write(f"      {text}")
        )

    def _results(self) -> str:
        """Load instrument, rounds, lists and the really published results."""
        return assessment.load_published_data(directory=PUBLISHED, by=BY)

    def _accounts(self) -> str:
        """In a trial: one account for each role, in the fictional province."""
        if settings.PRODUCTION:
            return "none: this is not a trial"
        made = accounts.create_demo_accounts(by=BY)
        if not made:
            return "there"
        path = settings.HOME / "demo-accounts.txt"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("Trial accounts (sintetis), one a role:\n")
            file.writelines(
                f"  {account.email:<34} {account.password:<18} {account.role}\n" for account in made
            )
        return f"{len(made)} made"

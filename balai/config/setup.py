"""The steps of set-up. Each says in a few words what it did, and does nothing the second time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.core.management.utils import get_random_secret_key
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from balai.kernel.actor import System
from balai.oversight.assessment import services as assessment
from balai.registers.accounts import services as accounts_register
from balai.registers.audit import services as audit
from balai.registers.regions import services as regions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BY = System("setup")

NODE_AREAS = settings.ROOT / "node_modules" / "idn-area-data"
"""The package of official area codes, as `make env` installs it."""

PUBLISHED = settings.ROOT / "data" / "published"
"""Rounds, lists and results as they were published, each with its source."""

ACCOUNTS_FILE = settings.HOME / "demo-accounts.txt"
"""Where the passwords of the trial accounts stand, for their owner alone."""


def _write_private(path: Path, text: str) -> None:
    """Add to a file that only its owner may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def keys() -> str:
    """Make the home folder and its secrets, readable by the owner alone."""
    settings.HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.HOME.chmod(0o700)  # it may have stood there before, open to all
    made = []
    if not settings.SECRET_FILE.exists() and not os.environ.get("BALAI_SECRET_KEY"):
        _write_private(settings.SECRET_FILE, get_random_secret_key())
        made.append(settings.SECRET_FILE.name)
    if audit.ensure_key():
        made.append("audit.pem")
    return _("dibuat: %(names)s") % {"names": ", ".join(made)} if made else _("sudah ada")


def pending_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def database() -> str:
    """Migrate, if there is anything to migrate."""
    if not (pending := pending_migrations()):
        return _("mutakhir")
    call_command("migrate", verbosity=0, interactive=False)
    return _("%(count)d migrasi diterapkan") % {"count": pending}


def areas(progress: Callable[[int, int], None]) -> str:
    """Load the official list and the fictional province. Raises BadAreaListError."""
    official = regions.load_official_list(directory=NODE_AREAS, by=BY, progress=progress)
    fiction = regions.load_synthetic_province(by=BY)
    if not official.changed and not fiction.changed:
        return _("mutakhir")
    return _("%(count)d wilayah") % {"count": official.areas}


def results() -> str:
    """Load instrument, rounds, lists and the really published results."""
    loaded = assessment.load_published_data(directory=PUBLISHED, by=BY)
    return str(loaded)


def accounts() -> str:
    """In a trial, make one account for each role, in the fictional province."""
    if settings.PRODUCTION:
        return _("tidak dibuat: ini bukan percobaan")
    made = [
        account for account in accounts_register.create_demo_accounts(by=BY) if account.password
    ]
    if not made:
        return _("sudah ada")
    title = (
        "" if ACCOUNTS_FILE.exists() else _("Akun percobaan (sintetis), satu tiap peran:") + "\n"
    )
    lines = (f"  {row.email:<32} {row.password:<24} {row.role.value}\n" for row in made)
    _write_private(ACCOUNTS_FILE, title + "".join(lines))
    return _("%(count)d dibuat") % {"count": len(made)}

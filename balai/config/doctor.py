"""What can be wrong with an installation, each with the way to mend it.

Every check is a function that yields findings; a check that itself fails is a finding too, so
that `balai doctor` never ends in a traceback.
"""

from __future__ import annotations

import shutil
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection

from balai.config.setup import NODE_AREAS, pending_migrations
from balai.oversight.assessment import selectors as assessment
from balai.registers.accounts import selectors as accounts
from balai.registers.audit import selectors as audit
from balai.registers.regions import selectors as regions
from balai.ui import assets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LEAST_FREE_BYTES = 500 * 1024 * 1024


class Weight(StrEnum):
    """How much a finding matters: an error stops something, a warning does not yet."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. remedy: the command or step that mends it, empty when all is well."""

    check: str
    weight: Weight
    what: str
    remedy: str = ""


def _private(path: Path) -> bool:
    """Whether only the owner may read or write the file."""
    return not stat.S_IMODE(path.stat().st_mode) & 0o077


def home() -> Iterator[Finding]:
    """Look at the folder that holds all that the installation keeps."""
    path = settings.HOME
    if not path.is_dir():
        yield Finding("home", Weight.ERROR, f"{path} does not exist", "balai setup")
        return
    free = shutil.disk_usage(path).free
    if free < LEAST_FREE_BYTES:
        yield Finding(
            "home",
            Weight.ERROR,
            f"only {free // 2**20} MiB free under {path}",
            "free space on that disk",
        )
    else:
        yield Finding("home", Weight.OK, f"{path}, {free // 2**30} GiB free")


def keys() -> Iterator[Finding]:
    """Secrets exist and are readable by the owner alone."""
    trail = settings.HOME / "keys" / "audit.pem"
    for name, path in (("secret key", settings.SECRET_FILE), ("key of the audit trail", trail)):
        if not path.exists():
            yield Finding("keys", Weight.ERROR, f"{name} is missing", "balai setup")
        elif not _private(path):
            yield Finding(
                "keys", Weight.ERROR, f"{name} can be read by others", f"chmod 600 {path}"
            )
        else:
            yield Finding("keys", Weight.OK, f"{name} is there, readable by its owner alone")


def database() -> Iterator[Finding]:
    """See that the database answers, is migrated, and keeps what it acknowledges."""
    if pending := pending_migrations():
        yield Finding(
            "database", Weight.ERROR, f"{pending} migrations are not applied", "balai setup"
        )
    else:
        yield Finding("database", Weight.OK, f"{connection.vendor}, migrations applied")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name, wanted in (
                ("journal_mode", "wal"),
                ("synchronous", 2),
                ("recursive_triggers", 1),
            ):
                cursor.execute(f"PRAGMA {name}")
                (value,) = cursor.fetchone()
                if value != wanted:
                    yield Finding(
                        "database", Weight.ERROR, f"{name} is {value}, not {wanted}",
                        "do not change the database options in the settings",
                    )  # fmt: skip


def trail() -> Iterator[Finding]:
    """See that the database itself refuses to change the trail."""
    missing = audit.missing_triggers()
    if missing:
        yield Finding(
            "audit",
            Weight.ERROR,
            f"triggers are missing: {', '.join(missing)}",
            "balai database migrate",
        )
    else:
        yield Finding("audit", Weight.OK, "the database refuses to change or delete the trail")


def areas() -> Iterator[Finding]:
    """See that the official list of areas is loaded, whole."""
    area_list = regions.official_list()
    if area_list is None:
        yield Finding("areas", Weight.ERROR, "no official list is loaded", "balai setup")
    else:
        yield Finding("areas", Weight.OK, f"{area_list}: {area_list.areas} areas")
    if not NODE_AREAS.is_dir():
        yield Finding(
            "areas", Weight.WARNING, "the package of area codes is not installed", "make env"
        )


def results() -> Iterator[Finding]:
    """There is something to show."""
    lists = assessment.lists()
    if lists:
        yield Finding("results", Weight.OK, f"{len(lists)} lists of results")
    else:
        yield Finding("results", Weight.WARNING, "no published results are loaded", "balai setup")


def built() -> Iterator[Finding]:
    """Style sheets and scripts are built."""
    try:
        names = assets.BuiltAssets().manifest()
    except assets.AssetsMissing as error:
        yield Finding("assets", Weight.ERROR, str(error), "make env")
    else:
        yield Finding("assets", Weight.OK, f"{len(names)} built")


def people() -> Iterator[Finding]:
    """Somebody can administer the installation."""
    if accounts.has_administrator():
        yield Finding("accounts", Weight.OK, "there is an administrator")
    else:
        yield Finding(
            "accounts", Weight.WARNING, "nobody can administer this installation",
            "balai accounts create-administrator",
        )  # fmt: skip


def safety() -> Iterator[Finding]:
    """Look at settings that matter once strangers reach the installation."""
    if not settings.PRODUCTION:
        yield Finding(
            "environment", Weight.OK, f"{settings.ENVIRONMENT}: not reachable by strangers"
        )
        return
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("environment", Weight.ERROR, "any host name is accepted", "set BALAI_HOSTS")
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        yield Finding(
            "environment", Weight.WARNING, "e-mail is only printed", "set an e-mail server"
        )
    yield Finding("environment", Weight.OK, "production")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    home, keys, database, trail, areas, results, people, built, safety,
)  # fmt: skip


def examine() -> list[Finding]:
    """Run every check; a check that breaks becomes an error of its own."""
    findings: list[Finding] = []
    for check in CHECKS:
        try:
            findings.extend(check())
        except (DatabaseError, OSError) as error:
            first = (
                str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            )
            findings.append(Finding(check.__name__, Weight.ERROR, first, "balai setup"))
    return findings

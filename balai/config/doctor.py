"""What can be wrong with an installation, each with the way to mend it.

Every check is a function that yields findings; a check that itself fails is a finding too, so
that `balai doctor` never ends in a traceback.
"""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from balai.config.setup import ACCOUNTS_FILE, NODE_AREAS, pending_migrations
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
        yield Finding("home", Weight.ERROR, _("%(path)s belum ada") % {"path": path}, "balai setup")
        return
    database = path / "balai.sqlite3"
    for kept in (path, database):
        if kept.exists() and not _private(kept):
            yield Finding(
                "home",
                Weight.ERROR,
                _("%(name)s dapat dibaca orang lain") % {"name": kept},
                f"chmod go-rwx {kept}",
            )
    free = shutil.disk_usage(path).free
    if free < LEAST_FREE_BYTES:
        yield Finding(
            "home",
            Weight.ERROR,
            _("tinggal %(free)d MiB di bawah %(path)s") % {"free": free // 2**20, "path": path},
            _("kosongkan ruang di cakram itu"),
        )
    else:
        yield Finding(
            "home",
            Weight.OK,
            _("%(path)s, sisa %(free)d GiB") % {"path": path, "free": free // 2**30},
        )


def keys() -> Iterator[Finding]:
    """Secrets exist and are readable by the owner alone."""
    trail = settings.HOME / "keys" / "audit.pem"
    secret = (
        () if os.environ.get("BALAI_SECRET_KEY") else ((_("kunci rahasia"), settings.SECRET_FILE),)
    )
    for name, path in (*secret, (_("kunci jejak audit"), trail)):
        if not path.exists():
            yield Finding(
                "keys", Weight.ERROR, _("%(name)s tidak ada") % {"name": name}, "balai setup"
            )
        elif not _private(path):
            yield Finding(
                "keys",
                Weight.ERROR,
                _("%(name)s dapat dibaca orang lain") % {"name": name},
                f"chmod 600 {path}",
            )
        else:
            yield Finding(
                "keys", Weight.OK, _("%(name)s ada, hanya terbaca pemiliknya") % {"name": name}
            )


def database() -> Iterator[Finding]:
    """See that the database answers, is migrated, and keeps what it acknowledges."""
    if pending := pending_migrations():
        yield Finding(
            "database",
            Weight.ERROR,
            _("%(count)d migrasi belum diterapkan") % {"count": pending},
            "balai setup",
        )
    else:
        yield Finding(
            "database",
            Weight.OK,
            _("%(vendor)s, semua migrasi diterapkan") % {"vendor": connection.vendor},
        )
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
                        "database", Weight.ERROR, _("%(name)s bernilai %(value)s, seharusnya %(wanted)s") % {"name": name, "value": value, "wanted": wanted},
                        _("kembalikan pilihan basis data di pengaturan"),
                    )  # fmt: skip


def audit_trail() -> Iterator[Finding]:
    """See that the database itself refuses to change the trail."""
    missing = audit.missing_triggers()
    if missing:
        yield Finding(
            "audit",
            Weight.ERROR,
            _("pemicu hilang: %(names)s") % {"names": ", ".join(missing)},
            "balai database migrate",
        )
    else:
        yield Finding("audit", Weight.OK, _("basis data menolak mengubah atau menghapus jejak"))


def areas() -> Iterator[Finding]:
    """See that the official list of areas is loaded, whole."""
    area_list = regions.official_list()
    if area_list is None:
        yield Finding("areas", Weight.ERROR, _("daftar resmi belum dimuat"), "balai setup")
    else:
        yield Finding(
            "areas",
            Weight.OK,
            _("%(list)s: %(count)d wilayah") % {"list": area_list, "count": area_list.areas},
        )
    if not NODE_AREAS.is_dir():
        yield Finding("areas", Weight.WARNING, _("paket kode wilayah belum terpasang"), "make env")


def results() -> Iterator[Finding]:
    """There is something to show."""
    lists = assessment.lists()
    if lists:
        yield Finding("results", Weight.OK, _("%(count)d daftar hasil") % {"count": len(lists)})
    else:
        yield Finding("results", Weight.WARNING, _("belum ada hasil yang dimuat"), "balai setup")


def built() -> Iterator[Finding]:
    """Style sheets and scripts are built."""
    try:
        names = assets.BuiltAssets().manifest()
    except assets.AssetsMissing as error:
        yield Finding("assets", Weight.ERROR, str(error), "make env")
    else:
        yield Finding("assets", Weight.OK, _("%(count)d berkas siap") % {"count": len(names)})


def people() -> Iterator[Finding]:
    """Somebody can administer the installation."""
    if accounts.has_administrator():
        yield Finding("accounts", Weight.OK, _("ada pengelola sistem"))
    else:
        yield Finding(
            "accounts", Weight.WARNING, _("tidak ada yang dapat mengelola instalasi ini"),
            "balai accounts create-administrator",
        )  # fmt: skip


def safety() -> Iterator[Finding]:
    """Look at settings that matter once strangers reach the installation."""
    if not settings.PRODUCTION:
        yield Finding(
            "environment",
            Weight.OK,
            _("%(name)s: bukan untuk umum") % {"name": settings.ENVIRONMENT},
        )
        return
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            "environment", Weight.ERROR, _("nama host apa pun diterima"), _("isi BALAI_HOSTS")
        )
    if settings.ALLOWED_HOSTS == ["127.0.0.1", "localhost"]:
        yield Finding(
            "environment",
            Weight.ERROR,
            _("hanya mesin ini yang dapat membuka halaman"),
            _("isi BALAI_HOSTS"),
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Finding(
            "environment",
            Weight.WARNING,
            _("pengirim surel belum diisi"),
            _("isi BALAI_FROM_EMAIL"),
        )
    if ACCOUNTS_FILE.exists():
        yield Finding(
            "environment",
            Weight.WARNING,
            _("sandi akun percobaan masih tersimpan"),
            f"rm {ACCOUNTS_FILE}",
        )
    if not settings.EMAIL_IS_SENT:
        yield Finding(
            "environment",
            Weight.ERROR,
            _("server surel belum diisi: undangan tidak terkirim"),
            _("isi BALAI_EMAIL_URL"),
        )
    if not settings.SOURCE_URL:
        yield Finding(
            "environment",
            Weight.WARNING,
            _("halaman tidak menunjuk kode sumbernya (AGPL-3.0 pasal 13)"),
            _("isi BALAI_SOURCE_URL"),
        )
    yield Finding("environment", Weight.OK, _("produksi"))


CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "home": home,
    "keys": keys,
    "database": database,
    "audit": audit_trail,
    "areas": areas,
    "results": results,
    "assets": built,
    "accounts": people,
    "environment": safety,
}


def examine() -> list[Finding]:
    """Run every check; a check that breaks becomes an error of its own."""
    findings: list[Finding] = []
    for name, check in CHECKS.items():
        try:
            findings.extend(check())
        except Exception as error:  # noqa: BLE001 - whatever is broken, the doctor goes on and names it
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            away = connection.vendor == "postgresql" and isinstance(error, OperationalError)
            remedy = _("nyalakan PostgreSQL, atau periksa DATABASE_URL") if away else "balai setup"
            findings.append(Finding(name, Weight.ERROR, first, remedy))
    return findings

"""What the row of the trail costs inside a write, without and with it.

Two writes: the smallest service of the product (create an office: permission, checks, one insert),
to which the aim of at most 15 % applies, and three bare inserts in a transaction, with nothing a
service does around them, as the worst case.

All kinds run in turn in one process, on a temporary SQLite file with the product's own settings
(synchronous=FULL), on the disk of the temporary folder. A ratio is the median over the pairs, so
that a noisy minute touches both sides.

    python benchmarks/audit_row.py [--pairs 9] [--writes 300] [--folder DIR]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AIM = 1.15


def prepare(home: str) -> None:
    """Start Django on a fresh SQLite file in `home` and make the trail's and three more tables."""
    os.environ.update(
        BALAI_HOME=home,
        BALAI_ENV="test",
        BALAI_SECRET_KEY="only-for-the-benchmark",  # noqa: S106 - of a database that is thrown away
        DJANGO_SETTINGS_MODULE="balai.config.settings",
    )
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        for name, columns in TABLES.items():
            cursor.execute(f"CREATE TABLE {name} (id integer PRIMARY KEY AUTOINCREMENT, {columns})")
        cursor.execute("CREATE UNIQUE INDEX bench_key_unique ON bench_key (key)")
        cursor.execute("CREATE INDEX bench_line_deposit ON bench_line (deposit_id)")


TABLES = {
    "bench_key": "key char(32) NOT NULL, at datetime NOT NULL",
    "bench_deposit": "uuid char(32) NOT NULL UNIQUE, region varchar(13) NOT NULL, grams bigint NOT NULL",
    "bench_line": "deposit_id bigint NOT NULL, category varchar(20) NOT NULL, grams bigint NOT NULL",
}


Write = Callable[[bool], None]


def service_write() -> Write:
    """Return the smallest service of the product; without the row, its `record` does nothing."""
    from itertools import count

    from balai.kernel.actor import System
    from balai.kernel.region_code import RegionCode
    from balai.registers.accounts import services as accounts
    from balai.registers.audit import services as audit

    by, region, numbers, record = System("benchmark"), RegionCode("99.01"), count(), audit.record

    def nothing(*_args: object, **_kwargs: object) -> None:
        """Leave no row."""

    def write(audited: bool) -> None:  # noqa: FBT001 - one switch, and both sides use it
        audit.record = record if audited else nothing
        accounts.create_office(
            code=f"DINAS-{next(numbers)}", name="Dinas Contoh", kind="agency", region=region, by=by
        )

    return write


def bare_write() -> Write:
    """Return three inserts in a transaction, with or without the row."""
    from django.db import models, transaction
    from django.utils import timezone
    from uuid_utils.compat import uuid7

    from balai.kernel.actor import System
    from balai.kernel.region_code import RegionCode
    from balai.registers.audit import services

    def table(name: str, **fields: models.Field) -> type[models.Model]:
        meta = type(
            "Meta", (), {"app_label": "bench", "db_table": f"bench_{name}", "managed": False}
        )
        return type(name.title(), (models.Model,), {"__module__": "bench", "Meta": meta, **fields})

    key = table("key", key=models.CharField(max_length=32), at=models.DateTimeField())
    deposit = table(
        "deposit",
        uuid=models.UUIDField(),
        region=models.CharField(max_length=13),
        grams=models.BigIntegerField(),
    )
    line = table(
        "line",
        deposit_id=models.BigIntegerField(),
        category=models.CharField(max_length=20),
        grams=models.BigIntegerField(),
    )
    by, region = System("benchmark"), RegionCode("99.01")

    def write(audited: bool) -> None:  # noqa: FBT001 - one switch, and both sides use it
        with transaction.atomic():
            key.objects.create(key=uuid7().hex, at=timezone.now())
            made = deposit.objects.create(uuid=uuid7(), region="99.01", grams=2450)
            line.objects.create(deposit_id=made.pk, category="PET", grams=2450)
            if audited:
                services.record(
                    "wastebank.record_setoran",
                    by=by,
                    target=f"setoran:{made.uuid}",
                    region=region,
                    after={"grams": 2450, "category": "PET", "price": 3000},
                )

    return write


def measure(write: Write, pairs: int, writes: int) -> tuple[list[float], list[float]]:
    """Milliseconds a write in each round: without and with the row of the trail."""

    def a_round(*, audited: bool) -> float:
        started = time.perf_counter()
        for _ in range(writes):
            write(audited)
        return (time.perf_counter() - started) * 1000 / writes

    for audited in (False, True):
        a_round(audited=audited)  # warm caches, grow the files
    without, with_row = [], []
    for _ in range(pairs):
        without.append(a_round(audited=False))
        with_row.append(a_round(audited=True))
    return without, with_row


def main() -> int:
    """Print both medians and the median of the ratios; 1 if it is above the aim."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--writes", type=int, default=300)
    parser.add_argument("--folder", help="where the database lies (default: the temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="balai-bench-", dir=options.folder) as home:
        prepare(home)
        ratios = {}
        for title, write in (("a service", service_write()), ("three bare inserts", bare_write())):
            without, with_row = measure(write, options.pairs, options.writes)
            pairs = [b / a for a, b in zip(without, with_row, strict=True)]
            ratios[title] = statistics.median(pairs)
            print(
                f"{title:<18} {statistics.median(without):.3f} ms without the row, "
                f"{statistics.median(with_row):.3f} ms with it: ratio {ratios[title]:.3f} "
                f"({min(pairs):.3f} to {max(pairs):.3f} of {len(pairs)} pairs)"
            )
    print(f"aim {AIM} for a service")
    return int(ratios["a service"] > AIM)


if __name__ == "__main__":
    sys.exit(main())

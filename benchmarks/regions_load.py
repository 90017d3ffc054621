"""What loading the official list costs over a bare insert of the same rows, checks and keys included.

A: `load_official_list` (read, check, make keys, insert, analyse, row in the trail). B: one
`executemany` of the finished rows into the same table with the same indexes. Both in turn in
one process, each in a transaction that is rolled back; medians, and the ratio as the median
over the pairs. On SQLite in the temporary folder, or on the empty
database of DATABASE_URL.

    python benchmarks/regions_load.py [--pairs 3] [--folder DIR]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules" / "idn-area-data"
AIM_SECONDS = 10


def prepare(home: str) -> None:
    """Start Django in `home` and make the tables."""
    os.environ.update(
        BALAI_HOME=home, BALAI_ENV="test", DJANGO_SETTINGS_MODULE="balai.config.settings"
    )
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def seconds(write: Callable[[], None]) -> float:
    """Time one write in a transaction that is rolled back."""
    from django.db import transaction

    with transaction.atomic():
        start = time.perf_counter()
        write()
        spent = time.perf_counter() - start
        transaction.set_rollback(True)
    return spent


def load() -> None:
    from balai.kernel.actor import System
    from balai.registers.regions import services

    services.load_official_list(directory=PACKAGE, by=System("benchmark"))


def insert_bare() -> Callable[[], None]:
    """Make the rows once; what is returned inserts them with one executemany."""
    from django.db import connection

    from balai.registers.regions import official_list
    from balai.registers.regions.models import AreaList

    rows = official_list.check(official_list.open_package(PACKAGE)).rows
    columns = (*official_list.AreaRow._fields, "valid_from", "area_list_id")
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO regions_region ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names

    def insert() -> None:
        area_list = AreaList.objects.create(
            version="bare", day=date(2025, 4, 25), digest="bare", loaded_at="2025-04-25T00:00Z",
            provinces=0, regencies=0, districts=0, villages=0,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(*row, "0001-01-01", area_list.pk) for row in rows])

    return insert


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--folder", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as home:
        prepare(home)
        bare = insert_bare()
        pairs = [(seconds(load), seconds(bare)) for _ in range(options.pairs)]
    loads, bares = zip(*pairs, strict=True)
    print(f"load {statistics.median(loads):.2f} s (aim < {AIM_SECONDS} s)")
    print(f"bare executemany {statistics.median(bares):.2f} s")
    print(f"ratio {statistics.median(a / b for a, b in pairs):.2f}")


if __name__ == "__main__":
    main()

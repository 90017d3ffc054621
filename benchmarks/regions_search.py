"""How long one search takes over the whole official list, beside one bare walk over its keys.

A: `selectors.search` (at most three queries). B: the same part of a name by one bare
`LIKE '%…%'` over the same table. Both in turn in one process, for each text; medians of
milliseconds, and the ratio as the median over the pairs. On SQLite in the temporary folder, or
on the empty database of DATABASE_URL.

    python benchmarks/regions_search.py [--pairs 9] [--folder DIR]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))
import regions_load

if TYPE_CHECKING:
    from collections.abc import Callable

AIM = 5.0
TEXTS = ("batanghari", "btanghari", "kab batang", "terusan batanghari", "suka", "a", "15.04")


def milliseconds(read: Callable[[], object]) -> float:
    start = time.perf_counter()
    read()
    return (time.perf_counter() - start) * 1000


def walk(text: str) -> None:
    """Read the codes whose key holds the text, and nothing else."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM regions_region WHERE own_key LIKE %s", [f"%{text}%"])
        cursor.fetchall()


def main() -> int:
    """Print a line for each text; 1 if a search takes more walks than the aim."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--folder", help="where the database lies (default: the temporary folder)")
    options = parser.parse_args()
    slow = False
    with tempfile.TemporaryDirectory(prefix="balai-bench-", dir=options.folder) as home:
        regions_load.prepare(home)
        regions_load.load()
        from balai.registers.regions import selectors

        for text in TEXTS:
            pairs = [
                (
                    milliseconds(lambda t=text: selectors.search(t)),
                    milliseconds(lambda t=text: walk(t)),
                )
                for _ in range(options.pairs)
            ]
            took = statistics.median(search for search, _walk in pairs)
            ratio = statistics.median(search / walked for search, walked in pairs)
            print(f"{text:20} {took:6.1f} ms, {ratio:5.2f} × a bare walk")
            slow = slow or ratio > AIM
    print(f"aim: at most {AIM} walks, and under 50 ms on a quiet machine")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())

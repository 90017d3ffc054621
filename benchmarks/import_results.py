"""What an import of 5,000 results costs over the least that any import must do.

The file: 10 invented rounds in which every regency and city has a score, a rank, a list and a
source; read from the same bytes by both. A throw-away database only: the figures are made up.

A: the whole way of a file: `intake.services.stage` (read, check every row and every list, compare
   with what is stored, keep the preview) and `apply` (compare again under the lock, write results
   and sources, new versions, the trail).
B: the same reader, the same understanding of each row by itself (region by name and code,
   numbers, lists: `read_rows`), and `bulk_create` of the same results and links to sources. No
   check of rows against each other, no comparison, no preview, no trail.
"bare": `csv` and `Decimal`, codes trusted, and the same `bulk_create`: the harshest reading of B.

A, B and bare in turn in one process, each in a transaction that is rolled back; CPU seconds;
the ratio is the median over the pairs. Aim: A at most 3 B. On SQLite in the temporary
folder, or on the empty database of DATABASE_URL.

    python benchmarks/import_results.py [--pairs 7] [--rows 5000] [--folder DIR]
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import statistics
import sys
import tempfile
import time
import uuid
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from balai.oversight.assessment.models import Result

ROOT = Path(__file__).resolve().parents[1]
AIM = 3.0
FIRST_YEAR = 2031
HEADER = (
    "year",
    "region_code",
    "name_as_published",
    "score",
    "rank",
    "rank_scope",
    "source_title",
    "source_url",
)


def prepare(home: str) -> None:
    """Start Django in `home` and load the areas."""
    os.environ.update(
        BALAI_HOME=home,
        BALAI_ENV="test",
        BALAI_SECRET_KEY="only-for-the-benchmark",  # noqa: S106 - guards nothing
        DJANGO_SETTINGS_MODULE="balai.config.settings",
    )
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    from tests.registers.regions.factories import load_test_areas

    call_command("migrate", verbosity=0)
    load_test_areas()


def make_file(rows: int) -> bytes:
    """Open the rounds and lists, and write the file of so many rows."""
    from balai.registers.regions import selectors as regions
    from tests.oversight.assessment import factories

    areas = [a for p in regions.provinces(synthetic=False) for a in regions.children(p.code)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    factories.load_shipped_edition()
    for start in range(0, rows, len(areas)):
        year = FIRST_YEAR + start // len(areas)
        some = areas[: rows - start]
        factories.make_round(str(year), year)
        factories.make_list(
            str(year), "baru", size=len(areas), known_down_to=len(some), scopes={"seluruhnya": True}
        )
        scores = [400 - number // 2 for number in range(len(some))]
        for number, (area, score) in enumerate(zip(some, scores, strict=True)):
            rank = 1 + number - number % 2
            source = (f"Berita {number % 40}", f"https://example.org/{number % 40}")
            shown = Decimal(score).scaleb(-2)
            writer.writerow((year, area.code, area.name, shown, rank, "seluruhnya", *source))
    return text.getvalue().encode()


def whole_way(content: bytes) -> None:
    from balai.kernel.actor import System
    from balai.registers.intake import services

    by = System("benchmark")
    batch = services.stage(
        kind="published-results",
        content=content,
        name="bench.csv",
        options={},
        key=str(uuid.uuid4()),
        by=by,
    )
    if batch.problem_count:
        raise SystemExit(f"{batch.problem_count} problems in the file of the benchmark")
    services.apply(batch=batch, by=by)


def parse_and_create(content: bytes) -> None:
    from balai.oversight.assessment.models import Result
    from balai.oversight.assessment.published.kind import PUBLISHED_RESULTS
    from balai.oversight.assessment.published.parsing import read_rows
    from balai.oversight.assessment.published.reference import load
    from balai.registers.intake import readers

    rows = readers.read(content, PUBLISHED_RESULTS.columns, sheet="", max_rows=10_000).rows
    readings = read_rows(rows, {}, load(rows))
    results = [
        Result(
            round_id=r.round.pk,
            list_id=r.listed.pk,
            region=str(r.region),
            name_published=r.row["name_as_published"],
            score=int(r.score * 100),
            rank_published=r.rank,
            rank_scope=r.row["rank_scope"],
            rank_of_list=r.rank_of_list,
            placed_id=r.placed.id,
            placed_en=r.placed.en,
        )
        for r in readings
    ]
    sources = [(r.row["source_title"], r.row["source_url"]) for r in readings]
    _create(results, sources)


def bare(content: bytes) -> None:
    from balai.oversight.assessment.models import Result, ResultList

    lists = {str(row.round.year): row for row in ResultList.objects.select_related("round")}
    results, sources = [], []
    for row in csv.DictReader(io.StringIO(content.decode())):
        known = lists[row["year"]]
        results.append(
            Result(
                round_id=known.round_id,
                list_id=known.pk,
                region=row["region_code"],
                name_published=row["name_as_published"],
                score=int(Decimal(row["score"]) * 100),
                rank_published=int(row["rank"]),
                rank_scope=row["rank_scope"],
                rank_of_list=True,
            )
        )
        sources.append((row["source_title"], row["source_url"]))
    _create(results, sources)


def _create(results: list[Result], told: list[tuple[str, str]]) -> None:
    from balai.oversight.assessment.models import Result, ResultSource, Source

    made = {key: Source.objects.create(title=key[0], url=key[1]) for key in dict.fromkeys(told)}
    Result.objects.bulk_create(results, 500)
    ResultSource.objects.bulk_create(
        (
            ResultSource(result=result, source=made[key], position=1)
            for result, key in zip(results, told, strict=True)
        ),
        500,
    )


def cpu_seconds(write: Callable[[bytes], None], content: bytes) -> float:
    """Time one write in a transaction that is rolled back."""
    from django.db import transaction

    with transaction.atomic():
        start = time.process_time()
        write(content)
        spent = time.process_time() - start
        transaction.set_rollback(True)
    return spent


def main() -> int:
    """Print medians and ratios; 1 if the whole way costs more than the aim."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--folder", help="where the database lies (default: the temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="balai-bench-", dir=options.folder) as home:
        prepare(home)
        content = make_file(options.rows)
        writes = (whole_way, parse_and_create, bare)
        rounds = [
            [cpu_seconds(write, content) for write in writes] for _ in range(options.pairs + 1)
        ]
    rounds = rounds[1:]  # the first warms caches of all three
    middle = [statistics.median(column) for column in zip(*rounds, strict=True)]
    ratio = statistics.median(a / b for a, b, _bare in rounds)
    harsh = statistics.median(a / c for a, _b, c in rounds)
    print(f"{options.rows} rows staged and applied   {middle[0]:6.2f} s CPU")
    print(f"read, understand, bulk_create  {middle[1]:6.2f} s CPU   ratio {ratio:5.2f} (aim {AIM})")
    print(f"csv, Decimal, bulk_create      {middle[2]:6.2f} s CPU   ratio {harsh:5.2f}")
    return int(ratio > AIM)


if __name__ == "__main__":
    raise SystemExit(main())

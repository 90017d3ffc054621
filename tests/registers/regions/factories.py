"""Real areas for tests, quickly: enough of the official list to stand on, and province 99."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from balai.kernel.actor import System
from balai.registers.regions import official_list, services

PACKAGE = Path(__file__).parents[3] / "node_modules" / "idn-area-data"
BY = System("tests")


@cache
def small_list() -> official_list.AreaFile:
    """All 38 provinces and 514 regencies, and of 15.04 the 8 districts and 124 villages."""
    files = {}
    for name in ("provinces.csv", "regencies.csv", "districts.csv", "villages.csv"):
        data = (PACKAGE / "data" / name).read_bytes()
        if name in {"districts.csv", "villages.csv"}:
            head, *lines = data.splitlines(keepends=True)
            data = head + b"".join(line for line in lines if line.startswith(b"15.04."))
        files[name] = data
    rows = official_list.read_rows(files)
    edition = replace(official_list.OFFICIAL, version="small", counts=None)
    return official_list.AreaFile(edition=edition, digest="5" * 64, rows=rows)


def load_test_areas() -> None:
    """Load the small list, the aliases and province 99 into the test database."""
    services.load_list(file=small_list(), by=BY)
    services.load_aliases(by=BY)
    services.load_synthetic_province(by=BY)

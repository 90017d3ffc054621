"""Reads which code took whose place, from a file that a person made from the decree."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.kernel.region_code import BadRegionCode, RegionCode
from balai.registers.regions.domain import BadAreaListError

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("renumbered", "split", "merged")
COLUMNS = ["old", "new", "kind", "source"]


@dataclass(frozen=True, slots=True)
class Succession:
    """`new` took the place of `old`, or of a part of it. source: where that is written."""

    old: str
    new: str
    kind: str
    source: str


def read_successions(path: Path) -> tuple[Succession, ...]:
    """Read a CSV `old,new,kind,source`; raises BadAreaListError with the line that is wrong."""
    remedy = _("Perbaiki berkas pergantian, lalu ulangi.")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames != COLUMNS:
            columns = ", ".join(COLUMNS)
            problem = _("Kolom %(file)s harus %(columns)s.")
            raise BadAreaListError(problem % {"file": path.name, "columns": columns}, remedy)
        found: list[Succession] = []
        for row in reader:
            where = {"file": path.name, "line": reader.line_num}
            try:
                old, new = RegionCode(row["old"] or ""), RegionCode(row["new"] or "")
            except BadRegionCode as error:
                problem = _("%(file)s baris %(line)d: kode wilayah tidak terbaca.")
                raise BadAreaListError(problem % where, remedy) from error
            if row["kind"] not in KINDS or old == new or not row["source"]:
                problem = _("%(file)s baris %(line)d: cara, kode baru atau sumber tidak ada.")
                raise BadAreaListError(problem % where, remedy)
            found.append(Succession(old.value, new.value, row["kind"], row["source"]))
    return tuple(found)

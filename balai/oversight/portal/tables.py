"""The same results as rows for a file: one list, one region, or all that is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from balai.oversight.assessment import selectors
from balai.oversight.portal.pages import lists
from balai.oversight.portal.words import shown_version
from balai.registers.regions import selectors as regions
from balai.ui.exports import ExportColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from balai.oversight.assessment.selectors import ListHead, RegionYear, ResultRow

LICENCE = "ODbL-1.0"
"""The tables carry names and codes of areas from a list under this licence, which passes on."""


def result_columns() -> tuple[ExportColumn, ...]:
    """Return the columns of a table of results, labelled in the language in force."""
    return (
        ExportColumn("round", _("Putaran")),
        ExportColumn("year", _("Tahun")),
        ExportColumn("list", _("Daftar")),
        ExportColumn("rank", _("Peringkat")),
        ExportColumn("region_code", _("Kode wilayah")),
        ExportColumn("region", pgettext("kolom", "Daerah")),
        ExportColumn("name_as_published", _("Nama sebagaimana terbit")),
        ExportColumn("province_code", _("Kode provinsi")),
        ExportColumn("province", _("Provinsi")),
        ExportColumn("island_group", _("Kelompok pulau")),
        ExportColumn("score", _("Indeks")),
        ExportColumn("rank_published", _("Peringkat menurut sumber")),
        ExportColumn("rank_scope", _("Lingkup peringkat menurut sumber")),
        ExportColumn("provenance", _("Asal-usul")),
        ExportColumn("source", _("Sumber")),
        ExportColumn("source_url", _("Alamat sumber")),
    )


def result_rows(rows: Iterable[ResultRow]) -> list[tuple[Any, ...]]:
    """Return one tuple a result, in the order of `result_columns`."""
    return [
        (
            row.round_code,
            row.year,
            row.list.code if row.list else None,
            row.rank,
            row.region.value,
            row.area.name,
            row.name_published,
            row.province.code.value,
            row.province.name,
            row.area.island_group.code,
            row.score,
            row.rank_published,
            row.rank_scope or None,
            row.provenance,
            " | ".join(source.title for source in row.sources) or None,
            " | ".join(source.url for source in row.sources) or None,
        )
        for row in rows
    ]


_PARTS = (
    "baseline", "output", "outcome", "impact", "quick_win",
    "governance", "branding", "economy", "living", "society", "environment",
)  # fmt: skip


def region_columns() -> tuple[ExportColumn, ...]:
    """Return the columns of a region's history: those of a result, its change and its parts."""
    return (
        *result_columns(),
        ExportColumn("previous_score", _("Indeks tahun sebelumnya")),
        ExportColumn("improvement", _("Perubahan")),
        *(ExportColumn(code, code) for code in _PARTS),
        ExportColumn("recomputed", _("Indeks dihitung ulang")),
        ExportColumn("consistent", _("Cocok")),
    )


def region_rows(years: Sequence[RegionYear]) -> list[tuple[Any, ...]]:
    """Return one tuple a year, in the order of `region_columns`."""
    rows = []
    for plain, result in zip(result_rows(y.row for y in years), years, strict=True):
        values = {part.code: part.value for part in (*result.components, *result.dimensions)}
        check = result.index_check
        rows.append(
            (
                *plain,
                result.previous_score,
                result.improvement,
                *(values.get(code) for code in _PARTS),
                check.exact if check else None,
                check.consistent if check else None,
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Basis:
    """What every file of a moment rests on: version of the data, and whose areas they are."""

    version: str
    attribution: str


def basis() -> Basis:
    """Look it up. Two queries."""
    return Basis(shown_version(selectors.data_version()), regions.attribution())


def notes(
    *, synthetic: bool = False, head: ListHead | None = None, on: Basis | None = None
) -> list[str]:
    """Say in the file itself what it is: licence, areas, version, and what is not known.

    on: the basis, if it is at hand (no query then).
    """
    on = on or basis()
    said = [
        _("Balai, versi data {version}.").format(version=on.version),
        _("Lisensi: {licence}. Sumber tiap angka ada di barisnya.").format(licence=LICENCE),
        _("Nama dan kode wilayah: {attribution}").format(attribution=on.attribution),
    ]
    if head is not None and (rest := lists.rest_of(head)) != 0:
        said.append(
            _("Nilai {rest} daerah dalam daftar ini belum diketahui.").format(rest=rest)
            if rest
            else _("Besar daftar ini belum diketahui.")
        )
    if synthetic:
        said.append(_("Data sintetis: semua angka di sini buatan."))
    return said


def every_row() -> list[ResultRow]:
    """Return all published results of real regions: list by list, newest first, then the unlisted."""
    return [row for row in selectors.all_rows() if not row.synthetic]

"""A table as a file: CSV, XLSX or JSON, the same rows in each.

CSV is UTF-8 *with* a byte order mark: Excel, which most offices open it with, otherwise
reads "é" and "−" as two letters; readers that know UTF-8 skip the mark (`utf-8-sig`).
Separator comma, decimal point, ISO dates, whatever the page's language: a file is for
machines, and one file must not mean two things.

A text cell that begins like a formula is a way to run code on the reader's machine: it gets
an apostrophe in front in CSV, and is written as text, never as formula, in XLSX.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django_stubs_ext import StrOrPromise
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

FORMATS = ("csv", "xlsx", "json")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9._-]+")


class UnknownFormat(ValueError):  # noqa: N818 - named by what is wrong
    """The file format is none of FORMATS; views answer 404."""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: key in JSON, label in the head of CSV and XLSX."""

    key: str
    label: StrOrPromise


def respond(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[ExportColumn | tuple[str, StrOrPromise] | str],
    fmt: str,
    filename: str,
    *,
    notes: Sequence[StrOrPromise] = (),
) -> HttpResponse:
    """Answer with the rows as a download.

    rows: one value a column: text, int, Decimal, Fraction, date, aware datetime, bool, UUID
    or None. columns: ExportColumn, (key, label), or a key that is its own label. fmt: one of
    FORMATS, else UnknownFormat. filename: without its ending. notes: sentences on source and
    provenance ("sintetis"), below the rows in CSV and XLSX, under "notes" in JSON.
    """
    if fmt not in FORMATS:
        raise UnknownFormat(fmt)
    heads = [_column(column) for column in columns]
    write = {"csv": _csv, "xlsx": _xlsx, "json": _json}[fmt]
    response = HttpResponse(
        write(rows, heads, [str(note) for note in notes]), content_type=_TYPES[fmt]
    )
    safe = _NOT_IN_NAMES.sub("-", filename.casefold()).strip("-.") or "balai"
    response["Content-Disposition"] = f'attachment; filename="{safe}.{fmt}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _column(column: ExportColumn | tuple[str, StrOrPromise] | str) -> ExportColumn:
    if isinstance(column, ExportColumn):
        return column
    return ExportColumn(column, column) if isinstance(column, str) else ExportColumn(*column)


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _plain(value: Any) -> str | int | Decimal | bool | None:  # noqa: ANN401 - cells hold anything
    """Bring a cell to text, number, truth or nothing."""
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, Fraction):
        # Exact where it ends; a third is not written as if it ended.
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact if Fraction(exact) == value else str(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return _CONTROL.sub("", str(value))


def _csv(
    rows: Iterable[Sequence[Any]], heads: Sequence[ExportColumn], notes: Sequence[str]
) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(str(head.label)) for head in heads])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    if notes:
        writer.writerow([])
        writer.writerows([guarded(note)] for note in notes)
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any) -> str:  # noqa: ANN401 - cells hold anything
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return guarded(plain) if isinstance(plain, str) else str(plain)


def _xlsx(
    rows: Iterable[Sequence[Any]], heads: Sequence[ExportColumn], notes: Sequence[str]
) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.freeze_panes = "A2"
    head_cells = [_xlsx_cell(sheet, str(head.label)) for head in heads]
    for cell in head_cells:
        cell.font = Font(bold=True)
    sheet.append(head_cells)
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    if notes:
        about = book.create_sheet("Keterangan")
        for note in notes:
            about.append([_xlsx_cell(about, note)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:  # noqa: ANN401 - untyped library
    if isinstance(value, dt.datetime):
        # A spreadsheet's clock has no zone: keep it by writing the text.
        value = value.isoformat()
    plain: Any = value if isinstance(value, dt.date) else _plain(value)
    cell = WriteOnlyCell(sheet, value=plain)
    if isinstance(plain, str):
        cell.data_type = "s"
    return cell


def _json(
    rows: Iterable[Sequence[Any]], heads: Sequence[ExportColumn], notes: Sequence[str]
) -> bytes:
    body = {
        "columns": [{"key": head.key, "label": str(head.label)} for head in heads],
        "rows": [
            {head.key: _json_value(value) for head, value in zip(heads, row, strict=True)}
            for row in rows
        ],
        "notes": list(notes),
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _json_value(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    """Write decimals as numbers with their own digits: scores are short, so no float harms them."""
    plain = _plain(value)
    return float(plain) if isinstance(plain, Decimal) else plain

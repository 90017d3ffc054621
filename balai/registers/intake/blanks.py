"""An empty file with the right titles, for people to fill in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from balai.registers.intake import wording
from balai.ui import exports

if TYPE_CHECKING:
    from balai.registers.intake.domain import ImportKind
    from balai.registers.intake.wording import Language

FORMATS = ("xlsx", "csv")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AS_TEXT = "@"
_WIDTH = 18


def blank_file(kind: ImportKind, fmt: str, language: Language) -> HttpResponse:
    """Answer with a template; Http404 for a format that is none of FORMATS.

    Titles are in the page's language; both languages are read back. The workbook formats
    its columns as text, so that the code 15.10 stays what it is.
    """
    if fmt not in FORMATS:
        raise Http404(fmt)
    titles = [wording.field_name(kind, column.code, language) for column in kind.columns]
    name = f"{gettext('templat')}-{kind.code}"
    if fmt == "csv":
        return exports.respond([], titles, "csv", name)
    response = HttpResponse(_workbook(kind, titles, language), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _workbook(kind: ImportKind, titles: list[str], language: Language) -> bytes:
    """Write the sheet to fill in, and a second one that explains its columns."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = gettext("Data")
    sheet.append(titles)
    sheet.freeze_panes = "A2"
    for place in range(1, len(titles) + 1):
        sheet.cell(1, place).font = Font(bold=True)
        column = sheet.column_dimensions[get_column_letter(place)]
        column.number_format, column.width = _AS_TEXT, _WIDTH
    about = book.create_sheet(gettext("Petunjuk"))
    about.append([gettext("Kolom"), gettext("Wajib"), gettext("Isi kolom"), gettext("Contoh")])
    for title, column_ in zip(titles, kind.columns, strict=True):
        hint = column_.hint[1 if language == "en" else 0]
        needed = gettext("ya") if column_.required else gettext("tidak")
        about.append([title, needed, hint, wording.example(column_, language)])
        about.cell(about.max_row, 4).number_format = _AS_TEXT
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

"""Read a workbook: look into its archive and its sheet first, then let calamine give the values.

calamine lays a sheet out as one block from the first to the last filled cell, so two cells
at opposite corners end the process for want of memory, and it reads a formula's error as
an empty cell. `inspect_sheet` finds both before calamine is asked.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from balai.registers.intake.errors import FileRefused
from balai.registers.intake.grid import Grid, Line
from balai.registers.intake.limits import MAX_PARTS, MAX_UNPACKED
from balai.registers.intake.workbook import Sheets, inspect_sheet, read_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

_OTHER_FORMATS = {
    "content.xml": "ods",
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
}


def read_xlsx(content: bytes, *, sheet: str = "") -> Grid:
    """Read one sheet, the first visible in the tab order unless named. Raises FileRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
            sheets = read_sheets(archive)
            name = _chosen(sheets, sheet)
            marks = inspect_sheet(archive, sheets, name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, NotImplementedError, EOFError):
        raise FileRefused("broken-workbook") from None
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError):
        raise FileRefused("broken-workbook") from None
    lines = [Line(i, tuple(map(cell_text, row))) for i, row in enumerate(rows, start=1)]
    # calamine ends at the last value it can give: rows below may still hold an error.
    lines += [Line(row, ()) for row in sorted({row for row, _ in marks}) if row > len(rows)]
    return Grid(lines=lines, ragged=False, marks=marks)


def cell_text(value: object) -> str:
    """Write a cell's value as text.

    Numbers have at most 15 digits, as Excel keeps and shows: 3.38 is "3.38", 5.0 is "5",
    and 0.1+0.2 is "0.3". Dates are ISO; a date and time at midnight is a date.
    """
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
    elif isinstance(value, float):
        text = _number_text(value)
    elif isinstance(value, datetime):
        midnight = value.time() == time()
        text = value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    elif isinstance(value, date | time):
        text = value.isoformat()
    else:
        text = "" if value is None else str(value)
    return text


def _number_text(value: float) -> str:
    text = format(value, ".15g")
    if "e" not in text:
        return text
    # Far from what a table of people's figures holds; written out so that no reader guesses.
    return format(value, ".0f") if abs(value) >= 1 else format(value, ".20f").rstrip("0")


def _chosen(sheets: Sheets, wanted: str) -> str:
    """Return the name of the sheet to read; raises FileRefused if there is none of that name."""
    if not wanted:
        return next(iter(sheets.visible))
    for name in sheets.paths:
        if name.casefold() == wanted.strip().casefold():
            return name
    raise FileRefused("sheet-unknown", sheet=wanted, known=", ".join(sheets.paths))


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse what is no workbook or would unpack to too much, from the archive's directory alone."""
    parts: Sequence[zipfile.ZipInfo] = archive.infolist()
    names = {part.filename for part in parts}
    for part, what in _OTHER_FORMATS.items():
        if part in names:
            raise FileRefused("other-workbook", found=what)
    if "xl/workbook.xml" not in names:
        raise FileRefused("not-a-table", found="zip")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused("password")
    # calamine finds parts without regard to case: two spellings could be two different sheets.
    folded = {part.filename.casefold().replace("\\", "/") for part in parts}
    if len(folded) != len(parts):
        raise FileRefused("broken-workbook")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        limit = MAX_UNPACKED // (1024 * 1024)
        raise FileRefused("zip-bomb", size=unpacked // (1024 * 1024), limit=limit)

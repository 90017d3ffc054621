"""Read an uploaded file into rows of text: decide by its bytes what it is, refuse what is not a table."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balai.registers.intake.domain import Note, Problem, RawRow
from balai.registers.intake.errors import FileRefused
from balai.registers.intake.headers import letters, match_headers
from balai.registers.intake.limits import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from balai.registers.intake.readers_csv import read_csv
from balai.registers.intake.readers_xlsx import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balai.registers.intake.domain import Column
    from balai.registers.intake.grid import Grid, Line

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!/", "program"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"SQLite format 3", "sqlite"),
    (b"{\\rtf", "rtf"),
)
_HEAD = 1024
"""Bytes in which a Windows program shows itself; "MZ" alone may begin a title."""

_ERROR_VALUES = frozenset(
    ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Table:
    """A file read: its rows by column code, and what the reading already found.

    rows is empty when the header is not understood. Rows with a reading problem are
    among the rows, so that the kind can check the others against them.
    """

    rows: Sequence[RawRow]
    problems: Sequence[Problem]
    notes: Sequence[Note]


def read(
    content: bytes, columns: Sequence[Column], *, sheet: str = "", max_rows: int = MAX_ROWS
) -> Table:
    """Read a CSV or XLSX file; the file's name is never asked.

    sheet: name of the sheet of a workbook, "" for its first one.
    Raises FileRefused for what is no table, is protected, or is too large.
    """
    return _table(_grid(content, columns, sheet=sheet), columns, max_rows=max_rows)


def clean_name(name: str) -> str:
    """Make a shown file name of what the client sent: no folders, no control or direction marks."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C"
    )
    kept = " ".join(kept.split())
    stem, dot, suffix = kept.rpartition(".")
    if len(kept) > 150 and dot and len(suffix) <= 5:  # noqa: PLR2004 - the field's length; .xlsx
        kept = f"{stem[: 149 - len(suffix)]}.{suffix}"
    return kept[:150] or "tanpa-nama"


def _grid(content: bytes, columns: Sequence[Column], *, sheet: str) -> Grid:
    """Choose the reader by the first bytes."""
    if not content:
        raise FileRefused("empty")
    if len(content) > MAX_BYTES:
        raise FileRefused("too-large", size=_mebibytes(len(content)), limit=_mebibytes(MAX_BYTES))
    if content.startswith(_ZIP):
        return read_xlsx(content, sheet=sheet)
    if content.startswith(_OLE):
        _refuse_ole(content)
    if content.startswith(b"MZ") and b"\0" in content[:_HEAD]:
        raise FileRefused("not-a-table", found="program")
    for start, what in _STRANGERS:
        if content.startswith(start):
            raise FileRefused("not-a-table", found=what)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise FileRefused("web-page")
    if sheet:
        raise FileRefused("csv-has-no-sheets", sheet=sheet)
    return read_csv(content, columns)


def _refuse_ole(content: bytes) -> None:
    """Tell apart what Office's old container may hold: encrypted workbook, .xls, something else."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRefused("password")
    if any(n.encode("utf-16-le") in content for n in ("Workbook", "Book\0")):
        raise FileRefused("old-excel")
    raise FileRefused("not-a-table", found="old-office")


def _table(grid: Grid, columns: Sequence[Column], *, max_rows: int) -> Table:
    """Turn lines of text into rows by column code."""
    marked = {row for row, _ in grid.marks}
    lines = [x for x in map(_trimmed, grid.lines) if any(x.cells) or x.number in marked]
    if not lines:
        raise FileRefused("no-rows")
    header, body = lines[0], lines[1:]
    width = max(_width(line) for line in lines)
    if width > MAX_COLUMNS:
        raise FileRefused("too-many-columns", count=width, limit=MAX_COLUMNS)
    if len(body) > max_rows:
        raise FileRefused("too-many-rows", count=len(body), limit=max_rows)
    used = frozenset(i for line in body for i, cell in enumerate(line.cells) if cell)
    matched = match_headers(header.cells, columns, row=header.number, used=used)
    if matched.problems:
        return Table((), matched.problems, grid.notes)
    if not body:
        raise FileRefused("no-data")
    problems: list[Problem] = []
    rows: list[RawRow] = []
    blank = dict.fromkeys((c.code for c in columns), "")
    for line in body:
        problems += _shape_problems(line, header, ragged=grid.ragged)
        cells = dict(blank)
        for place, code in matched.places.items():
            text = line.cells[place] if place < len(line.cells) else ""
            found = grid.marks.get((line.number, place)) or _cell_problem(text)
            if found is not None:
                problems.append(Problem(line.number, code, found, {"value": _printable(text)[:40]}))
            cells[code] = _printable(text)[:MAX_CELL]
        rows.append(RawRow(line.number, cells))
    return Table(rows, problems, grid.notes)


def _shape_problems(line: Line, header: Line, *, ragged: bool) -> list[Problem]:
    """Name a row with fewer or more cells than the header; a workbook's rows cannot be ragged."""
    extra = [letters(i) for i in range(len(header.cells), len(line.cells)) if line.cells[i]]
    if extra:
        params = {"count": _width(line), "expected": len(header.cells)}
        return [Problem(line.number, "", "row-too-long", params)]
    if ragged and len(line.cells) < _width(header):
        params = {"count": len(line.cells), "expected": _width(header)}
        return [Problem(line.number, "", "row-too-short", params)]
    return []


def _cell_problem(text: str) -> str | None:
    """Return the problem code of one cell's text, None if it can be taken."""
    if text in _ERROR_VALUES:
        return "formula-error"
    if len(text) > MAX_CELL:
        return "cell-too-long"
    if text != _printable(text):
        return "control-character"
    return None


def _trimmed(line: Line) -> Line:
    return replace(line, cells=tuple(_NEWLINES.sub("\n", cell).strip() for cell in line.cells))


def _width(line: Line) -> int:
    """Cells up to the last that holds something."""
    return max((i + 1 for i, cell in enumerate(line.cells) if cell), default=0)


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def _mebibytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f}".replace(".0", "")

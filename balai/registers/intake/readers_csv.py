"""Read CSV as people's programs write it: four encodings, three separators, quoted newlines."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from balai.registers.intake.domain import Note
from balai.registers.intake.errors import FileRefused
from balai.registers.intake.grid import Grid, Line
from balai.registers.intake.headers import header_key, known_keys
from balai.registers.intake.limits import MAX_BYTES, MAX_LINES, MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balai.registers.intake.domain import Column

SEPARATORS = (",", ";", "\t")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEP_LINE = re.compile(r"sep=(.)\r?\n|sep=(.)\r", re.IGNORECASE)
csv.field_size_limit(MAX_BYTES)


def read_csv(content: bytes, columns: Sequence[Column]) -> Grid:
    """Read all lines; columns only help to tell the separator. Raises FileRefused."""
    text, notes = decode_text(content)
    if "\0" in text:
        raise FileRefused("nul", line=text.count("\n", 0, text.index("\0")) + 1)
    breaks = max(text.count("\n"), text.count("\r"))
    if breaks > MAX_LINES:
        raise FileRefused("too-many-rows", count=breaks, limit=MAX_ROWS)
    skipped = 0
    hint = _SEP_LINE.match(text)
    if hint:
        separator = hint[1] or hint[2]
        if separator not in SEPARATORS:
            raise FileRefused("csv-separator", found=separator)
        text, skipped = text[hint.end() :], 1
    else:
        separator = find_separator(text, columns)
    lines = tuple(islice(_lines(text, separator, skipped), MAX_ROWS + 2))
    if len(lines) > MAX_ROWS + 1:
        raise FileRefused("too-many-rows", count=text.count("\n"), limit=MAX_ROWS)
    return Grid(lines=lines, ragged=True, notes=notes)


def decode_text(content: bytes) -> tuple[str, tuple[Note, ...]]:
    """Decode by byte order mark, else UTF-8, else Windows-1252, of which the person is told."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                return content[len(bom) :].decode(encoding), ()
            except UnicodeDecodeError:
                raise FileRefused("encoding") from None
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as found:
        line = content.count(b"\n", 0, found.start) + 1
    if b"\0" in content:
        raise FileRefused("nul", line=content.count(b"\n", 0, content.index(b"\0")) + 1)
    try:
        return content.decode("cp1252"), (Note("encoding-guessed", {"line": line}),)
    except UnicodeDecodeError:
        raise FileRefused("encoding") from None


def find_separator(text: str, columns: Sequence[Column]) -> str:
    """Choose the separator under which most titles of the header are known, then most cells."""
    keys = known_keys(columns)

    def worth(separator: str) -> tuple[int, int]:
        try:
            records = islice(csv.reader(_open(text), delimiter=separator), MAX_ROWS)
            header = next((r for r in records if any(cell.strip() for cell in r)), [])
        except csv.Error:
            return 0, 0
        return sum(header_key(title) in keys for title in header), len(header)

    return max(SEPARATORS, key=worth)


def _lines(text: str, separator: str, skipped: int) -> Iterator[Line]:
    """Yield records with the line on which each begins, counting from 1.

    Lines without content are left out here: spreadsheets write a million of them.
    """
    reader = csv.reader(_open(text), delimiter=separator, strict=True)
    begins = skipped + 1
    try:
        for cells in reader:
            if any(cells):
                yield Line(begins, tuple(cells))
            begins = skipped + reader.line_num + 1
    except csv.Error:
        raise FileRefused("csv-quotes", line=begins) from None


def _open(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")

"""What is inside a workbook's archive: its sheets' places, and how far and how full a sheet is."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from balai.registers.intake.errors import FileRefused
from balai.registers.intake.limits import (
    MAX_ATTRIBUTES,
    MAX_COLUMNS,
    MAX_ELEMENTS,
    MAX_ROWS,
    MAX_TAG,
    MAX_TEXT,
)

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Mapping

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
_KEPT = 32
"""Characters of a value worth keeping: enough for the number of a shared text."""

_CHUNK = 64 * 1024
"""Bytes given to the parser at a time: it reads an unfinished tag again with each."""

_SPARE_ROWS = 1_000
"""Empty rows that may stand between or above the rows of a table."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets of a workbook: name → part of the archive, in tab order; visible: names shown."""

    paths: Mapping[str, str]
    visible: tuple[str, ...]


def read_sheets(archive: zipfile.ZipFile) -> Sheets:
    """Find the sheets; raises FileRefused for a workbook without one or with doubled references."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str, bool]] = []

    def relation(tag: str, attrs: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            if attrs.get("Id", "") in targets:
                raise FileRefused("broken-workbook")
            targets[attrs.get("Id", "")] = attrs.get("Target", "")

    def sheet(tag: str, attrs: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            ids = [v for k, v in attrs.items() if k.rpartition(":")[2] == "id"]
            shown = attrs.get("state", "visible") == "visible"
            sheets.append((attrs.get("name", ""), "".join(ids), shown))

    _walk(archive, "xl/_rels/workbook.xml.rels", relation)
    _walk(archive, "xl/workbook.xml", sheet)
    paths = {name: _part(targets.get(rel, "")) for name, rel, _ in sheets}
    visible = tuple(name for name, _, shown in sheets if shown)
    if not visible or len(paths) != len(sheets):
        raise FileRefused("broken-workbook")
    return Sheets(paths, visible)


def inspect_sheet(
    archive: zipfile.ZipFile, sheets: Sheets, name: str
) -> dict[tuple[int, int], str]:
    """Return the cells whose value is an error or missing; (row, position) → problem code.

    Raises FileRefused when the sheet reaches further, or holds more text, than is allowed.
    """
    # calamine reads the styles too; what could keep it busy there is refused as in the sheet.
    for part in _named(archive, "xl/styles.xml"):
        _walk(archive, part, lambda _tag, _attrs: None)
    walk = _SheetWalk(_shared_lengths(archive))
    _walk(archive, sheets.paths[name], walk.start, walk.end, walk.text)
    return walk.marks


@dataclass(slots=True)
class _SheetWalk:
    """Follows a sheet's rows and cells as calamine counts them."""

    shared: list[int]
    row: int = 0
    place: int = -1
    kind: str = ""
    open: bool = False
    filled: bool = False
    inside: bool = False
    value: str = ""
    length: int = 0
    formula: bool = False
    characters: int = 0
    marks: dict[tuple[int, int], str] = field(default_factory=dict)

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if ":" in tag:
            tag = _local(tag)
        if tag == "row":
            self.row = _integer(attrs.get("r", ""), self.row + 1)
            self.place = -1
        elif tag == "c":
            if self.open:
                raise FileRefused("broken-workbook")
            self._move(attrs.get("r", ""))
            self.kind = attrs.get("t", "n")
            self.value, self.length, self.formula = "", 0, False
            self.open, self.filled = True, False
        else:
            self.filled = True
            if tag in {"v", "t"}:
                self.inside = True
            elif tag == "f":
                self.formula = True

    def text(self, data: str) -> None:
        if self.inside:
            self.length += len(data)
            if len(self.value) < _KEPT:
                self.value += data[:_KEPT]

    def end(self, tag: str) -> None:
        if ":" in tag:
            tag = _local(tag)
        if tag in {"v", "t"}:
            self.inside = False
        elif tag == "c":
            self.open = False
            self._finish()

    def _move(self, reference: str) -> None:
        """Go to the cell's place; without a reference it stands right of the one before."""
        self.place += 1
        if not reference:
            return
        found = _REFERENCE.match(reference)
        if not found:
            raise FileRefused("broken-workbook")
        self.row, self.place = int(found[2]), _position(found[1])

    def _finish(self) -> None:
        """Judge the cell that ends here; one that holds nothing at all may stand anywhere.

        A text of no letters is a value to calamine, so a cell with anything in it counts.
        """
        if self.kind == "e":
            self.marks[self.row, self.place] = "formula-error"
        elif self.formula and not self.length and self.kind != "str":
            self.marks[self.row, self.place] = "formula-without-value"
        elif not self.filled:
            return
        if self.row > MAX_ROWS + _SPARE_ROWS:
            raise FileRefused("too-many-rows", count=self.row, limit=MAX_ROWS)
        if self.place >= MAX_COLUMNS:
            raise FileRefused("too-many-columns", count=self.place + 1, limit=MAX_COLUMNS)
        self.characters += (
            self._shared_length() if self.kind == "s" and self.length else self.length
        )
        if self.characters > MAX_TEXT:
            raise FileRefused("too-much-text", limit=MAX_TEXT // (1024 * 1024))

    def _shared_length(self) -> int:
        index = _integer(self.value, -1)
        if not 0 <= index < len(self.shared):
            raise FileRefused("broken-workbook")
        return self.shared[index]


def _shared_lengths(archive: zipfile.ZipFile) -> list[int]:
    """Length of each text that cells refer to by number."""
    lengths: list[int] = []

    def start(tag: str, attrs: dict[str, str]) -> None:
        del attrs
        if _local(tag) == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    for part in _named(archive, "xl/sharedStrings.xml"):
        _walk(archive, part, start, None, text)
    return lengths


def _named(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Find a part that may be missing as calamine does, without regard to case."""
    folded = part.casefold()
    return [n for n in archive.namelist() if n.casefold().replace("\\", "/") == folded]


def _walk(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse one part of the archive; raises FileRefused.

    Handlers take a tag's prefix off themselves: a sheet has hundreds of thousands of tags
    and hardly ever one with a prefix. The part is given in pieces, so that a tag of many
    megabytes is refused before the parser has read its beginning a thousand times.
    """
    count = 0

    def counted(tag: str, attrs: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS:
            raise FileRefused("too-many-cells", limit=MAX_ELEMENTS // 1_000_000)
        if len(attrs) > MAX_ATTRIBUTES:
            raise FileRefused("broken-workbook")
        start(tag, attrs)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = counted
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(part) as stream:
            given = 0
            while piece := stream.read(_CHUNK):
                parser.Parse(piece, False)
                given += len(piece)
                if given - parser.CurrentByteIndex > MAX_TAG + _CHUNK:
                    raise FileRefused("broken-workbook")
            parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, ValueError):
        raise FileRefused("broken-workbook") from None


def _refuse_doctype(*_: object) -> None:
    """No program writes a document type into a workbook; entities hide in one."""
    raise FileRefused("broken-workbook")


def _local(tag: str) -> str:
    """Take the namespace prefix off a tag."""
    return tag.rpartition(":")[2]


def _part(target: str) -> str:
    """Resolve a relationship's target, which is relative to xl/ unless it starts with a slash."""
    if target.startswith("/"):
        return posixpath.normpath(target[1:])
    return posixpath.normpath(posixpath.join("xl", target))


def _position(name: str) -> int:
    """Undo headers.letters: A is 0."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise  # noqa: PLR2004 - beyond any sheet

"""What a file of rows becomes on its way in: columns, rows, problems, changes, and a kind of import.

A part that wants to take in rows writes one `ImportKind`; reading the file, storing the
preview, the pages and the command are the intake's. No ORM and no clock here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from django.forms import Form
    from django.utils.functional import _StrPromise

    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode

Value = str | int | bool | Decimal | date | None
"""What a cell may hold once parsed, and what a difference may show. It survives storage."""

Values = Mapping[str, Value]
"""Field code → value."""

Options = Mapping[str, str]
"""What the person chose beside the file (a round, a list), as cleaned text."""


class ChangeKind(StrEnum):
    """What applying a row would do to the record it speaks of."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file.

    code: its name in files and rows, [a-z0-9_]. names: Indonesian, English; a header may be
    the code, either name or an alias, in any case and spacing.
    required: the header must be in the file (an empty cell is the kind's to judge).
    hint: said beside the upload form and in the template, Indonesian and English.
    example: shown there too; a pair where the languages write it differently (2,95 and 2.95).
    """

    code: str
    names: tuple[str, str]
    required: bool = True
    aliases: tuple[str, ...] = ()
    hint: tuple[str, str] = ("", "")
    example: str | tuple[str, str] = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file.

    number: the row a person sees in the spreadsheet, or the line of the CSV on which it
    begins; the header is usually 1. cells: column code → text without spaces around it;
    every column of the kind is there, an absent optional one as "".
    """

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, code: str) -> str:
        """Text of one column; KeyError for a column the kind did not declare."""
        return self.cells[code]


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row understood: which record it speaks of, and what it says.

    key: unique in the file; difference() answers with the same key.
    """

    number: int
    key: str
    values: Values


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file cannot be applied, at one place of it.

    row: None when the file as a whole is meant. column: a code, "" when the row is meant.
    code and params are stored, words are looked up in `ImportKind.problems` when shown, so
    that both languages can be read from one upload. A Decimal in params is written with
    the language's decimal mark.
    """

    row: int | None
    column: str
    code: str
    params: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know before applying that does not stop it, such as a guessed encoding."""

    code: str
    params: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProblemText:
    """What is wrong and what to do about it, both translated, with {param} placeholders.

    {row} and {column} need not be repeated: they stand beside the text wherever it is shown.
    """

    what: str | _StrPromise
    remedy: str | _StrPromise


@dataclass(frozen=True, slots=True)
class Change:
    """What applying one row does. before is empty for a new record; both hold shown values.

    label: how a person recognises the record ("Kab. Batanghari, 2022").
    Field codes of before and after are column codes or codes named in `ImportKind.fields`.
    """

    key: str
    kind: ChangeKind
    label: str
    before: Values
    after: Values

    @property
    def differing(self) -> tuple[str, ...]:
        """Codes of the fields whose value changes, in the order of `after`."""
        return tuple(code for code in self.after if self.before.get(code) != self.after[code])


class ImportKind(Protocol):
    """One kind of file that can be taken in. Subclass it to inherit what is optional."""

    code: ClassVar[str]
    """Its name in addresses and commands, [a-z0-9-]: "published-results"."""
    names: ClassVar[tuple[str, str]]
    """Its name on pages: Indonesian, English."""
    action: ClassVar[str]
    """The permission to upload, see and apply such files."""
    columns: ClassVar[tuple[Column, ...]]
    """Every column the file may have, in the template's order."""
    problems: ClassVar[Mapping[str, ProblemText]]
    """Words for every problem code that parse() may report."""
    max_rows: ClassVar[int] = 10_000
    """Rows under the header; never more than the limit of all imports."""
    fields: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Names (Indonesian, English) of shown fields that are no column of the file."""

    def parse(
        self, rows: Sequence[RawRow], options: Options
    ) -> tuple[Sequence[ParsedRow], Sequence[Problem]]:
        """Understand and check all rows; reads the database, never writes it.

        Report every problem at once, not the first. A row with a problem need not be
        among the parsed ones. Two parsed rows with one key are reported by the intake.
        """
        ...

    def difference(self, parsed: Sequence[ParsedRow], options: Options) -> Sequence[Change]:
        """Compare with what is stored: one change for each parsed row, in a few queries.

        Called for the preview, and again under the lock just before apply().
        """
        ...

    def apply(
        self,
        parsed: Sequence[ParsedRow],
        changes: Sequence[Change],
        *,
        options: Options,
        by: Actor,
    ) -> None:
        """Write the rows whose change is new or changed; runs inside one transaction.

        parsed and changes are given in the same order and hold only those rows.
        An exception undoes all of it.
        """
        ...

    def options_form(self) -> type[Form] | None:
        """Form for what the file itself does not say; None if nothing is asked.

        The same form checks the page's fields and the command's `--option key=value`.
        """
        return None

    def region(self, options: Options) -> RegionCode | None:
        """Area that the rows belong to, for the permission; None when they span the country.

        None goes with a national action only: with another nobody may take the file in.
        """
        del options
        return None

    def result_url(self, options: Options, first: Change | None) -> str | None:
        """Where the applied rows can be seen; None if there is no such page.

        first: what the file's first row did, for files that say themselves where they
        belong; None once the rows are forgotten.
        """
        del options, first
        return None

    def display(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Return one page of changes as people read them: names for codes, no technical fields.

        Same length and order; a fixed number of queries; in the language of the page.
        """
        return changes


def encode(values: Values) -> list[tuple[str, object]]:
    """Make JSON of values: pairs in their order, which PostgreSQL would not keep in an object.

    Decimal and date are tagged so that decode() gives them back.
    """
    return [(code, _encoded(value)) for code, value in values.items()]


def decode(stored: Iterable[Sequence[object]]) -> dict[str, Value]:
    """Undo encode(); raises ValueError for what encode() did not write."""
    return {str(code): _decoded(value) for code, value in stored}


def difference_digest(changes: Sequence[Change]) -> str:
    """SHA-256 over a difference: two previews with one digest promise the same writes."""
    rows = [[c.key, c.kind.value, dict(encode(c.before)), dict(encode(c.after))] for c in changes]
    text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _encoded(value: Value) -> object:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _decoded(value: object) -> Value:
    match value:
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case None | str() | int():
            return value
        case _:
            raise ValueError(f"not a stored value: {value!r}")

"""Stored codes and values in words, in either language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext, override

from balai.registers.intake.messages import FOUND, NOTES, PROBLEMS, REFUSALS
from balai.ui import figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balai.registers.intake.domain import Column, ImportKind, Note, Problem, Value, Values
    from balai.registers.intake.errors import FileRefused

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Told:
    """One problem in words. row: None for the whole file; column: its name, "" for the row."""

    row: int | None
    column: str
    code: str
    what: str
    remedy: str

    def sentence(self, language: Language) -> str:
        """Everything in one line: "Baris 4, kolom Skor: … …"."""
        with override(language):
            if self.row is None:
                place = gettext("Berkas")
            elif self.column:
                place = gettext("Baris {row}, kolom {column}").format(
                    row=self.row, column=self.column
                )
            else:
                place = gettext("Baris {row}").format(row=self.row)
        return f"{place}: {self.what} {self.remedy}"


def tell(kind: ImportKind, problem: Problem, language: Language) -> Told:
    """Put a problem into words: the kind's for its codes, the intake's for the reading's."""
    text = kind.problems.get(problem.code) or PROBLEMS[problem.code]
    with override(language):
        return Told(
            row=problem.row,
            column=field_name(kind, problem.column, language),
            code=problem.code,
            what=_filled(str(text.what), problem.params, language),
            remedy=_filled(str(text.remedy), problem.params, language),
        )


def tell_refusal(refused: FileRefused, language: Language) -> Told:
    """Put the reason into words why a file was not read at all."""
    text = REFUSALS[refused.code]
    with override(language):
        params = {
            name: str(FOUND.get(str(value), value)) if name == "found" else value
            for name, value in refused.params.items()
        }
        return Told(
            row=None,
            column="",
            code=refused.code,
            what=_filled(str(text.what), params, language),
            remedy=_filled(str(text.remedy), params, language),
        )


def tell_note(note: Note, language: Language) -> str:
    """Put a note into words."""
    with override(language):
        return _filled(str(NOTES[note.code]), note.params, language)


def kind_name(kind: ImportKind, language: Language) -> str:
    """Name of a kind of import."""
    return kind.names[_place(language)]


def field_name(kind: ImportKind, code: str, language: Language) -> str:
    """Name of a column or of another shown field; the code itself if nobody named it."""
    names = {column.code: column.names for column in kind.columns} | dict(kind.fields)
    return names[code][_place(language)] if code in names else code


def example(column: Column, language: Language) -> str:
    """How a cell of the column is written, in the language's way."""
    told = column.example
    return told if isinstance(told, str) else told[_place(language)]


def shown(value: Value, language: Language) -> str:
    """Write a value as a person reads it.

    An int is written plainly (a year, a rank, a row), a Decimal is a quantity and gets
    the language's marks and its own digits; nothing is a dash.
    """
    if value is None or value == "":
        return "\N{EM DASH}"
    if isinstance(value, bool):
        with override(language):
            return gettext("ya") if value else gettext("tidak")
    if isinstance(value, Decimal):
        return figures.number(value, language)
    if isinstance(value, date):
        return figures.day(value, language, short=True)
    return str(value)


def _filled(text: str, params: Values, language: Language) -> str:
    """Put values into the placeholders; a text that does not fit its params is shown as it is."""
    words: Mapping[str, str] = {name: shown(value, language) for name, value in params.items()}
    return text.format_map(_Lenient(words))


class _Lenient(dict[str, str]):
    """A missing param must not make a stored batch unreadable after its kind was changed."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def _place(language: Language) -> int:
    return 1 if language == "en" else 0

"""A small kind of import and files for it; the stalls of a fictional market are its records."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import ClassVar

import openpyxl
from django import forms

from balai.kernel.permissions import Action, Role
from balai.kernel.region_code import RegionCode
from balai.registers.intake.domain import (
    Change,
    ChangeKind,
    Column,
    ImportKind,
    ParsedRow,
    Problem,
    ProblemText,
)
from balai.registers.intake.models import ClientKey
from balai.ui.forms import BalaiForm

IMPORT_STALLS = Action(
    "intake_test.import_stalls",
    ("Mengimpor kios", "Import stalls"),
    frozenset({Role.SECRETARIAT, Role.OFFICER}),
)
STORE = "world:stalls"
"""Stalls are kept in a table that exists anyway, so that they roll back like real records."""


@dataclass(frozen=True)
class Person:
    """Somebody with a list of what they may do, everywhere or in some areas."""

    name: str = "rina"
    actions: frozenset[str] = frozenset({IMPORT_STALLS.code})
    areas: frozenset[str] | None = None

    @property
    def id(self) -> str:
        return f"user:{self.name}"

    @property
    def label(self) -> str:
        return self.name.title()

    def may(self, action, *, region=None, office=None):
        del office
        inside = self.areas is None or region is None or str(region) in self.areas
        return action in self.actions and inside


STRANGER = Person("budi", frozenset())


class StallOptions(BalaiForm):
    """Which market the stalls stand in."""

    market = forms.ChoiceField(
        label="Pasar",
        choices=[("", "Pilih pasar"), ("pagi", "Pasar Pagi"), ("sore", "Pasar Sore")],
        required=False,
        error_messages={"invalid_choice": "Pilih pasar dari daftar"},
    )
    region = forms.CharField(label="Wilayah", required=False)


@dataclass
class StallKind(ImportKind):
    """Stalls with a code, a name, a score from 0 to 4 and a year."""

    code = "stalls"
    names = ("Kios pasar", "Market stalls")
    action = IMPORT_STALLS.code
    columns = (
        Column(
            "code", ("Kode", "Code"), hint=("Nomor kios", "Number of the stall"), example="A-01"
        ),
        Column("name", ("Nama kios", "Stall name"), example="Kios Melati"),
        Column("score", ("Nilai", "Score"), aliases=("skor",), example="3,25"),
        Column("year", ("Tahun", "Year"), required=False, example="2024"),
    )
    problems: ClassVar = {
        "code-missing": ProblemText("Kode kosong.", "Isi kode kios."),
        "score-unreadable": ProblemText("“{text}” bukan angka.", "Tulis seperti 3,25."),
        "score-outside": ProblemText("Nilai {score} di luar 0–4.", "Periksa nilainya."),
        "too-few": ProblemText("Hanya {count} kios.", "Lengkapi sampai {least} kios."),
    }
    max_rows = 6_000
    least: int = 1
    breaks_after: int | None = None
    applied: list[tuple[str, ...]] = field(default_factory=list)

    def options_form(self):
        return StallOptions

    def region(self, options):
        return RegionCode(options.get("region", "99"))

    def result_url(self, options, first):
        del options, first
        return "/impor/"

    def parse(self, rows, options):
        del options
        parsed, problems = [], []
        for row in rows:
            score, found = _score(row)
            problems += found
            if not row["code"]:
                problems.append(Problem(row.number, "code", "code-missing"))
            if not found and row["code"]:
                values = {"name": row["name"], "score": score, "year": row["year"]}
                parsed.append(ParsedRow(row.number, row["code"], values))
        if len(rows) < self.least:
            params = {"count": len(rows), "least": self.least}
            problems.append(Problem(None, "", "too-few", params))
        return parsed, problems

    def difference(self, parsed, options):
        del options
        stored = stalls()
        changes = []
        for row in parsed:
            before = stored.get(row.key, {})
            if not before:
                kind = ChangeKind.NEW
            else:
                kind = ChangeKind.UNCHANGED if before == row.values else ChangeKind.CHANGED
            changes.append(Change(row.key, kind, f"Kios {row.key}", before, row.values))
        return changes

    def apply(self, parsed, changes, *, options, by):
        del options, by
        self.applied.append(tuple(change.key for change in changes))
        for place, row in enumerate(parsed):
            if place == self.breaks_after:
                raise RuntimeError("the market hall lost power")
            put_stall(row.key, row.values["name"], row.values["score"], row.values["year"])


def _score(row):
    text = row["score"].replace(",", ".")
    try:
        score = Decimal(text)
    except InvalidOperation:
        return None, [Problem(row.number, "score", "score-unreadable", {"text": row["score"]})]
    if not 0 <= score <= 4:
        return None, [Problem(row.number, "score", "score-outside", {"score": score})]
    return score, []


def put_stall(code, name, score, year=""):
    """Write one stall into the world."""
    ClientKey.objects.update_or_create(
        actor=STORE,
        key=code,
        defaults={
            "action": name,
            "digest": str(score),
            "result": year,
            "created_at": datetime(2026, 1, 1, tzinfo=UTC),
        },
    )


def stalls():
    """Every stall of the world by its code."""
    rows = ClientKey.objects.filter(actor=STORE).values_list("key", "action", "digest", "result")
    return {k: {"name": n, "score": Decimal(s), "year": y} for k, n, s, y in rows}


HEADER = ("code", "name", "score", "year")


def csv_bytes(*rows, header=HEADER, separator=",", encoding="utf-8", newline="\r\n"):
    """Write rows as a CSV file; header None leaves it out."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=newline)
    writer.writerows(rows if header is None else (header, *rows))
    return out.getvalue().encode(encoding)


def xlsx_bytes(*rows, header=HEADER, title="Data", more=(), as_text=False):
    """Write rows as a workbook; more: (title, rows) of further sheets.

    as_text: keep "=1" and "#N/A" the texts they are, as a person does by formatting first.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows if header is None else (header, *rows):
        sheet.append(list(row))
    for name, content in more:
        extra = book.create_sheet(name)
        for row in content:
            extra.append(list(row))
    if as_text:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value):
            cell.data_type = "s"
    return _saved(book)


def edited_xlsx(content, part, edit):
    """Change the text of one part inside a workbook."""
    source = zipfile.ZipFile(io.BytesIO(content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            target.writestr(info.filename, edit(data.decode()) if info.filename == part else data)
    return out.getvalue()


def _saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD_ROWS = (("A-01", "Kios Melati", "3.25", "2024"), ("A-02", "Kios Kenanga", "2.95", "2024"))

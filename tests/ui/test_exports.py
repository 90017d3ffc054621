"""A table as a file: the same rows in three formats, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from balai.ui.exports import ExportColumn, UnknownFormat, guarded, respond

COLUMNS = ["rank", ("score", "Indeks"), ExportColumn("name", "Daerah")]
ROWS = [(1, Decimal("3.38"), "Kota Blitar"), (2, None, "Kab. Kediri")]


def as_csv(rows, columns=COLUMNS, **options) -> list[list[str]]:
    body = respond(rows, columns, "csv", "daftar", **options).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body, newline="")))


def as_xlsx(rows, columns=COLUMNS, **options):
    return load_workbook(io.BytesIO(respond(rows, columns, "xlsx", "daftar", **options).content))


def as_json(rows, columns=COLUMNS, **options):
    return json.loads(respond(rows, columns, "json", "daftar", **options).content)


def test_the_three_formats_hold_the_same_rows():
    assert as_csv(ROWS) == [
        ["rank", "Indeks", "Daerah"],
        ["1", "3.38", "Kota Blitar"],
        ["2", "", "Kab. Kediri"],
    ]
    assert [list(row) for row in as_xlsx(ROWS)["Data"].iter_rows(values_only=True)] == [
        ["rank", "Indeks", "Daerah"],
        [1, 3.38, "Kota Blitar"],
        [2, None, "Kab. Kediri"],
    ]
    assert as_json(ROWS) == {
        "columns": [
            {"key": "rank", "label": "rank"},
            {"key": "score", "label": "Indeks"},
            {"key": "name", "label": "Daerah"},
        ],
        "rows": [
            {"rank": 1, "score": 3.38, "name": "Kota Blitar"},
            {"rank": 2, "score": None, "name": "Kab. Kediri"},
        ],
        "notes": [],
    }


def test_excel_reads_the_accents_and_other_readers_too():
    body = respond([["Kab. Tañjung", "−0,11"]], ["a", "b"], "csv", "x").content
    assert body.startswith(b"\xef\xbb\xbf")
    assert "Kab. Tañjung" in body.decode("utf-8-sig")


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']
)
def test_a_text_that_begins_like_a_formula_is_not_run(evil):
    assert as_csv([[evil]], ["a"])[1][0].startswith("'")
    cell = as_xlsx([[evil]], ["a"])["Data"]["A2"]
    assert cell.data_type in {"s", "inlineStr"}
    assert as_csv([["x"]], [evil.strip() or "a"])[0][0].startswith("'")


def test_a_negative_figure_stays_a_figure():
    assert as_csv([[Decimal("-0.11")]], ["a"])[1] == ["-0.11"]
    assert as_xlsx([[Decimal("-0.11")]], ["a"])["Data"]["A2"].value == -0.11


@given(st.text(max_size=40))
def test_no_text_is_left_that_a_spreadsheet_would_run(text):
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_any_text_comes_through_all_three_formats(texts):
    columns = [f"c{place}" for place in range(len(texts))]
    assert len(as_csv([texts], columns)[1]) == len(texts)
    assert len(next(as_xlsx([texts], columns)["Data"].iter_rows(min_row=2, max_row=2))) == len(
        texts
    )
    assert len(as_json([texts], columns)["rows"][0]) == len(texts)


def test_days_moments_truths_fractions_and_ids_are_written_for_machines():
    moment = dt.datetime(2024, 11, 25, 9, 14, tzinfo=dt.UTC)
    key = UUID(int=1)
    row = [dt.date(2024, 11, 25), moment, True, Fraction(663, 200), Fraction(1, 3), key]
    columns = list("abcdef")
    assert as_csv([row], columns)[1] == [
        "2024-11-25",
        "2024-11-25T09:14:00+00:00",
        "true",
        "3.315",
        "1/3",
        str(key),
    ]
    assert as_json([row], columns)["rows"][0] == {
        "a": "2024-11-25", "b": "2024-11-25T09:14:00+00:00", "c": True, "d": 3.315, "e": "1/3", "f": str(key),
    }  # fmt: skip
    assert as_xlsx([row], columns)["Data"]["A2"].value == dt.datetime(2024, 11, 25)  # noqa: DTZ001 - a spreadsheet's day has no zone


def test_where_the_rows_come_from_stands_in_the_file():
    notes = ["Data sintetis, Kabupaten Contoh (99.01)"]
    assert as_csv(ROWS, notes=notes)[-1] == notes
    assert as_xlsx(ROWS, notes=notes)["Keterangan"]["A1"].value == notes[0]
    assert as_json(ROWS, notes=notes)["notes"] == notes


def test_the_file_has_a_name_that_every_system_takes():
    answer = respond(ROWS, COLUMNS, "csv", 'Daftar Baru 2024/"x"')
    assert answer["Content-Disposition"] == 'attachment; filename="daftar-baru-2024-x.csv"'
    assert (
        respond([], COLUMNS, "json", "…")["Content-Disposition"]
        == 'attachment; filename="balai.json"'
    )


def test_a_format_that_does_not_exist_is_refused():
    with pytest.raises(UnknownFormat):
        respond(ROWS, COLUMNS, "pdf", "x")

"""Files as people's programs write them, and files that are none."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.registers.intake import limits, readers
from balai.registers.intake.domain import Note, Problem
from balai.registers.intake.errors import FileRefused
from tests.registers.intake.factories import StallKind, csv_bytes, xlsx_bytes

COLUMNS = StallKind.columns
SHEET = "xl/worksheets/sheet1.xml"
ROW = ("A-01", "Kios Melati", "3.25", "2024")


def read(content, **kwargs):
    return readers.read(content, COLUMNS, **kwargs)


def cells(table):
    return [tuple(row.cells.values()) for row in table.rows]


def refusal(content, **kwargs):
    with pytest.raises(FileRefused) as refused:
        read(content, **kwargs)
    return refused.value.code, dict(refused.value.params)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_csv_is_read_whatever_program_wrote_it(separator, encoding, newline):
    row = ("A-01", "Kios Ébène “satu”", "3,25", "2024")
    table = read(csv_bytes(row, separator=separator, encoding=encoding, newline=newline))
    assert cells(table) == [row]
    assert (table.problems, table.notes) == ([], ())


def test_windows_1252_is_read_and_the_person_is_told_from_which_line():
    content = csv_bytes(
        ("A-01", "Kios Melati", "3", ""), ("A-02", "Café", "3", ""), encoding="cp1252"
    )
    table = read(content)
    assert cells(table)[1][1] == "Café"
    assert table.notes == (Note("encoding-guessed", {"line": 3}),)


def test_excels_own_hint_of_the_separator_is_obeyed_and_counted_as_a_line():
    table = read(b"sep=;\r\nkode;nama kios;nilai\r\nA-01;a, b, c, d;3\r\n")
    assert [(row.number, row["name"]) for row in table.rows] == [(3, "a, b, c, d")]


def test_separator_is_the_one_under_which_the_titles_are_known():
    table = read(b"kode;nama kios;nilai\nA-01;satu, dua, tiga, empat, lima;3\n")
    assert cells(table) == [("A-01", "satu, dua, tiga, empat, lima", "3", "")]


def test_a_quoted_line_break_stays_in_its_cell_and_rows_keep_the_line_on_which_they_begin():
    table = read(b'kode,nama kios,nilai\nA-01,"Kios\r\nMelati",3\n\nA-02,Kenanga,2\n')
    assert [(r.number, r["name"]) for r in table.rows] == [(2, "Kios\nMelati"), (5, "Kenanga")]


def test_ragged_rows_are_named_by_their_line_and_the_rest_is_still_read():
    content = (
        b"kode,nama kios,nilai\nA-01,Melati,3,38\nA-02,Kenanga\nA-03,Mawar,2,\nA-04,Dahlia,1\n"
    )
    table = read(content)
    assert table.problems == [
        Problem(2, "", "row-too-long", {"count": 4, "expected": 3}),
        Problem(3, "", "row-too-short", {"count": 2, "expected": 3}),
    ]
    assert [row.number for row in table.rows] == [2, 3, 4, 5]


def test_blank_rows_are_skipped_and_the_numbers_of_the_others_stay():
    table = read(b"\n;;\nkode;nama kios;nilai\n;;\nA-01;Melati;3\n;;\n")
    assert [row.number for row in table.rows] == [5]


@pytest.mark.parametrize(
    "header",
    [
        ("code", "name", "score"),
        ("Kode", "Nama kios", "Nilai"),
        ("CODE", " stall   NAME ", "skor"),
        ("Code", "nama_kios", "Score"),
    ],
)
def test_a_header_is_a_code_a_name_in_either_language_or_an_alias(header):
    assert cells(read(csv_bytes(ROW[:3], header=header))) == [(*ROW[:3], "")]


def test_columns_may_stand_in_any_order():
    assert cells(read(csv_bytes(("3", "Melati", "A-01"), header=("score", "name", "code")))) == [
        ("A-01", "Melati", "3", "")
    ]


def test_every_mistake_of_the_header_is_named_at_once():
    header = ("kode", "nama kios", "nilia", "", "Code")
    table = read(csv_bytes(("A-01", "Melati", "3", "catatan", "A-01"), header=header))
    assert table.rows == ()
    assert table.problems == [
        Problem(1, "", "header-unknown", {"header": "nilia", "place": "C"}),
        Problem(1, "", "header-empty", {"place": "D"}),
        Problem(1, "code", "header-twice", {"first": "A", "second": "E"}),
        Problem(1, "score", "header-missing"),
    ]


def test_a_column_without_title_and_content_is_nobodys_business():
    table = read(csv_bytes(("A-01", "M", "3", ""), header=("code", "name", "score", "")))
    assert (cells(table), table.problems) == ([("A-01", "M", "3", "")], [])


def test_an_error_value_pasted_as_text_is_named_too():
    table = read(csv_bytes(("A-01", "#N/A", "3", "2024")))
    assert table.problems == [Problem(2, "name", "formula-error", {"value": "#N/A"})]


def test_invisible_control_characters_and_endless_text_are_named_by_cell():
    table = read(csv_bytes(("A-01", "Me\x07lati", "3", "x" * (limits.MAX_CELL + 1))))
    assert [(p.row, p.column, p.code) for p in table.problems] == [
        (2, "name", "control-character"),
        (2, "year", "cell-too-long"),
    ]
    assert (table.rows[0]["name"], len(table.rows[0]["year"])) == ("Melati", limits.MAX_CELL)


def ole(*names):
    body = b"".join(name.encode("utf-16-le") for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + body


def archive(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n \n\t\n", "no-rows"),
        (b"kode,nama kios,nilai\n", "no-data"),
        (b"MZ\x90\x00" + bytes(200), "not-a-table"),
        (b"\x7fELF" + bytes(200), "not-a-table"),
        (b"#!/bin/sh\nrm -rf /\n", "not-a-table"),
        (b"%PDF-1.7\n", "not-a-table"),
        (b"\x89PNG\r\n\x1a\n", "not-a-table"),
        (b"\xff\xd8\xff\xe0", "not-a-table"),
        (b"\x1f\x8b\x08", "not-a-table"),
        (archive("readme.txt"), "not-a-table"),
        (archive("word/document.xml"), "other-workbook"),
        (archive("content.xml"), "other-workbook"),
        (archive("xl/workbook.bin"), "other-workbook"),
        (archive("xl/workbook.xml"), "broken-workbook"),
        (archive("xl/workbook.xml", "XL/Workbook.xml"), "broken-workbook"),
        (ole("EncryptedPackage"), "password"),
        (ole("Workbook"), "old-excel"),
        (ole("WordDocument"), "not-a-table"),
        (b"\xef\xbb\xbf <html><table>", "web-page"),
        (b"<?xml version='1.0'?><Workbook>", "web-page"),
        (b"kode,nama\x00kios\n", "nul"),
        ("kode,nama\n".encode("utf-16-le"), "nul"),
        (b"\xff\xfek\x00o", "encoding"),
        (b"\xff\xfek", "encoding"),
        (b"kode,\x81\x8d\n", "encoding"),
        (b'kode,nama kios,nilai\nA-01,"Melati,3\n', "csv-quotes"),
        (b'kode,nama kios,nilai\nA-01,"Me"lati,3\n', "csv-quotes"),
        (b"sep=|\nkode|nama\n", "csv-separator"),
        (xlsx_bytes(ROW)[:-300], "broken-workbook"),
        (xlsx_bytes(header=None), "no-rows"),
    ],
)
def test_what_is_no_table_is_refused_by_its_bytes(content, code):
    assert refusal(content)[0] == code


def test_a_file_one_byte_over_the_limit_is_refused_with_both_sizes(monkeypatch):
    monkeypatch.setattr(readers, "MAX_BYTES", 1024 * 1024)
    at_limit = csv_bytes(ROW).ljust(1024 * 1024, b"\n")
    assert cells(read(at_limit)) == [ROW]
    assert refusal(at_limit + b"\n") == ("too-large", {"size": "1", "limit": "1"})


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_more_rows_than_the_kind_takes_are_refused(write):
    rows = [(f"A-{n}", "Kios", "3", "") for n in range(4)]
    assert len(read(write(*rows), max_rows=4).rows) == 4
    assert refusal(write(*rows), max_rows=3) == ("too-many-rows", {"count": 4, "limit": 3})


def test_a_csv_of_endless_lines_is_not_read_to_its_end():
    content = csv_bytes(*[("A", "b", "1", "")] * 12_000)
    assert refusal(content) == ("too-many-rows", {"count": 12_001, "limit": limits.MAX_ROWS})


@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_more_columns_than_allowed_are_refused(write):
    wide = [f"k{n}" for n in range(limits.MAX_COLUMNS + 1)]
    assert refusal(write(wide, header=wide)) == (
        "too-many-columns",
        {"count": limits.MAX_COLUMNS + 1, "limit": limits.MAX_COLUMNS},
    )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("hasil.csv", "hasil.csv"),
        ("C:\\Users\\Rina\\hasil 2024.xlsx", "hasil 2024.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("hasil\u202egnp.exe", "hasilgnp.exe"),
        ("a\nb\x00.csv", "ab.csv"),
        ("", "tanpa-nama"),
        ("x" * 300 + ".xlsx", "x" * 145 + ".xlsx"),
    ],
)
def test_a_file_name_is_only_ever_a_short_name(sent, kept):
    assert readers.clean_name(sent) == kept
    assert len(kept) <= 150


_texts = st.text(
    alphabet=st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=12
).map(str.strip)
_lines = st.lists(st.tuples(_texts, _texts, _texts, _texts).filter(any), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    rows=_lines, separator=st.sampled_from(",;\t"), encoding=st.sampled_from(["utf-8", "utf-16"])
)
def test_any_rows_written_as_csv_and_as_workbook_read_back_equal(rows, separator, encoding):
    assert cells(read(csv_bytes(*rows, separator=separator, encoding=encoding))) == rows
    assert cells(read(xlsx_bytes(*rows, as_text=True))) == rows


@pytest.mark.parametrize("newline", [b"\n", b"\r", b"\r\n"])
def test_a_file_of_more_lines_than_a_spreadsheet_has_is_refused_though_they_are_blank(newline):
    blank = b"code,name,score" + newline * (limits.MAX_LINES + 1)
    assert refusal(blank) == (
        "too-many-rows",
        {"count": limits.MAX_LINES + 1, "limit": limits.MAX_ROWS},
    )

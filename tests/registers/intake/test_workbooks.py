"""Workbooks: values as typed, sheets by name, and archives made to do harm."""

import contextlib
import io
import re
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.registers.intake import limits, readers, workbook
from balai.registers.intake.domain import Problem
from balai.registers.intake.errors import FileRefused
from balai.registers.intake.workbook import inspect_sheet, read_sheets
from tests.registers.intake.factories import StallKind, csv_bytes, edited_xlsx, xlsx_bytes

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


def test_workbook_values_read_as_they_were_typed():
    moment = datetime(2024, 1, 2, 9, 14)  # noqa: DTZ001 - a workbook's clock has no zone
    book = xlsx_bytes(
        ("A-01", 3.38, 5, date(2024, 1, 2)),
        ("A-02", 0.1 + 0.2, 1e-7, moment),
        ("A-03", True, 123456789012, "15.10"),
    )
    assert cells(read(book)) == [
        ("A-01", "3.38", "5", "2024-01-02"),
        ("A-02", "0.3", "0.0000001", "2024-01-02 09:14:00"),
        ("A-03", "TRUE", "123456789012", "15.10"),
    ]


def test_workbook_rows_keep_the_number_the_spreadsheet_shows_and_empty_ones_are_skipped():
    book = xlsx_bytes(
        (), ("code", "name", "score"), ROW[:3], (), ROW[:3], (), ("", " "), header=None
    )
    assert [row.number for row in read(book).rows] == [3, 5]


def test_the_first_sheet_is_read_unless_another_is_named():
    other = [("code", "name", "score"), ("B-01", "Sore", "2")]
    book = xlsx_bytes(ROW, more=[("Sore", other)])
    assert cells(read(book)) == [ROW]
    assert cells(read(book, sheet=" sore ")) == [("B-01", "Sore", "2", "")]


def test_a_hidden_first_sheet_is_not_the_first_that_a_person_sees():
    other = [("code", "name", "score"), ("B-01", "Sore", "2")]
    book = xlsx_bytes(ROW, more=[("Sore", other)])
    hidden = edited_xlsx(
        book, "xl/workbook.xml", lambda text: text.replace('state="visible"', 'state="hidden"', 1)
    )
    assert cells(read(hidden)) == [("B-01", "Sore", "2", "")]


def test_an_unknown_sheet_is_refused_with_the_names_there_are():
    assert refusal(xlsx_bytes(ROW, more=[("Sore", [])]), sheet="Malam") == (
        "sheet-unknown",
        {"sheet": "Malam", "known": "Data, Sore"},
    )


def test_a_sheet_asked_of_a_csv_is_refused():
    assert refusal(csv_bytes(ROW), sheet="Data") == ("csv-has-no-sheets", {"sheet": "Data"})


def test_a_formulas_error_is_named_by_row_and_column():
    book = edited_xlsx(
        xlsx_bytes(("A-01", "Melati", 3.25, "=1/0")),
        SHEET,
        lambda text: text.replace(
            '<c r="D2"><f>1/0</f><v /></c>', '<c r="D2" t="e"><f>1/0</f><v>#REF!</v></c>'
        ),
    )
    assert read(book).problems == [Problem(2, "year", "formula-error", {"value": ""})]


def test_a_row_that_holds_only_an_error_is_not_taken_for_an_empty_one():
    book = edited_xlsx(
        xlsx_bytes(ROW, ("", "", "=A9"), ROW, ("", "=A1")),
        SHEET,
        lambda text: text.replace(
            '<c r="C3"><f>A9</f><v /></c>', '<c r="C3" t="e"><f>A9</f><v>#REF!</v></c>'
        ),
    )
    assert [(p.row, p.column, p.code) for p in read(book).problems] == [
        (3, "score", "formula-error"),
        (5, "name", "formula-without-value"),
    ]


def test_a_formula_that_no_program_has_calculated_is_named():
    table = read(xlsx_bytes(("A-01", "Melati", "=1+2", "2024")))
    assert table.problems == [Problem(2, "score", "formula-without-value", {"value": ""})]


def test_a_formula_whose_text_is_empty_is_an_empty_cell():
    book = edited_xlsx(
        xlsx_bytes(("A-01", "Melati", 3, '=IF(1,"","")')),
        SHEET,
        lambda text: text.replace('<c r="D2">', '<c r="D2" t="str">'),
    )
    table = read(book)
    assert (cells(table), table.problems) == ([("A-01", "Melati", "3", "")], [])


def far_cell(reference, row):
    cell = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'
    return edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", cell))


def test_two_cells_in_opposite_corners_do_not_make_a_sheet_that_fills_the_memory():
    assert refusal(far_cell("XFD1048576", 1_048_576))[0] == "too-many-rows"
    assert refusal(far_cell("XFD3", 3)) == (
        "too-many-columns",
        {"count": 16_384, "limit": limits.MAX_COLUMNS},
    )


def test_cells_without_references_are_counted_all_the_same():
    wide = "<row>" + "<c><v>1</v></c>" * 70 + "</row></sheetData>"
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", wide))
    assert refusal(book)[0] == "too-many-columns"


def test_a_comment_cannot_hide_a_far_cell():
    trick = '<!--<c r="A3">--><row r="3"><c r="XFD3"><v>1</v></c></row></sheetData>'
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", trick))
    assert refusal(book)[0] == "too-many-columns"


def test_a_far_cell_is_found_whatever_prefix_its_tags_have():
    far = '<x:row r="3"><x:c r="XFD3"><x:v>1</x:v></x:c></x:row></sheetData>'
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", far))
    book = edited_xlsx(
        book, SHEET, lambda text: text.replace("<worksheet ", '<worksheet xmlns:x="y" ')
    )
    assert refusal(book)[0] == "too-many-columns"


def test_an_empty_cell_that_is_only_coloured_may_stand_anywhere():
    styled = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", styled))
    assert cells(read(book)) == [ROW]


FAR = {
    "text of a formula": '<c r="XFD1048576" t="str"><v></v></c>',
    "day": '<c r="XFD1048576" t="d"><v></v></c>',
    "text in the cell": '<c r="XFD1048576" t="inlineStr"><is><t></t></is></c>',
    "text closed at once": '<c r="XFD1048576" t="inlineStr"><is><t/></is></c>',
    "text in an unknown tag": '<c r="XFD1048576" t="inlineStr"><is><r><x>a</x></r></is></c>',
    "formula": '<c r="XFD1048576" t="str"><f>""</f></c>',
    "number": '<c r="XFD1048576"><v/></c>',
    "yes or no": '<c r="XFD1048576" t="b"><v></v></c>',
    "shared text": '<c r="XFD1048576" t="s"><v></v></c>',
}


@pytest.mark.parametrize("cell", FAR.values(), ids=FAR)
def test_a_far_cell_with_a_text_of_no_letters_is_a_far_cell(cell):
    far = f'<row r="1048576">{cell}</row></sheetData>'
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", far))

    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheets = read_sheets(archive)
        # Not through the reader: unrefused, it would take the whole process along.
        with pytest.raises(FileRefused) as refused:
            inspect_sheet(archive, sheets, "Data")

    assert refused.value.code == "too-many-rows"


def test_a_cell_inside_a_cell_is_no_workbook():
    nested = '<row r="3"><c r="XFD3"><c r="A3"/><v>1</v></c></row></sheetData>'
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", nested))
    assert refusal(book)[0] == "broken-workbook"


def test_an_empty_text_among_the_rows_is_an_empty_cell():
    book = edited_xlsx(
        xlsx_bytes(("A-01", "Melati", 3, "2024")),
        SHEET,
        lambda text: re.sub(
            r'<c r="D2".*?</c>', '<c r="D2" t="inlineStr"><is><t></t></is></c>', text
        ),
    )
    assert cells(read(book)) == [("A-01", "Melati", "3", "")]


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/workbook.xml"])
def test_a_tag_with_more_attributes_than_any_program_writes_is_refused(part):
    many = " ".join(f'a{n}="1"' for n in range(limits.MAX_ATTRIBUTES + 1))
    tag = {SHEET: "<sheetData", "xl/styles.xml": "<fonts", "xl/workbook.xml": "<sheets"}[part]
    book = edited_xlsx(xlsx_bytes(ROW), part, lambda text: text.replace(tag, f"{tag} {many}", 1))
    assert refusal(book)[0] == "broken-workbook"


@pytest.mark.parametrize("far", ["<!--{}-->", '<c a="{}"/>'], ids=["comment", "attribute"])
def test_a_tag_of_megabytes_is_refused_before_it_is_read_to_its_end(far):
    long = far.format("a" * 3 * limits.MAX_TAG) + "</sheetData>"
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", long))
    assert refusal(book)[0] == "broken-workbook"


def test_a_cell_of_the_longest_text_is_no_long_tag():
    table = read(xlsx_bytes(("A-01", "a" * 4_000, 3, "2024"), *[ROW] * 500))
    assert len(table.rows) == 501


def test_a_sheet_of_millions_of_empty_cells_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ELEMENTS", 2_000_000)
    full = "<row>" + "<c/>" * 2_000_001 + "</row></sheetData>"
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text.replace("</sheetData>", full))
    assert len(book) < 100_000
    assert refusal(book) == ("too-many-cells", {"limit": 2})


def test_one_long_text_shown_by_many_cells_is_counted_as_often_as_it_is_shown():
    source = zipfile.ZipFile(io.BytesIO(xlsx_bytes(ROW)))
    out = io.BytesIO()
    cells_xml = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 40))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == SHEET:
                data = data.replace(b"</sheetData>", f"{cells_xml}</sheetData>".encode())
            if info.filename != "xl/sharedStrings.xml":
                target.writestr(info.filename, data)
        space = re.search(r'xmlns="[^"]+"', source.read(SHEET).decode())[0]
        text = f"<si><t>{'a' * 2_000_000}</t></si>"
        target.writestr("xl/sharedStrings.xml", f"<sst {space}>{text}</sst>")
    assert refusal(out.getvalue())[0] == "too-much-text"


def test_a_zip_bomb_is_refused_from_its_directory():
    bomb = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text + " " * limits.MAX_UNPACKED)
    assert len(bomb) < 200_000
    assert refusal(bomb)[0] == "zip-bomb"


def with_parts(book, *names):
    """Return the workbook with further parts that hold nothing a reader needs."""
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a") as archive:
        for name in names:
            archive.writestr(name, archive.read(SHEET) if "sheet1" in name.lower() else b"")
    return out.getvalue()


@pytest.mark.parametrize("other", ["xl/worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml"])
def test_one_part_under_two_spellings_is_refused(other):
    assert refusal(with_parts(xlsx_bytes(ROW), other))[0] == "broken-workbook"


def test_a_workbook_may_have_as_many_parts_as_the_limit_says_and_no_more():
    book = xlsx_bytes(ROW)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        spare = limits.MAX_PARTS - len(archive.namelist())
    full = with_parts(book, *(f"custom/{number}.bin" for number in range(spare)))
    assert cells(read(full)) == [ROW]
    assert refusal(with_parts(full, "custom/last.bin"))[0] == "zip-bomb"


def test_an_archive_that_lies_about_its_size_is_refused():
    padding = "<!--" + "a" * 100_000 + "-->"
    book = edited_xlsx(xlsx_bytes(ROW), SHEET, lambda text: text + padding)
    size = zipfile.ZipFile(io.BytesIO(book)).getinfo(SHEET).file_size
    lying = book.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert refusal(lying)[0] == "broken-workbook"


def test_a_document_type_in_a_workbook_is_refused():
    book = edited_xlsx(
        xlsx_bytes(ROW),
        SHEET,
        lambda text: (
            '<!DOCTYPE a [<!ENTITY b "c">]>' + text.partition("?>")[2]
            if text.startswith("<?xml")
            else '<!DOCTYPE a [<!ENTITY b "c">]>' + text
        ),
    )
    assert refusal(book)[0] == "broken-workbook"


_SOUND = xlsx_bytes(("A-01", "Kios", 3.25, date(2024, 1, 2)), ("A-02", "=1/0", True, "x"))
_SCARS = st.sampled_from(
    ["", "-1", "1e400", "NaN", "s", "e", "A0", "ZZZ9", "9" * 25, "<c>", "&", '"']
)


@settings(max_examples=150, deadline=None)
@given(
    data=st.data(), part=st.sampled_from([SHEET, "xl/styles.xml", "xl/workbook.xml"]), scar=_SCARS
)
def test_a_workbook_damaged_anywhere_is_read_or_refused_and_never_breaks_the_page(data, part, scar):
    def hurt(text):
        values = list(re.finditer(r'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)', text))
        place = data.draw(st.sampled_from(values))
        return text[: place.start()] + scar + text[place.end() :]

    with contextlib.suppress(FileRefused):
        assert len(read(edited_xlsx(_SOUND, part, hurt)).rows) <= 2

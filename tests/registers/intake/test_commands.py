"""Imports by command."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from balai.registers.audit.models import AuditEntry
from balai.registers.intake.errors import WorldChanged
from balai.registers.intake.models import Batch
from balai.registers.intake.services import commands, staging
from tests.registers.intake.factories import (
    GOOD_ROWS,
    StallKind,
    csv_bytes,
    put_stall,
    stalls,
    xlsx_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stall_kind")]


@pytest.fixture
def good(tmp_path):
    return written(tmp_path, csv_bytes(*GOOD_ROWS))


def written(folder, content, name="kios.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


def lines(*texts):
    return "\n".join(texts) + "\n"


def run(path, *arguments, kind="stalls"):
    """Return exit code and what was printed."""
    out = io.StringIO()
    try:
        call_command("intake_import", str(path), "--kind", kind, *arguments, stdout=out)
    except SystemExit as left:
        return left.code, out.getvalue()
    return 0, out.getvalue()


def test_a_good_file_is_applied_and_counted(good):
    put_stall("A-02", "Kios Kenanga", "1", "2024")
    assert run(good) == (
        0,
        lines(
            "Kios pasar: kios.csv",
            "  + Kios A-01: Nama kios Kios Melati; Nilai 3,25; Tahun 2024",
            "  ~ Kios A-02: Nilai 1 → 2,95",
            "Diterapkan: 1 baru, 1 berubah, 0 tidak berubah.",
        ),
    )
    assert set(stalls()) == {"A-01", "A-02"}
    assert list(Batch.objects.values_list("state", "created_by")) == [
        ("applied", "system:intake import")
    ]


def test_the_same_file_again_leaves_no_trace(good):
    run(good)
    before = (stalls(), Batch.objects.count(), AuditEntry.objects.count())
    assert run(good) == (
        0,
        "Kios pasar: kios.csv\nTidak ada perubahan: 2 baris sudah sama.\n",
    )
    assert (stalls(), Batch.objects.count(), AuditEntry.objects.count()) == before


def test_a_dry_run_says_what_would_happen_and_leaves_no_trace(good):
    assert run(good, "--dry-run") == (
        0,
        lines(
            "Kios pasar: kios.csv",
            "  + Kios A-01: Nama kios Kios Melati; Nilai 3,25; Tahun 2024",
            "  + Kios A-02: Nama kios Kios Kenanga; Nilai 2,95; Tahun 2024",
            "Akan diterapkan: 2 baru, 0 berubah, 0 tidak berubah. Belum ada yang disimpan.",
        ),
    )
    assert (stalls(), Batch.objects.count(), AuditEntry.objects.count()) == ({}, 0, 0)


def test_a_bad_file_is_refused_with_65_and_every_row_named(tmp_path):
    bad = written(tmp_path, csv_bytes(("", "Kios", "5,25", "2024"), ("A-02", "Kios", "2", "2024")))
    assert run(bad) == (
        65,
        lines(
            "Kios pasar: kios.csv",
            "  Baris 2, kolom Nilai: Nilai 5,25 di luar 0–4. Periksa nilainya.",
            "  Baris 2, kolom Kode: Kode kosong. Isi kode kios.",
            "Masalah: 2. Tidak ada yang disimpan.",
        ),
    )
    assert (stalls(), Batch.objects.count(), AuditEntry.objects.count()) == ({}, 0, 0)


def test_problems_as_json_carry_code_place_reason_and_remedy(tmp_path):
    bad = written(tmp_path, csv_bytes(("A-01", "Kios", "5.25", "2024")))
    code, text = run(bad, "--format", "json")
    report = json.loads(text)
    assert (code, report["outcome"], report["batch"], report["rows"]) == (65, "refused", None, 1)
    assert report["problems"] == [
        {
            "row": 2,
            "column": "score",
            "code": "score-outside",
            "what": "Nilai 5,25 di luar 0–4.",
            "remedy": "Periksa nilainya.",
        }
    ]


def test_json_of_an_applied_file_names_its_batch(good):
    code, text = run(good, "--format", "json", "--option", "market=pagi")
    report = json.loads(text)
    batch = Batch.objects.get()
    assert (code, report["outcome"], report["batch"]) == (0, "applied", str(batch.public_id))
    assert (report["new"], report["changed"], report["unchanged"], report["problems"]) == (
        2,
        0,
        0,
        [],
    )
    assert (report["sha256"], batch.options) == (batch.sha256, {"market": "pagi"})


def test_a_file_that_is_no_table_is_refused_with_65_in_either_language(tmp_path):
    program = written(tmp_path, b"MZ\x90\x00", "kios.xlsx")
    what = "This file holds a computer program, not a table, whatever its name."
    assert run(program, "--language", "en") == (
        65,
        lines(
            "Market stalls: kios.xlsx",
            f"  File: {what} Upload an .xlsx or .csv file.",
            "Problems: 1. Nothing was saved.",
        ),
    )


def test_a_long_list_of_problems_is_cut_in_text_and_whole_in_json(tmp_path):
    bad = written(tmp_path, csv_bytes(*[("A", "Kios", "9", "")] * 150))
    _, text = run(bad)
    _, as_json = run(bad, "--format", "json")
    assert len(text.splitlines()) == 103
    assert "… dan 50 masalah lain" in text
    assert len(json.loads(as_json)["problems"]) == 150


def test_a_note_of_the_reading_is_printed(tmp_path):
    file = written(tmp_path, csv_bytes(("A-01", "Café", "3", ""), encoding="cp1252"))
    code, text = run(file)
    note = text.splitlines()[1]
    assert (code, note.partition(",")[0]) == (0, "  Berkas ini bukan UTF-8 (sejak baris 2)")


def test_a_named_sheet_is_read(tmp_path):
    rows = [("code", "name", "score"), ("B-01", "Sore", "2")]
    book = written(tmp_path, xlsx_bytes(*GOOD_ROWS, more=[("Sore", rows)]), "kios.xlsx")
    assert run(book, "--sheet", "Sore")[0] == 0
    assert set(stalls()) == {"B-01"}


@pytest.mark.parametrize(
    ("arguments", "kind", "says"),
    [
        (["--option", "market"], "stalls", "tulis NAMA=NILAI"),
        (["--option", "market=malam"], "stalls", "Pilih pasar dari daftar"),
        (["--option", "warna=biru"], "stalls", "warna"),
        ([], "kiosks", "Yang ada: stalls"),
    ],
)
def test_a_wrong_call_is_told_with_exit_code_2(good, arguments, kind, says):
    with pytest.raises(CommandError, match=says) as refused:
        run(good, *arguments, kind=kind)
    assert (refused.value.returncode, stalls()) == (2, {})


def test_a_file_that_is_not_there_is_told_with_exit_code_2(tmp_path):
    with pytest.raises(CommandError, match="berkas ini tidak ada") as refused:
        run(tmp_path / "none.csv")
    assert refused.value.returncode == 2


def test_without_a_chosen_language_the_installation_s_is_spoken(good, tmp_path):
    with override("en"):
        assert run(good, "--dry-run")[1].startswith("Market stalls: kios.csv\n")
        assert run(good, "--dry-run", "--language", "id")[1].startswith("Kios pasar: kios.csv\n")
    assert run(good, "--dry-run")[1].startswith("Kios pasar: kios.csv\n")


@pytest.mark.parametrize(
    ("name", "indonesian", "english"),
    [
        ("none.csv", "berkas ini tidak ada.", "there is no such file."),
        ("", "ini folder, bukan berkas.", "this is a folder, not a file."),
    ],
)
def test_why_a_file_cannot_be_opened_is_said_in_words(tmp_path, name, indonesian, english):
    path = tmp_path / name
    said = []
    for language in ("id", "en"):
        with pytest.raises(CommandError) as refused:
            run(path, "--language", language)
        said.append(str(refused.value))
    assert said == [f"{path}: {indonesian}", f"{path}: {english}"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(), "a.csv: berkas ini tidak boleh dibaca."),
        (OSError(), "a.csv: berkas ini tidak dapat dibaca."),
    ],
)
def test_what_the_system_refuses_is_told_by_its_reason(error, said):
    assert commands.unreadable("a.csv", error) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "Tidak ada jenis impor “kiosks”. Yang ada: stalls."),
        ("en", "There is no kind of import “kiosks”. There are: stalls."),
    ],
)
def test_an_unknown_kind_is_told_with_those_there_are(good, language, said):
    with pytest.raises(CommandError) as refused:
        run(good, "--language", language, kind="kiosks")
    assert str(refused.value) == said


def test_a_command_makes_its_difference_again_when_others_wrote_meanwhile(good, monkeypatch):
    real, calls = StallKind.difference, []

    def meddled(self, parsed, options):
        calls.append(1)
        changes = real(self, parsed, options)
        if len(calls) == 1:
            put_stall("A-01", "Kios Melati", "1", "2024")
        return changes

    monkeypatch.setattr(StallKind, "difference", meddled)
    assert run(good)[1].splitlines()[-1] == "Diterapkan: 1 baru, 1 berubah, 0 tidak berubah."
    assert Batch.objects.count() == 1


def test_a_command_gives_up_with_69_when_others_never_stop(good, monkeypatch):
    def never(**_):
        raise WorldChanged

    monkeypatch.setattr(staging, "apply", never)
    with pytest.raises(CommandError, match="terus diubah orang lain") as refused:
        run(good)
    assert (refused.value.returncode, Batch.objects.count()) == (69, 0)

"""The commands by which an auditor works: their words, their files, their exit codes."""

import csv
import errno
import io
import json
import stat
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from balai.registers.audit import domain, selectors, services
from balai.registers.audit.management.commands import audit_export
from balai.registers.audit.models import AuditEntry
from tests.registers.audit.factories import BY, somebody_with_the_database, write_rows

pytestmark = pytest.mark.django_db


def said(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@contextmanager
def ends_with(code):
    with pytest.raises((SystemExit, CommandError)) as ended:
        yield ended
    found = ended.value.code if isinstance(ended.value, SystemExit) else ended.value.returncode
    assert found == code


@pytest.fixture(name="rows")
def five_sealed_rows():
    rows = write_rows(5)
    services.seal(by=BY)
    return rows


@pytest.mark.usefixtures("rows")
def test_verify_of_a_clean_trail_says_what_was_checked_and_ends_with_zero():
    write_rows(2, first=6)
    head = selectors.head().head
    assert said("audit_verify", "--head", str(head)).splitlines() == [
        f"Cocok dengan segel yang disimpan di luar: {head}",
        "5 baris dalam 1 segel diperiksa.",
        "2 baris belum disegel.",
        "Tidak ada baris yang diubah, hilang, atau dipindahkan.",
    ]


def test_verify_of_a_changed_trail_names_the_row_and_ends_with_one(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditentry SET detail = '{}' WHERE id = %s", [rows[2].id])
    out = io.StringIO()
    with ends_with(1):
        call_command("audit_verify", stdout=out)
    assert out.getvalue().splitlines() == [
        (
            "! Baris diubah: isinya tidak lagi sesuai dengan sidiknya. "
            f"(urutan 3, baris {rows[2].id}, sasaran setoran:3, nomor jejak {rows[2].uuid})"
        ),
        "5 baris dalam 1 segel diperiksa.",
        "1 temuan.",
    ]


def test_verify_for_machines_is_json(rows):
    wrong = domain.Head(5, b"\x01" * 32)
    out = io.StringIO()
    with ends_with(1):
        call_command("audit_verify", "--head", str(wrong), "--format", "json", stdout=out)
    report = json.loads(out.getvalue())
    assert (
        report["clean"],
        report["head"],
        report["seals"],
        report["unsealed"],
        report["confirmed"],
    ) == (
        False,
        str(selectors.head().head),
        1,
        0,
        [],
    )
    assert report["findings"] == [
        {
            "kind": "head",
            "text": "Akar tidak sesuai dengan segel yang dicetak di luar basis data.",
            "position": None,
            "row": None,
            "uuid": "",
            "target": "",
            "batch": [1, len(rows)],
            "what": str(wrong),
        }
    ]


def test_verify_refuses_a_head_that_is_none():
    with ends_with(2) as ended:
        call_command("audit_verify", "--head", "besok")
    assert (
        str(ended.value)
        == "Tulis segel sebagai BANYAK:AKAR seperti dari balai audit head, bukan besok."
    )


def test_seal_seals_and_tells_the_head_which_head_prints_alone():
    write_rows(3)
    assert said("audit_seal") == f"Segel terbaru: {selectors.head().head}\n"
    assert said("audit_head") == f"{selectors.head().head}\n"
    assert said("audit_seal").splitlines() == [
        "Tidak ada baris baru untuk disegel.",
        f"Segel terbaru: {selectors.head().head}",
    ]


def test_head_before_the_first_seal_says_what_to_do():
    with ends_with(69) as ended:
        call_command("audit_head")
    assert str(ended.value) == "Belum ada segel. Jalankan: balai audit seal"


def test_seal_without_a_key_says_what_to_do(home):
    write_rows(1)
    (home / "keys" / "audit.pem").unlink()
    with ends_with(78) as ended:
        call_command("audit_seal")
    assert str(ended.value) == "Kunci segel tidak ada. Jalankan: balai setup"


def test_seal_beside_a_long_writer_asks_to_come_again(monkeypatch):
    def busy(**_):
        raise services.SealBusyError

    monkeypatch.setattr(services, "seal_all", busy)
    with ends_with(69) as ended:
        call_command("audit_seal")
    assert "Coba lagi" in str(ended.value)


def test_json_lines_hold_every_row_oldest_first_and_enough_to_hash_it_again():
    rows = write_rows(3)
    lines = [json.loads(line) for line in said("audit_export").splitlines()]
    assert [line["target"] for line in lines] == [
        "setoran:1",
        "setoran:2",
        "setoran:3",
        "audit:trail",
    ], "the export is in the trail too"
    first = lines[0]
    words = domain.Row(
        first["uuid"], first["at"], first["actor"], first["label"], first["action"], first["target"],
        first["region"], domain.canonical(first["detail"]),
    )  # fmt: skip
    assert (
        domain.leaf_hash(domain.row_bytes(words)).hex()
        == first["leaf"]
        == bytes(rows[0].leaf).hex()
    )


def test_csv_holds_the_asked_rows_and_runs_nothing_in_a_spreadsheet():
    write_rows(2)
    rows = list(
        csv.DictReader(
            io.StringIO(said("audit_export", "--format", "csv", "--target", "setoran:2"))
        )
    )
    assert [row["target"] for row in rows] == ["setoran:2"]
    assert rows[0]["detail"] == '{"after":{"grams":200},"note":"setoran ke-2"}'


def test_a_label_that_is_a_formula_is_written_as_text():
    class Trickster:
        id, label = "user:7", "=1+1"

    from django.db import transaction

    with transaction.atomic():
        services.record("user.invite", by=Trickster(), target="user:8")
    (row,) = csv.DictReader(
        io.StringIO(said("audit_export", "--format", "csv", "--target", "user:8"))
    )
    assert row["label"] == "'=1+1"


def test_an_export_is_recorded_with_what_was_asked():
    write_rows(1)
    said("audit_export", "--region", "99.01", "--day", "2026-11-24", "--action", "wastebank.")
    row = AuditEntry.objects.get(action="audit.export")
    assert (row.actor_id, row.region, row.detail) == (
        "system:export",
        "99.01",
        '{"after":{"action":"wastebank.","day":"2026-11-24","region":"99.01"}}',
    )


def test_a_file_is_its_owners_alone_and_never_written_over(tmp_path):
    write_rows(2)
    path = tmp_path / "jejak.jsonl"
    assert said("audit_export", "--output", str(path), "--action", "wastebank.") == ""
    assert len(path.read_text().splitlines()) == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with ends_with(65):
        call_command("audit_export", "--output", str(path))
    assert len(path.read_text().splitlines()) == 2


def test_a_folder_that_is_none_is_named_and_no_export_is_recorded(tmp_path):
    (tmp_path / "berkas").write_text("x")
    for folder in (tmp_path / "tidak-ada", tmp_path / "berkas"):
        with ends_with(69) as ended:
            call_command("audit_export", "--output", str(folder / "jejak.csv"))
        assert str(ended.value) == f"Folder {folder} tidak ada."
    assert AuditEntry.objects.count() == 0


def test_a_name_that_no_file_can_have_is_told_with_the_systems_sign(tmp_path):
    path = tmp_path / ("j" * 300)
    with ends_with(69) as ended:
        call_command("audit_export", "--output", str(path))
    assert str(ended.value) == f"Berkas {path} tidak dapat ditulis (ENAMETOOLONG)."


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "full"), "Berkas {path} tidak dapat ditulis (ENOSPC)."),
        (PermissionError(errno.EACCES, "no"), "Akun ini tidak boleh menulis di folder {folder}."),
        (OSError("odd"), "Berkas {path} tidak dapat ditulis (OSError)."),
    ],
)
def test_a_file_that_could_not_be_finished_is_taken_away_again(tmp_path, error, told):
    path = tmp_path / "jejak.csv"
    with ends_with(69) as ended, audit_export.opened(str(path), io.StringIO()) as file:
        file.write("uuid")
        raise error
    assert str(ended.value) == told.format(path=path, folder=tmp_path)
    assert not path.exists()


def test_an_export_that_was_stopped_leaves_no_half_file(tmp_path):
    path = tmp_path / "jejak.csv"
    with pytest.raises(KeyboardInterrupt), audit_export.opened(str(path), io.StringIO()):
        raise KeyboardInterrupt
    assert not path.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--region", "Batanghari"], "Tulis kode wilayah seperti 99.01, bukan Batanghari."),
        (["--day", "kemarin"], "Tulis tanggal seperti 2026-11-24, bukan kemarin."),
    ],
)
def test_words_that_cannot_be_read_are_refused_before_anything_is_done(wrong, told):
    with ends_with(2) as ended:
        call_command("audit_export", *wrong)
    assert str(ended.value) == told
    assert AuditEntry.objects.count() == 0

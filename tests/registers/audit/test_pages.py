"""The trail as those who examine it read it, and its head as everybody may copy it."""

import csv
import html
import io
import json
import re
from urllib.parse import quote, unquote

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balai.kernel.actor import System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.audit import selectors, services
from balai.registers.audit.models import AuditEntry
from balai.ui.templatetags.balai import moment
from tests.registers.accounts.factories import make_office, signed_in_client, user_with
from tests.registers.audit.factories import BY, write_rows

pytestmark = pytest.mark.django_db
LIST = "/jejak/"


@pytest.fixture(name="auditor")
def client_of_an_auditor():
    return signed_in_client(user_with(Role.AUDITOR, name="Pemeriksa Uji"))


def seen(response):
    """What a person reads: text without markup, spaces folded."""
    body = re.sub(
        r"<(head|script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL
    )
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def targets(response):
    """Targets of the rows shown, from top to bottom."""
    cells = re.findall(
        r'<td class="b-wide b-any">[^<]*<span class="b-second"><a href="\?target=([^"]+)">',
        response.content.decode(),
    )
    return [unquote(cell) for cell in cells]


def test_a_visitor_is_sent_to_sign_in():
    response = Client().get(LIST)
    assert (response.status_code, response.url.split("?")[1]) == (302, "next=%2Fjejak%2F")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR, Role.ADMINISTRATOR}))
def test_no_other_role_reads_the_trail(role):
    write_rows(1)
    response = signed_in_client(user_with(role)).get(LIST)
    assert response.status_code == 403
    assert "setoran:1" not in response.content.decode()


def test_an_administrator_with_a_second_factor_reads_it():
    write_rows(1)
    assert "setoran:1" in targets(signed_in_client(user_with(Role.ADMINISTRATOR)).get(LIST))


def test_the_newest_row_stands_first_with_who_did_what_where_and_what_changed(auditor):
    with transaction.atomic():
        services.record("audit.export", by=BY, target="user:1")
        services.record(
            "wastebank.correct_setoran",
            by=System("kasir"),
            target="setoran:7",
            region=RegionCode("99.01"),
            before={"grams": 100},
            after={"grams": 120, "reason": "<salah timbang>"},
            note="atas permintaan nasabah",
        )
    response = auditor.get(LIST, {"actor": "system:kasir"})
    assert targets(response) == ["setoran:7"]
    at = AuditEntry.objects.get(target="setoran:7").at
    words = seen(response)
    for part in (
        "wastebank.correct_setoran setoran: 7 atas permintaan nasabah",
        "2 isian : wastebank.correct_setoran, 7 grams 100 → 120 reason <salah timbang>",
        "setoran 7 Sistem (kasir) 99.01",
        " ".join(moment(at).split()),
    ):
        assert part in words


def test_every_filter_narrows_the_list(auditor):
    write_rows(2, action="assessment.load_edition")
    with transaction.atomic():
        services.record(
            "accounts.invite", by=System("lain"), target="user:8", region=RegionCode("99.02")
        )
    services.seal(by=BY)
    write_rows(1, first=3, action="assessment.load_edition")
    for asked, expected in (
        ({"action": "accounts.invite"}, ["user:8"]),
        ({"action": "assessment.load_edition"}, ["setoran:3", "setoran:2", "setoran:1"]),
        ({"action": "assessment."}, ["setoran:3", "setoran:2", "setoran:1"]),
        ({"action": "assessment.publish_list"}, []),
        ({"actor": "system:lain"}, ["user:8"]),
        ({"actor": "system:tests"}, ["setoran:3", "setoran:2", "setoran:1"]),
        ({"target": "setoran:2"}, ["setoran:2"]),
        ({"target": "setoran:3"}, ["setoran:3"]),
        ({"region": "99.02"}, ["user:8"]),
        ({"region": "99"}, ["setoran:3", "user:8", "setoran:2", "setoran:1"]),
        ({"region": "99.0"}, None),
        ({"target": "setoran:2", "region": "99.02"}, []),
        ({"day_day": "1", "day_month": "1", "day_year": "2020"}, []),
    ):
        response = auditor.get(LIST, asked)
        if expected is None:
            assert response.status_code == 422
            assert "Tulis kode wilayah seperti 99.01" in seen(response)
        else:
            assert targets(response) == expected, asked


def test_a_day_is_found_sealed_or_not(auditor):
    write_rows(1)
    services.seal(by=BY)
    write_rows(1, first=2)
    day = timezone.localtime(AuditEntry.objects.latest("id").at).date()
    shown = auditor.get(
        LIST, {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
    )
    found = [target for target in targets(shown) if target.startswith("setoran:")]
    assert found == ["setoran:2", "setoran:1"]


def test_older_rows_are_a_page_away_and_none_is_lost_or_doubled(auditor):
    write_rows(120, action="assessment.load_edition")
    address, found = LIST + "?action=assessment.", []
    pages = 0
    while address:
        response = auditor.get(address)
        found += targets(response)
        pages += 1
        older = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        address = LIST + html.unescape(older[1]) if older else ""
    assert (found, pages) == ([f"setoran:{number}" for number in range(120, 0, -1)], 3)


def test_who_examines_one_area_names_it_and_sees_no_other():
    write_rows(1)
    with transaction.atomic():
        services.record("user.invite", by=BY, target="user:8", region=RegionCode("99.02"))
        services.record("user.invite", by=BY, target="user:9")
    regional = signed_in_client(user_with(Role.AUDITOR, "99.01"))
    everything = regional.get(LIST)
    assert targets(everything) == []
    assert "Isi kode wilayahnya untuk melihat daftar." in seen(everything)
    assert targets(regional.get(LIST, {"region": "99.01"})) == ["setoran:1"]
    assert regional.get(LIST, {"region": "99.02"}).status_code == 403


def test_a_right_bound_to_one_office_reads_no_area():
    """Rows carry no office: an auditor of one office would see the trail of all of them."""
    write_rows(1)
    office = make_office()
    client = signed_in_client(user_with(Role.AUDITOR, "99.01", office=office))
    assert targets(client.get(LIST)) == []
    for asked in ({"region": "99.01"}, {"region": "99.01.01"}):
        response = client.get(LIST, asked)
        assert response.status_code == 403
        assert "setoran" not in response.content.decode()
        assert client.get(LIST, {**asked, "format": "csv"}).status_code == 403


def test_the_list_takes_the_same_queries_for_two_rows_and_for_two_hundred(auditor):
    counts = []
    for count in (2, 200):
        write_rows(count, first=count)
        with transaction.atomic():
            services.record("accounts.create_user", by=BY, target=f"user:{SOMEBODY}")
        with CaptureQueriesContext(connection) as queries:
            auditor.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 8


SOMEBODY = "0193f3c6-9a1e-7000-8000-000000000001"


def recorded(action, target, **facts):
    with transaction.atomic():
        services.record(action, by=System("tes"), target=target, **facts)


def test_every_row_says_what_was_done_to_whom_in_words(auditor):
    person = user_with(Role.OFFICER, "99.01", name="Siti Uji")
    target = f"user:{person.public_id}"
    recorded(
        "accounts.assign_role",
        target,
        after={"role": "officer", "valid_from": "2026-11-24", "valid_to": None, "office": ""},
    )
    recorded("intake.apply", f"batch:{SOMEBODY}", before={"state": "checked"})
    indonesian = seen(auditor.get(LIST, {"actor": "system:tes"}))
    assert "Memberi peran Pengguna: Siti Uji" in indonesian
    assert (
        "Instansi kosong Peran Petugas OPD Berlaku mulai 24 Nov 2026 Berlaku sampai kosong"
        in indonesian
    )
    assert f"Menerapkan impor Impor: {SOMEBODY}" in indonesian
    assert "Keadaan Siap diterapkan → kosong" in indonesian
    english = seen(auditor.get("/en/jejak/", {"actor": "system:tes"}))
    assert "Gave a role Person: Siti Uji" in english
    assert "Role Office staff Valid from 24 Nov 2026" in english
    for page in (indonesian, english):
        assert not re.search(r"(?<!\S)(accounts\.|user:|intake|region_code|valid_)", page)


def test_facts_are_written_without_braces(auditor):
    recorded(
        "assessment.import_results",
        f"round:{SOMEBODY}",
        before={"99.01": {"score": "2.95"}, "scored": True},
        after={"99.01": {"score": "3.10"}, "scored": False, "new": ["99.02 3.00", "99.03 2.10"]},
    )
    words = seen(auditor.get(LIST, {"actor": "system:tes"}))
    assert "99.01 Nilai: 2.95 → Nilai: 3.10" in words
    assert "Hasil baru 99.02 3.00; 99.03 2.10" in words
    assert "Bernilai ya → tidak" in words


def test_what_stayed_as_it_was_is_told_once_and_a_long_value_is_cut(auditor):
    recorded(
        "accounts.rename_office",
        f"office:{SOMEBODY}",
        before={"name": "Dinas Uji", "short_name": "x" * 900},
        after={"name": "Dinas Uji", "short_name": "2026-99-99"},
    )
    words = seen(auditor.get(LIST, {"actor": "system:tes"}))
    assert "Nama Dinas Uji Nama pendek " + "x" * 599 + "… → 2026-99-99" in words


def test_actor_and_target_in_a_row_are_links_that_filter(auditor):
    recorded("accounts.create_user", "user:7")
    recorded("accounts.create_user", "user:8")
    page = auditor.get(LIST, {"actor": "system:tes"}).content.decode()
    assert f'href="?actor={quote("system:tes", safe="")}"' in page
    assert targets(auditor.get(LIST + f"?target={quote('user:7', safe='')}")) == ["user:7"]


def test_the_select_names_every_action_under_its_part(auditor):
    page = auditor.get(LIST).content.decode()
    groups = re.findall(r'<optgroup label="([^"]+)">', page)
    assert groups == sorted(groups)
    assert "Akun dan peran" in groups
    assert re.search(r'<option value="accounts.">\s*Akun dan peran: semua tindakan', page)
    assert re.search(r'<option value="intake.apply">\s*Menerapkan impor', page)
    english = seen(auditor.get("/en/jejak/"))
    assert "Accounts and roles: all actions" in english
    assert "tindakan" not in english


def test_an_action_that_nobody_records_is_refused(auditor):
    response = auditor.get(LIST, {"action": "apa.saja"})
    assert response.status_code == 422


def test_a_wrong_date_shows_its_error_and_no_list(auditor):
    write_rows(1)
    response = auditor.get(LIST, {"day_day": "31", "day_month": "2", "day_year": "2026"})
    words = seen(response)
    assert response.status_code == 422
    assert "Tanggal" in words
    assert "Tidak ada baris" not in words
    assert "Belum ada baris" not in words
    assert targets(response) == []


def export(client, **asked):
    response = client.get(LIST, {**asked, "format": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_filtered_trail_can_be_taken_away_and_that_leaves_a_row(auditor):
    write_rows(60, action="assessment.load_edition")
    page = auditor.get(LIST, {"action": "assessment.", "region": "99.01"}).content.decode()
    link = html.unescape(re.search(r'href="([^"]+)" download', page)[1])
    assert link == "?action=assessment.&region=99.01&format=csv"
    rows = export(auditor, action="assessment.", region="99.01")
    assert [row["target"] for row in rows] == [f"setoran:{number}" for number in range(1, 61)]
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.actor_label, entry.region) == (
        "audit.export",
        "Pemeriksa Uji",
        "99.01",
    )
    assert json.loads(entry.detail) == {"after": {"action": "assessment.", "region": "99.01"}}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_the_export_runs_as_a_formula(auditor, start):
    class Trickster(System):
        label = start + "cmd()"

    with transaction.atomic():
        services.record("accounts.invite", by=Trickster("x"), target="user:8")
    assert export(auditor, target="user:8")[0]["label"] == f"'{start}cmd()"


def test_who_may_not_read_it_cannot_take_it_away():
    write_rows(1)
    regional = signed_in_client(user_with(Role.AUDITOR, "99.01"))
    assert "Isi kode wilayahnya" in seen(regional.get(LIST, {"format": "csv"}))
    assert regional.get(LIST, {"format": "csv", "region": "99.02"}).status_code == 403
    clerk = signed_in_client(user_with(Role.CLERK))
    assert clerk.get(LIST, {"format": "csv"}).status_code == 403
    assert not AuditEntry.objects.filter(action="audit.export").exists()


def test_the_seal_is_public_and_can_be_typed_from_paper():
    write_rows(3)
    services.seal(by=BY)
    response = Client().get("/jejak/segel/")
    head = selectors.head()
    words = seen(response)
    root = head.head.root.hex()
    assert " ".join(root[start : start + 8] for start in range(0, 64, 8)) in words
    assert f"balai audit verify --head 3:{root}" in words
    assert head.key_id in words
    assert "-----BEGIN PUBLIC KEY-----" in words
    assert "PRIVATE" not in words


def test_before_the_first_seal_the_head_page_says_so():
    words = seen(Client().get("/jejak/segel/"))
    assert "Belum ada segel." in words


def test_both_pages_speak_english_under_en(auditor):
    write_rows(1)
    assert "Who did what, when, and what changed." in seen(auditor.get("/en/jejak/"))
    assert "Seal of the audit trail" in seen(Client().get("/en/jejak/segel/"))


@pytest.mark.parametrize("path", ["/jejak/", "/jejak/segel/"])
def test_nothing_can_be_sent_to_the_pages(auditor, path):
    assert auditor.post(path).status_code == 405

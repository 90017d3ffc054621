"""The trail as those who examine it read it, and its head as everybody may copy it."""

import html
import re

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
from tests.registers.accounts.factories import signed_in_client, user_with
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
    return re.findall(r"<td>((?:setoran:|user:)\d+)</td>", response.content.decode())


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
        "Sistem (kasir) system:kasir wastebank.correct_setoran setoran:7 99.01",
        "atas permintaan nasabah",
        "grams: 100 → 120 reason: <salah timbang>",
        " ".join(moment(at).split()),
    ):
        assert part in words


def test_every_filter_narrows_the_list(auditor):
    write_rows(2)
    with transaction.atomic():
        services.record(
            "user.invite", by=System("lain"), target="user:8", region=RegionCode("99.02")
        )
    services.seal(by=BY)
    write_rows(1, first=3)
    for asked, expected in (
        ({"action": "user.invite"}, ["user:8"]),
        ({"action": "wastebank."}, ["setoran:3", "setoran:2", "setoran:1"]),
        ({"action": "wastebank"}, []),
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
    assert targets(shown) == ["setoran:2", "setoran:1"]


def test_older_rows_are_a_page_away_and_none_is_lost_or_doubled(auditor):
    write_rows(120)
    address, found = LIST + "?action=wastebank.", []
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


def test_the_list_takes_the_same_queries_for_two_rows_and_for_two_hundred(auditor):
    counts = []
    for count in (2, 200):
        write_rows(count, first=count)
        with CaptureQueriesContext(connection) as queries:
            auditor.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 8


def test_the_head_is_public_and_can_be_typed_from_paper():
    write_rows(3)
    services.seal(by=BY)
    response = Client().get("/jejak/kepala/")
    head = selectors.head()
    words = seen(response)
    root = head.head.root.hex()
    assert " ".join(root[start : start + 8] for start in range(0, 64, 8)) in words
    assert f"balai audit verify --head 3:{root}" in words
    assert head.key_id in words
    assert "-----BEGIN PUBLIC KEY-----" in words
    assert "PRIVATE" not in words


def test_before_the_first_seal_the_head_page_says_so():
    words = seen(Client().get("/jejak/kepala/"))
    assert "Belum ada segel." in words


def test_both_pages_speak_english_under_en(auditor):
    write_rows(1)
    assert "Who did what, when, and what changed." in seen(auditor.get("/en/jejak/"))
    assert "Head of the audit trail" in seen(Client().get("/en/jejak/kepala/"))


@pytest.mark.parametrize("path", ["/jejak/", "/jejak/kepala/"])
def test_nothing_can_be_sent_to_the_pages(auditor, path):
    assert auditor.post(path).status_code == 405

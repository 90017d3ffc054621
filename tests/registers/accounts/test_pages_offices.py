"""The pages of offices: what one reads and does there."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from balai.registers.accounts.models import Office
from tests.registers.accounts.factories import (
    make_office,
)
from tests.registers.accounts.telling import (
    administrator,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_an_office_is_made_found_renamed_and_closed(areas):
    client = administrator("99.01")
    data = {"name": "Dinas Sosial", "code": "dinsos", "region": "Kab. Contoh", "kind": "agency"}
    assert "Instansi sudah dibuat." in text_of(
        client.post("/akun/instansi/baru/", data, follow=True)
    )
    office = Office.objects.get()
    assert (office.code, office.region_code) == ("DINSOS", "99.01")
    assert "Dinas Sosial" in text_of(client.get("/akun/instansi/?q=dinsos"))
    assert "Dinas Sosial" not in text_of(client.get("/akun/instansi/?q=lain"))
    path = reverse("accounts:office", args=[office.public_id])
    client.post(path, {"name": "Dinas Sosial Baru", "short_name": "Dinsos"})
    client.post(reverse("accounts:close_office", args=[office.public_id]))
    office.refresh_from_db()
    assert (office.name, office.is_active) == ("Dinas Sosial Baru", False)
    assert "ditutup" in text_of(client.get(path))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": ""}, "Isi nama instansi"),
        ({"code": "DIN KES"}, "Kode hanya berisi huruf"),
        ({"kind": ""}, "Pilih jenis instansi"),
        ({"region": "Batanghary"}, "Kabupaten Batanghari (15.04)"),
        ({"region": "zzzzqqq"}, "Tulis kode seperti 99.01"),
        ({"code": "ADA"}, "Kode itu sudah dipakai di wilayah ini"),
    ],
)
def test_an_office_that_cannot_be_made_is_explained(areas, change, says):
    make_office("ADA")
    data = {"name": "Dinas", "code": "BARU", "region": "99.01", "kind": "agency", **change}
    response = administrator().post("/akun/instansi/baru/", data)
    assert (response.status_code, says in text_of(response)) == (422, True)


def test_offices_elsewhere_are_not_found():
    office = make_office(region="15.04")
    client = administrator("99.01")
    for name in ("office", "close_office"):
        response = client.post(reverse(f"accounts:{name}", args=[office.public_id]))
        assert response.status_code == 404
    assert office.name not in text_of(client.get("/akun/instansi/"))


@pytest.mark.parametrize("count", [2, 200])
def test_the_list_of_offices_takes_the_same_number_of_queries(
    areas, django_assert_num_queries, count
):
    for number in range(count):
        make_office(f"A{number}")
    client = administrator()
    client.get("/akun/instansi/")
    with django_assert_num_queries(6):
        client.get("/akun/instansi/")


def test_closing_an_office_asks_first_and_tells_what_it_means():
    office, client = make_office(), administrator("99.01")
    path = reverse("accounts:close_office", args=[office.public_id])
    question = text_of(client.get(path))
    assert "Instansi yang ditutup tidak dapat dibuka lagi." in question
    office.refresh_from_db()
    assert office.is_active
    assert "Instansi sudah ditutup." in text_of(client.post(path, follow=True))
    assert client.get(path).headers["Location"] == reverse(
        "accounts:office", args=[office.public_id]
    )


def test_an_office_outside_ones_area_is_refused_at_its_field(areas):
    data = {"name": "Dinas", "code": "BARU", "region": "15.04", "kind": "agency"}
    response = administrator("99.01").post("/akun/instansi/baru/", data)
    assert (response.status_code, Office.objects.exists()) == (422, False)
    assert "Isi wilayah yang berada di dalam wilayah Anda sendiri" in text_of(response)


def test_the_list_of_offices_is_sorted_by_one_column():
    make_office()
    html = administrator().get("/akun/instansi/").content.decode()
    assert re.findall(r'aria-sort="(ascending|descending)"', html) == ["ascending"]

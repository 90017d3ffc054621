"""The pages of administration of people: what one reads and does there."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from balai.kernel.permissions import Role
from balai.registers.accounts.models import Assignment, User
from balai.registers.audit.models import AuditEntry
from tests.registers.accounts.factories import (
    give_role,
    make_office,
    make_user,
    signed_in_client,
    user_with,
)
from tests.registers.accounts.telling import (
    administrator,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_people_are_found_by_name_role_area_and_state(areas):
    user_with(Role.CLERK, "99.01", name="Siti Áminah")
    user_with(Role.OFFICER, "15.04", name="Budi Santoso")
    user_with(Role.CLERK, "15.04", name="Citra Dewi", is_active=False)
    client = administrator()

    def found(query: str) -> list[str]:
        html = client.get(f"/akun/pengguna/{query}").content.decode()
        return re.findall(r'<a href="/akun/pengguna/[0-9a-f-]{36}/">([^<]+)</a>', html)

    assert found("?q=siti+aminah") == ["Siti Áminah"]
    assert found("?role=clerk") == ["Citra Dewi", "Siti Áminah"]
    assert found("?region=15") == ["Budi Santoso", "Citra Dewi"]
    assert found("?state=inactive") == ["Citra Dewi"]
    assert found("?q=tidak+ada") == []
    assert found("?sort=-name") == ["Siti Áminah", "Pengelola", "Citra Dewi", "Budi Santoso"]


def test_a_malformed_area_in_the_filter_is_said_and_not_a_broken_page():
    response = administrator().get("/akun/pengguna/?region=abc")
    assert (response.status_code, "Tulis kode wilayah seperti 99.01" in text_of(response)) == (
        422,
        True,
    )


def test_an_administrator_of_a_regency_sees_only_people_of_it(areas):
    user_with(Role.CLERK, "99.01", name="Siti")
    user_with(Role.CLERK, "15.04", name="Budi")
    user_with(Role.AUDITOR, name="Nasional")
    text = text_of(administrator("99.01").get("/akun/pengguna/"))
    assert ("Siti" in text, "Budi" in text, "Nasional" in text) == (True, False, False)


@pytest.mark.parametrize("count", [2, 200])
def test_the_list_of_people_takes_the_same_number_of_queries(
    areas, django_assert_num_queries, count
):
    for _ in range(count):
        user_with(Role.OFFICER, "99.01", make_office())
    client = administrator()
    client.get("/akun/pengguna/")
    with django_assert_num_queries(7):
        client.get("/akun/pengguna/")


def test_the_list_of_people_is_a_file_too(areas):
    user_with(Role.CLERK, "99.01", name="=Siti", email="siti@contoh.invalid")
    response = administrator().get("/akun/pengguna/?q=siti&format=csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert response.headers["Content-Disposition"] == 'attachment; filename="pengguna.csv"'
    assert len(lines) == 2
    assert lines[0] == "Nama,Alamat e-mail,Peran,Aktif,Terakhir masuk,Sintetis"
    assert lines[1].startswith("'=Siti,siti@contoh.invalid,Petugas desa · ")


def test_a_role_is_given_by_the_name_of_the_area_and_the_office(areas):
    person, office = make_user(), make_office(name="Dinas Kesehatan")
    client = administrator()
    response = client.post(
        reverse("accounts:assign_role", args=[person.public_id]),
        {
            "role": "officer",
            "reach": "area",
            "region": "Kabupaten Contoh",
            "office": "dinas kesehatan",
        },
        follow=True,
    )
    row = Assignment.objects.get(user=person)
    assert (row.role, row.region_code, row.office) == ("officer", "99.01", office)
    assert "Peran sudah diberikan." in text_of(response)


def test_an_area_that_is_not_certain_is_proposed_and_not_guessed(areas):
    person, client = make_user(), administrator()
    path = reverse("accounts:assign_role", args=[person.public_id])
    data = {"role": "clerk", "reach": "area", "region": "Batanghary"}
    first = client.post(path, data)
    html = first.content.decode()
    assert (first.status_code, Assignment.objects.filter(user=person).exists()) == (422, False)
    assert "Wilayah mana yang Anda maksud" in html
    assert 'type="radio" name="region_pick" value="15.04"' in html
    client.post(path, {**data, "region_pick": "15.04"})
    assert Assignment.objects.get(user=person).region_code == "15.04"


def test_an_area_that_was_not_proposed_cannot_be_picked(areas):
    person, client = make_user(), administrator()
    path = reverse("accounts:assign_role", args=[person.public_id])
    data = {"role": "clerk", "reach": "area", "region": "Batanghary", "region_pick": "31.71"}
    assert client.post(path, data).status_code == 422
    assert not Assignment.objects.filter(user=person).exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Pilih peran"),
        ({"role": "clerk", "reach": "area"}, "Isi kode atau nama wilayah"),
        ({"role": "clerk", "reach": "area", "region": "99.77"}, "Wilayah itu tidak ditemukan"),
        ({"role": "clerk", "reach": "country", "region": "99.01"}, "Kosongkan wilayah"),
        (
            {"role": "clerk", "reach": "area", "region": "99.01", "office": "X"},
            "Instansi itu tidak ditemukan",
        ),
        (
            {"role": "assessor", "reach": "country"},
            "pilih instansi asal atau nyatakan tidak bekerja",
        ),
        (
            {
                "role": "clerk",
                "reach": "area",
                "region": "99.01",
                "valid_to_day": "1",
                "valid_to_month": "1",
                "valid_to_year": "2020",
            },
            "Tanggal akhir sudah lewat",
        ),
    ],
)
def test_a_role_that_cannot_be_given_is_explained(areas, data, says):
    path = reverse("accounts:assign_role", args=[make_user().public_id])
    response = administrator().post(path, data)
    assert (response.status_code, says in text_of(response)) == (422, True)


def test_a_role_wider_than_ones_own_is_refused_at_its_field(areas):
    person = user_with(Role.CLERK, "99.01")
    response = administrator("99.01").post(
        reverse("accounts:assign_role", args=[person.public_id]),
        {"role": "officer", "reach": "country"},
    )
    assert (response.status_code, "lebih luas daripada peran Anda" in text_of(response)) == (
        422,
        True,
    )


def test_a_role_is_ended_after_a_question(areas):
    row = give_role(make_user(), Role.CLERK, "99.01")
    path = reverse("accounts:end_role", args=[row.user.public_id, row.public_id])
    client = administrator()
    assert "Petugas desa" in text_of(client.get(path))
    row.refresh_from_db()
    assert row.ended_at is None
    response = client.post(path, follow=True)
    text = text_of(response)
    assert ("Peran sudah diakhiri." in text, "Peran yang sudah diakhiri" in text) == (True, True)
    assert client.post(path).status_code == 404


def test_the_last_administrator_is_told_to_name_another():
    user = user_with(Role.ADMINISTRATOR)
    client = signed_in_client(user)
    path = reverse("accounts:end_role", args=[user.public_id, user.assignments.get().public_id])
    response = client.post(path)
    assert (response.status_code, "Tunjuk pengelola lain dahulu" in text_of(response)) == (
        422,
        True,
    )


def test_an_account_is_closed_and_opened_with_a_reason():
    person, client = user_with(Role.CLERK, "99.01"), administrator()
    close = reverse("accounts:deactivate", args=[person.public_id])
    assert "Isi alasan" in text_of(client.post(close, {"reason": ""}))
    closed = client.post(close, {"reason": "Pindah tugas"}, follow=True)
    assert "Akun sudah dinonaktifkan." in text_of(closed)
    assert not User.objects.get(pk=person.pk).is_active
    client.post(reverse("accounts:reactivate", args=[person.public_id]), {"reason": "Kembali"})
    assert User.objects.get(pk=person.pk).is_active


def test_origin_name_and_second_factor_of_a_person_are_changed_on_their_pages():
    person, office, client = user_with(Role.CLERK, "99.01"), make_office(), administrator()

    def post(name, data):
        return text_of(
            client.post(reverse(f"accounts:{name}", args=[person.public_id]), data, follow=True)
        )

    assert "Asal sudah dicatat." in post("declare_home", {"origin": "99.01 dinkes"})
    assert "Instansi itu tidak ditemukan" in post("declare_home", {"origin": "99.01 XYZ"})
    assert "Kosongkan instansi asal" in post(
        "declare_home", {"origin": "99.01 DINKES", "independent": "on"}
    )
    assert "Nama sudah diganti." in post("rename_user", {"name": "Nama Baru"})
    assert "Faktor kedua sudah dilepas." in post("remove_second_factor", {"reason": "Hilang"})
    person.refresh_from_db()
    assert (person.home_office, person.name) == (office, "Nama Baru")


def test_taking_the_list_of_people_away_leaves_a_trace():
    user_with(Role.OFFICER, "99.01", name="Siti")
    client = administrator()
    client.get("/akun/pengguna/?format=csv&q=siti&role=officer&region=99.01")
    entry = AuditEntry.objects.get(action="accounts.export_users")
    assert (entry.target, entry.region) == ("accounts:users", "99.01")
    assert "siti" not in str(entry.detail).lower()


def test_a_name_of_ones_own_that_misleads_is_refused_in_words():
    response = signed_in_client(make_user()).post("/akun/nama/", {"name": "Sistem (jam)"})
    assert (response.status_code, "dipakai oleh sistem" in text_of(response)) == (422, True)


def test_a_role_that_was_ended_shows_its_last_day(areas):
    person = user_with(Role.CLERK, "99.01")
    person.assignments.update(
        valid_from=date(2026, 1, 5),
        ended_at=datetime(2026, 3, 9, 20, tzinfo=UTC),
        ended_by="system:test",
    )
    give_role(person, Role.CLERK, "99.01")
    text = text_of(administrator().get(reverse("accounts:user", args=[person.public_id])))
    assert "5 Jan 2026 sampai 10 Mar 2026" in text


def test_the_area_of_a_role_is_not_called_optional_unless_it_is(areas):
    person, client = user_with(Role.CLERK, "99.01"), administrator()
    path = reverse("accounts:assign_role", args=[person.public_id])
    assert "Wilayah (boleh dikosongkan)" not in text_of(client.get(path))
    response = client.post(path, {"role": "officer", "reach": "area", "region": ""})
    assert (response.status_code, "Isi kode atau nama wilayah" in text_of(response)) == (422, True)
    done = client.post(path, {"role": "officer", "reach": "country", "region": ""}, follow=True)
    assert "Peran sudah diberikan." in text_of(done)

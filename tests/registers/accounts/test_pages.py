"""What a person reads and does on the pages of accounts, and what they do not get to see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balai.kernel.permissions import Role
from balai.registers.accounts import services
from balai.registers.accounts.models import Assignment, Invitation, Office, User
from balai.registers.accounts.urls import _own
from tests.registers.accounts.factories import (
    PASSWORD,
    actor_with,
    give_role,
    make_office,
    make_user,
    signed_in_client,
    user_with,
)
from tests.registers.accounts.test_sign_in import text_of

pytestmark = pytest.mark.django_db

ADMINISTRATION = sorted(
    name for route in _own if (name := route.name) not in {
        "me", "my_name", "sign_out_elsewhere", "accept_invitation",
    }
)  # fmt: skip


def address(name: str) -> str:
    """Return an address of that page, about somebody and something that exist."""
    if name in {"office", "close_office"}:
        return reverse(f"accounts:{name}", args=[make_office().public_id])
    if name == "invitation":
        return reverse("accounts:invitation", args=[invited().invitation.public_id])
    if name in {"users", "invite", "invitations", "offices", "new_office"}:
        return reverse(f"accounts:{name}")
    row = give_role(make_user(), Role.CLERK, "99.01")
    arguments = [row.user.public_id] + ([row.public_id] if name == "end_role" else [])
    return reverse(f"accounts:{name}", args=arguments)


def invited():
    return services.invite(
        email="budi@contoh.invalid",
        name="Budi",
        role=Role.CLERK,
        region=None,
        site="http://testserver",
        by=actor_with(Role.ADMINISTRATOR),
    )


def administrator(region: str | None = None) -> Client:
    return signed_in_client(user_with(Role.ADMINISTRATOR, region, name="Pengelola"))


# Who gets in


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_a_visitor_is_asked_to_sign_in(name):
    response = Client().get(address(name))
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (
        302,
        "/akun/masuk/",
    )


@pytest.mark.parametrize("name", ADMINISTRATION)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_officer_sees_nothing_of_administration(name, method):
    client = signed_in_client(user_with(Role.OFFICER, "99.01"))
    response = getattr(client, method)(address(name))
    assert response.status_code == 403
    assert "Halaman ini bukan untuk akun Anda" in text_of(response)


def test_an_officer_has_no_administration_in_the_menu_and_an_administrator_has():
    officer = signed_in_client(user_with(Role.OFFICER, "99.01")).get("/akun/").content.decode()
    admin = administrator().get("/akun/").content.decode()
    assert ('href="/akun/pengguna/"' in officer, 'href="/akun/pengguna/"' in admin) == (False, True)


def test_an_auditor_reads_the_list_and_changes_nobody():
    client = signed_in_client(user_with(Role.AUDITOR))
    person = user_with(Role.CLERK, "99.01", name="Siti")
    page = client.get(reverse("accounts:user", args=[person.public_id]))
    assert ("Siti" in text_of(page), "Nonaktifkan" in text_of(page)) == (True, False)
    assert client.get(reverse("accounts:deactivate", args=[person.public_id])).status_code == 403


@pytest.mark.parametrize("name", ["user", "assign_role", "deactivate", "rename_user"])
def test_people_of_another_area_are_not_found(name):
    row = give_role(make_user(), Role.CLERK, "15.04")
    response = administrator("99.01").get(reverse(f"accounts:{name}", args=[row.user.public_id]))
    assert response.status_code == 404


def test_every_page_speaks_both_languages_with_one_heading():
    client = administrator()
    for name in ["users", "invite", "invitations", "offices", "new_office", "user", "assign_role"]:
        path = address(name)
        for prefix, language in (("", "id"), ("/en", "en")):
            html = client.get(prefix + path).content.decode()
            assert html.count("<h1") == 1, path
            assert f'<html lang="{language}"' in html


# My account


def test_ones_account_says_what_one_is_where_and_until_when(areas):
    user = make_user(name="Siti Aminah", email="siti@contoh.invalid")
    office = make_office(name="Dinas Kesehatan", short_name="Dinkes")
    since, until = timezone.localdate(), timezone.localdate() + timedelta(days=10)
    give_role(user, Role.OFFICER, "99.01", office, since, until)
    text = text_of(signed_in_client(user).get("/akun/"))
    for part in ("Siti Aminah", "siti@contoh.invalid", "Petugas OPD", "99.01", "Dinas Kesehatan"):
        assert part in text
    assert "sampai" in text
    assert "Belum dipasang" in text


def test_ones_account_in_english(areas):
    user = user_with(Role.AUDITOR)
    text = text_of(signed_in_client(user).get("/en/akun/"))
    assert ("My account" in text, "Auditor" in text, "The whole country" in text) == (
        True,
        True,
        True,
    )


def test_ones_account_takes_as_many_queries_with_many_roles(areas, django_assert_num_queries):
    user = make_user()
    client = signed_in_client(user)
    client.get("/akun/")
    for count in (2, 50):
        Assignment.objects.all().delete()
        for number in range(count):
            give_role(user, Role.CLERK, f"99.01.01.{2001 + number}")
        with django_assert_num_queries(6):
            client.get("/akun/")


def test_one_changes_ones_name():
    user = make_user(name="Siti")
    client = signed_in_client(user)
    empty = client.post("/akun/nama/", {"name": ""})
    assert (empty.status_code, "Isi nama lengkap" in text_of(empty)) == (422, True)
    done = client.post("/akun/nama/", {"name": "Siti Aminah"}, follow=True)
    text = text_of(done)
    assert ("Nama Anda sudah diganti." in text, "Siti Aminah" in text) == (True, True)


def test_a_demo_account_is_called_synthetic():
    assert "sintetis" in text_of(signed_in_client(make_user(is_demo=True)).get("/akun/"))


# People


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


# Invitations


def invitation_data(**changes) -> dict[str, str]:
    return {
        "name": "Budi Santoso",
        "email": "budi@contoh.invalid",
        "role": "clerk",
        "reach": "area",
        "region": "99.01",
        **changes,
    }


def test_an_invitation_shows_its_link_once_and_the_link_makes_an_account(areas):
    client = administrator("99.01")
    shown = client.post("/akun/pengguna/undang/", invitation_data())
    link = re.search(r">http://testserver(/akun/terima/\S+/)</textarea>", shown.content.decode())
    assert link is not None
    listed = client.get("/akun/undangan/").content.decode()
    assert ("Budi Santoso" in listed, link[1] in listed) == (True, False)
    guest = Client()
    page = guest.get(link[1])
    assert "Akun ini untuk Budi Santoso" in text_of(page)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    short = guest.post(link[1], {"password1": "pendek", "password2": "pendek"})
    assert (short.status_code, "setidaknya 12 karakter" in text_of(short)) == (422, True)
    differ = guest.post(link[1], {"password1": PASSWORD, "password2": PASSWORD + "1"})
    assert "Kedua kata sandi tidak sama" in text_of(differ)
    done = guest.post(link[1], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert "Akun Anda siap." in text_of(done)
    guest.post("/akun/masuk/", {"login": "budi@contoh.invalid", "password": PASSWORD})
    assert "Petugas desa" in text_of(guest.get("/akun/"))
    again = guest.get(link[1])
    assert (again.status_code, "sudah dibuat" in text_of(again)) == (410, True)


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"state": "revoked"}, 410, "Undangan ini sudah dicabut"),
        ({"expires_at": timezone.now()}, 410, "sudah lewat waktu. Minta orang yang mengundang"),
    ],
)
def test_a_link_that_is_over_says_what_to_do(change, status, says):
    link = invited().link
    Invitation.objects.update(**change)
    response = Client().get(link.removeprefix("http://testserver"))
    assert (response.status_code, says in text_of(response)) == (status, True)


def test_a_link_that_was_cut_says_what_to_do():
    response = Client().get("/akun/terima/abc/")
    assert (response.status_code, "salin seluruhnya tanpa terpotong" in text_of(response)) == (
        404,
        True,
    )


def test_an_invitation_is_revoked_on_its_page():
    row, client = invited().invitation, administrator()
    path = reverse("accounts:invitation", args=[row.public_id])
    assert "Terbuka" in text_of(client.get(path))
    assert "Undangan sudah dicabut." in text_of(client.post(path, follow=True))
    text = text_of(client.get(path))
    assert ("Dicabut" in text, "Cabut undangan" in text) == (True, False)
    assert client.post(path).status_code == 422


def test_an_overdue_invitation_is_called_so_before_it_is_closed():
    row = invited().invitation
    Invitation.objects.update(expires_at=timezone.now())
    text = text_of(administrator().get(reverse("accounts:invitation", args=[row.public_id])))
    assert ("Lewat waktu" in text, "Cabut undangan" in text) == (True, False)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"email": ""}, "Isi alamat e-mail"),
        ({"email": "budi"}, "Tulis alamat e-mail seperti"),
        ({"name": ""}, "Isi nama lengkap"),
        ({"email": "ada@contoh.invalid"}, "sudah punya akun"),
        ({"role": "assessor", "reach": "country", "region": ""}, "pilih instansi asal"),
    ],
)
def test_an_invitation_that_cannot_be_made_is_explained(areas, change, says):
    make_user(email="ada@contoh.invalid")
    response = administrator().post("/akun/pengguna/undang/", invitation_data(**change))
    assert (response.status_code, says in text_of(response)) == (422, True)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("count", [2, 200])
def test_the_list_of_invitations_takes_the_same_number_of_queries(
    areas, django_assert_num_queries, count
):
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(
            email=f"{number}@contoh.invalid",
            name="Budi",
            role="clerk",
            region_code="99.01",
            token_hash=str(number),
            invited_by="system:test",
            expires_at=now,
        )
        for number in range(count)
    )
    client = administrator()
    client.get("/akun/undangan/")
    with django_assert_num_queries(6):
        client.get("/akun/undangan/")


# Offices


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

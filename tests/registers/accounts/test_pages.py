"""Who gets in to the pages of accounts, and what stands on one's own account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balai.kernel.permissions import Role
from balai.registers.accounts import services
from balai.registers.accounts.models import Assignment
from balai.registers.accounts.urls import _own
from tests.registers.accounts.factories import (
    actor_with,
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


def test_a_demo_account_whose_name_says_so_is_marked_once():
    user = user_with(Role.OFFICER, "99.01", name="Petugas OPD (sintetis)", is_demo=True)
    html = signed_in_client(user).get("/akun/").content.decode()
    cell = html.partition("Petugas OPD (sintetis)")[2].partition("</dd>")[0]
    assert ("Petugas OPD (sintetis)" in html, cell.strip()) == (True, "")


def test_the_way_to_sign_out_elsewhere_leads_to_the_account_when_opened():
    client = signed_in_client(user_with(Role.OFFICER, "99.01"))
    assert client.get("/akun/keluar-perangkat-lain/").headers["Location"] == "/akun/"
    assert client.get("/akun/").status_code == 200


def test_whoever_needs_the_second_factor_only_reads_that_it_stays():
    page = signed_in_client(user_with(Role.REGENT, "99.01")).get("/akun/faktor-kedua/lepas/")
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert (page.status_code, "<form" in main) == (200, False)
    assert "Faktor kedua tidak dapat dilepas" in text_of(page)


def test_signing_out_is_no_first_choice_on_ones_account():
    html = signed_in_client(user_with(Role.OFFICER, "99.01")).get("/akun/").content.decode()
    main = html.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'<button[^>]*class="([^"]*)"[^>]*>\s*Keluar\s*<', main) == [
        "b-button b-button--secondary"
    ]

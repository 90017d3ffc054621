"""The pages of invitations, for who invites and for who is invited."""

from __future__ import annotations

import re
import socket
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from balai.kernel.permissions import Role
from balai.registers.accounts import services
from balai.registers.accounts.models import Invitation
from tests.registers.accounts.factories import (
    PASSWORD,
    actor_with,
    make_user,
)
from tests.registers.accounts.telling import (
    administrator,
    text_of,
)

pytestmark = pytest.mark.django_db


def invited():
    return services.invite(
        email="budi@contoh.invalid",
        name="Budi",
        role=Role.CLERK,
        region=None,
        site="http://testserver",
        by=actor_with(Role.ADMINISTRATOR),
    )


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
    listed = client.get("/akun/pengguna/undangan/").content.decode()
    assert ("Budi Santoso" in listed, link[1] in listed) == (True, False)
    guest = Client()
    page = guest.get(link[1])
    assert "Akun ini untuk Budi Santoso" in text_of(page)
    assert page.headers["Referrer-Policy"] == "strict-origin"
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


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_does_not_go_is_told_beside_the_link(settings, areas):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    shown = administrator("99.01").post("/akun/pengguna/undang/", invitation_data())
    text = text_of(shown)
    assert (
        shown.status_code,
        "Suratnya tidak terkirim ke budi@contoh.invalid." in text,
        "Tautan ini dikirim" in text,
        "http://testserver/akun/terima/" in text,
    ) == (200, True, False, True)


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"state": "revoked"}, 410, "Undangan ini sudah dicabut"),
        ({"expires_at": timezone.now()}, 410, "sudah lewat waktu. Minta orang yang mengundang"),
        ({"valid_to": date(2020, 1, 1)}, 410, "Peran dalam undangan ini sudah berakhir"),
        ({"invited_by": f"user:{uuid7()}"}, 410, "tidak lagi berhak memberi peran ini"),
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
    client.get("/akun/pengguna/undangan/")
    with django_assert_num_queries(6):
        client.get("/akun/pengguna/undangan/")

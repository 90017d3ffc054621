"""Passwords: forgotten, changed, and what that does to sessions."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from balai.kernel.permissions import Role
from tests.registers.accounts.factories import (
    PASSWORD,
    make_user,
    signed_in_client,
    user_with,
)
from tests.registers.accounts.telling import (
    is_signed_in,
    text_of,
    trail,
)

pytestmark = pytest.mark.django_db


def test_a_forgotten_password_is_replaced_by_link_once():
    user, client = make_user(name="Siti"), Client()
    sent = client.post("/akun/lupa-kata-sandi/", {"email": user.email})
    assert sent.headers["Location"] == "/akun/lupa-kata-sandi/terkirim/"
    (letter,) = mail.outbox
    assert (letter.subject, "Yth. Siti" in letter.body) == ("Balai: Membuat kata sandi baru", True)
    link = re.search(r"http://testserver(/\S+)", letter.body)
    assert link is not None
    form = client.get(link[1]).headers["Location"]
    new = "kuda-laut-yang-lain-lagi"
    done = client.post(form, {"password1": new, "password2": new})
    assert done.headers["Location"] == "/akun/lupa-kata-sandi/selesai/"
    user.refresh_from_db()
    assert user.check_password(new)
    assert "Tautan tidak berlaku lagi" in text_of(Client().get(link[1]))
    assert trail() == ["accounts.reset_password"]


def test_asking_for_a_link_says_the_same_for_an_unknown_address_and_sends_nothing():
    known = Client().post("/akun/lupa-kata-sandi/", {"email": make_user().email}, follow=True)
    mail.outbox.clear()
    unknown = Client().post("/akun/lupa-kata-sandi/", {"email": "tak@ada.invalid"}, follow=True)
    assert text_of(known) == text_of(unknown)
    assert mail.outbox == []


def test_a_closed_account_gets_no_link():
    Client().post("/akun/lupa-kata-sandi/", {"email": make_user(is_active=False).email})
    assert mail.outbox == []


def test_a_new_password_follows_the_rules_and_is_written_twice():
    client = signed_in_client(make_user())
    address = "/akun/ganti-kata-sandi/"
    short = client.post(address, {"oldpassword": PASSWORD, "password1": "x", "password2": "x"})
    other = client.post(
        address, {"oldpassword": PASSWORD, "password1": PASSWORD + "1", "password2": PASSWORD}
    )
    wrong = client.post(
        address, {"oldpassword": "salah", "password1": PASSWORD + "1", "password2": PASSWORD + "1"}
    )
    assert [answer.status_code for answer in (short, other, wrong)] == [422, 422, 422]
    assert "setidaknya 12 karakter" in text_of(short)
    assert "Kedua kata sandi tidak sama" in text_of(other)
    assert "Kata sandi sekarang tidak cocok" in text_of(wrong)


def test_changing_the_password_ends_the_other_sessions_but_not_this_one():
    user = make_user()
    here, elsewhere = signed_in_client(user), signed_in_client(user)
    new = "kuda-laut-yang-lain-lagi"
    here.post(
        "/akun/ganti-kata-sandi/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)
    assert trail()[-1] == "accounts.change_password"


def test_signing_out_elsewhere_keeps_this_session_and_its_second_factor():
    user = user_with(Role.ADMINISTRATOR)
    here, elsewhere = signed_in_client(user), signed_in_client(user)
    here.post("/akun/keluar-perangkat-lain/")
    assert (here.get("/akun/pengguna/").status_code, is_signed_in(elsewhere)) == (200, False)

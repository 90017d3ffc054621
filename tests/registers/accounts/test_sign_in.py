"""Signing in with a password and out again, as a person does it."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.test import Client
from django.urls import NoReverseMatch, reverse

from balai.kernel.permissions import Role
from balai.registers.accounts.models import User
from balai.registers.audit.models import AuditEntry
from tests.registers.accounts.factories import (
    PASSWORD,
    make_user,
    signed_in_client,
    user_with,
)
from tests.registers.accounts.telling import (
    SIGN_IN,
    is_signed_in,
    sign_in,
    text_of,
    trail,
)

pytestmark = pytest.mark.django_db

WRONG = "Alamat e-mail atau kata sandi tidak cocok"


def test_a_person_signs_in_with_address_and_password_and_lands_on_their_account():
    user, client = user_with(Role.OFFICER, "99.01", name="Siti Aminah"), Client()
    response = sign_in(client, user.email)
    assert response.headers["Location"] == "/akun/"
    assert "Siti Aminah" in text_of(client.get("/akun/"))
    assert trail() == ["accounts.sign_in"]


def test_capitals_and_blanks_in_the_address_do_not_matter():
    user, client = make_user(email="siti@contoh.invalid"), Client()
    sign_in(client, f" {user.email.upper()} ")
    assert is_signed_in(client)


def test_signing_in_changes_the_key_of_the_session():
    user, client = make_user(), Client()
    client.get(SIGN_IN)
    session = client.session
    session["something"] = "kept"
    session.save()
    before = client.session.session_key
    sign_in(client, user.email)
    assert client.session.session_key != before


def test_passwords_are_hashed_with_argon2():
    from balai.config import settings as real

    assert real.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert identify_hasher(make_password(PASSWORD, hasher="argon2")).algorithm == "argon2"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer():
    user = make_user()
    answers = [
        sign_in(Client(), email, "salah-sama-sekali") for email in (user.email, "tak@ada.invalid")
    ]
    pages = [
        re.sub(
            r'name="csrfmiddlewaretoken" value="[^"]+"|value="[^"]+@[^"]+"', "", a.content.decode()
        )
        for a in answers
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert pages[0] == pages[1]
    assert WRONG in text_of(answers[0])
    assert pages[0].count("<title>Kesalahan: Masuk") == 1


def test_an_empty_form_says_what_to_fill_in():
    text = text_of(Client().post(SIGN_IN, {"login": "", "password": ""}))
    assert ("Isi alamat e-mail" in text, "Isi kata sandi" in text) == (True, True)
    assert ("Bidang ini" in text, "wajib" in text) == (False, False)


def test_a_failed_sign_in_is_in_the_trail_without_address_and_password():
    user = make_user(email="siti@contoh.invalid")
    sign_in(Client(), user.email, "kata-sandi-yang-salah")
    row = AuditEntry.objects.get()
    assert (row.action, row.actor_id, row.target) == (
        "accounts.fail_sign_in",
        "anonymous",
        "user:unknown",
    )
    kept = str(AuditEntry.objects.values().get())
    assert "s•••@contoh.invalid" in kept
    assert ("siti@" in kept, "kata-sandi-yang-salah" in kept) == (False, False)


@pytest.mark.parametrize("to", ["/jejak/", "/akun/nama/?a=1", "/en/akun/"])
def test_after_signing_in_one_goes_on_to_the_page_one_wanted(to):
    assert sign_in(Client(), make_user().email, to=to).headers["Location"] == to


@pytest.mark.parametrize(
    "to",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org/",
        "\\/example.org",
        "http:///example.org",
        "javascript:alert(1)",
        "http://testserver/akun/nama/",
        "example.org",
        " //example.org",
        "/\t/example.org",
    ],
)
def test_signing_in_leads_to_no_other_site(to):
    assert sign_in(Client(), make_user().email, to=to).headers["Location"] == "/akun/"


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org/"])
def test_signing_out_leads_to_no_other_site(to):
    client = signed_in_client(make_user())
    assert client.post("/akun/keluar/", {"next": to}).headers["Location"] == SIGN_IN


def test_signing_out_takes_a_post():
    client = signed_in_client(make_user())
    assert "Anda perlu masuk lagi" in text_of(client.get("/akun/keluar/"))
    assert is_signed_in(client)
    response = client.post("/akun/keluar/", follow=True)
    assert ("Anda sudah keluar." in text_of(response), is_signed_in(client)) == (True, False)


def test_a_closed_account_is_out_in_the_middle_of_its_session():
    user = make_user()
    client = signed_in_client(user)
    User.objects.update(is_active=False)
    assert not is_signed_in(client)


def test_a_closed_account_learns_so_only_with_the_right_password():
    user = make_user(is_active=False)
    wrong = sign_in(Client(), user.email, "salah-sama-sekali")
    right = sign_in(Client(), user.email)
    assert WRONG in text_of(wrong)
    assert right.headers["Location"] == "/akun/tidak-aktif/"


def test_a_demo_account_does_not_enter_a_production_installation(settings):
    settings.PRODUCTION = True
    client = Client()
    response = sign_in(client, make_user(is_demo=True).email)
    assert (response.headers["Location"], is_signed_in(client)) == ("/akun/tidak-aktif/", False)


def test_there_is_no_way_to_sign_up_or_to_change_the_address():
    names = ["account_signup", "account_email", "account_set_password", "mfa_add_webauthn"]
    for name in names:
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_page_that_does_not_ask_who_looks_costs_no_query(django_assert_num_queries):
    client = signed_in_client(make_user())
    client.get("/gaya/")
    with django_assert_num_queries(0):
        client.get("/gaya/")

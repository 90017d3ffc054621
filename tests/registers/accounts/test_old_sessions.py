"""What an older session is still good for, once its owner's account is better guarded."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from balai.kernel.permissions import Role
from tests.registers.accounts.factories import (
    give_role,
    set_up_totp,
    signed_in_client,
    totp_code,
    user_with,
)
from tests.registers.accounts.telling import is_signed_in, sign_in, text_of

pytestmark = pytest.mark.django_db

SET_UP = "/akun/faktor-kedua/pasang/"
CODES = "/akun/kode-cadangan/"


def key_on(page) -> str:
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page.content.decode())
    assert found is not None
    return found[1].replace(" ", "")


def test_setting_up_the_second_factor_ends_the_sessions_that_only_knew_the_password():
    user = user_with(Role.OFFICER, "99.01")
    thief, owner = Client(), Client()
    sign_in(thief, user.email)
    give_role(user, Role.ADMINISTRATOR)
    sign_in(owner, user.email)
    done = owner.post(SET_UP, {"code": totp_code(key_on(owner.get(SET_UP)))})
    assert done.headers["Location"] == CODES
    assert (is_signed_in(thief), owner.get("/akun/pengguna/").status_code) == (False, 200)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", [CODES, f"{CODES}baru/", "/akun/faktor-kedua/lepas/"])
def test_only_a_session_that_gave_a_code_touches_codes_and_app(path, method):
    user = user_with(Role.OFFICER, "99.01")
    set_up_totp(user)
    RecoveryCodes.activate(user)
    before = list(Authenticator.objects.order_by("pk").values_list("pk", "data"))
    client = signed_in_client(user, second_factor=False)
    answer = getattr(client, method)(path)
    assert answer.headers["Location"].startswith("/akun/periksa-kode/?next=")
    assert list(Authenticator.objects.order_by("pk").values_list("pk", "data")) == before


def test_after_giving_a_code_the_recovery_codes_are_shown():
    user = user_with(Role.OFFICER, "99.01")
    secret = set_up_totp(user)
    RecoveryCodes.activate(user)
    client = signed_in_client(user, second_factor=False)
    given = client.post(client.get(CODES).headers["Location"], {"code": totp_code(secret)})
    assert given.headers["Location"] == CODES
    assert len(re.findall(r"<code>\d{8}</code>", client.get(CODES).content.decode())) == 10


def test_the_code_that_set_the_app_up_does_not_sign_in():
    user = user_with(Role.ADMINISTRATOR)
    owner, other = Client(), Client()
    sign_in(owner, user.email)
    code = totp_code(key_on(owner.get(SET_UP)))
    owner.post(SET_UP, {"code": code})
    sign_in(other, user.email)
    assert other.post("/akun/masuk/kode/", {"code": code}).status_code == 422


def test_the_key_stays_the_same_until_it_is_used():
    client = signed_in_client(user_with(Role.OFFICER, "99.01"))
    first = key_on(client.get(SET_UP))
    assert key_on(client.get(SET_UP)) == first
    assert key_on(client.post(SET_UP, {"code": "000000"})) == first
    assert client.post(SET_UP, {"code": totp_code(first)}).headers["Location"] == CODES


def test_a_demo_session_is_nobodys_in_production(settings):
    client = signed_in_client(user_with(Role.ADMINISTRATOR, is_demo=True))
    settings.PRODUCTION = True
    assert client.get("/akun/pengguna/").headers["Location"].startswith("/akun/masuk/")
    assert client.get("/akun/masuk/").status_code == 200


def test_a_demo_session_works_in_a_trial():
    client = signed_in_client(user_with(Role.ADMINISTRATOR, is_demo=True))
    assert client.get("/akun/pengguna/").status_code == 200


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/akun/pengguna/?q=siti", "?next=%2Fakun%2Fpengguna%2F%3Fq%3Dsiti"),
        ("http://testserver//contoh.invalid/", ""),
        ("http://contoh.invalid/akun/", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_a_form_sent_after_the_session_ended_says_so_and_leads_back(referer, back):
    client = Client()
    answer = client.post("/akun/nama/", {"name": "Siti"}, HTTP_REFERER=referer)
    assert answer.headers["Location"] == f"/akun/masuk/{back}"
    text = text_of(client.get(answer.headers["Location"]))
    assert "Sesi Anda sudah berakhir. Isian belum disimpan." in text


def test_a_page_opened_without_a_session_says_nothing_of_a_form():
    page = Client().get("/akun/nama/", follow=True)
    assert "Isian belum disimpan" not in text_of(page)

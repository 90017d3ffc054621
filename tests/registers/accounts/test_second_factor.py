"""The second factor: setting it up, using it, losing it."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from balai.kernel.permissions import Role
from tests.registers.accounts.factories import (
    PASSWORD,
    make_user,
    set_up_totp,
    signed_in_client,
    totp_code,
    user_with,
)
from tests.registers.accounts.telling import (
    SIGN_IN,
    is_signed_in,
    sign_in,
    text_of,
    trail,
)

if TYPE_CHECKING:
    from balai.registers.accounts.models import User

pytestmark = pytest.mark.django_db


def test_whoever_decides_is_led_to_set_up_the_second_factor_and_then_on(
    django_capture_on_commit_callbacks,
):
    user, client = user_with(Role.REGENT, "99.01"), Client()
    first = sign_in(client, user.email, to="/akun/nama/")
    assert first.headers["Location"] == "/akun/faktor-kedua/pasang/"
    page = client.get("/akun/faktor-kedua/pasang/")
    text = text_of(page)
    assert "Peran Anda mengambil keputusan" in text
    html = page.content.decode()
    assert ("<svg" in html, "style=" in html, "data:image" in html) == (True, False, False)
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", html)
    assert secret is not None
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(
            "/akun/faktor-kedua/pasang/", {"code": totp_code(secret[1].replace(" ", ""))}
        )
    assert done.headers["Location"] == "/akun/kode-cadangan/"
    codes = client.get("/akun/kode-cadangan/").content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", codes)) == 10
    assert '<a class="b-button" href="/akun/nama/"' in codes
    assert trail() == [
        "accounts.sign_in",
        "accounts.add_second_factor",
        "accounts.make_recovery_codes",
    ]


def test_the_rights_of_a_deciding_role_begin_with_the_second_factor():
    user, client = user_with(Role.ADMINISTRATOR), Client()
    sign_in(client, user.email)
    before = client.get("/akun/pengguna/")
    assert (before.status_code, before.headers["Location"]) == (302, "/akun/faktor-kedua/pasang/")
    html = client.get("/akun/faktor-kedua/pasang/").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", html)
    assert secret is not None
    client.post("/akun/faktor-kedua/pasang/", {"code": totp_code(secret[1].replace(" ", ""))})
    assert 'href="/akun/pengguna/"' in client.get("/akun/kode-cadangan/").content.decode()
    assert client.get("/akun/pengguna/").status_code == 200


def test_a_wrong_first_code_sets_nothing_up():
    user, client = user_with(Role.REGENT, "99.01"), Client()
    sign_in(client, user.email)
    client.get("/akun/faktor-kedua/pasang/")
    response = client.post("/akun/faktor-kedua/pasang/", {"code": "000000"})
    assert (response.status_code, Authenticator.objects.exists()) == (422, False)
    assert "Kode itu tidak cocok" in text_of(response)


def test_the_key_of_the_app_is_stored_encrypted():
    user = make_user()
    secret = set_up_totp(user)
    assert secret not in str(Authenticator.objects.get().data)


def pending(user: User) -> Client:
    client = Client()
    response = sign_in(client, user.email)
    assert response.headers["Location"] == "/akun/masuk/kode/"
    return client


def test_with_the_app_signing_in_takes_a_code():
    user = user_with(Role.REGENT, "99.01")
    secret = set_up_totp(user)
    client = pending(user)
    assert not is_signed_in(client)
    done = client.post("/akun/masuk/kode/", {"code": totp_code(secret)})
    assert (done.headers["Location"], is_signed_in(client)) == ("/akun/", True)
    assert trail() == ["accounts.sign_in"]


def test_a_code_may_be_written_with_a_blank():
    user = make_user()
    code = totp_code(set_up_totp(user))
    client = pending(user)
    client.post("/akun/masuk/kode/", {"code": f"{code[:3]} {code[3:]}"})
    assert is_signed_in(client)


def test_a_code_works_only_once():
    user = make_user()
    code = totp_code(set_up_totp(user))
    first, second = pending(user), pending(user)
    first.post("/akun/masuk/kode/", {"code": code})
    again = second.post("/akun/masuk/kode/", {"code": code})
    assert (again.status_code, is_signed_in(first), is_signed_in(second)) == (422, True, False)


def test_a_code_used_before_does_not_work_in_another_process(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    user = make_user()
    code = totp_code(set_up_totp(user))
    first, second = pending(user), pending(user)
    first.post("/akun/masuk/kode/", {"code": code})
    second.post("/akun/masuk/kode/", {"code": code})
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_an_earlier_code_does_not_work_after_a_later_one():
    user = make_user()
    secret = set_up_totp(user)
    first, second = pending(user), pending(user)
    first.post("/akun/masuk/kode/", {"code": totp_code(secret)})
    second.post("/akun/masuk/kode/", {"code": totp_code(secret, step=-1)})
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_five_wrong_codes_shut_the_door():
    user = make_user()
    secret = set_up_totp(user)
    client = pending(user)
    answers = [client.post("/akun/masuk/kode/", {"code": "000000"}).status_code for _ in range(5)]
    right = client.post("/akun/masuk/kode/", {"code": totp_code(secret)})
    assert answers == [422, 422, 422, 422, 429]
    assert (right.status_code, is_signed_in(client)) == (429, False)
    assert trail().count("accounts.lock_out") == 1


def test_wrong_codes_are_counted_over_several_sign_ins():
    user = make_user()
    set_up_totp(user)
    answers = [
        pending(user).post("/akun/masuk/kode/", {"code": "000000"}).status_code for _ in range(5)
    ]
    assert answers == [422, 422, 422, 422, 429]


def test_wrong_codes_are_counted_by_person_wherever_they_come_from():
    user = make_user()
    secret = set_up_totp(user)
    client = pending(user)
    answers = [
        client.post("/akun/masuk/kode/", {"code": "000000"}, REMOTE_ADDR=f"10.0.0.{n}").status_code
        for n in range(5)
    ]
    right = client.post("/akun/masuk/kode/", {"code": totp_code(secret)}, REMOTE_ADDR="10.9.9.9")
    assert (answers[-1], right.status_code, is_signed_in(client)) == (429, 429, False)
    assert sorted(trail()) == [*["accounts.fail_sign_in"] * 5, "accounts.lock_out"]


def test_wrong_codes_count_also_where_a_code_is_asked_for_once_more():
    user = make_user()
    secret = set_up_totp(user)
    client = signed_in_client(user, second_factor=False)
    again = "/akun/periksa-kode/"
    answers = [client.post(again, {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [422, 422, 422, 422, 429, 429]
    assert client.post(again, {"code": totp_code(secret)}).status_code == 429


def test_wrong_codes_leave_the_password_of_somebody_elsewhere_alone():
    user = make_user()
    set_up_totp(user)
    client = pending(user)
    for _ in range(4):
        client.post("/akun/masuk/kode/", {"code": "000000"})
    for _ in range(4):
        assert sign_in(Client(), user.email, "salah").status_code == 422


def test_a_right_code_forgets_the_wrong_ones_before():
    user = make_user()
    secret = set_up_totp(user)
    client = pending(user)
    for _ in range(4):
        client.post("/akun/masuk/kode/", {"code": "000000"})
    client.post("/akun/masuk/kode/", {"code": totp_code(secret)})
    answers = [
        pending(user).post("/akun/masuk/kode/", {"code": "000000"}).status_code for _ in range(4)
    ]
    assert answers == [422, 422, 422, 422]


def test_a_recovery_code_replaces_the_app_once():
    user = user_with(Role.REGENT, "99.01")
    browser = signed_in_client(user)
    browser.post("/akun/kode-cadangan/baru/")
    codes = re.findall(
        r"<code>(\d{8})</code>", browser.get("/akun/kode-cadangan/").content.decode()
    )
    first, second = pending(user), pending(user)
    first.post("/akun/masuk/kode/", {"code": codes[0]})
    second.post("/akun/masuk/kode/", {"code": codes[0]})
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)
    assert "9 kode belum terpakai" in text_of(first.get("/akun/"))


def test_whoever_waits_for_the_code_can_take_another_account():
    user = make_user()
    set_up_totp(user)
    client = pending(user)
    client.post("/akun/keluar/")
    assert "Kata sandi" in text_of(client.get(SIGN_IN))


def test_a_role_that_decides_keeps_its_second_factor():
    client = signed_in_client(user_with(Role.REGENT, "99.01"))
    response = client.post("/akun/faktor-kedua/lepas/")
    assert (response.status_code, Authenticator.objects.exists()) == (422, True)
    assert "Faktor kedua tidak dapat dilepas" in text_of(response)


def test_other_people_may_take_theirs_away():
    user = user_with(Role.OFFICER, "99.01")
    client = signed_in_client(user, second_factor=True)
    RecoveryCodes.activate(user)
    client.post("/akun/faktor-kedua/lepas/")
    assert not Authenticator.objects.exists()
    assert sorted(trail()[-2:]) == ["accounts.drop_recovery_codes", "accounts.drop_second_factor"]


def test_touching_the_second_factor_long_after_signing_in_asks_for_the_password_again():
    user = make_user()
    client = signed_in_client(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    asked = client.get("/akun/faktor-kedua/pasang/")
    assert asked.headers[
        "Location"
    ] == "/akun/periksa-kata-sandi/?next=/akun/faktor-kedua/pasang/" or (
        asked.headers["Location"].startswith("/akun/periksa-kata-sandi/?next=")
    )
    wrong = client.post(asked.headers["Location"], {"password": "salah"})
    assert (wrong.status_code, "Kata sandi itu tidak cocok" in text_of(wrong)) == (422, True)
    right = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert right.headers["Location"] == "/akun/faktor-kedua/pasang/"
    assert client.get("/akun/faktor-kedua/pasang/").status_code == 200

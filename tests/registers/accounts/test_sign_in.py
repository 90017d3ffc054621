"""Signing in as a person does it: password, code of the app, lock-out, forgotten password."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balai.kernel.permissions import Role
from balai.registers.accounts.models import User
from balai.registers.audit.models import AuditEntry
from tests.registers.accounts.factories import (
    PASSWORD,
    make_user,
    set_up_totp,
    signed_in_client,
    totp_code,
    user_with,
)

pytestmark = pytest.mark.django_db

SIGN_IN = "/akun/masuk/"
WRONG = "Alamat e-mail atau kata sandi tidak cocok"


def text_of(response) -> str:
    bare = re.sub(
        r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL
    )
    return " ".join(bare.split())


def sign_in(client: Client, email: str, password: str = PASSWORD, to: str = "", **extra):
    address = f"{SIGN_IN}?next={quote(to)}" if to else SIGN_IN
    return client.post(address, {"login": email, "password": password}, **extra)


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def is_signed_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def test_a_person_signs_in_with_address_and_password_and_lands_on_their_account():
    user, client = user_with(Role.OFFICER, "99.01", name="Siti Aminah"), Client()
    response = sign_in(client, user.email)
    assert response.headers["Location"] == "/akun/"
    assert "Siti Aminah" in text_of(client.get("/akun/"))
    assert actions() == ["accounts.sign_in"]


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


# next


@pytest.mark.parametrize("to", ["/jejak/", "/akun/nama/?a=1", "/en/akun/"])
def test_after_signing_in_one_goes_on_to_the_page_one_wanted(to):
    assert sign_in(Client(), make_user().email, to=to).headers["Location"] == to


@pytest.mark.parametrize(
    "to",
    [
        "https://jahat.invalid/",
        "//jahat.invalid/",
        "/\\jahat.invalid/",
        "\\/jahat.invalid",
        "http:///jahat.invalid",
        "javascript:alert(1)",
        "http://testserver/akun/nama/",
        "jahat.invalid",
        " //jahat.invalid",
        "/\t/jahat.invalid",
    ],
)
def test_signing_in_leads_to_no_other_site(to):
    assert sign_in(Client(), make_user().email, to=to).headers["Location"] == "/akun/"


@pytest.mark.parametrize("to", ["https://jahat.invalid/", "//jahat.invalid/"])
def test_signing_out_leads_to_no_other_site(to):
    client = signed_in_client(make_user())
    assert client.post("/akun/keluar/", {"next": to}).headers["Location"] == SIGN_IN


# Lock-out


def fail(client: Client, email: str, times: int):
    for _ in range(times):
        response = sign_in(client, email, "salah-sama-sekali")
    return response


@pytest.mark.parametrize("known", [True, False])
def test_after_five_failures_the_door_is_shut_even_for_the_right_password(known):
    email = make_user().email if known else "tak@ada.invalid"
    client = Client()
    assert fail(client, email, 4).status_code == 422
    fifth = fail(client, email, 1)
    right = sign_in(client, email)
    assert (fifth.status_code, right.status_code, is_signed_in(client)) == (429, 429, False)
    assert "Tunggu 15 menit, lalu coba lagi" in text_of(right)
    assert text_of(fifth) == text_of(right)
    assert actions().count("accounts.lock_out") == 2


def test_the_door_opens_again_after_fifteen_minutes():
    user, client = make_user(), Client()
    fail(client, user.email, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    sign_in(client, user.email)
    assert is_signed_in(client)


def test_trying_while_the_door_is_shut_does_not_keep_it_shut():
    user, client = make_user(), Client()
    fail(client, user.email, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    fail(client, user.email, 1)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    sign_in(client, user.email)
    assert is_signed_in(client)


def test_writing_the_address_differently_gives_no_further_tries():
    client = Client()
    variants = ["Siti@Contoh.invalid", "siti@contoh.INVALID", " siti@contoh.invalid"]
    make_user(email="siti@contoh.invalid")
    answers = [sign_in(client, variants[n % 3], "salah").status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 429]


def test_somebody_elsewhere_is_not_shut_out_by_it():
    user, client = make_user(), Client()
    fail(Client(), user.email, 5)
    response = sign_in(client, user.email, REMOTE_ADDR="10.1.2.3")
    assert response.headers["Location"] == "/akun/"


def test_another_account_is_not_shut_out_by_it():
    first, second, client = make_user(), make_user(), Client()
    fail(client, first.email, 5)
    assert sign_in(client, second.email).headers["Location"] == "/akun/"


def test_signing_in_forgets_the_failures_before():
    user, client = make_user(), Client()
    fail(client, user.email, 4)
    sign_in(client, user.email)
    client.post("/akun/keluar/")
    assert fail(client, user.email, 4).status_code == 422


def test_no_password_or_address_is_kept_by_the_lock_out():
    sign_in(Client(), "siti@contoh.invalid", "kata-sandi-yang-salah")
    row = AccessAttempt.objects.values("get_data", "post_data").get()
    assert ("kata-sandi-yang-salah" in str(row), "siti@" in str(row)) == (False, False)


# Second factor


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
    assert actions() == [
        "accounts.sign_in",
        "accounts.add_second_factor",
        "accounts.add_second_factor",
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
    assert actions() == ["accounts.sign_in"]


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
    assert actions().count("accounts.lock_out") == 1


def test_wrong_codes_are_counted_over_several_sign_ins():
    user = make_user()
    set_up_totp(user)
    answers = [
        pending(user).post("/akun/masuk/kode/", {"code": "000000"}).status_code for _ in range(5)
    ]
    assert answers == [422, 422, 422, 422, 429]


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
    client = signed_in_client(user_with(Role.OFFICER, "99.01"), second_factor=True)
    client.post("/akun/faktor-kedua/lepas/")
    assert not Authenticator.objects.exists()


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


# Password


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
    assert actions() == ["accounts.reset_password"]


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
    assert actions()[-1] == "accounts.change_password"


def test_signing_out_elsewhere_keeps_this_session_and_its_second_factor():
    user = user_with(Role.ADMINISTRATOR)
    here, elsewhere = signed_in_client(user), signed_in_client(user)
    here.post("/akun/keluar-perangkat-lain/")
    assert (here.get("/akun/pengguna/").status_code, is_signed_in(elsewhere)) == (200, False)


# Out


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
    from django.urls import NoReverseMatch

    for name in names:
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_page_that_does_not_ask_who_looks_costs_no_query(django_assert_num_queries):
    client = signed_in_client(make_user())
    client.get("/gaya/")
    with django_assert_num_queries(0):
        client.get("/gaya/")

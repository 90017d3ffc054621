"""After five failures the door is shut for a while, for everybody alike."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from tests.registers.accounts.factories import (
    PASSWORD,
    make_user,
)
from tests.registers.accounts.telling import (
    is_signed_in,
    sign_in,
    text_of,
    trail,
)

pytestmark = pytest.mark.django_db


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
    assert trail().count("accounts.lock_out") == 1


def test_knocking_on_the_shut_door_writes_nothing_into_the_trail():
    client = Client()
    fail(client, "tak@ada.invalid", 20)
    assert sorted(trail()) == [*["accounts.fail_sign_in"] * 5, "accounts.lock_out"]


def test_each_time_the_door_is_shut_is_in_the_trail_once():
    client = Client()
    fail(client, "tak@ada.invalid", 7)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    fail(client, "tak@ada.invalid", 7)
    assert trail().count("accounts.lock_out") == 2


def behind(proxies: int, forwarded: str, email: str, password: str, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    return sign_in(Client(), email, password, HTTP_X_FORWARDED_FOR=forwarded).status_code


@pytest.mark.parametrize(
    ("proxies", "stranger", "owner", "answer"),
    [
        (0, "203.0.113.9", "198.51.100.7", 429),
        (1, "203.0.113.9", "198.51.100.7", 302),
        (1, "203.0.113.9", "198.51.100.7, 203.0.113.9", 429),
        (2, "203.0.113.9, 10.0.0.1", "198.51.100.7, 10.0.0.1", 302),
        (2, "203.0.113.9", "198.51.100.7", 429),
        (1, "junk", "198.51.100.7", 302),
        (1, "junk", "other junk", 429),
    ],
)
def test_behind_proxies_each_visitor_is_counted_by_their_own_address(
    settings, proxies, stranger, owner, answer
):
    user = make_user()
    for _ in range(5):
        behind(proxies, stranger, user.email, "salah", settings)
    assert behind(proxies, owner, user.email, PASSWORD, settings) == answer


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

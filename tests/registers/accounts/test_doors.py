"""What is answered to visitors by the doors of accounts is kept by nobody on the way."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from balai.kernel.actor import System
from balai.kernel.permissions import Role
from balai.registers.accounts import services, urls
from balai.registers.accounts.models import Invitation
from balai.ui.access import is_public
from tests.registers.accounts.factories import make_user, set_up_totp
from tests.registers.accounts.telling import SIGN_IN, sign_in

pytestmark = pytest.mark.django_db

PRIVATE = "private, no-store"

DOORS = sorted(
    str(route.name)
    for route in [*urls._own, *urls.urlpatterns]
    if is_public(getattr(route, "callback", None))
)
ONLY_READ = {
    "account_inactive",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
}
ARGUMENTS = {
    "accept_invitation": {"token": "noise"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "noise"},
}


def address(name: str) -> str:
    space = "accounts:" if name == "accept_invitation" else ""
    return reverse(space + name, kwargs=ARGUMENTS.get(name))


def test_the_doors_are_those_that_a_visitor_needs():
    assert DOORS == [
        "accept_invitation",
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
    ]


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_whatever_a_door_shows_is_kept_by_nobody(name, language):
    assert Client().get(language + address(name)).headers["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("name", sorted(set(DOORS) - ONLY_READ))
def test_whatever_a_door_answers_to_a_form_is_kept_by_nobody(name):
    assert Client().post(address(name)).headers["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("path", [SIGN_IN, "/akun/lupa-kata-sandi/"])
def test_a_form_with_a_key_against_forgery_is_kept_by_nobody(path):
    response = Client().get(path)
    assert (
        "csrftoken" in response.cookies,
        "csrfmiddlewaretoken" in response.content.decode(),
        response.headers["Cache-Control"],
    ) == (True, True, PRIVATE)


def test_a_link_that_works_shows_its_form_to_one_browser():
    invited = services.invite(
        email="budi@contoh.invalid",
        name="Budi",
        role=Role.CLERK,
        region=None,
        site="",
        by=System("test"),
    )
    page = Client().get(invited.link)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, PRIVATE)
    Invitation.objects.update(state="revoked")
    page = Client().get(invited.link)
    assert (page.status_code, page.headers["Cache-Control"]) == (410, PRIVATE)


def test_signing_in_is_kept_by_nobody_from_the_first_try_to_the_shut_door():
    user, client = make_user(), Client()
    answers = [sign_in(client, user.email, "salah") for _ in range(5)]
    assert [(a.status_code, a.headers["Cache-Control"]) for a in answers] == [
        *[(422, PRIVATE)] * 4,
        (429, PRIVATE),
    ]


def test_the_step_of_the_code_is_kept_by_nobody():
    user, client = make_user(), Client()
    set_up_totp(user)
    answers = [
        sign_in(client, user.email),
        client.get("/akun/masuk/kode/"),
        *(client.post("/akun/masuk/kode/", {"code": "000000"}) for _ in range(6)),
    ]
    assert [(a.status_code, a.headers["Cache-Control"]) for a in answers] == [
        (302, PRIVATE),
        (200, PRIVATE),
        *[(422, PRIVATE)] * 4,
        (429, PRIVATE),
        (429, PRIVATE),
    ]

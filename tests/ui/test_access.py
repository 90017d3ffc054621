"""Who may open a view, and what a refusal looks like."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.views import View

from balai.kernel.actor import Nobody, System
from balai.ui.access import Access, public, requires, signed_in
from tests.ui import urls

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.django_db]


class Clerk:
    """Somebody who may do one thing."""

    id, label = "clerk", "Petugas"

    def __init__(self, *actions: str) -> None:
        self.actions = actions

    def may(self, action, *, region=None, office=None):  # noqa: ARG002 - the protocol of an actor
        return action in self.actions


def ask(rf, view, actor, *, method="get"):
    request = getattr(rf, method)("/putus/?tahun=2024")
    request.actor = actor
    return view(request)


def test_each_mark_can_be_read_from_the_view():
    assert urls.desk.access == Access("public")
    assert urls.inside.access == Access("signed_in")
    assert urls.deciding.access == Access("requires", ("ui.try", "ui.other"))
    assert [str(view.access) for view in (urls.desk, urls.inside, urls.deciding)] == [
        "public",
        "signed_in",
        "ui.try, ui.other",
    ]


def test_a_class_of_views_is_marked_like_a_function(rf):
    class Page(View):
        def get(self, request):  # noqa: ARG002 - a view's own signature
            return HttpResponse("x")

    assert requires("ui.try")(Page.as_view()).access == Access("requires", ("ui.try",))
    assert public(Page.as_view()).access == Access("public")
    assert ask(rf, signed_in(Page.as_view()), Clerk()).status_code == 200


def test_a_visitor_is_sent_to_sign_in_and_back(rf):
    for view in (urls.inside, urls.deciding):
        answer = ask(rf, view, Nobody())
        assert (answer.status_code, answer["Location"]) == (
            302,
            "/masuk/?next=%2Fputus%2F%3Ftahun%3D2024",
        )


def test_a_visitor_who_sends_something_is_not_sent_back_to_it(rf):
    assert ask(rf, urls.deciding, Nobody(), method="post")["Location"] == "/masuk/"


def test_who_may_do_one_of_the_actions_comes_in(rf):
    assert ask(rf, urls.deciding, Clerk("ui.other")).content == b"deciding"
    assert ask(rf, urls.deciding, System("test")).content == b"deciding"
    assert ask(rf, urls.inside, Clerk()).content == b"inside"


def test_who_may_do_none_of_them_reads_why(rf):
    answer = ask(rf, urls.deciding, Clerk("ui.else"))
    assert answer.status_code == 403
    assert "Halaman ini bukan untuk akun Anda" in answer.content.decode()


def test_a_refusal_by_a_service_inside_a_view_is_a_page(client):
    assert client.get("/tolak/")["Location"] == "/masuk/?next=%2Ftolak%2F"


def test_without_the_accounts_everybody_is_a_visitor(rf):
    request = rf.get("/dalam/")
    assert urls.inside(request).status_code == 302


def test_an_action_must_be_named():
    with pytest.raises(ValueError, match="at least one action"):
        requires()


def test_what_a_guarded_view_answers_is_kept_by_nobody(rf):
    """Page, refusal and the way to sign-in: a shared computer shows none of them again."""
    for view in (urls.inside, urls.deciding):
        for actor in (Nobody(), Clerk(), Clerk("ui.try")):
            assert ask(rf, view, actor)["Cache-Control"] == "private, no-store"


def test_a_failure_behind_a_guard_and_a_refusal_by_a_service_are_kept_by_nobody(client):
    assert client.get("/tolak/")["Cache-Control"] == "private, no-store"
    assert client.get("/hilang/")["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in client.get("/gaya/")


def test_who_may_not_is_shown_the_way_to_their_own_account(rf, settings):
    settings.LOGIN_REDIRECT_URL = "account_login"
    page = ask(rf, urls.deciding, Clerk()).content.decode()
    assert '<a class="b-button" href="/masuk/"' in page
    assert "Buka akun saya" in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_address_of_a_form_opened_directly_says_so_on_a_page(client, prefix):
    answer = client.get(f"{prefix}/kirim/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    said = {
        "": "Halaman ini hanya menerima kiriman formulir",
        "/en": "This page only takes what a form sends",
    }
    text = answer.content.decode()
    assert f"{said[prefix]}</h1>" in text
    assert f'href="{prefix}/"' in text


def test_something_sent_to_a_page_that_is_only_read_is_told_so(client):
    answer = client.post("/baca/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert "Halaman ini hanya untuk dibaca</h1>" in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_that_takes_nothing_says_so_also_to_whoever_sends_no_token(method):
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/hanya-baca/").content == b"plain"
    answer = getattr(strict, method)("/hanya-baca/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "Halaman ini hanya untuk dibaca</h1>" in answer.content.decode()
    assert strict.post("/meja/").status_code == 403, "a form still asks for its token"

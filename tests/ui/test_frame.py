"""The frame: language by address, menu by audience, the error pages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

from balai.kernel.actor import Nobody
from balai.kernel.region_code import RegionCode
from balai.ui import registry
from balai.ui.assets import AssetsMissing, BuiltAssets
from balai.ui.context import Frame, path_in
from balai.ui.middleware import PERMISSIONS_POLICY, PermissionsPolicyMiddleware, language_of
from balai.ui.registry import MenuItem, register_menu
from tests.ui import urls

pytestmark = pytest.mark.urls("tests.ui.urls")


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "id"),
        ("/hasil/", "id"),
        ("/en", "en"),
        ("/en/", "en"),
        ("/en/hasil/", "en"),
        ("/english/", "id"),
        ("/EN/", "id"),
    ],
)
def test_the_path_alone_decides_the_language(path, language):
    assert language_of(path) == language


@pytest.mark.django_db
def test_neither_the_browser_nor_a_cookie_changes_the_language(client):
    client.cookies["django_language"] = "en"
    answer = client.get("/gaya/", headers={"accept-language": "en-US"})
    assert answer["Content-Language"] == "id"
    assert '<html lang="id"' in answer.content.decode()
    assert client.get("/en/gaya/")["Content-Language"] == "en"
    assert translation.get_language() == "id"


@pytest.mark.parametrize(
    ("language", "path", "there"),
    [
        ("en", "/", "/en/"),
        ("en", "/hasil/?tahun=2024", "/en/hasil/?tahun=2024"),
        ("en", "/en/hasil/", "/en/hasil/"),
        ("id", "/en/hasil/?next=/en/", "/hasil/?next=/en/"),
        ("id", "/en/", "/"),
        ("id", "/hasil/?q=/en/", "/hasil/?q=/en/"),
    ],
)
def test_the_switch_leads_to_the_same_page(language, path, there):
    assert path_in(language, path) == there


@pytest.mark.django_db
def test_the_switch_names_the_other_language_in_its_own_tongue(client):
    page = client.get("/en/gaya/?sort=-score").content.decode()
    assert '<a href="/gaya/?sort=-score" lang="id" hreflang="id">' in page
    assert '<link rel="alternate" hreflang="id" href="/gaya/?sort=-score">' in page


class Clerk:
    id, label = "clerk", "Petugas"

    def may(self, action, *, region=None, office=None):  # noqa: ARG002 - the protocol of an actor
        return action == "ui.try"


@pytest.fixture
def menu(monkeypatch):
    monkeypatch.setattr(registry, "_items", {})
    register_menu(
        MenuItem("Gaya", "ui:gallery", "public", order=20),
        MenuItem("Awal", "account_login", "public", order=10),
        MenuItem("Hilang", "no:where", "public"),
        MenuItem("Coba", "ui:gallery", "desk", action="ui.try"),
        MenuItem("Lain", "account_login", "desk", action="ui.else"),
        MenuItem("Gaya", "ui:gallery", "footer"),
    )


def frame(rf, path="/gaya/", actor=None):
    request = rf.get(path)
    request.actor = actor or Nobody()
    return Frame(request)


def test_the_public_menu_is_the_same_for_everybody_in_its_order(rf, menu):
    for actor in (Nobody(), Clerk()):
        found = frame(rf, actor=actor).public_menu
        assert [(link.label, link.url, link.current) for link in found] == [
            ("Awal", "/masuk/", False),
            ("Gaya", "/gaya/", True),
        ]


def test_the_desk_menu_holds_what_this_actor_may(rf, menu):
    assert [link.label for link in frame(rf, actor=Clerk()).desk_menu] == ["Coba"]


def test_a_visitor_at_a_desk_sees_the_public_menu(rf, menu):
    assert [link.label for link in frame(rf).desk_menu] == ["Awal", "Gaya"]


def test_a_page_below_an_entry_marks_it(rf, menu):
    found = frame(rf, "/gaya/bagian/").public_menu
    assert [link.label for link in found if link.current] == ["Gaya"]


def test_the_same_entry_again_replaces_the_first(menu):
    register_menu(MenuItem("Gaya baru", "ui:gallery", "public", order=5))
    assert next(item.label for item in registry.menu("public")) == "Gaya baru"


@pytest.mark.django_db
def test_a_public_page_is_the_same_for_whoever_looks(client, menu):
    """It never asks the actor: a page in the cache must not hold anybody's menu."""

    class Trap:
        def __getattribute__(self, name):
            raise AssertionError(f"a public page asked the actor for {name}")

    from django.test import RequestFactory

    from balai.ui.views import gallery

    request = RequestFactory().get("/gaya/")
    request.actor = Trap()
    with translation.override("id"):
        assert gallery(request).status_code == 200


@pytest.mark.django_db
def test_a_public_page_sets_no_cookie_and_does_not_vary_by_one(client):
    answer = client.get("/gaya/")
    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")


def test_a_page_closes_camera_and_position_unless_its_view_opens_them(rf):
    closed = PermissionsPolicyMiddleware(lambda _: HttpResponse())(rf.get("/"))
    assert closed["Permissions-Policy"] == PERMISSIONS_POLICY
    assert "camera=()" in PERMISSIONS_POLICY
    own = PermissionsPolicyMiddleware(
        lambda _: HttpResponse(headers={"Permissions-Policy": "camera=(self)"})
    )(rf.get("/"))
    assert own["Permissions-Policy"] == "camera=(self)"


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_has_a_page_in_both_languages(client):
    assert "Halaman tidak ada" in client.get("/tidak-ada/").content.decode()
    english = client.get("/en/tidak-ada/")
    assert english.status_code == 404
    assert "There is no such page" in english.content.decode()


@pytest.mark.django_db
def test_a_form_that_lay_open_too_long_is_told_so():
    answer = Client(enforce_csrf_checks=True).post("/gaya/")
    assert answer.status_code == 403
    assert "Halaman ini sudah terlalu lama terbuka" in answer.content.decode()


def test_the_page_of_a_breakdown_needs_no_database_and_no_built_assets(settings, tmp_path):
    """It is shown when anything may be broken; without `db`, a query would fail this test."""
    with_assets = get_template("500.html").render()
    assert staticfiles_storage.url("balai.css") in with_assets
    settings.STATIC_ROOT = tmp_path
    assert "stylesheet" not in get_template("500.html").render()
    assert "Ada yang rusak di Balai" in get_template("500.html").render()


def test_missing_assets_are_named_with_the_command_that_builds_them(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(AssetsMissing, match="make env"):
        BuiltAssets().url("balai.css")


def test_an_asset_that_the_build_does_not_make_is_named():
    with pytest.raises(AssetsMissing, match=r"'logo\.png'"):
        BuiltAssets().url("logo.png")


@pytest.mark.django_db
def test_a_name_that_is_not_served_here_is_told_so_in_both_languages(client):
    """No language can be told from a request that is not answered at all."""
    answer = client.get("/gaya/", headers={"host": "balai.example"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Permintaan ini tidak dapat dijawab</h1>" in page
    assert '<section class="b-section b-text" lang="en">' in page
    assert "This request cannot be answered" in page


def test_a_desk_leads_to_the_public_pages_and_out_of_the_account(rf, menu):
    def desk(actor):
        request = rf.get("/meja/")
        request.actor = actor
        with translation.override("id"):
            return urls.form_desk(request).content.decode()

    page = desk(Clerk())
    # In the row, and in the menu of a phone.
    assert page.count('<a href="/">Halaman publik</a>') == 2
    assert page.count('<form method="post" action="/keluar/"><input type="hidden" name="csrf') == 2
    assert "Halaman publik" not in desk(Nobody())
    assert "/keluar/" not in desk(Nobody())


@pytest.mark.parametrize(
    ("regions", "banded"),
    [
        (["99.01"], True),
        (["99", "99.01.01"], True),
        (["99.01", "15.04"], False),
        (["99.01", None], False),
        ([], False),
    ],
)
def test_the_desk_of_who_works_only_in_the_invented_province_says_so(rf, menu, regions, banded):
    class Scoped(Clerk):
        scopes = tuple(SimpleNamespace(region=code and RegionCode(code)) for code in regions)

    request = rf.get("/meja/")
    request.actor = Scoped()
    with translation.override("id"):
        page = urls.form_desk(request).content.decode()
    assert ("Data sintetis." in page) is banded


def test_a_view_may_add_a_word_behind_an_entry_of_the_footer(rf, menu):
    request = rf.get("/gaya/")
    request.menu_notes = {"ui:gallery": "2024.2"}
    assert [(link.label, link.note) for link in Frame(request).footer_menu] == [("Gaya", "2024.2")]


def test_every_page_links_to_the_source_of_the_running_version_where_it_is_named(client, settings):
    settings.SOURCE_URL = "https://example.org/balai"
    assert '<a href="https://example.org/balai">perangkat lunak terbuka</a>' in (
        client.get("/gaya/").content.decode()
    )
    settings.SOURCE_URL = ""
    assert "perangkat lunak terbuka</a>" not in client.get("/gaya/").content.decode()

"""Every address: who may open it, what every page has, how many questions it asks the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import translation

from balai.ui.access import public
from tests.house import examples
from tests.house.addresses import Address, path_of, walk
from tests.house.tree import ROOT
from tests.registers.accounts.factories import signed_in_client

pytestmark = pytest.mark.django_db
PUBLIC_LIST = ROOT / "tests/house/public_addresses.txt"
PINNED = ROOT / "tests/house/pinned_queries.json"
NO_PAGE = (
    "accounts:sign_out_elsewhere",
    "assessment:import_results",
    "intake:apply",
    "intake:discard",
    "intake:problems_csv",
    "intake:recheck",
    "intake:template",
    "mfa_authenticate",
    "mfa_index",
    "portal:everything_file",
    "portal:latest",
    "portal:region_file",
    "portal:results_file",
    "portal:robots",
    "portal:sitemap",
)
ADDRESSES = {address.name: address for address in walk()}


@pytest.fixture
def house(db):
    return examples.furnish()


def unmarked(addresses: list[Address]) -> list[str]:
    """Addresses at which nobody decided who may come in."""
    return [address.name for address in addresses if address.access is None]


def open_doors(addresses: list[Address], house: dict) -> list[str]:
    """Addresses that are not public and yet answer a stranger with something."""
    stranger, found = Client(), []
    for address in addresses:
        if address.access == "public":
            continue
        where = path_of(address, examples.arguments(address, house))
        for ask in (stranger.get, stranger.post):
            answer = ask(where)
            sent_to_sign_in = answer.status_code == 302 and "/masuk/" in answer.headers["Location"]
            if not sent_to_sign_in and answer.status_code not in {403, 404, 405}:
                found.append(
                    f"{address.name}: {answer.status_code} to {answer.request['REQUEST_METHOD']}"
                )
    return found


def test_every_address_is_public_by_decision_or_refuses_a_stranger(house):
    addresses = list(ADDRESSES.values())
    assert unmarked(addresses) == []
    assert open_doors(addresses, house) == []


def test_the_public_list_is_the_one_that_was_agreed_on():
    """A new public address is added to the list by hand, in the change that makes it public."""
    agreed = [
        line for line in PUBLIC_LIST.read_text().splitlines() if line and not line.startswith("#")
    ]
    found = sorted(name for name, address in ADDRESSES.items() if address.access == "public")
    assert found == agreed


def test_a_view_without_a_mark_and_a_door_left_open_are_found(house):
    def forgotten(request):
        return HttpResponse("x")

    def leaking(request):
        return HttpResponse("x")

    leaking.access = "audit.read"
    mutant = ModuleType("mutant")
    mutant.urlpatterns = [
        path("bocor/", leaking, name="bocor"),
        path("umum/", public(forgotten), name="umum"),
    ]
    with override_settings(ROOT_URLCONF=mutant):
        from django.urls import get_resolver

        addresses = list(walk(get_resolver(mutant)))
        assert [address.access for address in addresses] == ["audit.read", "public"]
        assert unmarked([Address("lupa", (), lambda _: None)]) == ["lupa"]
        assert open_doors([address for address in addresses if address.name == "bocor"], house) == [
            "bocor: 200 to GET",
            "bocor: 200 to POST",
        ]


class Frame(HTMLParser):
    """Reads what every page must have."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language, self.titles, self.headings, self.mains = "", [], [], 0
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""
        elif tag == "title" and self._inside != "svg":
            self._inside = tag
            self.titles.append("")
        elif tag == "h1":
            self._inside = tag
            self.headings.append("")
        elif tag == "svg":
            self._inside = tag
        elif tag == "main":
            self.mains += 1

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data):
        if self._inside == "title":
            self.titles[-1] += data
        elif self._inside == "h1":
            self.headings[-1] += data


def faults(text: str, language: str) -> list[str]:
    """What a page lacks: its language, one title with the product's name, one heading, one main."""
    frame = Frame(text)
    found = []
    if frame.language != language:
        found.append(f"lang is “{frame.language}”")
    if len(frame.titles) != 1 or not frame.titles[0].strip().endswith("Balai"):
        found.append(f"titles: {frame.titles}")
    if len(frame.headings) != 1 or not frame.headings[0].strip():
        found.append(f"h1: {frame.headings}")
    if frame.mains != 1:
        found.append(f"{frame.mains} main")
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<html lang=id><title>A – Balai</title><main><h1>A</h1></main>", []),
        ("<html><title>A – Balai</title><main><h1>A</h1></main>", ["lang is “”"]),
        ("<html lang=id><main><h1>A</h1></main>", ["titles: []"]),
        ("<html lang=id><title>Balai</title><main><h1>A</h1><h1>B</h1></main>", ["h1: ['A', 'B']"]),
        ("<html lang=id><title>Balai</title><main></main>", ["h1: []"]),
        ("<html lang=id><title>Balai</title><h1>A</h1>", ["0 main"]),
    ],
)
def test_a_page_that_lacks_something_is_found(text, found):
    assert faults(text, "id") == found


@dataclass(frozen=True)
class Visit:
    """A page and one who may open it."""

    path: str
    client: Client


def pages(house: dict) -> dict[str, Visit]:
    """Every address that answers with a page of HTML, and somebody to whom it does.

    A public page is opened by a stranger, others by the person who may open every page; those
    that this person has done with (a second factor to set up) by one who has not.
    """
    everybody = {
        "stranger": Client(),
        "visitor": signed_in_client(examples.visitor_of(house), second_factor=True),
        "newcomer": signed_in_client(house["officer"], second_factor=False),
    }
    found = {}
    for name, address in ADDRESSES.items():
        where = path_of(address, examples.arguments(address, house))
        first = "stranger" if address.access == "public" else "visitor"
        for who in dict.fromkeys((first, "visitor", "newcomer")):
            answer = everybody[who].get(where)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                found[name] = Visit(where, everybody[who])
                break
            assert answer.status_code in {200, 302, 403, 405}, f"{name}: {answer.status_code}"
    return found


def test_only_these_addresses_show_no_page(house):
    """Files, pages that only take what a form sends, and the second step of signing in."""
    assert sorted(ADDRESSES.keys() - pages(house).keys()) == sorted(NO_PAGE)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_has_its_language_one_title_and_one_heading(house, language):
    found = {}
    with translation.override(language):
        for name, visit in pages(house).items():
            answer = visit.client.get(visit.path)
            assert answer.headers["Content-Language"] == language
            if bad := faults(answer.content.decode(), language):
                found[name] = bad
    assert found == {}


def asked(visits: dict[str, Visit]) -> dict[str, int]:
    """How many questions each page asks the database, made anew."""
    from django.core.cache import caches
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for name, visit in sorted(visits.items()):
        for store in caches.all():
            store.clear()
        with CaptureQueriesContext(connection) as queries:
            visit.client.get(visit.path)
        counts[name] = len(queries)
    return counts


def test_no_page_asks_the_database_more_or_less_than_was_agreed(house):
    """The numbers are pinned in a file; a change of one belongs into the change that makes it."""
    pages(house)  # once, so that nothing is asked for the first time
    found = asked(pages(house))
    pinned = json.loads(PINNED.read_text())
    assert found == pinned, f"if meant, the file reads:\n{json.dumps(found, indent=2)}"


def test_a_page_that_asks_once_more_is_found(house):
    from django.contrib.auth import get_user_model

    def frugal(request):
        return HttpResponse("x")

    def curious(request):
        get_user_model().objects.count()
        return HttpResponse("x")

    mutant = ModuleType("mutant")
    mutant.urlpatterns = [
        path("hemat/", public(frugal), name="hemat"),
        path("boros/", public(curious), name="boros"),
    ]
    with override_settings(ROOT_URLCONF=mutant):
        visits = {name: Visit(f"/{name}/", Client()) for name in ("hemat", "boros")}
        assert asked(visits) == {"hemat": 0, "boros": 1}

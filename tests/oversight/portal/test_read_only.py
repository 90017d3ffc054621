"""The public pages take nothing, and say so to whoever sends something, with a token or without."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from tests.house.addresses import walk

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@pytest.mark.django_db
@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("path", ["/", "/en/", "/hasil/", "/robots.txt", "/sitemap.xml"])
def test_what_is_sent_to_a_public_page_without_a_token_is_refused_as_sent(path, method):
    answer = Client(enforce_csrf_checks=True).generic(method, path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def takes_without_token(addresses):
    """Addresses that ask for no token, and yet do not refuse all that is sent."""
    return [
        address.name
        for address in addresses
        if getattr(address.view, "csrf_exempt", False)
        for method in UNSAFE
        if address.view(RequestFactory().generic(method, "/")).status_code != 405
    ]


def test_only_what_takes_nothing_asks_for_no_token():
    assert takes_without_token(walk()) == []


def test_the_pages_of_the_portal_are_all_only_read():
    asking = [
        address.name
        for address in walk()
        if address.name.startswith("portal:") and not getattr(address.view, "csrf_exempt", False)
    ]
    assert asking == []

"""What every page's frame needs: `{{ frame }}` in all templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from balai.ui.access import actor_of, is_nobody
from balai.ui.middleware import ENGLISH_PREFIX, language_of
from balai.ui.registry import menu

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

    from balai.kernel.actor import Actor
    from balai.ui.registry import MenuItem

PRODUCT = "Balai"


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry of the menu with its address on this page. current: one stands on or below it.

    note: what the page's view adds behind the word, by `request.menu_notes[url_name]`.
    """

    label: StrOrPromise
    url: str
    current: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one of the two languages."""

    code: str
    short: str
    name: str
    url: str
    current: bool


def path_in(language: str, path: str) -> str:
    """Return the same address in the other language; a query string stays.

    >>> path_in("en", "/hasil/?tahun=2024")
    '/en/hasil/?tahun=2024'
    """
    bare = (
        path[len(ENGLISH_PREFIX) :] or "/" if language_of(path.partition("?")[0]) == "en" else path
    )
    return f"{ENGLISH_PREFIX}{bare}" if language == "en" else bare


class Frame:
    """Lazily answers the frame's questions, so that a public page never asks who looks at it."""

    product = PRODUCT

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def environment(self) -> str:
        """How the installation is run: trial, production or test."""
        return str(getattr(settings, "ENVIRONMENT", "trial"))

    @property
    def source_url(self) -> str:
        """Where the source of the running version is to be had (AGPL-3.0, section 13); may be ""."""
        return str(settings.SOURCE_URL)

    @property
    def language(self) -> str:
        """Language of this page: "id" or "en"."""
        return language_of(self._request.path_info)

    @cached_property
    def languages(self) -> tuple[LanguageLink, ...]:
        """The page in each language, for the switch and for search engines."""
        path = self._request.get_full_path()
        return tuple(
            LanguageLink(code, code.upper(), name, path_in(code, path), code == self.language)
            for code, name in (("id", "Bahasa Indonesia"), ("en", "English"))
        )

    @property
    def home(self) -> str:
        """Address of the home page in this language."""
        return f"{ENGLISH_PREFIX}/" if self.language == "en" else "/"

    @cached_property
    def public_menu(self) -> tuple[MenuLink, ...]:
        """The public header's links: the same for everybody."""
        return self._links(menu("public"))

    @cached_property
    def desk_menu(self) -> tuple[MenuLink, ...]:
        """The desk header's links: what this actor may open; for a visitor the public ones."""
        if is_nobody(self.actor):
            return self.public_menu
        return self._links(menu("desk", self.actor))

    @property
    def account(self) -> str:
        """Address of one's own account, where sign-in leads; empty if there is none."""
        try:
            return reverse(settings.LOGIN_REDIRECT_URL)
        except NoReverseMatch:
            return ""

    @property
    def sign_out(self) -> str:
        """Address to which the sign-out button sends; empty if there is none."""
        try:
            return reverse("account_logout")
        except NoReverseMatch:
            return ""

    @cached_property
    def footer_menu(self) -> tuple[MenuLink, ...]:
        """The footer's links: the same for everybody."""
        return self._links(menu("footer"))

    @property
    def actor(self) -> Actor:
        """Who acts. Only desk pages may ask: a public page is kept in the cache for all."""
        return actor_of(self._request)

    @property
    def signed_in(self) -> bool:
        """Whether the one who looks has signed in. Only desk pages may ask."""
        return not is_nobody(self.actor)

    @property
    def only_synthetic(self) -> bool:
        """Whether all that this person works on lies in the invented province. Desks only."""
        scopes = getattr(self.actor, "scopes", ())
        regions = [scope.region for scope in scopes]
        return bool(regions) and all(region and region.is_synthetic for region in regions)

    def _links(self, items: Iterable[MenuItem]) -> tuple[MenuLink, ...]:
        links: list[tuple[MenuItem, str]] = []
        for item in items:
            try:
                links.append((item, reverse(item.url_name)))
            except NoReverseMatch:
                # A part may be left out of an installation's addresses; its entry goes too.
                continue
        here = self._request.path
        below = [url for _, url in links if here.startswith(url) and url != self.home]
        nearest = max(below, key=len, default=here)
        notes: dict[str, str] = getattr(self._request, "menu_notes", {})
        return tuple(
            MenuLink(item.label, url, url == nearest, notes.get(item.url_name, ""))
            for item, url in links
        )


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: gives templates the `frame`."""
    return {"frame": Frame(request)}

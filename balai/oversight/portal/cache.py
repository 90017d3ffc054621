"""Published pages as stored bytes: made once for each version, language and encoding.

A page is made from a stranger's request: no cookie, no session, no message, no token reaches
the template, so that the bytes can be given to anybody. What a view reads from the query
must be named here, since it is part of the key; all else in the query is dropped. The host
is no part of it: it comes from whoever asks, and could be written in endlessly many ways.
So a stored page holds only addresses without host. The store is one of its own: however
full it is, nothing else is thrown out, such as counters of attempts.
"""

from __future__ import annotations

import copy
import functools
import gzip
import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

import brotli  # type: ignore[import-untyped]  # has no stubs
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.http import HttpResponse, QueryDict
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from balai.kernel.actor import Nobody
from balai.oversight.assessment import selectors
from balai.oversight.portal.words import shown_version
from balai.ui.access import read_only
from balai.ui.assets import AssetsMissing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from balai.ui.assets import BuiltAssets

    View = Callable[..., HttpResponseBase]

MAX_AGE = 60
"""Seconds that a browser or a proxy may show a page without asking again."""

KEEP = 24 * 3600
"""Seconds that bytes stay stored; a new version has another key, so this only frees room."""

LONGEST_QUERY = 200
"""A longer query is answered, and not stored: nobody may fill the cache with made-up addresses."""

STORE = "pages"
"""The entry of settings.CACHES in which pages lie."""

VERSION_ADDRESS = "portal:data_version"
"""The entry of the footer behind which the version stands."""

_KEPT_HEADERS = ("Content-Type", "Content-Disposition")
_COMPRESSIBLE = ("text/", "application/json", "application/xml")


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as it goes over the wire. headers: with its strong ETag and its encoding."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


def encoding_of(accept: str) -> str:
    """Choose "br", "gzip" or "" (plain) from an Accept-Encoding header; a weight of 0 refuses.

    >>> encoding_of("gzip, deflate, br;q=0")
    'gzip'
    """
    accepted = set()
    for part in accept.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            accepted.add(name.strip())
    return next((name for name in ("br", "gzip") if name in accepted), "")


def _packed(body: bytes, encoding: str) -> bytes:
    """Compress the body; the same body gives the same bytes (gzip without its clock)."""
    if encoding == "br":
        return cast("bytes", brotli.compress(body, mode=brotli.MODE_TEXT, quality=5))
    return gzip.compress(body, 6, mtime=0) if encoding == "gzip" else body


def pack(response: HttpResponse, encoding: str) -> Stored:
    """Turn a finished page into the bytes and headers that are kept and sent."""
    kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    if not kept["Content-Type"].startswith(_COMPRESSIBLE):
        encoding = ""
    body = _packed(response.content, encoding)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if encoding:
        kept["Content-Encoding"] = encoding
    kept |= {"ETag": etag, "Cache-Control": f"public, max-age={MAX_AGE}"}
    return Stored(body, tuple(kept.items()), etag)


def stranger(request: HttpRequest, params: tuple[str, ...]) -> HttpRequest:
    """Return the request as somebody unknown would send it, with only these query parameters."""
    public = copy.copy(request)
    public.__dict__.pop("headers", None)
    query = QueryDict(mutable=True)
    for name in params:
        if value := request.GET.get(name):
            query[name] = value
    public.META = {
        name: value
        for name, value in request.META.items()
        if name not in {"HTTP_COOKIE", "CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE"}
    } | {"QUERY_STRING": query.urlencode()}
    public.COOKIES = {}
    public.GET = query  # type: ignore[assignment]  # only read from here on
    public.user = AnonymousUser()
    public.session = SessionBase()
    public.actor = Nobody()  # type: ignore[attr-defined]
    public._messages = []  # type: ignore[attr-defined]  # noqa: SLF001 - Django's only place for it
    return public


def is_for_everybody(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nothing of a person went into the page: no cookie, no token, no session."""
    return not (response.cookies or "CSRF_COOKIE" in request.META or request.session.accessed)


def _send(request: HttpRequest, page: Stored) -> HttpResponseBase:
    """Send the stored bytes, or 304 to whoever has them."""
    response = HttpResponse(page.body)
    for name, value in page.headers:
        response.headers[name] = value
    patch_vary_headers(response, ("Accept-Encoding",))
    return get_conditional_response(request, etag=page.etag, response=response) or response


@dataclass(frozen=True, slots=True)
class _Keeper:
    """One view with what its key is made of."""

    view: View
    params: tuple[str, ...]
    unstored: tuple[str, ...]
    version: Callable[[], str]

    def answer(self, request: HttpRequest, kwargs: dict[str, str]) -> HttpResponseBase:
        """Give the stored page if there is one for this version, else make and store it."""
        encoding = encoding_of(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        version = self.version()
        store = caches[STORE]
        key = self.key(request, version, encoding)
        if key and (page := cast("Stored | None", store.get(key))):
            return _send(request, page)
        public = stranger(request, (*self.params, *self.unstored))
        public.menu_notes = {VERSION_ADDRESS: shown_version(version)}  # type: ignore[attr-defined]  # read by the frame
        response = self.view(public, **kwargs)
        if not isinstance(response, HttpResponse) or response.status_code != HTTPStatus.OK:
            return response
        if not is_for_everybody(public, response):
            response.headers["Cache-Control"] = "private, no-store"
            return response
        page = pack(response, encoding)
        if key:
            store.set(key, page, KEEP)
        return _send(request, page)

    def key(self, request: HttpRequest, version: str, encoding: str) -> str:
        """Return the name under which the page is kept; empty if it is not to be kept."""
        query = "&".join(f"{name}={request.GET.get(name, '')}" for name in self.params)
        if len(query) > LONGEST_QUERY or any(request.GET.get(name) for name in self.unstored):
            return ""
        text = f"{request.path}?{query}\n{get_language()}\n{version}\n{_look()}"
        return f"portal:{hashlib.sha256(text.encode()).hexdigest()[:40]}:{encoding}"


def _look() -> str:
    """Return the names of the built style sheet and icons: a page that names old ones is old."""
    try:
        built = cast("BuiltAssets", staticfiles_storage).manifest()
    except AssetsMissing:
        return ""
    return f"{built.get('balai.css')} {built.get('icons.svg')}"


def published(
    *params: str,
    unstored: tuple[str, ...] = (),
    version: Callable[[], str] = selectors.data_version,
) -> Callable[[View], View]:
    """Serve a view's page from stored bytes as long as `version` says the same.

    params: query parameters that the view reads, each with few values. unstored: those with
    free text: a request that has one is made afresh each time. version: one query, asked at
    each request. Only GET and HEAD; other methods are refused (405).
    """

    def decorate(view: View) -> View:
        keeper = _Keeper(view, params, unstored, version)

        @functools.wraps(view)
        def wrapped(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
            return keeper.answer(request, kwargs)

        return read_only(wrapped)

    return decorate

"""Language from the path, browser permissions, privacy of pages, and refusals as pages."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from balai.kernel.actor import Forbidden
from balai.ui.access import is_public, keep_private, refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    GetResponse = Callable[[HttpRequest], HttpResponseBase]

ENGLISH_PREFIX = "/en"
"""Everything below this path is English; everything else is Indonesian."""

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "serial",
        "usb",
    )
)
"""No page may use these; a desk that weighs or photographs sets its own header."""


def language_of(path: str) -> str:
    """Language of an address: "en" for /en and below, else "id"."""
    return "en" if path == ENGLISH_PREFIX or path.startswith(f"{ENGLISH_PREFIX}/") else "id"


class LanguageMiddleware:
    """Takes the language from the path and from nothing else.

    Neither Accept-Language nor a cookie: one address must give everybody the same page, so
    that it can be kept in a cache, and a browser set to English must not put `lang="en"`
    around Indonesian text.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the path."""
        language = language_of(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class BodyLimitMiddleware:
    """Refuses a request whose body is longer than any form of ours, before a byte of it is kept.

    The limit is `settings.LONGEST_BODY`, in bytes. A body without a stated length is not read
    by Django at all.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 413 with a page that says what to do, or go on."""
        stated = request.META.get("CONTENT_LENGTH") or "0"
        if stated.isdecimal() and int(stated) <= settings.LONGEST_BODY:
            return self.get_response(request)
        return render(request, "413.html", status=413)


class PermissionsPolicyMiddleware:
    """Closes camera, position, serial ports and the like on every page that does not ask."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the header unless the view has set its own."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


def _wrong_method(request: HttpRequest, allowed: str) -> HttpResponseBase:
    """Say that the address takes what a form sends, or that it can only be read."""
    if request.method in {"GET", "HEAD"}:
        said = {
            "title": _("Halaman ini hanya menerima kiriman formulir"),
            "lede": _("Alamat ini tidak dapat dibuka langsung. Pakai tombol di halaman asalnya."),
        }
    else:
        said = {
            "title": _("Halaman ini hanya untuk dibaca"),
            "lede": _("Alamat ini tidak menerima kiriman."),
        }
    page = render(request, "405.html", said, status=HTTPStatus.METHOD_NOT_ALLOWED)
    page.headers["Allow"] = allowed
    return page


class RefusalMiddleware:
    """Turns a refusal inside a view into a page, and keeps the answers of desks to their reader.

    A refusal is the kernel's Forbidden, raised by a service, or a blank 405. What a view that
    is not public answers, also where it failed or sent elsewhere, may be stored by nobody:
    the next person at a shared computer would read it with the "back" button.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the view answer; Forbidden comes to process_exception."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not getattr(
            response, "content", b""
        ):
            response = _wrong_method(request, response.headers.get("Allow", ""))
        if request.resolver_match and not is_public(request.resolver_match.func):
            keep_private(response)
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer with sign-in for a visitor, with the 403 page for a person."""
        return refuse(request) if isinstance(exception, Forbidden) else None

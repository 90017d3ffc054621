"""Whom axes counts failed sign-ins for, and the page that says the door is shut for a while."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render

from balai.ui.access import keep_private

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from balai.registers.accounts.models import User

_CODES = "kode:"
"""Begins the name under which wrong codes of one person are counted: no address looks like it."""


def name_tried(request: HttpRequest, credentials: Mapping[str, str] | None) -> str | None:
    """E-mail address that was tried, in the form in which it is counted.

    Lower case without blanks, so that writing it differently gives no further tries.
    credentials: from allauth under "email", from axes itself under the login field.
    """
    tried = (credentials or {}).get("email") or request.POST.get("login")
    return tried.strip().lower() if tried else None


def code_name(user: User) -> str:
    """Name under which axes counts the wrong codes of this person, whatever address they use."""
    return f"{_CODES}{user.public_id}"


def counted_by(
    request: object, credentials: Mapping[str, str] | None = None
) -> list[str | list[str]]:
    """Say what axes counts failures by.

    Passwords by name and address together: else a stranger could shut somebody out. Codes by
    person alone: only who knows the password gets to try them, and addresses are cheap.
    """
    del request
    if (credentials or {}).get("email", "").startswith(_CODES):
        return ["username"]
    return [["username", "ip_address"]]


def client_address(request: HttpRequest) -> str:
    """Address of the visitor, seen through as many proxies as BALAI_TRUSTED_PROXIES says.

    Each proxy adds to X-Forwarded-For whom it saw, so what stands further left than our own
    proxies' entries was written by the visitor and is not believed.
    """
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies > 0 and len(seen) >= proxies:
        try:
            return str(ip_address(seen[-proxies].strip()))
        except ValueError:
            pass
    return str(request.META.get("REMOTE_ADDR") or "")


def locked_out_page(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Say that sign-in is closed for a while; the same words whether or not the account exists."""
    del response, credentials
    page = render(request, "accounts/locked_out.html", status=429)
    keep_private(page)
    return page

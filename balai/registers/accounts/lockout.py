"""Whom axes counts failed sign-ins for, and the page that says the door is shut for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


def name_tried(request: HttpRequest, credentials: Mapping[str, str] | None) -> str | None:
    """E-mail address that was tried, in the form in which it is counted.

    Lower case without blanks, so that writing it differently gives no further tries.
    credentials: from allauth under "email", from axes itself under the login field.
    """
    tried = (credentials or {}).get("email") or request.POST.get("login")
    return tried.strip().lower() if tried else None


def locked_out_page(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Say that sign-in is closed for a while; the same words whether or not the account exists."""
    del response, credentials
    return render(request, "accounts/locked_out.html", status=429)

"""One's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from balai.registers.accounts import people_pages, services
from balai.registers.accounts.views.answers import rename
from balai.ui.access import actor_of, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from balai.registers.accounts.models import User


@signed_in
@never_cache
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Show name, roles in words, the second factor, and the ways out."""
    user = cast("User", request.user)
    return render(request, "accounts/me.html", {"account": people_pages.account_page(user)})


@signed_in
@require_http_methods(["GET", "POST"])
def my_name(request: HttpRequest) -> HttpResponse:
    """Change one's own name."""
    return rename(
        request,
        cast("User", request.user),
        own=True,
        done=_("Nama Anda sudah diganti."),
        then=reverse("accounts:me"),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End every session of one's own but this one; opened directly, lead to the account."""
    if request.method == "GET":
        return HttpResponseRedirect(reverse("accounts:me"))
    user = services.end_sessions(user=cast("User", request.user), by=actor_of(request))
    # This session goes on, under a new key.
    update_session_auth_hash(request, user)
    messages.success(request, _("Anda sudah keluar dari semua perangkat lain."))
    return HttpResponseRedirect(reverse("accounts:me"))

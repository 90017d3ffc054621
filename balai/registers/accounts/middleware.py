"""Puts the actor of a request on the request, without asking the database before it is looked at."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from balai.kernel.actor import Nobody
from balai.registers.accounts import selectors
from balai.registers.accounts.adapter import AFTER_SET_UP
from balai.registers.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse

    from balai.kernel.actor import Actor


def proved_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session gave a code of the authenticator app or a recovery code."""
    return any(
        record.get("method") == "mfa" for record in get_authentication_records(request, user)
    )


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks: the signed-in person, else nobody."""
    user = request.user
    if not isinstance(user, User):
        return Nobody()
    return selectors.actor_for(user, second_factor=proved_second_factor(request, user))


def _without_demo(user: AbstractBaseUser | AnonymousUser) -> AbstractBaseUser | AnonymousUser:
    """Return nobody for a demo account: its session may be older than the installation's turn."""
    return AnonymousUser() if getattr(user, "is_demo", False) else user


class ActorMiddleware:
    """Sets `request.actor`, lazily: a page that never looks at it costs no query.

    Somebody who is refused a page because their deciding role waits for its second factor
    is led to set it up, and then back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its actor at hand."""
        if settings.PRODUCTION:
            request.user = SimpleLazyObject(partial(_without_demo, request.user))  # type: ignore[assignment]
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if (
            response.status_code == HTTPStatus.FORBIDDEN
            and request.method == "GET"
            and isinstance(request.user, User)
            and selectors.needs_second_factor(request.user)
        ):
            request.session[AFTER_SET_UP] = request.get_full_path()
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return response

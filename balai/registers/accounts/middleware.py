"""Puts the actor of a request on the request, without asking the database before it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from allauth.account.authentication import get_authentication_records
from django.utils.functional import SimpleLazyObject

from balai.kernel.actor import Nobody
from balai.registers.accounts import selectors
from balai.registers.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

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
    if not isinstance(user, User) and not user.is_authenticated:
        return Nobody()
    person = cast("User", user)
    return selectors.actor_for(person, second_factor=proved_second_factor(request, person))


class ActorMiddleware:
    """Sets `request.actor`, lazily: a page that never looks at it costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its actor at hand."""
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)

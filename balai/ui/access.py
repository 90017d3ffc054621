"""Who may open a view: one of three marks, which a house test reads from every address.

    @public                                 everybody; the page must not depend on the user
    @signed_in                              anybody who has signed in
    @requires("assessment.publish_list")    who may do at least one of the named actions

A mark is the outer door only: a service still checks the area with `kernel.actor.require`.
What a guarded view answers is kept by no browser and no proxy (`private, no-store`).

Below a mark, `@read_only` says that a view takes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from balai.kernel.actor import Nobody

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from balai.kernel.actor import Actor

    View = Callable[..., HttpResponseBase]


PRIVATE = "private, no-store"
"""Cache-Control of whatever a view answers that is not public."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks for: kind is "public", "signed_in" or "requires"; actions are codes."""

    kind: str
    actions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join(self.actions) or self.kind


def is_public(view: object) -> bool:
    """Whether a view has been put on the public list."""
    access = getattr(view, "access", None)
    return isinstance(access, Access) and access.kind == "public"


def keep_private(response: HttpResponseBase) -> HttpResponseBase:
    """Forbid browser and proxies to keep an answer that is meant for one person."""
    response.headers["Cache-Control"] = PRIVATE
    return response


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request; Nobody when accounts' middleware has not run."""
    return cast("Actor", getattr(request, "actor", None) or Nobody())


def is_nobody(actor: Actor) -> bool:
    """Whether this is a visitor who has not signed in."""
    return isinstance(actor, Nobody)


def sign_in_redirect(request: HttpRequest) -> HttpResponseRedirect:
    """Send to sign-in, and back afterwards: here, or to the page on which the form stood.

    Whoever sent a form was signed in when it was opened, so they are told that it is lost.
    Its own address may answer only POST, so the way back is the page that sent it.
    """
    if request.method in {"GET", "HEAD"}:
        back = request.get_full_path()
    else:
        back = _page_before(request)
        messages.warning(
            request, _("Sesi Anda sudah berakhir. Isian belum disimpan."), fail_silently=True
        )
    query = f"?{urlencode({'next': back})}" if back else ""
    return HttpResponseRedirect(f"{reverse('account_login')}{query}")


def _page_before(request: HttpRequest) -> str:
    """Path of the page of this installation that the browser says it comes from, else ""."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if before.netloc != request.get_host():
        return ""
    path = before._replace(scheme="", netloc="", fragment="").geturl()
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def refuse(request: HttpRequest) -> HttpResponseBase:
    """Answer one who may not: sign-in for a visitor, else the 403 page."""
    if is_nobody(actor_of(request)):
        return keep_private(sign_in_redirect(request))
    return keep_private(render(request, "403.html", status=403))


def _marked(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Put a view on the public list. Its page may not depend on who looks at it."""
    return _marked(view, Access("public"))


def read_only(view: View) -> View:
    """Let a view answer GET and HEAD alone; whatever else is sent is refused (405), token or not.

    The token of forms is looked for before a view is reached, and its lack is told as a page
    that stood open too long: wrong here, where no form ever stood. So it is not looked for;
    both go together, since only a view that takes nothing may do without it.
    """
    return csrf_exempt(require_safe(view))


def signed_in(view: View) -> View:
    """Open a view to anybody who has signed in; a visitor is sent to sign-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_nobody(actor_of(request)):
            return refuse(request)
        return keep_private(view(request, *args, **kwargs))

    return _marked(guarded, Access("signed_in"))


def requires(*actions: str) -> Callable[[View], View]:
    """Open a view to whoever may do at least one of the actions somewhere."""
    if not actions:
        msg = "requires() needs at least one action"
        raise ValueError(msg)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if not any(actor.may(action) for action in actions):
                return refuse(request)
            return keep_private(view(request, *args, **kwargs))

        return _marked(guarded, Access("requires", actions))

    return mark

"""Writes into the trail what Django, allauth and axes report: sign-ins, lock-outs, second factors.

These libraries tell by signals and by nothing else; between parts of Balai there are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from axes.handlers.proxy import AxesProxyHandler
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from balai.kernel import masking
from balai.kernel.actor import Nobody
from balai.registers.accounts import selectors
from balai.registers.accounts.lockout import code_name
from balai.registers.accounts.models import User
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest

RECOVERY_CODES = "recovery_codes"
"""allauth's name of that kind; its model cannot be imported before the apps are ready."""

UNKNOWN = "user:unknown"
"""Target of a failed sign-in: saying which account would say that there is one."""


def _masked(credentials: Mapping[str, str] | None) -> str:
    tried = credentials or {}
    return masking.email((tried.get("account") or tried.get("email") or "").strip().lower())[:100]


def _record(action: str, user: User, *, note: str = "") -> None:
    with transaction.atomic():
        audit.record(
            action,
            by=selectors.actor_for(user),
            target=f"user:{user.public_id}",
            note=note,
        )


def _signed_in(*, user: User, **_kwargs: Any) -> None:
    _record("accounts.sign_in", user)


def _signed_out(*, user: User | None, **_kwargs: Any) -> None:
    if isinstance(user, User):
        _record("accounts.sign_out", user)


def _found_it_shut(request: HttpRequest | None) -> bool:
    """Whether the door was shut before this try, which then was not looked at.

    axes tells of each such knock as of a failure and of a lock-out; the trail has both already,
    and whoever knocks could fill it.
    """
    locked = getattr(request, "axes_locked_out", False)
    return locked and getattr(request, "axes_failures_since_start", None) is None


def _sign_in_failed(
    *,
    credentials: Mapping[str, str],
    request: HttpRequest | None = None,
    **_kwargs: Any,
) -> None:
    if _found_it_shut(request):
        return
    with transaction.atomic():
        audit.record(
            "accounts.fail_sign_in",
            by=Nobody(),
            target=UNKNOWN,
            note=_masked(credentials),
        )


def _locked_out(*, request: HttpRequest, **_kwargs: Any) -> None:
    if _found_it_shut(request):
        return
    credentials = getattr(request, "axes_credentials", None)
    with transaction.atomic():
        audit.record("accounts.lock_out", by=Nobody(), target=UNKNOWN, note=_masked(credentials))


def _code_failed(*, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    # A wrong code counts like a wrong password, but under the person and not their address.
    credentials = {"email": code_name(user), "account": user.email}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def _code_used(*, user: User, **_kwargs: Any) -> None:
    AxesProxyHandler.reset_attempts(username=code_name(user))


def _app_added(*, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    # The app brings its recovery codes with it; each is told by its own name.
    codes = authenticator.type == RECOVERY_CODES
    _record("accounts.make_recovery_codes" if codes else "accounts.add_second_factor", user)


def _app_removed(*, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    codes = authenticator.type == RECOVERY_CODES
    _record("accounts.drop_recovery_codes" if codes else "accounts.drop_second_factor", user)


def _codes_made(*, user: User, **_kwargs: Any) -> None:
    _record("accounts.make_recovery_codes", user)


def _password_changed(*, user: User, **_kwargs: Any) -> None:
    _record("accounts.change_password", user)


def _password_reset(*, user: User, **_kwargs: Any) -> None:
    _record("accounts.reset_password", user)


def connect() -> None:
    """Listen; called once when the app is ready."""
    for signal, handler in (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _sign_in_failed),
        (user_locked_out, _locked_out),
        (authentication_failed, _code_failed),
        (authenticator_used, _code_used),
        (authenticator_added, _app_added),
        (authenticator_removed, _app_removed),
        (authenticator_reset, _codes_made),
        (password_changed, _password_changed),
        (password_reset, _password_reset),
    ):
        signal.connect(handler, dispatch_uid=f"accounts.{handler.__name__}")

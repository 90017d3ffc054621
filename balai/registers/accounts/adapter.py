"""What allauth asks of the house: closed doors, plain words, keys kept encrypted."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

import segno
from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from balai.registers.accounts import selectors
from balai.registers.accounts.lockout import client_address

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse

    from balai.registers.accounts.models import User

AFTER_SET_UP = "accounts.after_set_up"
"""Session key: the local path to go on to when the second factor is set up."""

_WRONG_CODE = _("Kode itu tidak cocok. Tulis kode yang sedang tampil di aplikasi Anda.")
_TOO_MANY = _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.")


_MESSAGES: dict[str, Any] = {
    **DefaultAccountAdapter.error_messages,
    "account_inactive": _("Akun ini tidak aktif."),
    "email_password_mismatch": _(
        "Alamat e-mail atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."
    ),
    "enter_current_password": _("Kata sandi sekarang tidak cocok."),
    "incorrect_password": _("Kata sandi itu tidak cocok."),
    "incorrect_code": _WRONG_CODE,
    "invalid_password_reset": _("Tautan itu tidak berlaku lagi."),
    "too_many_login_attempts": _TOO_MANY,
    "rate_limited": _TOO_MANY,
}

_SECOND_FACTOR_MESSAGES: dict[str, Any] = {
    **DefaultMFAAdapter.error_messages,
    "cannot_delete_authenticator": _(
        "Peran Anda memerlukan faktor kedua. Faktor kedua tidak dapat dilepas."
    ),
    "cannot_generate_recovery_codes": _("Pasang faktor kedua dahulu, lalu buat kode cadangan."),
    "incorrect_code": _WRONG_CODE,
}


def is_local(url: str) -> bool:
    """Whether the address is a path of this installation: where `next` may lead."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by invitation only; `next` stays in the house."""

    error_messages = _MESSAGES

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: accounts come from invitations."""
        del request
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Allow paths of this installation only, not even its own full address."""
        return bool(url) and is_local(cast("str", url))

    def format_email_subject(self, subject: str) -> str:
        """Put the product's name first; there is no table of sites."""
        return f"Balai: {subject}"

    def pre_login(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        **kwargs: Any,
    ) -> HttpResponse | None:
        """Refuse demo accounts in production, as if they were switched off."""
        if cast("User", user).is_demo and settings.PRODUCTION:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        **kwargs: Any,
    ) -> HttpResponse:
        """Lead somebody whose role decides to setting up the second factor, then on."""
        response = super().post_login(request, user, **kwargs)
        if selectors.needs_second_factor(cast("User", user)):
            request.session[AFTER_SET_UP] = response.headers.get("Location", "")
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return response

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Check the password again, with lock-out, by the one e-mail that we keep."""
        email = cast("User", user).email
        found = authenticate(context.request, email=email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before touching the second factor, but not right after signing in."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(context.request, context.request.user)
        newest = max((record["at"] for record in records), default=0.0)
        return bool(time.time() - newest >= account_settings.REAUTHENTICATION_TIMEOUT)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count tries by the same address as the lock-out does."""
        return client_address(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to one's account after changing the password."""
        del request
        return reverse("accounts:me")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer with pages, never with allauth's JSON."""
        del request
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keys of authenticator apps are stored encrypted; the QR code is plain SVG."""

    error_messages = _SECOND_FACTOR_MESSAGES

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the app of somebody whose role decides; an administrator can take it away."""
        return not selectors.decides(selectors.actor_for(authenticator.user))

    def encrypt(self, text: str) -> str:
        """Encrypt a key with one derived from the installation's secret."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a key; also those written under a fallback of the secret."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code as SVG without style attributes, which the page's policy blocks."""
        return str(
            segno.make(url, error="m").svg_inline(
                scale=5, border=4, svgclass="b-qr", lineclass=None
            )
        )


def _fernet() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(
                urlsafe_b64encode(sha256(b"balai.accounts.totp:" + force_bytes(secret)).digest())
            )
            for secret in secrets
        ]
    )

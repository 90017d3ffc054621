"""Forms around signing in: allauth's checks under our own fields and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.fields import EmailField, PasswordField, SetPasswordField
from allauth.account.forms import (
    ChangePasswordForm as AllauthChangePasswordForm,
)
from allauth.account.forms import (
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import (
    AuthenticateForm,
)
from allauth.mfa.base.forms import (
    ReauthenticateForm as AllauthConfirmCodeForm,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from balai.registers.accounts.services.second_factor import use_code_once
from balai.ui.forms import BalaiForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from balai.registers.accounts.models import User

_PASSWORD_HINT = _(
    "Paling sedikit 12 huruf, angka, atau tanda. Beberapa kata yang Anda ingat lebih baik "
    "daripada satu kata yang rumit."
)
_NOT_THE_SAME = _("Kedua kata sandi tidak sama. Tulis ulang keduanya.")


def _email() -> EmailField:
    return EmailField(
        label=_("Alamat e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": _("Isi alamat e-mail"),
            "invalid": _("Tulis alamat e-mail seperti nama@contoh.go.id"),
        },
    )


def _password(
    label: StrOrPromise, required: StrOrPromise, *, autocomplete: str = "current-password"
) -> PasswordField:
    field = PasswordField(
        label=label,
        max_length=256,
        autocomplete=autocomplete,
        error_messages={"required": required},
    )
    del field.widget.attrs["placeholder"]
    return field


def _new_password(label: StrOrPromise) -> SetPasswordField:
    field = SetPasswordField(
        label=label,
        help_text=_PASSWORD_HINT,
        max_length=256,
        error_messages={"required": _("Isi kata sandi baru")},
    )
    del field.widget.attrs["placeholder"]
    return field


def _again() -> PasswordField:
    text = _("Tulis kata sandi baru sekali lagi")
    return _password(text, text, autocomplete="new-password")


def _code(label: StrOrPromise, hint: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=16,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "data-width": "10"}
        ),
        error_messages={"required": _("Isi kode")},
    )


class SignInForm(BalaiForm, LoginForm):
    """E-mail and password. Wrong ones get the same words whether or not the account exists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email()
        self.fields["password"] = _password(_("Kata sandi"), _("Isi kata sandi"))


class _NewPasswordMixin:
    """Says in Balai's words when the two new passwords differ."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}  # type: ignore[arg-type]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _NOT_THE_SAME)  # type: ignore[attr-defined]
        return cleaned


class ChangePasswordForm(_NewPasswordMixin, BalaiForm, AllauthChangePasswordForm):
    """A new password for somebody who knows the old one."""

    oldpassword = _password(_("Kata sandi sekarang"), _("Isi kata sandi sekarang"))
    password1 = _new_password(_("Kata sandi baru"))
    password2 = _again()


class NewPasswordForm(_NewPasswordMixin, BalaiForm, ResetPasswordKeyForm):
    """A new password for somebody who holds the link from the e-mail."""

    password1 = _new_password(_("Kata sandi baru"))
    password2 = _again()


class ForgottenPasswordForm(BalaiForm, ResetPasswordForm):
    """The address to send a link to, if it has an account."""

    email = _email()


class ConfirmPasswordForm(BalaiForm, ReauthenticateForm):
    """The password once more before something sensitive."""

    password = _password(_("Kata sandi"), _("Isi kata sandi"))


class _OnceMixin:
    """Lets a code of the app work once only, across all processes."""

    user: User

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        authenticator: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if authenticator.type == Authenticator.Type.TOTP and not use_code_once(
            authenticator=authenticator, code=code
        ):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_OnceMixin, BalaiForm, AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""

    code = _code(
        _("Kode"),
        _("Enam angka dari aplikasi autentikator Anda, atau salah satu kode cadangan Anda."),
    )


class ConfirmCodeForm(_OnceMixin, BalaiForm, AllauthConfirmCodeForm):
    """A code once more before something sensitive."""

    code = _code(
        _("Kode"),
        _("Enam angka dari aplikasi autentikator Anda, atau salah satu kode cadangan Anda."),
    )


class SetUpSecondFactorForm(BalaiForm, ActivateTOTPForm):
    """The first code of a new authenticator app, which shows that it works."""

    code = _code(_("Kode dari aplikasi"), _("Enam angka yang sedang tampil untuk Balai."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # allauth makes a new key whenever the page is opened: whoever scanned the first one
        # and came back would give codes that fit nothing.
        session = context.request.session
        kept = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if kept:
            self.secret = session[SECRET_SESSION_KEY] = kept


class AcceptInvitationForm(BalaiForm):
    """The password of a new account."""

    password1 = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        max_length=256,
        help_text=_PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Isi kata sandi")},
    )
    password2 = forms.CharField(
        label=_("Tulis kata sandi sekali lagi"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Tulis kata sandi sekali lagi")},
    )

    field_order = ("password1", "password2")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_password1(self) -> str:
        """Check the password against the rules, and against the person's own name and address."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self._user)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _NOT_THE_SAME)
        return cleaned


class NameForm(BalaiForm):
    """How a person is called."""

    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Isi nama lengkap"),
            "max_length": _("Nama paling panjang 120 huruf"),
        },
    )

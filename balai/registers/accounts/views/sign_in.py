"""Signing in: allauth's views with 422 on errors, our templates and our marks of access."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from axes.handlers.proxy import AxesProxyHandler
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django.views.generic import RedirectView

from balai.registers.accounts import links, selectors, services
from balai.registers.accounts.adapter import AFTER_SET_UP, is_local
from balai.registers.accounts.forms import AcceptInvitationForm
from balai.registers.accounts.invitation import LinkProblem, LinkRefusedError
from balai.registers.accounts.lockout import code_name, locked_out_page
from balai.registers.accounts.middleware import proved_second_factor
from balai.registers.accounts.models import User
from balai.registers.accounts.services.second_factor import finish_set_up
from balai.registers.accounts.views.answers import posted, succeeded
from balai.ui.access import keep_private, public, signed_in
from balai.ui.forms import UNPROCESSABLE, render_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from django.template.response import TemplateResponse


def door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view to everybody and let nobody keep its answer.

    Forms of visitors carry one browser's key against forgery, and some a link that is a key.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return keep_private(view(request, *args, **kwargs))

    return public(kept)


class _Unprocessable:
    """Answers 422 to a form with errors, and tells the title about them."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: TemplateResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = UNPROCESSABLE
        if response.context_data is not None:
            response.context_data["has_errors"] = True
        return response


class SignInView(_Unprocessable, account.LoginView):
    """E-mail and password; then the second factor, if there is one."""

    template_name = "account/login.html"


class ChangePasswordView(_Unprocessable, account.PasswordChangeView):
    """A new password for somebody who knows the old one; other sessions end."""

    template_name = "account/password_change.html"


class ForgottenPasswordView(_Unprocessable, account.PasswordResetView):
    """Sends a link, if the address has an account; says the same either way."""

    template_name = "account/password_reset.html"


class NewPasswordView(_Unprocessable, account.PasswordResetFromKeyView):
    """A new password for somebody who holds the link."""

    template_name = "account/password_reset_from_key.html"


class ConfirmPasswordView(_Unprocessable, account.ReauthenticateView):
    """The password once more before something sensitive."""

    template_name = "account/reauthenticate.html"


def codes_are_locked(request: HttpRequest, user: User) -> bool:
    """Whether too many wrong codes of this person came in, from wherever."""
    return not AxesProxyHandler.is_allowed(request, {"email": code_name(user)})


class SecondFactorView(mfa.AuthenticateView):
    """The second step of signing in. Wrong codes count towards the lock-out."""

    template_name = "mfa/authenticate.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shut the door while it is locked; else check the code."""
        if codes_are_locked(request, self.stage.login.user):
            return locked_out_page(request)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Answer 422."""
        response = cast("TemplateResponse", super().form_invalid(form))
        response.status_code = UNPROCESSABLE
        if response.context_data is not None:
            response.context_data["has_errors"] = True
        return response


class ConfirmCodeView(_Unprocessable, mfa.ReauthenticateView):
    """A code once more before something sensitive. Wrong ones count like those of signing in."""

    template_name = "account/reauthenticate.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shut the door while it is locked; else check the code."""
        if codes_are_locked(request, cast("User", request.user)):
            return locked_out_page(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class SetUpSecondFactorView(_Unprocessable, totp.ActivateTOTPView):
    """Shows the QR code and the key; the first right code sets the app up."""

    template_name = "mfa/totp/activate_form.html"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Set the app up; its owner has just proved it in this session, and in no other."""
        user = cast("User", self.request.user)
        with transaction.atomic():
            response = super().form_valid(form)
            user = finish_set_up(user=user, code=form.cleaned_data["code"])
        update_session_auth_hash(self.request, user)
        app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        record_authentication(self.request, user, "mfa", id=app.pk, type=app.type)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the key in groups of four, and whether a role asks for this."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret: str = context["form"].secret
        context["secret"] = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
        context["required"] = selectors.needs_second_factor(cast("User", self.request.user))
        return context


class _Proved:
    """Only for a session that gave a code: a password alone must not lead to codes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = cast("User", request.user)
        if not proved_second_factor(request, user) and is_mfa_enabled(user):
            there = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{there}")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class DropSecondFactorView(_Proved, _Unprocessable, totp.DeactivateTOTPView):
    """Takes the app away, unless a role needs it."""

    template_name = "mfa/totp/deactivate_form.html"


class RecoveryCodesView(_Proved, recovery.ViewRecoveryCodesView):
    """The codes that replace the app when it is lost, and the way on."""

    template_name = "mfa/recovery_codes/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to go on to: the page that was asked for before the set-up."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        onward = self.request.session.get(AFTER_SET_UP, "")
        context["onward"] = onward if is_local(onward) else reverse("accounts:me")
        return context


class NewRecoveryCodesView(_Proved, recovery.GenerateRecoveryCodesView):
    """New codes; the old ones stop working."""

    template_name = "mfa/recovery_codes/generate.html"


sign_in = door(SignInView.as_view())
inactive = door(account.AccountInactiveView.as_view(template_name="account/account_inactive.html"))
sign_out = door(account.LogoutView.as_view(template_name="account/logout.html"))
forgotten_password = door(ForgottenPasswordView.as_view())
forgotten_password_sent = door(
    account.PasswordResetDoneView.as_view(template_name="account/password_reset_done.html")
)
new_password = door(NewPasswordView.as_view())
new_password_done = door(
    account.PasswordResetFromKeyDoneView.as_view(
        template_name="account/password_reset_from_key_done.html"
    )
)
second_factor = door(SecondFactorView.as_view())
change_password = signed_in(ChangePasswordView.as_view())
confirm_password = signed_in(
    ConfirmPasswordView.as_view(
        extra_context={"question": gettext_lazy("Tulis kata sandi Anda sekali lagi")}
    )
)
confirm_code = signed_in(
    ConfirmCodeView.as_view(extra_context={"question": gettext_lazy("Tulis kode Anda sekali lagi")})
)
set_up_second_factor = signed_in(SetUpSecondFactorView.as_view())
drop_second_factor = signed_in(DropSecondFactorView.as_view())
recovery_codes = signed_in(RecoveryCodesView.as_view())
new_recovery_codes = signed_in(NewRecoveryCodesView.as_view())
# The state of the second factor stands on one's account; allauth goes to a page of its own.
second_factor_state = signed_in(RedirectView.as_view(pattern_name="accounts:me"))


@door
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody who holds an invitation's link choose a password."""
    try:
        invitation = links.open_invitation(token)
        person = User(email=invitation.email, name=invitation.name)
        form = AcceptInvitationForm(posted(request), user=person)
        if form.is_valid() and succeeded(
            form,
            lambda: services.accept_invitation(
                token=token, password=form.cleaned_data["password1"]
            ),
        ):
            messages.success(request, _("Akun Anda siap. Masuk dengan kata sandi baru Anda."))
            return HttpResponseRedirect(reverse("account_login"))
    except LinkRefusedError as refusal:
        return render(
            request,
            "accounts/invitation_refused.html",
            {"problem": refusal.problem.value, "problems": LinkProblem},
            status=404 if refusal.problem is LinkProblem.INVALID else 410,
        )
    response = render_form(
        request, "accounts/accept_invitation.html", form, {"invitation": invitation}
    )
    # The link is a key: its path must not travel as the page that one came from. The origin
    # must, for without it browsers post "Origin: null" and the check of forgery refuses.
    response["Referrer-Policy"] = "strict-origin"
    return response

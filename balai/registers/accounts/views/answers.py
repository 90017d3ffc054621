"""What the pages of administration share: a refusal on the form, or the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from balai.registers.accounts import services
from balai.registers.accounts.forms import NameForm
from balai.registers.accounts.services.refusals import RefusedError, problems
from balai.ui.access import actor_of
from balai.ui.forms import render_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, HttpResponse, QueryDict

    from balai.registers.accounts.models import User

Written = TypeVar("Written")


def attempt(form: forms.Form, write: Callable[[], Written]) -> Written | None:
    """Do the write; put a refusal on the form, at its field, and return None."""
    try:
        return write()
    except (RefusedError, ValidationError) as refusal:
        for field, said in problems(refusal).items():
            for message in said:
                form.add_error(field if field in form.fields else None, str(message))
    return None


def succeeded(form: forms.Form, write: Callable[[], object]) -> bool:
    """Do the write; put a refusal on the form and say whether there was none."""
    return attempt(form, lambda: (write(),)) is not None


def rename(request: HttpRequest, person: User, *, own: bool, done: str, then: str) -> HttpResponse:
    """Ask for a person's name and change it, one's own or another's; then go to a path."""
    form = NameForm(posted(request), initial={"name": person.name})
    if form.is_valid() and succeeded(
        form,
        lambda: services.change_name(
            user=person, name=form.cleaned_data["name"], by=actor_of(request)
        ),
    ):
        messages.success(request, done)
        return HttpResponseRedirect(then)
    heading = _("Ganti nama") if own else _("Ganti nama pengguna")
    return render_form(
        request, "accounts/rename.html", form, {"person": person, "own": own, "heading": heading}
    )


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, None when the page was only opened: a bound or an empty form."""
    return request.POST if request.method == "POST" else None

"""What the pages of administration share: a refusal on the form, or the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError

from balai.registers.accounts.services.refusals import RefusedError, problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, QueryDict

Written = TypeVar("Written")


def attempt(form: forms.Form, write: Callable[[], Written]) -> Written | None:
    """Do the write; put a refusal on the form, at its field, and return None."""
    try:
        return write()
    except (RefusedError, ValidationError) as refusal:
        for field, messages in problems(refusal).items():
            for message in messages:
                form.add_error(field if field in form.fields else None, str(message))
    return None


def succeeded(form: forms.Form, write: Callable[[], object]) -> bool:
    """Do the write; put a refusal on the form and say whether there was none."""
    return attempt(form, lambda: (write(),)) is not None


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, None when the page was only opened: a bound or an empty form."""
    return request.POST if request.method == "POST" else None

"""What the pages of administration share: a refusal on the form, or the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError

from balai.registers.accounts.services.refusals import Refused, problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms

Written = TypeVar("Written")


def attempt(form: forms.Form, write: Callable[[], Written]) -> Written | None:
    """Do the write; put a refusal on the form, at its field, and return None."""
    try:
        return write()
    except (Refused, ValidationError) as refusal:
        for field, messages in problems(refusal).items():
            for message in messages:
                form.add_error(field if field in form.fields else None, str(message))
    return None

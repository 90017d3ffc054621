"""Forms as Balai shows them: own field templates, an error summary, 422 on errors.

The templates ask nothing of a form but what every Django form has, so the forms of a
library look and behave the same. A form of ours derives from BalaiForm, or from
BalaiModelForm, mainly to be seen as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.shortcuts import render

from balai.ui.fields import (
    DecimalTextField,
    KilogramField,
    RupiahField,
    ThreeBoxDateField,
    ThreeBoxDateWidget,
    UnitInput,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

__all__ = [
    "BalaiForm",
    "BalaiModelForm",
    "BalaiRenderer",
    "DecimalTextField",
    "KilogramField",
    "RupiahField",
    "ThreeBoxDateField",
    "ThreeBoxDateWidget",
    "UnitInput",
    "render_form",
]

UNPROCESSABLE = 422


class BalaiRenderer(TemplatesSetting):
    """Renders every form with the templates of ui/forms/."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class _Plain:
    """What both kinds of form share: the server checks, the browser does not."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class BalaiForm(_Plain, forms.Form):
    """A form of Balai."""


class BalaiModelForm(_Plain, forms.ModelForm):  # type: ignore[type-arg]
    """A form of Balai for one row of a model; it is saved by a service, never by itself."""


def render_form(
    request: HttpRequest,
    template: str,
    form: forms.BaseForm,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer with a page that holds a form: 422 and a title that says so when it has errors.

    The template gets `form`; `ui/base.html` puts "Kesalahan:" before the title.
    """
    wrong = form.is_bound and not form.is_valid()
    return render(
        request,
        template,
        {**(context or {}), "form": form, "has_errors": wrong},
        status=UNPROCESSABLE if wrong else 200,
    )

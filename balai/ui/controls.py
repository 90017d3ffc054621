"""How a bound field becomes a control: classes, ids and descriptions, for any Django form.

The ids are `<auto_id>_helptext` and `<auto_id>_error`, the first being the one that Django
itself points to. Summary links go to the first control, which for a group of radios or a
date in three boxes is not the field's own id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField
    from django.utils.safestring import SafeString

_WIDTHS = (
    (4, "govuk-input--width-4"),
    (12, "govuk-input--width-10"),
    (40, "govuk-input--width-20"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary; target is the id of a control, or "" for the whole form."""

    message: str
    target: str


def first_control(field: BoundField) -> str:
    """Id of the first thing in a field that takes the focus."""
    widget = field.field.widget
    own = field.auto_id or ""
    if isinstance(widget, forms.MultiWidget):
        return f"{own}_0"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        first = next(iter(field.subwidgets), None)
        return str(first.data["attrs"].get("id", own)) if first else own
    return str(field.id_for_label or own)


def problems(form: BaseForm) -> list[Problem]:
    """Everything that is wrong with a bound form, in the order of its fields."""
    if not form.is_bound:
        return []
    found = [Problem(str(message), "") for message in form.non_field_errors()]
    for field in form:
        found.extend(
            Problem(str(message), "" if field.is_hidden else first_control(field))
            for message in field.errors
        )
    return found


def kind(field: BoundField) -> str:
    """How the field is laid out: "group" (fieldset), "check" (one box) or "single"."""
    if field.use_fieldset:
        return "group"
    return "check" if isinstance(field.field.widget, forms.CheckboxInput) else "single"


def described_by(field: BoundField) -> str:
    """Ids of hint and errors, as far as there are any."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_helptext")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


_KINDS: tuple[tuple[tuple[type[forms.Widget], ...], str], ...] = (
    ((forms.RadioSelect, forms.CheckboxSelectMultiple), ""),
    ((forms.CheckboxInput,), "govuk-checkboxes__input"),
    ((forms.Select,), "govuk-select"),
    ((forms.Textarea,), "govuk-textarea"),
    ((forms.FileInput,), "b-file"),
    ((forms.Widget,), "govuk-input"),
)
"""The class of each kind of control, the more particular kinds first."""


def _classes(field: BoundField) -> list[str]:
    widget = field.field.widget
    base = next(name for kinds, name in _KINDS if isinstance(widget, kinds))
    wrong = [f"{base}--error"] if field.errors and base != "govuk-checkboxes__input" else []
    if not base:
        return []
    return [base, *wrong, *(_widths(field) if base == "govuk-input" else [])]


def _widths(field: BoundField) -> list[str]:
    """Make the box about as wide as its longest answer."""
    widget = field.field.widget
    if width := getattr(widget, "width", None):
        return [f"govuk-input--width-{width}"]
    if isinstance(widget, forms.EmailInput | forms.PasswordInput):
        return ["govuk-input--width-20"]
    longest = getattr(field.field, "max_length", None)
    if not longest or isinstance(widget, forms.MultiWidget):
        return []
    return [name for limit, name in _WIDTHS if longest <= limit][:1]


def control(field: BoundField) -> SafeString:
    """Render a field's control with its classes and the ids that describe it."""
    widget = field.field.widget
    own = str(widget.attrs.get("class", "")).split()
    attrs: dict[str, Any] = {"class": " ".join(dict.fromkeys([*_classes(field), *own]))}
    if not attrs["class"]:
        del attrs["class"]
    if not field.use_fieldset and (ids := described_by(field)):
        attrs["aria-describedby"] = ids
    return field.as_widget(attrs=attrs)

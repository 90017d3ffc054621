"""What a reader of the trail looks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from balai.kernel.region_code import BadRegionCode, RegionCode
from balai.registers.audit import naming
from balai.registers.audit.domain import TARGET_LENGTH, Filters
from balai.ui.forms import BalaiForm, ThreeBoxDateField

Choices = list[tuple[str, str | list[tuple[str, str]]]]
"""Choices of a select: a value with its name, or a group with its choices."""


def action_choices() -> Choices:
    """Every action that a part records, by name under its part; a part's first choice is all of it."""
    language = get_language() or "id"
    choices: Choices = [("", gettext("Semua tindakan"))]
    for words in sorted(naming.parts(), key=lambda words: naming.pick(words.names, language)):
        part = naming.pick(words.names, language)
        named = sorted(
            ((code, naming.pick(names, language)) for code, names in words.events.items()),
            key=lambda choice: choice[1],
        )
        everything = (f"{words.part}.", gettext("%s: semua tindakan") % part)
        choices.append((part, [everything, *named]))
    return choices


class FilterForm(BalaiForm):
    """Narrow the trail; everything may stay empty. `before` is where the page begins."""

    action = forms.ChoiceField(label=_("Tindakan"), choices=action_choices, required=False)
    actor = forms.CharField(
        label=_("Kode pelaku"),
        help_text=_("Pilih nama pelaku di daftar untuk mengisinya"),
        max_length=80,
        required=False,
    )
    target = forms.CharField(
        label=_("Sasaran"),
        help_text=_("Pilih sasaran di daftar untuk mengisinya"),
        max_length=TARGET_LENGTH,
        required=False,
    )
    region = forms.CharField(
        label=_("Kode wilayah"),
        help_text=_("Misalnya 99.01; termasuk semua di bawahnya"),
        max_length=13,
        required=False,
    )
    day = ThreeBoxDateField(label=_("Tanggal"), required=False)
    before = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput
    )

    def clean_region(self) -> RegionCode | None:
        """Read the code; an unreadable one is told at its field."""
        text = str(self.cleaned_data["region"]).strip()
        try:
            return RegionCode(text) if text else None
        except BadRegionCode as error:
            raise forms.ValidationError(_("Tulis kode wilayah seperti 99.01")) from error

    def filters(self) -> Filters:
        """Return what was asked, from a valid form."""
        asked = self.cleaned_data
        return Filters(
            action=asked["action"],
            actor=asked["actor"],
            target=asked["target"],
            region=asked["region"],
            day=asked["day"],
        )

"""What a reader of the trail looks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.kernel.region_code import BadRegionCode, RegionCode
from balai.registers.audit.domain import ACTION_LENGTH, TARGET_LENGTH, Filters
from balai.ui.forms import BalaiForm, ThreeBoxDateField


class FilterForm(BalaiForm):
    """Narrow the trail; everything may stay empty. `before` is where the page begins."""

    action = forms.CharField(
        label=_("Tindakan"),
        help_text=_("Misalnya audit.export, atau accounts. untuk semua tindakan bagian itu"),
        max_length=ACTION_LENGTH,
        required=False,
    )
    actor = forms.CharField(label=_("Kode pelaku"), max_length=80, required=False)
    target = forms.CharField(
        label=_("Sasaran"), help_text=_("Jenis:kode"), max_length=TARGET_LENGTH, required=False
    )
    region = forms.CharField(
        label=_("Kode wilayah"),
        help_text=_("Misalnya 99.01; termasuk semua di bawahnya"),
        max_length=13,
        required=False,
    )
    day = ThreeBoxDateField(label=_("Hari"), required=False)
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

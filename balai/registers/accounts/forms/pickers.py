"""Choosing an area and an office by typing, without a script.

The typed text is a code or a name. What is certain is taken; else the likest are proposed
as radio buttons when the form comes back, and nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from balai.kernel.region_code import BadRegionCode, RegionCode
from balai.registers.accounts.models import Office
from balai.registers.regions import selectors as regions

if TYPE_CHECKING:
    from balai.registers.regions.domain import Area

MOST = 6
"""How many proposals are shown."""


def find_area(text: str) -> tuple[RegionCode | None, list[Area]]:
    """Return the area that the text means for certain, else what it may mean, likest first."""
    text = " ".join(text.split())
    try:
        code = RegionCode(text)
    except BadRegionCode:
        code = None
    if code is not None:
        return (code, []) if regions.get_many([code]) else (None, [])
    match = regions.match_names([text])[text]
    if match.code is not None:
        return match.code, []
    proposed = [proposal.area for proposal in match.proposals]
    known = {area.code for area in proposed}
    proposed += [
        found.area for found in regions.search(text, limit=MOST) if found.area.code not in known
    ]
    return None, proposed[:MOST]


def find_office(text: str, region: RegionCode | None) -> tuple[Office | None, list[Office]]:
    """Return the active office with that code or name in the area, else those to choose from."""
    codes = [""]
    while region is not None:
        codes.append(region.value)
        region = region.parent
    offices = list(
        Office.objects.filter(is_active=True, region_code__in=codes).order_by(
            "-region_code", "code"
        )
    )
    wanted = " ".join(text.split()).casefold()
    for office in offices:
        if wanted in {office.code.casefold(), office.name.casefold(), office.short_name.casefold()}:
            return office, []
    near = [office for office in offices if wanted in office.name.casefold()]
    return None, (near or offices)[:MOST]


class ScopeFormMixin(forms.Form):
    """Fields that say where and for which office; `region` and `office` are cleaned values."""

    reach = forms.ChoiceField(
        label=_("Berlaku di mana"),
        choices=[("area", _("Satu wilayah")), ("country", _("Seluruh Indonesia"))],
        initial="area",
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih di mana peran berlaku")},
    )
    region = forms.CharField(
        label=_("Wilayah"),
        max_length=80,
        error_messages={"required": _("Isi kode atau nama wilayah")},
        help_text=_(
            "Kode atau nama, misalnya 99.01 atau Kabupaten Contoh. Kosongkan bila peran berlaku "
            "di seluruh Indonesia."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    region_pick = forms.ChoiceField(
        label=_("Wilayah mana yang Anda maksud"), required=False, widget=forms.RadioSelect
    )
    office = forms.CharField(
        label=pgettext_lazy("satu", "Instansi"),
        required=False,
        max_length=160,
        help_text=_(
            "Kode atau nama instansi di wilayah itu, misalnya DINKES. Kosongkan untuk semua "
            "instansi."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    office_pick = forms.ChoiceField(
        label=_("Instansi mana yang Anda maksud"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A list of proposals appears only with proposals in it; see clean().
        self._picks = {name: self.fields.pop(name) for name in ("region_pick", "office_pick")}
        # Said to be optional only to whom it is: who chose the whole country.
        self.fields["region"].required = self.data.get(self.add_prefix("reach")) != "country"
        self.found_region: RegionCode | None = None
        self.found_office: Office | None = None

    def clean(self) -> dict[str, Any]:
        """Find the area and the office, or propose."""
        cleaned: dict[str, Any] = super().clean() or {}
        self._clean_region(cleaned)
        if "region" not in self.errors and "region_pick" not in self.errors:
            self.found_office = self._clean_office(cleaned)
        return cleaned

    def _clean_region(self, cleaned: dict[str, Any]) -> None:
        text = cleaned.get("region", "")
        if cleaned.get("reach") == "country":
            if text:
                self.add_error("region", _("Kosongkan wilayah, atau pilih Satu wilayah"))
            return
        if not text:
            return
        code, proposals = find_area(text)
        if code is None:
            names = [(str(area.code), f"{area.full_name} ({area.code})") for area in proposals]
            picked = self._pick("region", names, unknown=gettext("Wilayah itu tidak ditemukan"))
            code = RegionCode(picked) if picked else None
        self.found_region = code

    def _clean_office(self, cleaned: dict[str, Any]) -> Office | None:
        text = cleaned.get("office", "")
        if not text:
            return None
        office, proposals = find_office(text, self.found_region)
        if office is not None:
            return office
        names = [(str(office.public_id), f"{office.name} ({office.code})") for office in proposals]
        picked = self._pick("office", names, unknown=gettext("Instansi itu tidak ditemukan"))
        return next((office for office in proposals if str(office.public_id) == picked), None)

    def _pick(self, name: str, choices: list[tuple[str, str]], *, unknown: str) -> str:
        """Return the proposal that was picked; else put the question on the form."""
        if not choices:
            self.add_error(name, unknown)
            return ""
        field = self._picks[f"{name}_pick"]
        field.choices = choices  # type: ignore[attr-defined]
        field.required = True
        order = list(self.fields)
        self.fields[f"{name}_pick"] = field
        order.insert(order.index(name) + 1, f"{name}_pick")
        self.order_fields(order)
        picked = self.data.get(self.add_prefix(f"{name}_pick"), "")
        if picked in {value for value, _label in choices}:
            return str(picked)
        self.add_error(f"{name}_pick", _("Pilih salah satu, atau tulis lain di atas"))
        return ""

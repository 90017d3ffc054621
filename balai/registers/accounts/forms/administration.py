"""Forms of administration: people, roles, offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.registers.accounts.forms.pickers import ScopeFormMixin, find_area
from balai.registers.accounts.forms.sign_in import NameForm, _email
from balai.registers.accounts.models import Office, OfficeKind
from balai.registers.accounts.words import role_choices
from balai.ui.forms import BalaiForm, ThreeBoxDateField

if TYPE_CHECKING:
    from balai.kernel.region_code import RegionCode

_ORIGIN_HINT = _(
    "Hanya untuk asesor dan ketua panel: mereka tidak boleh menilai wilayah asalnya sendiri."
)


def _role() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Peran"),
        choices=role_choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pilih peran"),
            "invalid_choice": _("Pilih peran dari daftar"),
        },
    )


def _last_day() -> ThreeBoxDateField:
    return ThreeBoxDateField(
        label=_("Berlaku sampai"),
        required=False,
        help_text=_("Hari terakhir, misalnya 31 12 2027. Kosongkan bila tanpa batas."),
    )


class _OriginMixin(forms.Form):
    """Where a person comes from: an office by its area and code, or none."""

    origin = forms.CharField(
        label=_("Instansi asal"),
        required=False,
        max_length=60,
        help_text=_("Tulis wilayah dan kode instansi, misalnya 99.01 DINKES."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    independent = forms.BooleanField(label=_("Tidak bekerja di pemerintah daerah"), required=False)

    home_office: Office | None = None

    def clean(self) -> dict[str, Any]:
        """Find the office of origin; refuse one together with "none"."""
        cleaned: dict[str, Any] = super().clean() or {}
        text = cleaned.get("origin", "")
        if not text:
            return cleaned
        if cleaned.get("independent"):
            self.add_error("origin", _("Kosongkan instansi asal, atau hapus centang di bawahnya"))
            return cleaned
        where, _blank, code = text.partition(" ")
        self.home_office = Office.objects.filter(
            region_code=where.strip(), code=code.strip().upper(), is_active=True
        ).first()
        if self.home_office is None:
            self.add_error("origin", _("Instansi itu tidak ditemukan. Periksa daftar instansi."))
        return cleaned


class AssignRoleForm(ScopeFormMixin, BalaiForm):
    """One more role for a person."""

    role = _role()
    valid_to = _last_day()

    field_order = ("role", "reach", "region", "office", "valid_to")


class InviteForm(_OriginMixin, ScopeFormMixin, NameForm):
    """A person to invite, with their first role."""

    email = _email()
    role = _role()
    valid_to = _last_day()

    field_order = (
        "name",
        "email",
        "role",
        "reach",
        "region",
        "office",
        "valid_to",
        "origin",
        "independent",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].help_text = f"{_ORIGIN_HINT} {self.fields['origin'].help_text}"
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class HomeForm(_OriginMixin, BalaiForm):
    """Where a person comes from."""


class ReasonForm(BalaiForm):
    """Why an account is closed, opened, or loses its second factor: kept in the trail."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Satu kalimat. Alasan ini masuk ke jejak audit."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Isi alasan"),
            "max_length": _("Alasan paling panjang 300 huruf"),
        },
    )


class RenameOfficeForm(BalaiForm):
    """Names of an office."""

    name = forms.CharField(
        label=_("Nama instansi"),
        max_length=160,
        error_messages={
            "required": _("Isi nama instansi"),
            "max_length": _("Nama paling panjang 160 huruf"),
        },
    )
    short_name = forms.CharField(
        label=_("Nama pendek"),
        required=False,
        max_length=40,
        help_text=_("Untuk tabel, misalnya Dinkes."),
        error_messages={"max_length": _("Nama pendek paling panjang 40 huruf")},
    )


class OfficeForm(RenameOfficeForm):
    """A new office."""

    code = forms.RegexField(
        r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z",
        label=_("Kode"),
        max_length=24,
        help_text=_("Huruf, angka, dan tanda hubung, misalnya DINKES."),
        error_messages={
            "required": _("Isi kode instansi"),
            "invalid": _("Kode hanya berisi huruf, angka, dan tanda hubung, misalnya DINKES"),
            "max_length": _("Kode paling panjang 24 huruf"),
        },
    )
    region = forms.CharField(
        label=_("Wilayah"),
        required=False,
        max_length=80,
        help_text=_("Kode atau nama, misalnya 99.01. Kosongkan untuk instansi pusat."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=OfficeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jenis instansi")},
    )

    field_order = ("name", "short_name", "code", "region", "kind")

    def clean_region(self) -> RegionCode | None:
        """Find the area; a name that may mean several is answered with their codes."""
        text = self.cleaned_data["region"]
        if not text:
            return None
        code, proposals = find_area(text)
        if code is None:
            names = "; ".join(f"{area.full_name} ({area.code})" for area in proposals)
            raise forms.ValidationError(
                _("Wilayah itu tidak ditemukan. Tulis kodenya. Mungkin: %(names)s")
                if names
                else _("Wilayah itu tidak ditemukan. Tulis kode seperti 99.01."),
                params={"names": names} if names else None,
            )
        return code


class UserFilterForm(BalaiForm):
    """What to show in the list of accounts."""

    q = forms.CharField(label=_("Nama atau e-mail"), required=False, max_length=80)
    role = forms.ChoiceField(
        label=_("Peran"),
        required=False,
        choices=lambda: [("", _("Semua peran")), *role_choices()],
    )
    region = forms.CharField(
        label=_("Kode wilayah"),
        required=False,
        max_length=13,
        error_messages={"max_length": _("Tulis kode wilayah seperti 99.01")},
    )
    state = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("active", _("Aktif")),
            ("inactive", _("Tidak aktif")),
        ],
    )

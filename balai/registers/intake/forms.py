"""Forms of the import desk: the list's filter, and the upload with what its kind asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from balai.registers.intake import states, wording
from balai.ui.forms import BalaiForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balai.registers.intake.domain import ImportKind
    from balai.registers.intake.wording import Language

OWN_FIELDS = ("file", "sheet", "key")
"""Names of the upload's own fields; a kind's options have others."""


def page_language() -> Language:
    """Language of the page that is being written."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def state_name(state: str) -> str:
    """Name of a batch's state in the page's language."""
    return states.batch_machine("any").state_label(state, language=page_language())


def _new_key() -> str:
    return str(uuid7())


class BatchFilterForm(BalaiForm):
    """Narrow the list of imports by kind and state."""

    kind = forms.ChoiceField(
        label=_("Jenis"),
        required=False,
        error_messages={"invalid_choice": _("Pilih jenis dari daftar")},
    )
    state = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        error_messages={"invalid_choice": _("Pilih keadaan dari daftar")},
    )

    def __init__(self, *args: Any, kinds: Iterable[ImportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(kind.code, wording.kind_name(kind, page_language())) for kind in kinds]
        self._choose("kind", [("", _("Semua jenis")), *named])
        states_named = [(state, state_name(state)) for state in states.STORED]
        self._choose("state", [("", _("Semua keadaan")), *states_named])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class UploadForm(BalaiForm):
    """A file to be checked. key: one page's mark, so that sending twice is sending once."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("XLSX atau CSV, paling besar 5 MiB dan 10.000 baris."),
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Pilih berkas"),
            "invalid": _("Pilih berkas"),
            "missing": _("Pilih berkas"),
        },
    )
    sheet = forms.CharField(
        label=_("Lembar"),
        help_text=_("Nama lembar di buku kerja. Kosongkan untuk lembar pertama."),
        required=False,
        max_length=31,
        error_messages={"max_length": _("Tulis nama lembar paling banyak 31 huruf")},
    )
    key = forms.CharField(
        widget=forms.HiddenInput,
        max_length=36,
        initial=_new_key,
        error_messages={
            "required": _("Buka lagi halaman ini, lalu pilih berkasnya"),
            "max_length": _("Buka lagi halaman ini, lalu pilih berkasnya"),
        },
    )

    def option_values(self) -> dict[str, str]:
        """Return what was chosen for the kind, as text; empty answers are left out."""
        return {
            name: str(value)
            for name, value in self.cleaned_data.items()
            if name not in OWN_FIELDS and value not in (None, "")
        }


def upload_form(kind: ImportKind) -> type[UploadForm]:
    """Make the upload's form with the kind's own questions before the file."""
    asked = kind.options_form()
    if asked is None:
        return UploadForm
    clash = sorted(set(OWN_FIELDS) & set(asked.base_fields))
    if clash:
        raise ValueError(f"import kind {kind.code}: its form may not ask for {', '.join(clash)}")
    order = [*asked.base_fields, *OWN_FIELDS]
    return type("UploadWithOptionsForm", (UploadForm, asked), {"field_order": order})

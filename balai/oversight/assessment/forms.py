"""Forms of the assessment's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.oversight.assessment.figures import Names
from balai.oversight.assessment.models import ResultList, Round
from balai.ui.forms import BalaiForm


class ResultsOptionsForm(BalaiForm):
    """What a file of results may leave out. list: "round/list", which includes the round."""

    round = forms.ChoiceField(
        label=_("Putaran"),
        required=False,
        help_text=_("Kosongkan bila setiap baris menyebut tahunnya."),
        error_messages={"invalid_choice": _("Pilih putaran dari pilihan yang ada")},
    )
    list = forms.ChoiceField(
        label=_("Daftar"),
        required=False,
        help_text=_("Pilih bila berkas memuat satu daftar; peringkatnya dibaca dalam daftar itu."),
        error_messages={"invalid_choice": _("Pilih daftar dari pilihan yang ada")},
    )
    source_title = forms.CharField(
        label=_("Judul sumber"),
        required=False,
        max_length=1000,
        help_text=_("Untuk baris yang tidak menyebut sumber. Pisahkan beberapa sumber dengan |."),
        error_messages={"max_length": _("Tulis judul paling banyak 1000 huruf")},
    )
    source_url = forms.CharField(
        label=_("Alamat sumber"),
        required=False,
        max_length=2000,
        error_messages={"max_length": _("Tulis alamat paling banyak 2000 huruf")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = Round.objects.order_by("-year", "code")
        lists = ResultList.objects.select_related("round").order_by("-round__year", "code")
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            ("", _("Menurut kolom tahun")),
            *((row.code, str(Names(row.name_id, row.name_en))) for row in rounds),
        ]
        self.fields["list"].choices = [  # type: ignore[attr-defined]
            ("", _("Menurut cakupan peringkat")),
            *(
                (f"{row.round.code}/{row.code}", str(Names(row.name_id, row.name_en)))
                for row in lists
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """Take the round from the list; refuse a list of another round."""
        cleaned = super().clean() or self.cleaned_data
        chosen, told = cleaned.get("round"), (cleaned.get("list") or "").partition("/")[0]
        if chosen and told and chosen != told:
            self.add_error("list", _("Daftar ini bukan dari putaran yang dipilih."))
        if told:
            cleaned["round"] = told
        if cleaned.get("source_url") and not cleaned.get("source_title"):
            self.add_error("source_title", _("Isi judul untuk alamat sumber ini."))
        return cleaned

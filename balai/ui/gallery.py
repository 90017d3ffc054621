"""What the gallery shows: a form, a table and charts, all of invented figures and all marked so."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import django_tables2 as tables
from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from balai.engines import charts
from balai.ui import figures
from balai.ui.forms import BalaiForm, DecimalTextField, RupiahField, ThreeBoxDateField
from balai.ui.tables import BalaiTable, ChangeColumn, DayColumn, ScoreColumn

if TYPE_CHECKING:
    from balai.engines.charts import Svg

LAST_DAY = dt.date(2026, 11, 24)
"""The gallery has no clock: its form knows no day after this one."""


class SampleForm(BalaiForm):
    """One field of each kind."""

    weight = DecimalTextField(
        label=_("Berat, Oktober 2026"),
        help_text=_("Jumlah satu bulan, dalam ton."),
        decimals=3,
        unit="ton",
        error_messages={"required": _("Isi berat")},
    )
    price = RupiahField(label=_("Harga beli"), required=False)
    number = forms.CharField(
        label=_("Nomor dokumen"),
        help_text=_("Seperti tertulis di dokumennya."),
        max_length=40,
        error_messages={"required": _("Isi nomor dokumen")},
    )
    issued = ThreeBoxDateField(
        label=_("Tanggal dokumen"),
        latest=LAST_DAY,
        error_messages={"required": _("Isi tanggal dokumen")},
    )
    way = forms.ChoiceField(
        label=_("Cara angka didapat"),
        choices=[("scale", _("Ditimbang di TPA")), ("trucks", _("Dihitung dari jumlah truk"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih cara angka didapat")},
    )
    island = forms.ChoiceField(
        label=_("Kelompok pulau"),
        choices=[("", _("Semua")), ("jawa", "Jawa"), ("sumatera", "Sumatera")],
        required=False,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Jenis sampah"),
        choices=[("organic", _("Organik")), ("paper", _("Kertas")), ("plastic", _("Plastik"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("Catatan"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    document = forms.FileField(
        label=_("Dokumen"),
        help_text=_("PDF, paling besar 5 MB."),
        error_messages={"required": _("Pilih berkas dokumen")},
    )
    sure = forms.BooleanField(
        label=_("Angka ini sudah saya periksa"),
        error_messages={"required": _("Centang bila angka sudah Anda periksa")},
    )


def wrong_form() -> SampleForm:
    """Give the form as it comes back when two answers are wrong."""
    return SampleForm(
        {
            "weight": "1,284.5" if get_language() != "en" else "1.284,5",
            "number": "660/118/DLH/2026",
            "issued_day": "31",
            "issued_month": "12",
            "issued_year": "2026",
            "way": "scale",
            "sure": "on",
        },
        {"document": None},
        auto_id="salah_%s",
    )


class SampleTable(BalaiTable):
    """Rows of the fictional province, sortable, paged, dense."""

    caption = _("Nilai contoh, Provinsi Contoh")
    dense = True

    rank = tables.Column(
        verbose_name=_("Peringkat"), attrs={"th": {"class": "b-num"}, "td": {"class": "b-num"}}
    )
    code = tables.Column(verbose_name=_("Kode"))
    name = tables.Column(verbose_name=_("Nama"), attrs={"td": {"scope": "row"}})
    score = ScoreColumn(verbose_name=_("Indeks"))
    change = ChangeColumn(verbose_name=_("Perubahan"), default=_("belum ada"))
    day = DayColumn(verbose_name=_("Tanggal"), orderable=False)

    class Meta(BalaiTable.Meta):
        order_by = "rank"
        row_attrs: ClassVar[dict[str, Any]] = {
            "class": lambda record: "b-own" if record["code"] == "99.04" else ""
        }


def sample_rows() -> list[dict[str, Any]]:
    """Twelve rows that nobody could take for a real region."""
    return [
        {
            "rank": place,
            "code": f"99.{place:02d}",
            "name": f"Kabupaten Contoh {place}",
            "score": 341 - 7 * place,
            "change": None if place % 5 == 0 else 25 - 9 * place,
            "day": dt.date(2026, 10, place),
        }
        for place in range(1, 13)
    ]


def sample_charts() -> dict[str, Svg]:
    """Draw each kind of chart once, with invented figures."""
    language = "en" if get_language() == "en" else "id"

    def shown(value: Decimal | Fraction) -> str:
        return figures.score(value, language)

    def tick(value: Decimal) -> str:
        return figures.number(value, language)

    years = {2020: "2.70", 2021: "2.95", 2023: "3.12", 2024: "3.05"}
    parts = (
        ("Baseline", "3.40", 10),
        ("Output", "3.10", 20),
        ("Outcome", "3.00", 30),
        ("Impact", "2.80", 20),
        ("Quick win", "3.50", 20),
    )
    dimensions = (
        ("Governance", "2.60"),
        ("Branding", "2.60"),
        ("Economy", "3.30"),
        ("Living", "3.10"),
        ("Society", "3.20"),
        ("Environment", "2.60"),
    )
    places = ("3.29", "3.22", "3.10", "3.02", "3.01", "2.97", "2.90", "2.86", "2.79")
    index, mean = Decimal("3.12"), Decimal("2.90")
    first = Decimal("3.41")
    own = Decimal("2.90")
    return {
        "history": charts.history(
            charts.History(
                tuple(
                    charts.Year(year, Decimal(text), shown(Decimal(text)))
                    for year, text in years.items()
                ),
                chosen=2023,
            ),
            words=charts.Words(
                gettext("Riwayat indeks contoh"),
                gettext("Naik dari 2020 sampai 2023, lalu turun; 2022 belum diketahui."),
            ),
            tick=tick,
            prefix="riwayat",
        ),
        "profile": charts.profile(
            charts.Profile(
                tuple(
                    charts.Component(
                        name,
                        Decimal(text),
                        shown(Decimal(text)),
                        Fraction(weight, 100),
                        figures.percent(Fraction(weight, 100), language),
                        gettext("bobot %(share)s")
                        % {"share": figures.percent(Fraction(weight, 100), language)},
                    )
                    for name, text, weight in parts
                ),
                index=index,
                index_label=gettext("indeks %(value)s") % {"value": shown(index)},
            ),
            words=charts.Words(
                gettext("Lima komponen contoh"), gettext("Tertinggi quick win, terendah impact.")
            ),
            tick=tick,
            prefix="profil",
            wide=536,
        ),
        "dots": charts.dots(
            charts.Dimensions(
                tuple(
                    charts.Dimension(name, Decimal(text), shown(Decimal(text)))
                    for name, text in dimensions
                ),
                mean=mean,
                mean_label=gettext("rata-rata %(value)s") % {"value": shown(mean)},
            ),
            words=charts.Words(
                gettext("Enam dimensi contoh"),
                gettext("Economy tertinggi; tiga dimensi terendah sama."),
            ),
            tick=tick,
            prefix="dimensi",
            wide=536,
        ),
        "strip": charts.strip(
            charts.Strip(
                (
                    charts.Place(f"Kota Contoh {shown(first)}", first),
                    *(
                        charts.Place(
                            f"Kab. Contoh {shown(Decimal(text))}",
                            Decimal(text),
                            own=Decimal(text) == own,
                        )
                        for text in places
                    ),
                ),
                unknown=(Decimal(0), Decimal("2.79")),
            ),
            words=charts.Words(
                gettext("Tempat dalam daftar contoh"),
                gettext("Kab. Contoh kedelapan; sisanya belum diketahui."),
            ),
            tick=tick,
            prefix="tempat",
        ),
        "tiles": charts.tiles(
            {place.code: charts.Tile() for place in charts.load_grid()},
            words=charts.Words(
                gettext("Petak provinsi"), gettext("Belum ada nilai yang diketahui.")
            ),
            bands={"barat": gettext("bagian barat"), "timur": gettext("bagian timur")},
            prefix="petak",
        ),
    }

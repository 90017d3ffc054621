"""Money, weight, decimals and dates as people type them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from balai.ui import figures
from balai.ui.forms import (
    BalaiForm,
    DecimalTextField,
    KilogramField,
    RupiahField,
    ThreeBoxDateField,
)


def refusal(field, value) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages).replace(figures.NO_BREAK, " ")


@pytest.mark.parametrize(
    "text", ["7350", "7.350", "7,350", "Rp7.350", "Rp 7.350", "rp. 7350", "7.350,00"]
)
def test_an_amount_is_whole_rupiah_however_it_is_typed(text):
    assert RupiahField().clean(text) == 7350


@pytest.mark.parametrize(
    ("text", "grams"),
    [("2,955", 2955), ("2.955", 2955), ("2", 2000), ("2,5 kg", 2500), ("2,5kg", 2500)],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_weight_from_a_scale_is_the_same_in_grams_in_both_languages(text, grams, language):
    with translation.override(language):
        assert KilogramField().clean(text) == grams


def test_what_may_be_left_empty_gives_none():
    assert RupiahField(required=False).clean("") is None
    assert KilogramField(required=False).clean(" ".strip()) is None
    assert DecimalTextField(required=False).clean(None) is None


def test_the_question_names_both_readings():
    assert refusal(DecimalTextField(decimals=3), "1,284.5") == (
        "“1,284.5” dapat dibaca dua cara. Tulis 1.284,5 atau 1,2845"
    )


def test_each_refusal_says_how_to_write_it():
    assert refusal(DecimalTextField(), "banyak") == "“banyak” bukan angka. Tulis seperti 1.284,5"
    assert refusal(RupiahField(), "7,35") == "“7,35” memuat pecahan. Tulis bilangan bulat"
    assert refusal(DecimalTextField(decimals=1), "2,95") == (
        "“2,95” terlalu rinci. Tulis paling banyak 1 angka desimal"
    )
    assert refusal(RupiahField(), "-5") == "Isi 0 atau lebih"
    assert refusal(DecimalTextField(most=Decimal(4)), "4,01") == "Isi 4 atau kurang"


def test_the_bounds_themselves_are_allowed():
    field = DecimalTextField(least=Decimal(0), most=Decimal(4))
    assert field.clean("0") == 0
    assert field.clean("4,00") == 4


class Weighing(BalaiForm):
    weight = KilogramField(label="Berat")
    price = RupiahField(label="Harga")


def test_what_was_typed_comes_back_as_it_was_typed_and_stored_figures_as_they_are_written():
    assert 'value="1,2,3"' in str(Weighing({"weight": "1,2,3", "price": "x"})["weight"])
    form = Weighing(initial={"weight": 2450, "price": 7350})
    assert 'value="2,450"' in str(form["weight"])
    assert 'value="7.350"' in str(form["price"])


def test_another_spelling_of_the_same_figure_is_no_change():
    form = Weighing({"weight": "2,45", "price": "Rp7.350"}, initial={"weight": 2450, "price": 7350})
    assert form.changed_data == []
    assert Weighing(
        {"weight": "2,46", "price": "x"}, initial={"weight": 2450, "price": 7350}
    ).changed_data == ["weight", "price"]


def test_a_phone_offers_digits_and_no_spin_box():
    html = str(Weighing()["weight"])
    assert 'inputmode="decimal"' in html
    assert 'type="text"' in html
    assert 'inputmode="numeric"' in str(Weighing()["price"])


DAYS = [
    (["29", "12", "2022"]),
    (["29", "Desember", "2022"]),
    (["29", "des", "2022"]),
    (["29", "December", "2022"]),
]


@pytest.mark.parametrize("boxes", DAYS)
def test_a_month_is_a_number_or_its_name(boxes):
    assert ThreeBoxDateField().clean(boxes) == dt.date(2022, 12, 29)


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (["", "", ""], "Isi tanggal"),
        (["29", "", "2022"], "Isi hari, bulan, dan tahun"),
        (["29", "12", "22"], "Tulis tahun dengan empat angka"),
        (["31", "2", "2022"], "31-2-2022 bukan tanggal yang ada"),
        (["29", "foo", "2022"], "29-foo-2022 bukan tanggal yang ada"),
        (["12", "29", "2022"], "12-29-2022 bukan tanggal yang ada"),
        (["٢", "12", "2022"], "٢-12-2022 bukan tanggal yang ada"),
        (["29", "12", "٢٠٢٢"], "Tulis tahun dengan empat angka"),
    ],
)
def test_a_day_that_is_none_is_refused_in_words(boxes, words):
    assert refusal(ThreeBoxDateField(), boxes) == words


def test_a_day_may_be_left_empty_where_it_is_not_asked():
    assert ThreeBoxDateField(required=False).clean(["", "", ""]) is None


def test_days_outside_the_limits_are_refused_and_the_limits_allowed():
    field = ThreeBoxDateField(earliest=dt.date(2020, 1, 1), latest=dt.date(2020, 12, 31))
    assert field.clean(["1", "1", "2020"]) == dt.date(2020, 1, 1)
    assert field.clean(["31", "12", "2020"]) == dt.date(2020, 12, 31)
    assert refusal(field, ["31", "12", "2019"]) == "Isi 1 Januari 2020 atau sesudahnya"
    assert refusal(field, ["1", "1", "2021"]) == "Isi 31 Desember 2020 atau sebelumnya"

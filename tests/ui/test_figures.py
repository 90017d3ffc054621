"""How figures and days are written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from balai.ui import figures

NB = "\N{NO-BREAK SPACE}"


def shown(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def in_english(source: str, **context: object) -> str:
    with translation.override("en"):
        return shown(source, **context)


@pytest.mark.parametrize(
    ("source", "value", "indonesian", "english"),
    [
        ("{{ v|score }}", 295, "2,95", "2.95"),
        ("{{ v|score }}", Decimal("3.3"), "3,30", "3.30"),
        ("{{ v|score }}", Fraction(663, 200), "3,32", "3.32"),
        ("{{ v|score:3 }}", Fraction(663, 200), "3,315", "3.315"),
        ("{{ v|score }}", None, "belum ada", "none yet"),
        ("{{ v|score }}", 0, "0,00", "0.00"),
        ("{{ v|change }}", 25, "+0,25", "+0.25"),
        ("{{ v|change }}", -11, "−0,11", "−0.11"),
        ("{{ v|change }}", 0, "0,00", "0.00"),
        ("{{ v|change }}", Decimal("-0.004"), "0,00", "0.00"),
        ("{{ v|change }}", None, "belum ada", "none yet"),
        ("{{ v|number }}", 1234567, "1.234.567", "1,234,567"),
        ("{{ v|number }}", -1234, "−1.234", "−1,234"),
        ("{{ v|number }}", Decimal("1234.50"), "1.234,50", "1,234.50"),
        ("{{ v|number:1 }}", 12, "12,0", "12.0"),
        ("{{ v|percent }}", Fraction(1, 5), "20%", "20%"),
        ("{{ v|percent:1 }}", Decimal("0.1235"), "12,4%", "12.4%"),
        ("{{ v|rupiah }}", 7350, "Rp7.350", "Rp7,350"),
        ("{{ v|rupiah }}", -500, "−Rp500", "−Rp500"),
        ("{{ v|kilograms }}", 2450, f"2,450{NB}kg", f"2.450{NB}kg"),
        ("{{ v|span:309 }}", 300, "3,00–3,09", "3.00–3.09"),
        ("{{ v|long_date }}", dt.date(2022, 12, 29), f"29{NB}Desember{NB}2022", f"29{NB}December{NB}2022"),
        ("{{ v|short_date }}", dt.date(2022, 8, 5), f"5{NB}Agu{NB}2022", f"5{NB}Aug{NB}2022"),
        ("{{ v|clock }}", dt.time(9, 4), "09.04", "09:04"),
        ("{{ v|mask_email }}", "budi@contoh.go.id", "b•••@contoh.go.id", "b•••@contoh.go.id"),
        ("{{ v|iso }}", dt.date(2022, 12, 29), "2022-12-29", "2022-12-29"),
    ],
)  # fmt: skip
def test_a_figure_is_written_by_the_language_of_the_page(source, value, indonesian, english):
    assert shown(source, v=value) == indonesian
    assert in_english(source, v=value) == english


def test_a_moment_is_shown_in_the_time_of_the_place():
    late = dt.datetime(2024, 11, 24, 18, 30, tzinfo=dt.UTC)
    assert shown("{{ v|moment }}", v=late) == f"25{NB}Nov{NB}2024,{NB}01.30{NB}WIB"
    assert shown("{{ v|clock }}", v=late.astimezone(ZoneInfo("Asia/Jayapura"))) == "01.30"


def test_a_yes_or_no_is_not_a_figure():
    with pytest.raises(TypeError):
        shown("{{ v|number }}", v=True)


def test_an_icon_that_is_not_on_the_list_stops_the_page():
    with pytest.raises(TemplateSyntaxError, match="no icon is called 'medal'"):
        shown('{% icon "medal" %}')


def test_an_icon_is_silent_and_the_label_of_a_lone_one_is_heard():
    assert 'aria-hidden="true"' in shown('{% icon "check" %}')
    assert 'aria-label="Hapus"' in shown('{% icon "backspace" "Hapus" %}')


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 4))
def test_rounding_is_half_up_and_away_from_zero(numerator, denominator, decimals):
    value = Fraction(numerator, denominator)
    result = Fraction(figures.rounded(value, decimals))
    unit = Fraction(1, 10**decimals)
    assert abs(result - value) <= unit / 2
    if abs(result - value) == unit / 2:
        assert abs(result) > abs(value)


@given(st.decimals(min_value=-1000, max_value=1000, places=4), st.integers(0, 3))
def test_a_decimal_and_the_same_fraction_are_written_alike(value, decimals):
    assert figures.number(value, "id", decimals=decimals) == figures.number(
        Fraction(value), "id", decimals=decimals
    )

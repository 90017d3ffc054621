"""How a typed number is read, and when a question is asked instead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.ui import figures
from balai.ui.parsing import NotANumber, TooPrecise, TwoReadings, parse_number

LANGUAGES = ["id", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("2955", 3, "2955"),
        ("2,955", 3, "2.955"),
        ("2.955", 3, "2.955"),
        ("2,95", 2, "2.95"),
        ("2.95", 2, "2.95"),
        ("2,5", 3, "2.5"),
        (" 12 ", 0, "12"),
        ("7.350", 0, "7350"),
        ("7,350", 0, "7350"),
        ("1.234.567", 0, "1234567"),
        ("1,234,567", 3, "1234567"),
        ("1,2845", 4, "1.2845"),
        ("-0,25", 2, "-0.25"),
        ("−0,25", 2, "-0.25"),
        ("\N{EN DASH}0,25", 2, "-0.25"),
    ],
)
def test_one_spelling_is_one_number_in_both_languages(text, decimals, value, language):
    assert parse_number(text, decimals=decimals, language=language) == Decimal(value)


def test_both_marks_are_read_in_the_order_of_the_language():
    assert parse_number("1.284,5", decimals=3, language="id") == Decimal("1284.5")
    assert parse_number("1,284.5", decimals=3, language="en") == Decimal("1284.5")


def test_both_marks_in_the_other_order_are_a_question_with_both_readings():
    with pytest.raises(TwoReadings) as asked:
        parse_number("1,284.5", decimals=3, language="id")
    assert (asked.value.first, asked.value.second) == ("1.284,5", "1,2845")
    with pytest.raises(TwoReadings) as asked:
        parse_number("1.284,5", decimals=3, language="en")
    assert (asked.value.first, asked.value.second) == ("1,284.5", "1.2845")


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_digits_behind_a_mark_are_a_question_where_only_two_are_kept(language):
    with pytest.raises(TwoReadings):
        parse_number("2.955", decimals=2, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["7.400", "7,400"])
def test_three_digits_behind_a_mark_are_a_question_where_only_one_is_kept(text, language):
    """Only a field without decimals takes one mark for thousands without asking."""
    with pytest.raises(TwoReadings) as asked:
        parse_number(text, decimals=1, language=language)
    readings = ("7.400", "7,4") if language == "id" else ("7,400", "7.4")
    assert (asked.value.first, asked.value.second) == readings


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_rupiah_may_be_typed_with_empty_cents(language):
    text = "1.000.000,00" if language == "id" else "1,000,000.00"
    assert parse_number(text, decimals=0, language=language) == 1_000_000


@pytest.mark.parametrize(
    ("text", "decimals"), [("7.35", 0), ("2,9551", 3), ("0,955", 2), ("2955,123", 2)]
)
def test_more_digits_than_the_field_keeps_are_refused(text, decimals):
    with pytest.raises((TooPrecise, TwoReadings)):
        parse_number(text, decimals=decimals, language="id")


def test_cents_that_are_not_empty_are_refused():
    with pytest.raises(TooPrecise):
        parse_number("1.000,50", decimals=0, language="id")


@pytest.mark.parametrize(
    "text",
    ["", "a", "2..5", "2,,5", "2,", ",5", "1.23.456", "1.2345.678", "1,234,56.7", "1e5", "\N{ARABIC-INDIC DIGIT TWO}", "1 2", "--1", "1.234.567.89", "9" * 19, "NaN", "Infinity"],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_number_is_refused(text, language):
    with pytest.raises(NotANumber):
        parse_number(text, decimals=3, language=language)


@given(st.integers(0, 10**12), st.integers(0, 4), st.sampled_from(LANGUAGES))
def test_what_balai_writes_it_reads_back(digits, decimals, language):
    value = Decimal(digits).scaleb(-decimals)
    text = figures.number(value, language, decimals=decimals)
    try:
        assert parse_number(text, decimals=decimals, language=language) == value
    except TwoReadings:
        # A whole number in thousands, in a field with decimals: shown with them, so never alone.
        pytest.fail(f"{text} was asked about")


@given(st.text(alphabet="0123456789.,-−", max_size=14), st.integers(0, 4))
def test_no_text_has_two_values_in_the_two_languages(text, decimals):
    """A figure may be refused under one language, but it never means another under the other."""
    values = set()
    for language in LANGUAGES:
        try:
            values.add(parse_number(text, decimals=decimals, language=language))
        except (NotANumber, TooPrecise, TwoReadings):
            continue
    assert len(values) <= 1


@given(st.text(max_size=30), st.integers(0, 4), st.sampled_from(LANGUAGES))
def test_any_text_gives_a_number_or_one_of_the_three_refusals(text, decimals, language):
    try:
        value = parse_number(text, decimals=decimals, language=language)
    except (NotANumber, TooPrecise, TwoReadings):
        return
    assert value.is_finite()
    assert value == value.quantize(Decimal(1).scaleb(-decimals))

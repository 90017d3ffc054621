"""What may be seen of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel import masking

NIK = "9901015503900012"  # of the fictional province
digits16 = st.text("0123456789", min_size=16, max_size=16)


def test_a_masked_nik_shows_where_it_was_issued_and_its_last_two_digits():
    assert masking.nik(NIK) == "990101••••••••12"


@pytest.mark.parametrize("value", ["", "990101550390001", NIK + "\n", NIK + "1", "99 01", "abc"])
def test_what_is_no_nik_is_hidden_whole(value):
    assert masking.nik(value) == "•••"


@given(digits16)
def test_birth_date_and_sex_never_show(value):
    assert masking.nik(value)[6:14] == "••••••••"


def test_an_address_keeps_first_letter_and_domain():
    assert masking.email("siti@contoh.go.id") == "s•••@contoh.go.id"


@pytest.mark.parametrize("value", ["", "siti", "@contoh.go.id", "a@b@c", "siti@", "a b@c", "a@b\n"])
def test_what_is_no_address_is_hidden_whole(value):
    assert masking.email(value) == "•••"


def test_a_telephone_number_keeps_its_last_three_digits():
    assert masking.phone("+62 812-3456-789") == "•••789"


@pytest.mark.parametrize("value", ["", "1234567", "tidak ada"])
def test_a_short_telephone_number_is_hidden_whole(value):
    assert masking.phone(value) == "•••"


def test_a_name_keeps_its_initials_and_not_its_length():
    assert masking.person_name("Siti  Rahayu") == "S••• R•••"
    assert masking.person_name("   ") == "•••"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"NIK {NIK} ditolak", "NIK [•••] ditolak"),
        (f"{NIK},{NIK}", "[•••],[•••]"),
        ("NIK 9901 0155 0390 0012.", "NIK [•••]."),
        ("990101.550390.0012", "[•••]"),
        ("990101-550390-0012", "[•••]"),
        ("NIK 9901\N{NO-BREAK SPACE}0155\N{NO-BREAK SPACE}0390\N{NO-BREAK SPACE}0012", "NIK [•••]"),
        ("NIK 9901\N{THIN SPACE}0155\N{THIN SPACE}0390\N{THIN SPACE}0012", "NIK [•••]"),
        ("NIK 9901\N{NARROW NO-BREAK SPACE}0155\N{NARROW NO-BREAK SPACE}03900012", "NIK [•••]"),
        (f"nik={NIK}kk={NIK}", "nik=[•••]kk=[•••]"),
        (f"nomor{NIK}20261124", "nomor[•••]"),
        (NIK.translate({48 + n: 0xFF10 + n for n in range(10)}), "[•••]"),
        ("skor 2,95 pada 2024, 50 daerah", "skor 2,95 pada 2024, 50 daerah"),
        ("15.04.01.2001", "15.04.01.2001"),
        ("2026-11-24 22:23:21", "2026-11-24 22:23:21"),
        ("123456789012345", "123456789012345"),
        ("", ""),
    ],
)
def test_free_text_loses_its_numbers_of_sixteen_digits(text, shown):
    assert masking.redact(text) == shown


@given(st.text(), digits16, st.text())
def test_no_text_around_it_saves_a_nik(before, nik, after):
    assert nik not in masking.redact(before + nik + after)


@given(st.text())
def test_redacting_twice_changes_nothing(text):
    once = masking.redact(text)
    assert masking.redact(once) == once

"""How a figure is written: pure text, in either language, never by the locale's chance.

Every function takes the language ("id" or "en"). The template filters in
`templatetags/balai.py` call these with the page's language.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

Number = int | Decimal | Fraction

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
_MARKS = {"id": (".", ","), "en": (",", ".")}
_MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


def rounded(value: Number, decimals: int) -> Decimal:
    """Round half up, away from zero: the rule under which scores are published.

    >>> rounded(Fraction(663, 200), 2)
    Decimal('3.32')
    """
    step = Decimal(1).scaleb(-decimals)
    if isinstance(value, Decimal):
        return value.quantize(step, rounding=ROUND_HALF_UP)
    scaled = abs(Fraction(value)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def number(value: Number, language: str, *, decimals: int | None = None) -> str:
    """Write a number with its thousands grouped: 1.234.567 or 1,234,567.

    decimals: how many to show; None keeps those that a Decimal has and shows none otherwise.
    Years and codes are not numbers: print them as they are.
    """
    if decimals is None:
        exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    exact = rounded(value, decimals)
    thousands, point = _MARKS.get(language, _MARKS["id"])
    whole, _, part = f"{abs(exact):,.{decimals}f}".partition(".")
    text = whole.replace(",", thousands) + (point + part if part else "")
    return f"{MINUS}{text}" if exact < 0 else text


def from_hundredths(value: Number) -> Number:
    """Read an integer as hundredths, as scores are stored; leave exact values as they are."""
    return Decimal(value).scaleb(-2) if isinstance(value, int) else value


def score(value: Number, language: str, *, decimals: int = 2) -> str:
    """Write a score: 2,95 or 2.95. An integer is hundredths, as in the database."""
    return number(from_hundredths(value), language, decimals=decimals)


def change(value: Number, language: str, *, decimals: int = 2) -> str:
    """Write a change with its sign: +0,25 or −0,11; no change is 0,00. Integers are hundredths."""
    exact = rounded(from_hundredths(value), decimals)
    return ("+" if exact > 0 else "") + number(exact, language, decimals=decimals)


def percent(share: Number, language: str, *, decimals: int = 0) -> str:
    """Write a share of one in percent, without a space: Fraction(1, 5) is 20%."""
    return number(Fraction(share) * 100, language, decimals=decimals) + "%"


def rupiah(value: int, language: str) -> str:
    """Write an amount of money: Rp7.350, −Rp500; in English Rp7,350."""
    text = number(abs(value), language)
    return f"{MINUS}Rp{text}" if value < 0 else f"Rp{text}"


def kilograms(grams: int, language: str) -> str:
    """Write a weight given in grams: 2,450 kg, with a space that does not break."""
    return number(Decimal(grams).scaleb(-3), language, decimals=3) + f"{NO_BREAK}kg"


def span(low: Number, high: Number, language: str) -> str:
    """Write a range of scores with an en dash: 3,00–3,09."""
    return f"{score(low, language)}\N{EN DASH}{score(high, language)}"


def day(value: dt.date, language: str, *, short: bool = False) -> str:
    """Write a day, its parts joined by spaces that do not break: 29 Desember 2022, 29 Des 2022."""
    months = (_SHORT_MONTHS if short else _MONTHS).get(language, _MONTHS["id"])
    return NO_BREAK.join((str(value.day), months[value.month - 1], str(value.year)))


def clock(value: dt.datetime | dt.time, language: str) -> str:
    """Write a time of day: 09.14, in English 09:14."""
    return value.strftime("%H:%M" if language == "en" else "%H.%M")

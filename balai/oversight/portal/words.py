"""Numbers, years and lists as words in the language in force, for sentences made by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balai.ui import figures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.utils.safestring import SafeString

_ONES = {
    "id": (
        "nol",
        "satu",
        "dua",
        "tiga",
        "empat",
        "lima",
        "enam",
        "tujuh",
        "delapan",
        "sembilan",
        "sepuluh",
        "sebelas",
    ),
    "en": (
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
}
_MOST_IN_WORDS = 99
_TEENS_END = 20
_LONG = 3
_TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def language() -> str:
    """Return the language of the page being made: "id" or "en"."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def score(value: figures.Number, decimals: int = 2) -> str:
    """Write a score: 2,95."""
    return figures.score(value, language(), decimals=decimals)


def change(value: figures.Number) -> str:
    """Write a change with its sign: +0,25."""
    return figures.change(value, language())


def number(value: int) -> str:
    """Write a whole number with its thousands: 7.285."""
    return figures.number(value, language())


def unbroken(text: str) -> SafeString:
    """Keep what holds a hyphen on one line: names of licences, numbers of decrees."""
    return format_html_join(
        " ",
        "{}",
        (
            (format_html('<span class="b-nowrap">{}</span>', word) if "-" in word else word,)
            for word in text.split()
        ),
    )


def long_date(day: date) -> str:
    """Write a day: 29 Desember 2022, with spaces that do not break."""
    return dateformat.format(day, "j F Y").replace(" ", figures.NO_BREAK)


def count(number: int) -> str:
    """Write a count in words up to 99 when that takes two words at most, else in digits.

    >>> count(50)  # in Indonesian
    'lima puluh'
    """
    ones = _ONES[language()]
    if 0 <= number < len(ones):
        return ones[number]
    tens, rest = divmod(number, 10)
    if number > _MOST_IN_WORDS or number < 0:
        return str(number)
    if language() == "en":
        return f"{_TENS_EN[tens]}-{ones[rest]}" if rest else _TENS_EN[tens]
    if number < _TEENS_END:
        return f"{ones[rest]} belas"
    return str(number) if rest else f"{ones[tens]} puluh"


def listing(names: Sequence[str]) -> str:
    """Join names as the language does: "a", "a dan b", "a, b, dan c"."""
    if len(names) < _LONG:
        return _(" dan ").join(names)
    return _("{head}, dan {last}").format(head=", ".join(names[:-1]), last=names[-1])


def years(values: Sequence[int]) -> str:
    """Write years: "2020 sampai 2023" for three or more in a row, else as a list."""
    ordered = sorted(set(values))
    if len(ordered) >= _LONG and ordered[-1] - ordered[0] == len(ordered) - 1:
        return _("{first} sampai {last}").format(first=ordered[0], last=ordered[-1])
    return listing([str(year) for year in ordered])


def shown_version(version: str) -> str:
    """Write the version of the data for readers: the newest year, then how often anything changed.

    version: as `assessment.selectors.data_version` has it; the number of rounds is left out.

    >>> shown_version("2024.6.20")
    '2024.20'
    """
    year, *_rounds, changes = version.split(".") if "." in version else ("", version)
    return ".".join(part for part in (year, changes) if part)

"""How a typed number is read: one rule in both languages, and a question where two readings fit.

Django's own reading makes 2955 of "2.955" under Indonesian and 295 of "2,95" under English:
a factor of a thousand or a hundred, silently. Here

* one mark, comma or point, with as many digits behind it as the field has decimals at most,
  is the decimal mark: "2,955" and "2.955" are both 2.955;
* in a field without decimals, one mark with three digits behind it groups thousands;
* a mark that comes twice or more groups thousands;
* both marks together are read only in the order of the page's language;
* everything else is refused, with the two readings where there are two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from balai.ui import figures

MAX_DIGITS = 18
"""More digits than any quantity has; keeps a pasted novel out of arithmetic."""

_PLAIN = re.compile(r"[0-9]+\Z")
_ONE_MARK = re.compile(r"([0-9]+)([.,])([0-9]+)\Z")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*\Z")
_BOTH = re.compile(r"([0-9]{1,3}(?:([.,])[0-9]{3})+)([.,])([0-9]+)\Z")
_MINUSES = ("-", figures.MINUS, "\N{EN DASH}")


class NotANumber(ValueError):  # noqa: N818 - named by what is wrong
    """The text is no number in any reading."""


class TooPrecise(ValueError):  # noqa: N818 - named by what is wrong
    """More digits stand behind the decimal mark than the field keeps."""


@dataclass
class TwoReadings(ValueError):  # noqa: N818 - named by what is wrong
    """The text can be read in two ways; both are given, written without doubt."""

    text: str
    first: str
    second: str


def parse_number(text: str, *, decimals: int, language: str) -> Decimal:
    """Read a typed number.

    decimals: how many the field keeps. language: "id" or "en", decides the order of both
    marks. Raises NotANumber, TooPrecise or TwoReadings.

    >>> parse_number("2.955", decimals=3, language="id")
    Decimal('2.955')
    """
    body = text.strip()
    negative = body.startswith(_MINUSES)
    if negative:
        body = body[1:].lstrip()
    if sum(character.isdigit() for character in body) > MAX_DIGITS:
        raise NotANumber(text)
    value = _unsigned(body, text=text, decimals=decimals, language=language)
    return -value if negative else value


def _unsigned(body: str, *, text: str, decimals: int, language: str) -> Decimal:
    if _PLAIN.match(body):
        return Decimal(body)
    if match := _ONE_MARK.match(body):
        return _with_one_mark(match, text=text, decimals=decimals, language=language)
    if match := _GROUPED.match(body):
        return Decimal(body.replace(match[1], ""))
    if match := _BOTH.match(body):
        return _with_both_marks(match, text=text, decimals=decimals, language=language)
    raise NotANumber(text)


def _with_one_mark(match: re.Match[str], *, text: str, decimals: int, language: str) -> Decimal:
    whole, mark, part = match.groups()
    grouped = _GROUPED.match(match[0]) is not None
    if len(part) <= decimals:
        return Decimal(f"{whole}.{part}")
    if not grouped:
        raise TooPrecise(text)
    if decimals == 0:
        return Decimal(whole + part)
    del mark
    raise TwoReadings(
        text,
        figures.number(Decimal(whole + part), language),
        figures.number(Decimal(f"{whole}.{part}"), language, decimals=decimals),
    )


def _with_both_marks(match: re.Match[str], *, text: str, decimals: int, language: str) -> Decimal:
    head, group, mark, part = match.groups()
    if group == mark:
        raise NotANumber(text)
    digits = head.replace(group, "")
    point = "." if language == "en" else ","
    if mark != point:
        first = Decimal(f"{digits}.{part}")
        rest = head[head.index(group) + 1 :].replace(group, "") + part
        second = Decimal(f"{head[: head.index(group)]}.{rest}")
        raise TwoReadings(text, figures.number(first, language), figures.number(second, language))
    kept = part.rstrip("0") if decimals == 0 else part
    if len(kept) > decimals:
        raise TooPrecise(text)
    return Decimal(f"{digits}.{kept or 0}") if kept else Decimal(digits)

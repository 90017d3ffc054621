"""Exact numbers: from decimal text and from exact types, never from a binary float."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from balai.engines.composite.errors import NotExact

Exact = Fraction | Decimal | int
"""What counts as exact on the way in; inside the engine all is Fraction."""

_DECIMAL = re.compile(r"(-?)([0-9]{1,15})(?:[.,]([0-9]{1,15}))?\Z")


def parse(text: str) -> Fraction:
    """Read one decimal number, with a point or a comma, as the fraction it stands for.

    No blanks, no thousands marks, no exponent, no plus: what could be read two ways is
    refused with NotExact.

    >>> parse("3,60")
    Fraction(18, 5)
    """
    found = _DECIMAL.match(text)
    if found is None:
        raise NotExact(text)
    sign, whole, decimals = found.group(1), found.group(2), found.group(3) or ""
    size = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -size if sign else size


def exact(value: Exact) -> Fraction:
    """Turn an exact number into a Fraction; raises NotExact for a float, a bool, NaN or infinity."""
    if isinstance(value, bool) or not isinstance(value, Fraction | Decimal | int):
        raise NotExact(value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise NotExact(value)
    return Fraction(value)

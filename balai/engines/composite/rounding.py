"""Round once, at the end, by a declared rule."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from balai.engines.composite.numbers import exact

if TYPE_CHECKING:
    from balai.engines.composite.numbers import Exact


class Rounding(StrEnum):
    """What happens to a tie (HALF_UP, HALF_EVEN) or to all that is left over (DOWN).

    The ministry's own rule is not published; half up is the declared default.
    """

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


def round_once(value: Exact, places: int = 2, rule: Rounding = Rounding.HALF_UP) -> Decimal:
    """Round to `places` ≥ 0 decimals; the result always shows that many.

    Negative values mirror positive ones: half up goes away from zero, down towards it.
    Raises NotExact for a float, ValueError for negative places.

    >>> round_once(Fraction(663, 200))
    Decimal('3.32')
    """
    if places < 0:
        raise ValueError("places must be 0 or more")
    number = exact(value)
    whole, rest = divmod(abs(number) * 10**places, 1)
    twice = 2 * rest
    up = {
        Rounding.HALF_UP: twice >= 1,
        Rounding.HALF_EVEN: twice > 1 or (twice == 1 and whole % 2 == 1),
        Rounding.DOWN: False,
    }[rule]
    digits = whole + up
    # Built from digits, since arithmetic on Decimal obeys a context that callers may change.
    sign = 1 if number < 0 and digits else 0
    return Decimal((sign, tuple(map(int, str(digits))), -places))

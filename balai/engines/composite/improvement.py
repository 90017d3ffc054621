"""This year's published index against the one before."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from balai.engines.composite.numbers import exact
from balai.engines.composite.rounding import round_once

if TYPE_CHECKING:
    from balai.engines.composite.numbers import Exact


def improvement(published: Decimal, previous: Decimal | None) -> Decimal | None:
    """Return published less previous, with as many decimals as the finer of the two; may be negative.

    None when there is no previous figure: a first year has no improvement, which is not 0.
    Between editions of the instrument the caller adds a warning; the figure is the same.

    >>> improvement(Decimal("3.31"), Decimal("3.06"))
    Decimal('0.25')
    """
    if previous is None:
        return None
    change = exact(published) - exact(previous)
    return round_once(change, max(_places(published), _places(previous)))


def _places(value: Exact) -> int:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0

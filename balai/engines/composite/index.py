"""The weighted index of one unit, exact, with what each component brings to it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from balai.engines.composite.errors import (
    MissingComponent,
    OutsideScale,
    UnknownComponent,
    WrongWeights,
)
from balai.engines.composite.numbers import exact
from balai.engines.composite.rounding import Rounding, round_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from balai.engines.composite.numbers import Exact

SCALE = (Fraction(0), Fraction(4))
"""The instrument's scale for every item, component and index."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one component brings: `amount` = value · weight, all exact."""

    code: str
    value: Fraction
    weight: Fraction
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Index:
    """An exact index and its contributions, in the order of the weights; they sum to it."""

    exact: Fraction
    contributions: tuple[Contribution, ...]

    def shown(self, places: int = 2, rule: Rounding = Rounding.HALF_UP) -> Decimal:
        """Round the exact index, once, for print."""
        return round_once(self.exact, places, rule)


def weighted_index(
    values: Mapping[str, Exact],
    weights: Mapping[str, Exact],
    *,
    scale: tuple[Exact, Exact] = SCALE,
) -> Index:
    """Return Σ weight · value over the components, unrounded.

    values, weights: by component code; the codes must be the same and the weights sum to 1.
    Raises WrongWeights, MissingComponent, UnknownComponent, OutsideScale, NotExact.

    >>> weighted_index({"a": 3, "b": 4}, {"a": Fraction(1, 4), "b": Fraction(3, 4)}).exact
    Fraction(15, 4)
    """
    shares = check_weights(weights)
    numbers = check_values(values, shares, scale=scale)
    parts = tuple(
        Contribution(code, numbers[code], share, numbers[code] * share)
        for code, share in shares.items()
    )
    return Index(sum((p.amount for p in parts), Fraction(0)), parts)


def equal_weights(codes: Iterable[str]) -> dict[str, Fraction]:
    """Give every code the same share: the plain mean, e.g. of the six dimensions."""
    names = tuple(codes)
    if not names:
        raise WrongWeights(Fraction(0))
    return dict.fromkeys(names, Fraction(1, len(set(names))))


def check_weights(weights: Mapping[str, Exact]) -> dict[str, Fraction]:
    """Return the weights as fractions; raises WrongWeights, NotExact."""
    shares = {code: exact(weight) for code, weight in weights.items()}
    total = sum(shares.values(), Fraction(0))
    negative = tuple(code for code, share in shares.items() if share < 0)
    if negative or total != 1:
        raise WrongWeights(total, negative)
    return shares


def check_values(
    values: Mapping[str, Exact], shares: Mapping[str, Fraction], *, scale: tuple[Exact, Exact]
) -> dict[str, Fraction]:
    """Return the values as fractions, one for each weight.

    Raises MissingComponent, UnknownComponent, OutsideScale, NotExact.
    """
    missing = tuple(code for code in shares if code not in values)
    if missing:
        raise MissingComponent(missing)
    unknown = tuple(code for code in values if code not in shares)
    if unknown:
        raise UnknownComponent(unknown)
    low, high = exact(scale[0]), exact(scale[1])
    numbers = {code: exact(value) for code, value in values.items()}
    for code, number in numbers.items():
        if not low <= number <= high:
            raise OutsideScale(code, number, (low, high))
    return numbers

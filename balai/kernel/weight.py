"""Weight as whole grams: what a scale shows, without a binary fraction of a kilogram."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PER_KILOGRAM = 1000


@dataclass(frozen=True, slots=True, order=True)
class Grams:
    """A weight in whole grams, never negative: a correction is a new weighing, not minus grams."""

    amount: int

    def __post_init__(self) -> None:
        """Refuse fractions (TypeError) and less than nothing (ValueError)."""
        if type(self.amount) is not int:
            raise TypeError(f"grams are whole numbers, not {self.amount!r}")
        if self.amount < 0:
            raise ValueError(f"no weight is negative: {self.amount} g")

    def __add__(self, other: object) -> Grams:
        return Grams(self.amount + other.amount) if isinstance(other, Grams) else NotImplemented

    def __sub__(self, other: object) -> Grams:
        """Take away; raises ValueError for more than there is."""
        return Grams(self.amount - other.amount) if isinstance(other, Grams) else NotImplemented

    def __mul__(self, times: object) -> Grams:
        return Grams(self.amount * times) if type(times) is int else NotImplemented

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        """Write for logs and errors: plain digits, no language."""
        return f"{self.amount} g"

    @classmethod
    def total(cls, weights: Iterable[Grams]) -> Grams:
        """Sum up; of nothing it is Grams(0)."""
        return sum(weights, cls(0))

    @classmethod
    def of_kilograms(cls, kilograms: Decimal | int) -> Grams:
        """Take kilograms with at most three decimals; raises ValueError for a finer figure.

        >>> Grams.of_kilograms(Decimal("2.450"))
        Grams(amount=2450)
        """
        if not isinstance(kilograms, Decimal | int) or isinstance(kilograms, bool):
            raise TypeError(f"kilograms are exact, not {kilograms!r}")
        exact = Decimal(kilograms)
        if not exact.is_finite():
            raise ValueError(f"not a weight: {kilograms}")
        numerator, denominator = exact.as_integer_ratio()
        grams, rest = divmod(numerator * _PER_KILOGRAM, denominator)
        if rest:
            raise ValueError(f"finer than a gram: {kilograms} kg")
        return cls(grams)

    @property
    def kilograms(self) -> Decimal:
        """The weight in kilograms, exact, always three decimals."""
        digits = tuple(map(int, str(self.amount)))
        return Decimal((0, digits, -3))

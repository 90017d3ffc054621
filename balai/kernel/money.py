"""Money as whole rupiah: a value that cannot be mixed with anything else by accident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Rupiah:
    """An amount in whole rupiah; may be negative (a debt, a reversal).

    Adds and subtracts with Rupiah only, multiplies with whole numbers only, never divides:
    `split` shares an amount out without losing or making a rupiah.
    """

    amount: int

    def __post_init__(self) -> None:
        """Refuse what is not a whole number; raises TypeError."""
        # bool is an int in Python, and True rupiah is always a mistake.
        if type(self.amount) is not int:
            raise TypeError(f"rupiah are whole numbers, not {self.amount!r}")

    def __add__(self, other: object) -> Rupiah:
        return Rupiah(self.amount + other.amount) if isinstance(other, Rupiah) else NotImplemented

    def __sub__(self, other: object) -> Rupiah:
        return Rupiah(self.amount - other.amount) if isinstance(other, Rupiah) else NotImplemented

    def __neg__(self) -> Rupiah:
        return Rupiah(-self.amount)

    def __mul__(self, times: object) -> Rupiah:
        return Rupiah(self.amount * times) if type(times) is int else NotImplemented

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        """Write for logs and errors: plain digits, no language."""
        return f"Rp{self.amount}"

    @classmethod
    def total(cls, amounts: Iterable[Rupiah]) -> Rupiah:
        """Sum up; of nothing it is Rupiah(0)."""
        return sum(amounts, cls(0))

    def split(self, shares: Iterable[int]) -> tuple[Rupiah, ...]:
        """Share out in proportion to whole, non-negative shares; the parts sum to the amount.

        The rupiah that are left over go one each to the largest remainders, the earlier share
        first. Raises ValueError for no, a negative or only zero shares.

        >>> Rupiah(100).split([1, 1, 1])
        (Rupiah(amount=34), Rupiah(amount=33), Rupiah(amount=33))
        """
        weights = tuple(shares)
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("shares are whole numbers from 0 and not all 0")
        sign = -1 if self.amount < 0 else 1
        pairs = [divmod(abs(self.amount) * weight, whole) for weight in weights]
        left = abs(self.amount) - sum(part for part, _ in pairs)
        order = sorted(range(len(pairs)), key=lambda turn: -pairs[turn][1])
        extra = set(order[:left])
        return tuple(
            Rupiah(sign * (part + (turn in extra))) for turn, (part, _) in enumerate(pairs)
        )

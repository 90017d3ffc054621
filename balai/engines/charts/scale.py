"""From exact figures to pixels: scales, ticks, and how wide a text will be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balai.engines.charts.figures import Number

TOP = 4
"""The instrument's scale ends here; every axis does, too."""
HALF = Decimal("0.5")
ONE = Decimal(1)
_WIDE_LETTER = 0.6
_REGULAR_LETTER = 0.54


class OffTheAxis(ValueError):  # noqa: N818 - named by what was refused
    """A figure lies outside its axis. It is never cut to fit: a chart would then lie."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight axis: `low` lies at pixel `start`, `high` at pixel `end` (which may be less)."""

    low: Number
    high: Number
    start: float
    end: float

    def __post_init__(self) -> None:
        """Refuse an axis without length."""
        if not Fraction(self.low) < Fraction(self.high):
            raise ValueError("an axis runs from a lower to a higher figure")

    def at(self, value: Number) -> float:
        """Pixel of the value; raises OffTheAxis outside low to high."""
        share = self.share(value)
        if not 0 <= share <= 1:
            raise OffTheAxis(f"{value} is outside {self.low} to {self.high}")
        return self.start + float(share) * (self.end - self.start)

    def share(self, value: Number) -> Fraction:
        """Exact place of the value between low (0) and high (1)."""
        low, high = Fraction(self.low), Fraction(self.high)
        return (Fraction(value) - low) / (high - low)


def axis_low(values: Iterable[Number]) -> int:
    """Where an axis of dots or lines starts: at 2 if nothing lies below, else at 0."""
    return 2 if all(Fraction(value) >= 2 for value in values) else 0  # noqa: PLR2004 - the rule


def ticks(low: int, high: int, step: Decimal) -> tuple[Decimal, ...]:
    """Every `step` from low to high, both included, each with the decimals of the step.

    >>> ticks(2, 4, Decimal("0.5"))
    (Decimal('2.0'), Decimal('2.5'), Decimal('3.0'), Decimal('3.5'), Decimal('4.0'))
    """
    count = (high - low) / step
    if step <= 0 or count != int(count):
        raise ValueError(f"{low} to {high} is not a whole number of steps of {step}")
    return tuple(low + step * turn for turn in range(int(count) + 1))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width in px, a little generous, so that what fits here fits on the page."""
    return len(text) * size * (_WIDE_LETTER if bold else _REGULAR_LETTER)


def fold(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break at blanks into lines that fit the room; a longer single word stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def centred(x: float, size: float, low: float, high: float) -> float:
    """Middle of a text of that width as near to x as it can be without leaving low to high."""
    if size >= high - low:
        return (low + high) / 2
    return min(high - size / 2, max(low + size / 2, x))

"""Can a published total come from the published components? An interval answers, not equality."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from balai.engines.composite.errors import NotRounded, OutsideScale
from balai.engines.composite.index import SCALE, check_values, check_weights
from balai.engines.composite.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balai.engines.composite.numbers import Exact


@dataclass(frozen=True, slots=True)
class Consistency:
    """The answer, with both intervals (closed, exact) so that it can be shown.

    exact: the index of the rounded components taken as they stand.
    index: the range that the unrounded index can have. published: that of the printed total.
    """

    exact: Fraction
    index: tuple[Fraction, Fraction]
    published: tuple[Fraction, Fraction]

    @property
    def consistent(self) -> bool:
        """True when the two ranges touch or overlap."""
        return self.gap == 0

    @property
    def gap(self) -> Fraction:
        """Distance between the two ranges; 0 when they meet."""
        return max(
            self.index[0] - self.published[1], self.published[0] - self.index[1], Fraction(0)
        )


def check_total(  # noqa: PLR0913 - the last three have one value in this instrument
    components: Mapping[str, Exact],
    weights: Mapping[str, Exact],
    published: Exact,
    *,
    places: int = 2,
    total_places: int = 2,
    scale: tuple[Exact, Exact] = SCALE,
) -> Consistency:
    """Compare a published total with the index of its published, rounded components.

    A component printed with two decimals may have been up to 0.005 lower or higher (but not
    off the scale); so may the total. How a tie was broken is not published, so both ends
    belong to the range. Raises as weighted_index does, and NotRounded for a figure with more
    decimals than said.
    """
    shares = check_weights(weights)
    numbers = check_values(components, shares, scale=scale)
    low, high = exact(scale[0]), exact(scale[1])
    total = exact(published)
    if not low <= total <= high:
        raise OutsideScale("total", total, (low, high))
    for code, number in numbers.items():
        _check_places(code, number, places)
    _check_places("total", total, total_places)
    half, total_half = Fraction(1, 2 * 10**places), Fraction(1, 2 * 10**total_places)

    def index(shift: Fraction) -> Fraction:
        return sum(
            (share * min(high, max(low, numbers[code] + shift)) for code, share in shares.items()),
            Fraction(0),
        )

    return Consistency(
        exact=index(Fraction(0)),
        index=(index(-half), index(half)),
        published=(max(low, total - total_half), min(high, total + total_half)),
    )


def _check_places(name: str, value: Fraction, places: int) -> None:
    if (value * 10**places).denominator != 1:
        raise NotRounded(name, value, places)

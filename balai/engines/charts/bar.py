"""A tiny bar for a row of a table: its length is the value beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from balai.engines.charts.scale import TOP, OffTheAxis
from balai.engines.charts.svg import Svg, element, rect

if TYPE_CHECKING:
    from balai.engines.charts.figures import Number


def bar(value: Number, *, own: bool = False, top: Number = TOP) -> Svg:
    """Draw 0 to `top` as a track and the value as a mark; raises OffTheAxis outside.

    It is 100 × 8 and stretches to the width that the style sheet gives it. Readers skip it:
    the value stands beside it as text.
    """
    share = Fraction(value) / Fraction(top)
    if not 0 <= share <= 1:
        raise OffTheAxis(f"{value} is outside 0 to {top}")
    return Svg(
        element(
            "svg",
            {
                "class": "bar",
                "viewBox": "0 0 100 8",
                "preserveAspectRatio": "none",
                "aria-hidden": "true",
            },
            rect(0, 0, 100, 8, "track"),
            rect(0, 0, float(share) * 100, 8, "mark own" if own else "mark"),
        )
    )

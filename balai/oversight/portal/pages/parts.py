"""Components and dimensions of one result: drawing, table, and the check of the published total."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from balai.oversight.portal import captions, drawings
from balai.oversight.portal.words import score
from balai.ui import figures

if TYPE_CHECKING:
    from decimal import Decimal

    from balai.engines.charts.svg import Svg
    from balai.oversight.assessment.selectors import PartValue, Recomputed, RegionYear

EXACT_DECIMALS = 3
"""Enough for what two-decimal components give under weights in whole percents, e.g. 3.315."""

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Components:
    """The components of a year. check: the published index beside the recomputed one, if known.

    weights: "10/20/30/20/20" when all are known, else empty.
    """

    rows: tuple[PartValue, ...]
    drawing: Svg | None
    weights: str
    total_weight: Fraction | None
    check: Recomputed | None
    recomputed: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The dimensions of a year, their mean, and whether it is the published impact index."""

    rows: tuple[PartValue, ...]
    drawing: Svg
    mean: Decimal
    equals_impact: bool


def allowance(check: Recomputed) -> Fraction:
    """Return by how much the exact figure may miss the published one through rounding alone."""
    return max(check.high - check.exact, check.exact - check.low) + Fraction(check.tolerance)


def components(result: RegionYear) -> Components | None:
    """Return the section of the components, None if none is published."""
    parts = result.components
    if not parts:
        return None
    weights = [part.weight for part in parts]
    known = [weight for weight in weights if weight is not None]
    complete = len(known) == len(weights)
    check = result.index_check
    recomputed = score(check.exact, EXACT_DECIMALS) if check else ""
    return Components(
        rows=parts,
        drawing=drawings.profile(parts, result.row.score),
        weights="/".join(str(int(weight * _HUNDRED)) for weight in known) if complete else "",
        total_weight=sum(known[1:], known[0]) if complete else None,
        check=check,
        recomputed=recomputed,
        verdict=captions.agreement(
            check.published,
            recomputed,
            consistent=check.consistent,
            tolerance=score(figures.rounded(allowance(check), EXACT_DECIMALS), EXACT_DECIMALS),
        )
        if check
        else "",
    )


def dimensions(result: RegionYear) -> Dimensions | None:
    """Return the section of the dimensions, None if none is published."""
    parts = result.dimensions
    if not parts:
        return None
    return Dimensions(
        rows=parts,
        drawing=drawings.dots(parts),
        mean=drawings.mean_of(parts),
        equals_impact=any(
            check.roll_up == "impact" and check.shown == check.published
            for check in result.recomputed
        ),
    )

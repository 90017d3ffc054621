"""What the published parts of a result give, beside its published total. Pure.

Recomputed figures are made when they are read, from the published parts and the round's
edition: the parts never change without a new version of the list, so there is nothing to store
that could grow old. A column with the engine's version comes when items are scored here.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from balai.engines.composite import check_total, round_once
from balai.oversight.assessment.figures import Names, PartValue, Recomputed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from balai.oversight.assessment.instrument import Edition

TOLERANCE = Decimal("0.005")
"""Half a unit of the last decimal: how far a printed total may lie from the unrounded one."""

ENGINE = "balai.engines.composite"


def recompute(
    edition: Edition,
    *,
    total: Decimal | None,
    components: Mapping[str, Decimal],
    dimensions: Mapping[str, Decimal],
) -> tuple[Recomputed, ...]:
    """Check every roll-up of the edition whose parts and total are all published.

    Raises what the engine refuses (a part off the scale): imports let no such part in.
    """
    parts = {"components": components, "dimensions": dimensions}
    found = []
    for roll_up in edition.roll_ups:
        given = parts[roll_up.over]
        published = total if roll_up.code == "index" else components.get(roll_up.gives or "")
        if published is None or set(given) != set(roll_up.weights):
            continue
        check = check_total(
            given,
            roll_up.weights,
            published,
            scale=(edition.scale.low, edition.scale.high),
        )
        found.append(
            Recomputed(
                roll_up=roll_up.code,
                names=roll_up.names,
                published=published,
                exact=check.exact,
                shown=round_once(check.exact, edition.scale.decimals, edition.scale.rounding),
                low=check.index[0],
                high=check.index[1],
                consistent=check.consistent,
                tolerance=TOLERANCE,
                edition=edition.code,
                engine=ENGINE,
                status=roll_up.status,
            )
        )
    return tuple(found)


def component_values(
    edition: Edition | None, values: Mapping[str, Decimal]
) -> tuple[PartValue, ...]:
    """Return the components in the edition's order, with weight and exact contribution."""
    if edition is None:
        return _parts(((code, Names(code, code)) for code in values), values, {})
    weights = edition.roll_up().weights
    return _parts(((c.code, c.names) for c in edition.components), values, weights)


def dimension_values(
    edition: Edition | None, values: Mapping[str, Decimal]
) -> tuple[PartValue, ...]:
    """Return the dimensions in the edition's order."""
    if edition is None:
        return _parts(((code, Names(code, code)) for code in values), values, {})
    return _parts(((d.code, d.names) for d in edition.dimensions), values, {})


def _parts(
    order: Iterable[tuple[str, Names]],
    values: Mapping[str, Decimal],
    weights: Mapping[str, Fraction],
) -> tuple[PartValue, ...]:
    if not values:
        return ()
    mean = sum(map(Fraction, values.values()), Fraction(0)) / len(values)
    return tuple(
        PartValue(
            code=code,
            names=names,
            value=values[code],
            weight=weights.get(code),
            contribution=_contribution(values[code], weights.get(code)),
            from_mean=round_once(Fraction(values[code]) - mean),
        )
        for code, names in order
        if code in values
    )


def _contribution(value: Decimal, weight: Fraction | None) -> Decimal | None:
    """Weight x value with three decimals (exact for weights in whole percent up to tens)."""
    return None if weight is None else round_once(Fraction(value) * weight, 3)

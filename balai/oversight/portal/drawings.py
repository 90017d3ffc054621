"""The pages' charts: facts of the assessment turned into figures in print for `engines.charts`."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.engines import charts
from balai.engines.charts import figures as f
from balai.oversight.portal import captions
from balai.oversight.portal.pages import lists
from balai.oversight.portal.words import language, score
from balai.ui import figures as print_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balai.engines.charts.svg import Svg
    from balai.oversight.assessment.selectors import ListHead, PartValue, ResultRow
    from balai.registers.regions.domain import Area

SCALE_TOP = Decimal(4)
CROWD = 60
"""From this many known scores on, dots become a histogram."""

STRIP_WIDTHS = (720, 1120)
"""Of the drawings for tablets and for desks, in px: the second at 768 has letters of 8 px."""

_STEPS = tuple(Decimal(step) for step in ("0.1", "0.2", "0.25", "0.5", "1"))
_MOST_CLASSES = 6
_MOST_LIMITS = 4
_TRACK_ROUNDING = Decimal("0.01")


def tick(value: Decimal) -> str:
    """Write an axis number in the language in force, with the decimals that it came with."""
    return print_figures.number(value, language())


def history(points: Sequence[tuple[int, Decimal]], chosen: int | None) -> Svg:
    """Draw the known years of one region."""
    words = f.Words(
        _("Riwayat indeks"),
        "; ".join(f"{year}: {score(value)}" for year, value in points),
    )
    drawn = tuple(f.Year(year, value, score(value)) for year, value in points)
    return charts.history(f.History(drawn, chosen), words=words, tick=tick, prefix="riwayat")


def profile(parts: Sequence[PartValue], index: Decimal | None) -> Svg | None:
    """Draw the components with their weights; None where a weight is not known."""
    bars = []
    for part in parts:
        if part.weight is None:
            return None
        weight = print_figures.percent(part.weight, language())
        bars.append(
            f.Component(
                str(part.names), part.value, score(part.value), part.weight, weight,
                _("bobot {weight}").format(weight=weight),
            )
        )  # fmt: skip
    words = f.Words(
        _("Nilai dan bobot komponen"),
        "; ".join(f"{part.names} {score(part.value)}" for part in parts),
    )
    label = _("indeks {score}").format(score=score(index)) if index is not None else ""
    return charts.profile(
        f.Profile(tuple(bars), index, label), words=words, tick=tick, prefix="profil"
    )


def mean_of(parts: Sequence[PartValue]) -> Decimal:
    """Return the plain mean of the published values, exact as a Decimal of many digits."""
    return sum((part.value for part in parts), Decimal(0)) / len(parts)


def dots(parts: Sequence[PartValue]) -> Svg:
    """Draw the dimensions from their mean."""
    mean = mean_of(parts)
    label = _("rata-rata {score}").format(score=score(mean))
    words = f.Words(
        _("Nilai dimensi"),
        f"{label}; " + "; ".join(f"{part.names} {score(part.value)}" for part in parts),
    )
    drawn = tuple(f.Dimension(str(part.names), part.value, score(part.value)) for part in parts)
    return charts.dots(f.Dimensions(drawn, mean, label), words=words, tick=tick, prefix="dimensi")


def strip(head: ListHead, rows: Sequence[ResultRow], own: ResultRow | None) -> Svg | None:
    """Draw the known scores of a list, one of them as the own; None if none is known."""
    known = [row for row in rows if row.score is not None]
    if not known:
        return None
    places = tuple(
        f.Place(
            f"{row.area.short_name} {score(row.score)}",
            row.score,
            own=own is not None and row.region == own.region,
        )
        for row in known
        if row.score is not None
    )
    hidden = None
    if lists.rest_of(head) != 0:
        top = lists.ceiling(head, rows)
        hidden = (Decimal(0), SCALE_TOP if top is None else top)
    words = f.Words(
        _("Nilai yang diketahui dalam {list}").format(list=lists.list_name(head)),
        captions.strip(known=len(known), size=head.size, complete=head.known_down_to == len(known)),
    )
    draw = charts.histogram if len(places) >= CROWD else charts.strip
    return draw(f.Strip(places, hidden), words=words, tick=tick, prefix="tempat", wide=STRIP_WIDTHS)


@dataclass(frozen=True, slots=True)
class TileMap:
    """The map of tiles with its classes. classes: step and words of each, the lowest first."""

    drawing: Svg
    classes: tuple[tuple[int, str], ...]
    drawn: int


def limits_of(values: Sequence[Decimal]) -> list[Decimal]:
    """Choose round limits: the finest step with at most six classes, its four highest limits.

    The lowest classes become one, so that the steps tell the highest apart.

    >>> limits_of([Decimal("2.83"), Decimal("3.38")])
    [Decimal('3.0'), Decimal('3.1'), Decimal('3.2'), Decimal('3.3')]
    """
    low, high = min(values), max(values)
    step = next(s for s in _STEPS if high // s - low // s < _MOST_CLASSES)
    limits = [step * n for n in range(int(low // step) + 1, int(high // step) + 1)]
    return limits[-_MOST_LIMITS:]


def _classes(limits: Sequence[Decimal]) -> tuple[tuple[int, str], ...]:
    if not limits:
        return ()
    last = _TRACK_ROUNDING
    words = [_("di bawah {score}").format(score=score(limits[0]))]
    words += [
        print_figures.span(low, high - last, language()) for low, high in itertools.pairwise(limits)
    ]
    words.append(_("{score} ke atas").format(score=score(limits[-1])))
    return tuple(enumerate(words, start=1))


def tile_map(
    provinces: Sequence[Area], best: Sequence[lists.ProvinceBest], address: str
) -> TileMap:
    """Draw the provinces with the best known score of each; a tile leads to its rows."""
    limits = limits_of([p.best for p in best]) if best else []
    tiles = {area.code.value: f.Tile() for area in provinces if not area.synthetic}
    for p in best:
        code = p.area.code.value
        if code not in tiles:
            continue
        hint = _("{name}: {regions} daerah, tertinggi {score}").format(
            name=p.area.name, regions=p.regions, score=score(p.best)
        )
        tiles[code] = f.Tile(
            score(p.best), charts.step_of(p.best, limits), f"{address}?provinsi={code}", hint
        )
    words = f.Words(
        _("Peta petak provinsi"),
        "; ".join(f"{p.area.name} {score(p.best)}" for p in best)
        or _("Belum ada nilai yang diketahui."),
    )
    drawing = charts.tiles(
        tiles,
        words=words,
        bands={"barat": _("bagian barat"), "timur": _("bagian timur")},
        prefix="peta",
    )
    return TileMap(drawing, _classes(limits), len(tiles))

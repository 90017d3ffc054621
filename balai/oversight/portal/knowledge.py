"""What is known of a region and what is not, as two lists of short lines, by rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.oversight.portal.words import count, score, years

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the two panels of a region's page are made of.

    year: the chosen one; years: all from the first result to the last. indexed: those with a
    published index; detailed: those with components. rank, out_of, size, list_name: of
    the chosen year ("" when no source names the list); out_of: of how many the rank is told. weights: "10/20/30/20/20", and `recomputed`
    what they give. letter: whether its text was received (None: no letter is known).
    """

    year: int
    years: tuple[int, ...]
    indexed: tuple[int, ...]
    rank: int | None
    size: int | None
    out_of: int | None
    list_name: str
    components: int
    dimensions: int
    detailed: tuple[int, ...]
    weights: str = ""
    recomputed: str = ""
    published: Decimal | None = None
    consistent: bool | None = None
    letter: bool | None = None


def known(facts: Knowledge) -> list[str]:
    """List what is known of a region, each line one thing."""
    lines = []
    if facts.indexed:
        lines.append(_("Indeks {years}.").format(years=years(facts.indexed)))
    if facts.rank is not None:
        lines.append(
            _("Peringkat {rank} dari {size} dalam {list}.").format(
                rank=facts.rank, size=facts.out_of, list=facts.list_name
            )
            if facts.out_of is not None
            else _("Peringkat {rank} dalam {list}.").format(rank=facts.rank, list=facts.list_name)
        )
    if facts.components and facts.dimensions:
        lines.append(
            _("Nilai {c} komponen dan {d} dimensi {year}.").format(
                c=count(facts.components), d=count(facts.dimensions), year=facts.year
            )
        )
    elif facts.components:
        lines.append(
            _("Nilai {c} komponen {year}.").format(c=count(facts.components), year=facts.year)
        )
    elif facts.dimensions:
        lines.append(
            _("Nilai {d} dimensi {year}.").format(d=count(facts.dimensions), year=facts.year)
        )
    if facts.recomputed and facts.published is not None:
        text = (
            _("Bobot {weights} menghasilkan {recomputed}, cocok dengan {published}.")
            if facts.consistent
            else _("Bobot {weights} menghasilkan {recomputed}, tidak cocok dengan {published}.")
        )
        lines.append(
            text.format(
                weights=facts.weights, recomputed=facts.recomputed, published=score(facts.published)
            )
        )
    if facts.letter:
        lines.append(_("Isi surat hasil evaluasi {year}.").format(year=facts.year))
    return lines


def not_known(facts: Knowledge) -> list[str]:
    """List what is not known of a region, each line one thing; never empty, so never boastful."""
    lines = []
    if facts.size is None and facts.list_name:
        lines.append(_("Jumlah daerah dalam {list}.").format(list=facts.list_name))
    elif facts.rank is not None and facts.out_of is None and facts.size is not None:
        lines.append(
            _(
                "Jumlah daerah yang masuk peringkat. Pada {year} ada {size} daerah dievaluasi."
            ).format(year=facts.year, size=facts.size)
        )
    if facts.rank is None:
        lines.append(_("Peringkat {year}.").format(year=facts.year))
    if missing := tuple(y for y in facts.years if y not in facts.indexed):
        lines.append(_("Indeks {years}.").format(years=years(missing)))
    if bare := tuple(y for y in facts.indexed if y not in facts.detailed):
        lines.append(_("Nilai komponen dan dimensi {years}.").format(years=years(bare)))
    lines.append(_("Jawaban untuk tiap butir dan buktinya."))
    if facts.letter is False:
        lines.append(_("Isi surat hasil evaluasi {year}.").format(year=facts.year))
    return lines

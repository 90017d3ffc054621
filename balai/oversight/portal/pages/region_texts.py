"""The titles and lines around the figures of a region's page, in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from balai.oversight.assessment import selectors
from balai.oversight.portal import captions
from balai.oversight.portal.pages import lists
from balai.oversight.portal.words import count, score, shown_version

if TYPE_CHECKING:
    from balai.oversight.portal.pages.region import RegionPage


def _caption(page: RegionPage) -> str:
    parts = [page.province.name, _("kode {code}").format(code=page.area.code)]
    if page.chosen.row.list is not None:
        parts.append(lists.list_name(page.chosen.row.list))
    # A line may end with the dot, never begin with it.
    return "\N{NO-BREAK SPACE}\N{MIDDLE DOT} ".join(parts)


def _figure_label(page: RegionPage) -> str:
    head = page.chosen.row.list
    if head is not None and not head.scored:
        return _("Hasil seleksi {year}").format(year=page.chosen.row.year)
    return _("Indeks pencapaian {year}").format(year=page.chosen.row.year)


def texts(page: RegionPage) -> dict[str, object]:
    """Return what the template prints beside `page`. One query: the version of the data."""
    code = page.area.code.value
    head = page.chosen.row.list
    value = page.figure.score
    known = [row.score for row in page.history.rows if row.score is not None]
    dimensions = page.dimensions
    return {
        "caption": _caption(page),
        "figure_label": _figure_label(page),
        "figure_value": "" if value is None else score(value),
        "list_name": "" if head is None else lists.list_name(head),
        "axis_note": captions.axis(known),
        "components_title": _("{number} komponen").format(
            number=capfirst(count(len(page.components.rows)))
        )
        if page.components
        else "",
        "dimensions_title": _("{number} dimensi").format(
            number=capfirst(count(len(dimensions.rows)))
        )
        if dimensions
        else "",
        "dimensions_caption": captions.dimensions(
            dimensions.mean,
            [part.value for part in dimensions.rows],
            equals_impact=dimensions.equals_impact,
        )
        if dimensions
        else "",
        "placed": str(page.chosen.placed) if head is None else "",
        "file": f"{reverse('portal:region', kwargs={'code': code})}hasil.",
        "here": lists.region_url(code, page.chosen.row.year),
        "version": shown_version(selectors.data_version()),
    }

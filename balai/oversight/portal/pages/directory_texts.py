"""The titles and lines of the pages on which one finds a region, in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.oversight.portal.pages import lists

if TYPE_CHECKING:
    from balai.oversight.assessment.selectors import ListHead
    from balai.oversight.portal.pages.directory import Province
    from balai.registers.regions.domain import Area


def _summary(page: Province) -> str:
    number = len(page.entries)
    facts = {"number": number, "known": page.with_results}
    if not page.with_results:
        return _("{number} kabupaten dan kota. Belum ada hasil yang diketahui.").format(**facts)
    return ngettext(
        "{number} kabupaten dan kota, {known} di antaranya punya hasil.",
        "{number} kabupaten dan kota, {known} di antaranya punya hasil.",
        page.with_results,
    ).format(**facts)


def province(page: Province) -> dict[str, str]:
    """Return caption and lede of a province's page."""
    return {
        "caption": capfirst(_("kode {code}").format(code=page.area.code)),
        "lede": _summary(page),
    }


def regions(text: str, chosen: Province | None) -> dict[str, str]:
    """Return title and lede of the directory: a search, a province, or all."""
    if text:
        return {"title": _("Hasil pencarian “{text}”").format(text=text), "lede": ""}
    if chosen is not None:
        return {"title": chosen.area.full_name, "lede": _summary(chosen)}
    return {
        "title": _("Daerah"),
        "lede": _("Cari nama atau kode, atau pilih provinsi."),
    }


def empty(area: Area, province: Area, latest: ListHead | None) -> dict[str, object]:
    """Return what the page of a region without results says around its two panels."""
    return {
        "caption": f"{province.name}\N{NO-BREAK SPACE}\N{MIDDLE DOT} "
        + _("kode {code}").format(code=area.code),
        "lede": _("Hasil evaluasi {name} belum kami ketahui.").format(name=area.name),
        "latest": latest,
        "latest_name": lists.list_name(latest) if latest else "",
        "latest_url": lists.list_url(latest) if latest else "",
    }


def unknown(code: str) -> str:
    """Say that no area has this code now."""
    return _(
        "Tidak ada provinsi, kabupaten, atau kota dengan kode {code} yang masih berlaku."
    ).format(code=code[:20])

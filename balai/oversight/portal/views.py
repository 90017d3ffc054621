"""The public pages: each gathers what `pages` finds and puts it into one template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render

from balai.oversight.assessment import selectors
from balai.oversight.portal.cache import published
from balai.oversight.portal.pages import directory, directory_texts, lists, opendata
from balai.oversight.portal.pages import home as home_page
from balai.oversight.portal.pages import method as method_page
from balai.oversight.portal.pages import region as region_page
from balai.oversight.portal.pages import results as results_page
from balai.oversight.portal.pages.region_texts import texts as region_texts
from balai.oversight.portal.pages.results import Query
from balai.registers.regions import selectors as areas
from balai.registers.regions.domain import UnknownAreaError
from balai.ui.access import public, read_only

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from balai.registers.regions.domain import Area

YEAR = re.compile(r"[0-9]{4}")


def _synthetic(area: Area | None) -> dict[str, object]:
    """Return what the band of made-up data needs: whether it stands there, and for which place."""
    if area is None or not area.synthetic:
        return {"synthetic": False}
    return {"synthetic": True, "synthetic_place": f"{area.full_name} ({area.code})"}


@public
@published()
def home(request: HttpRequest) -> HttpResponse:
    """Show the finding, the search, the first five and the map."""
    page = home_page.build()
    return render(
        request,
        "portal/home.html",
        {"page": page, "list_url": lists.list_url(page.head) if page.head else ""},
    )


@public
@published("provinsi", unstored=("q",))
def regions(request: HttpRequest) -> HttpResponse:
    """Show what a search found, or a province's regions, or all provinces."""
    text = request.GET.get("q", "").strip()[:80]
    code = request.GET.get("provinsi", "")
    chosen = None
    if code and not text:
        try:
            area = directory.area_of(code)
        except UnknownAreaError:
            raise Http404 from None
        if area.code.parent is not None:
            raise Http404
        chosen = directory.province(area)
    return render(
        request,
        "portal/regions.html",
        {
            "text": text,
            **directory_texts.regions(text, chosen),
            "found": directory.search(text) if text else None,
            "province": chosen,
            "islands": directory.islands() if not text and chosen is None else (),
            **_synthetic(chosen.area if chosen else None),
        },
    )


@public
@published("tahun")
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Show a region: its results, or honestly that there are none; a province shows its regions."""
    try:
        area = directory.area_of(code)
    except UnknownAreaError:
        lede = directory_texts.unknown(code)
        return render(request, "portal/region_unknown.html", {"lede": lede}, status=404)
    shared = {"area": area, **_synthetic(area)}
    if area.code.parent is None:
        if request.GET.get("tahun"):
            raise Http404
        whole = directory.province(area)
        told = directory_texts.province(whole)
        return render(request, "portal/province.html", {"page": whole, **told, **shared})
    years = selectors.region_results(area.code)
    if not years:
        if request.GET.get("tahun"):
            raise Http404
        province = areas.get(area.code.province)
        latest = selectors.latest_list()
        return render(
            request,
            "portal/region_empty.html",
            {"province": province, **directory_texts.empty(area, province, latest), **shared},
        )
    try:
        page = region_page.build(years, request.GET.get("tahun", ""))
    except LookupError:
        raise Http404 from None
    return render(request, "portal/region.html", {"page": page, **region_texts(page), **shared})


@public
@read_only
def latest(request: HttpRequest) -> HttpResponseBase:
    """Lead to the newest list, or say that there is none yet."""
    head = selectors.latest_list()
    if head is None:
        return render(request, "portal/results_none.html")
    return HttpResponseRedirect(lists.list_url(head))


_LONGEST_NUMBER = 6


def _page_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < _LONGEST_NUMBER else 0


def query_of(request: HttpRequest) -> Query:
    """Read what is asked of the table from the address."""
    get = request.GET.get
    return Query(
        name=get("nama", "").strip()[:80],
        province=get("provinsi", ""),
        island=get("pulau", ""),
        sort=get("urut", "") or "peringkat",
        page=_page_number(get("halaman", "") or "1"),
        own=get("daerah", ""),
    )


def _other_year(year: str, round_code: str, list_code: str) -> HttpResponseRedirect | None:
    """Lead to the list of another year: the one of the same name, else the year's first."""
    of_year = selectors.lists_of_year(int(year)) if YEAR.fullmatch(year) else ()
    if any((h.round_code, h.code) == (round_code, list_code) for h in of_year):
        return None
    if not of_year:
        raise Http404
    same = next((h for h in of_year if h.code == list_code), of_year[0])
    return HttpResponseRedirect(lists.list_url(same))


@public
@published(*results_page.PARAMS, unstored=(results_page.NAME,))
def results(request: HttpRequest, round_code: str, list_code: str) -> HttpResponseBase:
    """Show the table of one list, filtered and sorted as asked."""
    if (year := request.GET.get("tahun")) and (
        elsewhere := _other_year(year, round_code, list_code)
    ):
        return elsewhere
    try:
        page = results_page.build(round_code, list_code, query_of(request))
    except LookupError:
        raise Http404 from None
    made_up = _synthetic(page.rows[0].province if page.head.synthetic and page.rows else None)
    return render(
        request,
        "portal/results.html",
        {"page": page, **made_up, **results_page.sections(page)},
    )


@public
@published()
def method(request: HttpRequest) -> HttpResponse:
    """Show how the index is made, from the edition of the instrument."""
    return render(request, "portal/method.html", {"page": method_page.build()})


@public
@published()
def reading(request: HttpRequest) -> HttpResponse:
    """Explain how a rank is to be read."""
    return render(request, "portal/reading.html", {"page": method_page.reading()})


@public
@published()
def open_data(request: HttpRequest) -> HttpResponse:
    """List all that can be downloaded."""
    return render(request, "portal/open_data.html", {"page": opendata.build()})


@public
@published()
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain the words of the pages."""
    return render(request, "portal/glossary.html", {"terms": method_page.glossary()})


@public
@published()
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept of a visitor."""
    return render(request, "portal/privacy.html")


@public
@published()
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say for whom the pages work, how that was checked, and what does not."""
    return render(request, "portal/accessibility.html")


@public
@published()
def data_version(request: HttpRequest) -> HttpResponse:
    """Say which data are loaded, from where, and under which version."""
    return render(request, "portal/data_version.html", {"page": opendata.versions()})

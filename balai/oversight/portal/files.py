"""What is not a page: the tables as files, and what search engines read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from balai.oversight.assessment import selectors
from balai.oversight.portal import tables
from balai.oversight.portal.cache import MAX_AGE, published
from balai.oversight.portal.pages import directory, lists
from balai.oversight.portal.pages import results as results_page
from balai.oversight.portal.views import query_of
from balai.registers.regions.domain import UnknownAreaError
from balai.ui.access import public, read_only
from balai.ui.exports import UnknownFormat, respond

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from django.http import HttpRequest

    from balai.ui.exports import ExportColumn


def _file(
    rows: list[tuple[Any, ...]],
    columns: Sequence[ExportColumn],
    form: tuple[str, str],
    notes: Sequence[str],
) -> HttpResponse:
    """Answer with the rows; form: file format and name without ending. 404 for another format."""
    try:
        return respond(rows, columns, form[0], form[1], notes=notes)
    except UnknownFormat:
        raise Http404 from None


@public
@published()
def region(request: HttpRequest, code: str, fmt: str) -> HttpResponse:
    """Give all results of a region as CSV, XLSX or JSON."""
    del request
    try:
        area = directory.area_of(code)
    except UnknownAreaError:
        raise Http404 from None
    years = selectors.region_results(area.code)
    if not years:
        raise Http404
    return _file(
        tables.region_rows(years),
        tables.region_columns(),
        (fmt, f"balai-{area.code}"),
        tables.notes(synthetic=area.synthetic),
    )


@public
@published(*results_page.PARAMS, unstored=(results_page.NAME,))
def results(request: HttpRequest, round_code: str, list_code: str, fmt: str) -> HttpResponse:
    """Give a list, filtered and sorted as its page is, all rows, as CSV, XLSX or JSON."""
    query = query_of(request)
    try:
        page = results_page.build(round_code, list_code, query)
    except LookupError:
        raise Http404 from None
    return _file(
        tables.result_rows(results_page.arrange(page.rows, query)),
        tables.result_columns(),
        (fmt, f"balai-{round_code}-{list_code}"),
        tables.notes(synthetic=page.head.synthetic, head=page.head),
    )


@public
@published()
def everything(request: HttpRequest, fmt: str) -> HttpResponse:
    """Give every published result in one file, invented ones left out."""
    del request
    return _file(
        tables.result_rows(tables.every_row()),
        tables.result_columns(),
        (fmt, "balai-semua-hasil"),
        tables.notes(),
    )


@public
@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what to leave alone and where the list of pages is."""
    address = request.build_absolute_uri(reverse("portal:sitemap"))
    closed = ("akun", "evaluasi", "impor", "jejak", "gaya")
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}/{part}/" for part in closed for prefix in ("", "/en")]
    lines += ["Disallow: /*?", f"Sitemap: {address}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _addresses() -> list[str]:
    """Return the paths of all pages worth finding, in the language in force."""
    names = ("home", "regions", "method", "reading", "open_data", "glossary", "data_version",
             "privacy", "accessibility")  # fmt: skip
    return [
        *(reverse(f"portal:{name}") for name in names),
        *(lists.list_url(head) for head in selectors.lists() if not head.synthetic),
        *(
            lists.region_url(brief.region)
            for brief in selectors.regions_with_results()
            if not brief.area.synthetic
        ),
    ]


@public
@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages in both languages; not stored, since it must name the host."""
    pairs = []
    for language in ("id", "en"):
        with override(language):
            pairs += [request.build_absolute_uri(address) for address in _addresses()]
    response = render(
        request, "portal/sitemap.xml", {"addresses": pairs}, content_type="application/xml"
    )
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response

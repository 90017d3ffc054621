"""Pages of the trail: the list for those who examine it, the seal for everybody."""

from __future__ import annotations

import codecs
import itertools
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from balai.kernel.actor import Forbidden
from balai.registers.audit import presenting, selectors, services
from balai.registers.audit.domain import Filters
from balai.registers.audit.exporting import csv_lines
from balai.registers.audit.forms import FilterForm
from balai.ui.access import actor_of, public, read_only, requires
from balai.ui.forms import render_form

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


@requires("audit.read")
@require_GET
def entries(request: HttpRequest) -> HttpResponseBase:
    """List rows of the trail, newest first, narrowed by the form; `format=csv` takes all of them away."""
    form = FilterForm(request.GET)
    valid = form.is_valid()
    filters = form.filters() if valid else Filters()
    page, needs_region = selectors.Page((), None), False
    if valid:
        try:
            if request.GET.get("format") == "csv":
                return _export(request, filters)
            page = selectors.page(
                filters=filters, by=actor_of(request), before=form.cleaned_data["before"]
            )
        except Forbidden as refused:
            if refused.action != "audit.read_all":
                raise
            needs_region = True  # who examines one area must name it
    asked = {name: value for name, value in request.GET.items() if value and name != "format"}
    asked.pop("before", None)
    context = {
        "rows": presenting.shown(page.entries),
        "older": f"?{urlencode({**asked, 'before': page.after})}" if page.after else "",
        "csv": f"?{urlencode({**asked, 'format': 'csv'})}",
        "needs_region": needs_region,
        "narrowed": filters != Filters(),
        "is_first": not request.GET.get("before"),
    }
    return render_form(request, "audit/entries.html", form, context)


def _export(request: HttpRequest, filters: Filters) -> StreamingHttpResponse:
    """Answer with every row that the filters let through, oldest first; the trail tells of it."""
    by = actor_of(request)
    services.note_export(filters=filters, by=by)
    lines = csv_lines(selectors.stream(filters=filters, by=by))
    # The mark tells Excel that it is UTF-8, as in every other download.
    response = StreamingHttpResponse(
        itertools.chain([codecs.BOM_UTF8], (line.encode() for line in lines)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="jejak-audit.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@public
@read_only
def head(request: HttpRequest) -> HttpResponse:
    """Show the newest head, so that a copy of it lies outside the database."""
    sealed = selectors.head()
    root = sealed.head.root.hex() if sealed else ""
    context = {
        "sealed": sealed,
        "groups": [root[start : start + 8] for start in range(0, len(root), 8)],
        "public_key": selectors.public_key(),
    }
    return render(request, "audit/head.html", context)

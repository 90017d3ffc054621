"""Pages of the trail: the list for those who examine it, the head for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_GET

from balai.kernel.actor import Forbidden
from balai.registers.audit import presenting, selectors
from balai.registers.audit.domain import Filters
from balai.registers.audit.forms import FilterForm
from balai.ui.access import actor_of, public, requires
from balai.ui.forms import render_form

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@requires("audit.read")
@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """List rows of the trail, newest first, narrowed by the form."""
    form = FilterForm(request.GET)
    valid = form.is_valid()
    filters = form.filters() if valid else Filters()
    page, needs_region = selectors.Page((), None), False
    if valid:
        try:
            page = selectors.page(
                filters=filters, by=actor_of(request), before=form.cleaned_data["before"]
            )
        except Forbidden as refused:
            if refused.action != "audit.read_all":
                raise
            needs_region = True  # who examines one area must name it
    older = ""
    if page.after is not None:
        asked = {name: value for name, value in request.GET.items() if name != "before" and value}
        older = f"?{urlencode({**asked, 'before': page.after})}"
    context = {
        "rows": [presenting.shown(entry) for entry in page.entries],
        "older": older,
        "needs_region": needs_region,
        "narrowed": filters != Filters(),
        "is_first": not request.GET.get("before"),
    }
    return render_form(request, "audit/entries.html", form, context)


@public
@require_GET
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

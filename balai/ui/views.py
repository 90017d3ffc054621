"""The gallery of components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django_tables2 import RequestConfig

from balai.ui import gallery as samples
from balai.ui import tokens
from balai.ui.access import public
from balai.ui.icons import ICONS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    table = samples.SampleTable(samples.sample_rows())
    RequestConfig(request, paginate={"per_page": 10}).configure(table)
    return render(
        request,
        "ui/gallery.html",
        {
            "form": samples.SampleForm(),
            "wrong": samples.wrong_form(),
            "table": table,
            "charts": samples.sample_charts(),
            "colours": tokens.colours(),
            "categories": tokens.scales()["categories"],
            "sequence": tokens.scales()["sequence"],
            "icons": sorted(ICONS),
            "day": samples.LAST_DAY,
        },
    )

"""The gallery of components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from balai.ui.access import public

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "ui/gallery.html")

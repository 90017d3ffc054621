"""Addresses of the assessment's desk; its public pages are the portal's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "assessment"

urlpatterns: list[URLPattern] = []

"""The licence of the areas, for the foot of each public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from balai.oversight.portal.words import unbroken
from balai.registers.regions import selectors as regions

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def areas_attribution() -> SafeString:
    """Say whose areas these are and under which licence; "" before a list is loaded. One query."""
    return unbroken(regions.attribution())

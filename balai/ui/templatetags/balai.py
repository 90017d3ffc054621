"""Filters and tags that every template has without loading them.

Figures and dates are written by these and by nothing else: what Django prints by the locale
turns a year into "2.024" and a weight of 2.955 kg into 2955. Nothing known is written
"belum ada", never 0.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from balai.engines import charts
from balai.ui import controls, figures
from balai.ui.assets import AssetsMissing
from balai.ui.icons import ICONS

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from balai.engines.charts import Svg
    from balai.ui.figures import Number

register = template.Library()


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


def _exact(value: Number | str | float) -> Number:
    """Take what a template may hold; a text must be a plain Python number."""
    if isinstance(value, bool):
        msg = "a yes or no is not a figure"
        raise TypeError(msg)
    if isinstance(value, float):
        return Decimal(repr(value))
    return Decimal(value) if isinstance(value, str) else value


def _unknown() -> str:
    return gettext("belum ada")


@register.filter
def score(value: Number | str | None, decimals: int = 2) -> str:
    """Write a score: 2,95. An integer is hundredths; `|score:3` shows three decimals."""
    return (
        _unknown()
        if value is None
        else figures.score(_exact(value), _language(), decimals=decimals)
    )


@register.filter
def change(value: Number | str | None, decimals: int = 2) -> str:
    """Write a change: +0,25, −0,11. An integer is hundredths."""
    return (
        _unknown()
        if value is None
        else figures.change(_exact(value), _language(), decimals=decimals)
    )


@register.filter
def number(value: Number | str | None, decimals: int | None = None) -> str:
    """Write a count or quantity: 1.234.567. Not for years."""
    return (
        _unknown()
        if value is None
        else figures.number(_exact(value), _language(), decimals=decimals)
    )


@register.filter
def percent(share: Number | str | None, decimals: int = 0) -> str:
    """Write a share of one: 0.2 is 20%."""
    return (
        _unknown()
        if share is None
        else figures.percent(_exact(share), _language(), decimals=decimals)
    )


@register.filter
def rupiah(value: int | None) -> str:
    """Write an amount: Rp7.350."""
    return _unknown() if value is None else figures.rupiah(value, _language())


@register.filter
def kilograms(grams: int | None) -> str:
    """Write grams as kilograms: 2,450 kg."""
    return _unknown() if grams is None else figures.kilograms(grams, _language())


@register.filter
def span(low: Number, high: Number) -> str:
    """Write a range of scores: 3,00–3,09."""
    return figures.span(low, high, _language())


_Day = TypeVar("_Day", dt.date, dt.datetime)


def _local(value: _Day) -> _Day:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def long_date(value: dt.date | None) -> str:
    """Write a day: 29 Desember 2022, with spaces that do not break."""
    return _unknown() if value is None else figures.day(_local(value), _language())


@register.filter
def short_date(value: dt.date | None) -> str:
    """Write a day in a table or list: 29 Des 2022."""
    return _unknown() if value is None else figures.day(_local(value), _language(), short=True)


@register.filter
def clock(value: dt.datetime | dt.time | None) -> str:
    """Write a time of day: 09.14, in English 09:14."""
    if value is None:
        return _unknown()
    local = _local(value) if isinstance(value, dt.datetime) else value
    return figures.clock(local, _language())


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Write a day and time with its zone: 29 Des 2022, 09.14 WIB."""
    if value is None:
        return _unknown()
    zone = _local(value).tzname()
    return f"{short_date(value)},{figures.NO_BREAK}{clock(value)}{figures.NO_BREAK}{zone}"


@register.filter
def iso(value: dt.date | None) -> str:
    """Write a day or time for a `datetime` attribute: 2022-12-29."""
    return "" if value is None else value.isoformat()


@register.filter
def mask_email(address: str) -> str:
    """Show enough of an address to recognise it: b•••@contoh.go.id."""
    name, at, host = address.partition("@")
    return f"{name[:1]}\N{BULLET}\N{BULLET}\N{BULLET}{at}{host}"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw one of the icons, from the sprite.

    It stands beside a word and is silent for readers; only where there is no word (a key of
    the keypad) give it a label.
    """
    if name not in ICONS:
        msg = f"no icon is called {name!r}; there are {', '.join(sorted(ICONS))}"
        raise template.TemplateSyntaxError(msg)
    address = f"{staticfiles_storage.url('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="b-icon" role="img" aria-label="{}" focusable="false"><use href="{}"></use></svg>',
            label,
            address,
        )
    return format_html(
        '<svg class="b-icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        address,
    )


@register.simple_tag
def asset_if_built(name: str) -> str:
    """Address of an asset, or nothing when the assets are not built: only for the 500 page."""
    try:
        return staticfiles_storage.url(name)
    except AssetsMissing:
        return ""


@register.filter
def get(mapping: Any, key: Any) -> Any:  # noqa: ANN401 - templates hold anything
    """Look up a key in a mapping; a missing one raises, as a wrong variable does."""
    return mapping[key]


@register.simple_tag
def refuse_kind(kind: object) -> str:
    """Stop a component that was given a kind it does not know."""
    msg = f"no such kind: {kind!r}"
    raise template.TemplateSyntaxError(msg)


@register.simple_tag
def bar(value: Number, top: int = 4, own: bool = False) -> Svg:  # noqa: FBT001, FBT002 - read by name in templates
    """Draw a score's bar beside its number; an integer is hundredths. `own=True` is the own row."""
    return charts.bar(figures.from_hundredths(value), own=own, top=top)


register.filter("problems", controls.problems)
register.filter("field_kind", controls.kind)
register.filter("described_by", controls.described_by)
register.filter("control", controls.control)

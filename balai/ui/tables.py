"""Tables that can be sorted, paged and read by ear; django-tables2 with our own template."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from balai.ui import figures

if TYPE_CHECKING:
    from balai.ui.figures import Number


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


class BalaiTable(tables.Table):  # type: ignore[misc]
    """A table in the look of Balai.

    caption: says what the table holds, read first by a screen reader (set it on the class,
    or in __init__ of the subclass). show_caption: whether it is also seen. dense: small rows
    and a sticky head, for tables of more than five columns; they may scroll sideways.
    """

    caption: Any = ""
    show_caption: bool = True
    dense: bool = False

    class Meta:
        template_name = "ui/table.html"
        empty_text = _("Belum ada baris.")
        attrs: dict[str, Any] = {}  # noqa: RUF012 - read by a metaclass, never changed


class NumberColumn(tables.Column):  # type: ignore[misc]
    """A count or quantity: right-aligned, thousands grouped, always `decimals` digits behind."""

    def __init__(self, *args: Any, decimals: int = 0, **kwargs: Any) -> None:
        attrs = {"th": {"class": "b-num"}, "td": {"class": "b-num"}, **kwargs.pop("attrs", {})}
        super().__init__(*args, attrs=attrs, **kwargs)
        self.decimals = decimals

    def render(self, value: Number) -> str:
        """Write the figure in the page's language."""
        return figures.number(value, _language(), decimals=self.decimals)


class ScoreColumn(NumberColumn):
    """A score, always with two decimals (or `decimals`); integers are hundredths."""

    def __init__(self, *args: Any, decimals: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, decimals=decimals, **kwargs)

    def render(self, value: Number) -> str:
        """Write the score in the page's language."""
        return figures.score(value, _language(), decimals=self.decimals)


class ChangeColumn(ScoreColumn):
    """A change of a score, with its sign."""

    def render(self, value: Number) -> str:
        """Write the change in the page's language."""
        return figures.change(value, _language(), decimals=self.decimals)


class DayColumn(tables.Column):  # type: ignore[misc]
    """A day: 29 Des 2022, never broken over two lines; of a moment, the day it was here."""

    def render(self, value: dt.date) -> str:
        """Write the day in the page's language."""
        day = timezone.localdate(value) if isinstance(value, dt.datetime) else value
        return figures.day(day, _language(), short=True)

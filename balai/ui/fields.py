"""Form fields that Django lacks or reads dangerously: money, weight, decimals, dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from balai.ui import figures
from balai.ui.parsing import NotANumber, TooPrecise, TwoReadings, parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maret", "march", "mar"),
    ("april", "april", "apr"),
    ("mei", "may", "mei"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agu", "agt", "aug"),
    ("september", "september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "november", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


class UnitInput(forms.TextInput):
    """A text box for a figure, as wide as the answer, with its unit attached.

    unit: written behind the box; prefix: before it ("Rp").
    """

    template_name = "ui/forms/unit_input.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        unit: str = "",
        prefix: str = "",
        width: int = 10,
    ) -> None:
        super().__init__(attrs)
        self.unit, self.prefix, self.width = unit, prefix, width

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Add unit and width for the template."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"unit": self.unit, "prefix": self.prefix, "width": self.width}
        return context


class DecimalTextField(forms.Field):
    """A number typed as text, read by the one rule of `parsing`; gives a Decimal.

    decimals: how many it keeps. least and most: bounds, both allowed. unit: e.g. "ton".
    """

    default_error_messages: ClassVar[dict[str, Any]] = {
        "not_a_number": _("“%(text)s” bukan angka. Tulis seperti %(example)s"),
        "two_readings": _("“%(text)s” dapat dibaca dua cara. Tulis %(first)s atau %(second)s"),
        "too_precise": _(
            "“%(text)s” terlalu rinci. Tulis paling banyak %(decimals)s angka desimal"
        ),
        "no_decimals": _("“%(text)s” memuat pecahan. Tulis bilangan bulat"),
        "too_small": _("Isi %(limit)s atau lebih"),
        "too_large": _("Isi %(limit)s atau kurang"),
    }
    affixes: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        *,
        decimals: int = 2,
        least: Decimal | None = Decimal(0),
        most: Decimal | None = None,
        unit: str = "",
        prefix: str = "",
        **kwargs: Any,
    ) -> None:
        self.decimals, self.least, self.most = decimals, least, most
        kwargs.setdefault("widget", UnitInput(unit=unit, prefix=prefix))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for a keypad with digits; never a spin box, which a wheel can turn."""
        attrs = super().widget_attrs(widget)
        attrs["inputmode"] = "decimal" if self.decimals else "numeric"
        attrs["autocomplete"] = "off"
        attrs["spellcheck"] = "false"
        return attrs

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - text as typed, or a number
        """Show a stored figure as it is written; leave what was typed as it was typed."""
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return figures.number(value, _language(), decimals=self.decimals)
        return value

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - a Decimal, or what a subclass makes of it
        """Read the text; raises ValidationError with words that say how to write it."""
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        text = str(value).strip()
        bare = text
        for affix in self.affixes:
            if bare.casefold().startswith(affix):
                bare = bare[len(affix) :]
            elif bare.casefold().endswith(affix):
                bare = bare[: -len(affix)]
        try:
            return parse_number(bare, decimals=self.decimals, language=_language())
        except TwoReadings as problem:
            params = {"text": text, "first": problem.first, "second": problem.second}
            raise self._problem("two_readings", params) from None
        except TooPrecise:
            code = "too_precise" if self.decimals else "no_decimals"
            raise self._problem(code, {"text": text, "decimals": self.decimals}) from None
        except NotANumber:
            example = figures.number(Decimal("1284.5"), _language(), decimals=min(self.decimals, 1))
            raise self._problem("not_a_number", {"text": text[:40], "example": example}) from None

    def validate(self, value: Any) -> None:  # noqa: ANN401 - Decimal or None
        """Hold the bounds."""
        super().validate(value)
        if value is None:
            return
        for code, limit, broken in (
            ("too_small", self.least, self.least is not None and value < self.least),
            ("too_large", self.most, self.most is not None and value > self.most),
        ):
            if broken and limit is not None:
                raise self._problem(code, {"limit": figures.number(limit, _language())})

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401 - Django's signature
        """Compare figures, not their spelling."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def _problem(self, code: str, params: Mapping[str, Any]) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=dict(params))


class RupiahField(DecimalTextField):
    """An amount in whole rupiah; gives an int. "Rp7.350", "7350" and "7.350,00" are the same."""

    affixes = ("rp.", "rp")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "Rp")
        super().__init__(decimals=0, **kwargs)

    def clean(self, value: Any) -> int | None:  # noqa: ANN401 - Django's signature
        """Give whole rupiah."""
        amount = super().clean(value)
        return None if amount is None else int(amount)


class KilogramField(DecimalTextField):
    """A weight typed in kilograms with up to three decimals; gives whole grams as an int."""

    affixes = ("kg",)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("unit", "kg")
        super().__init__(decimals=3, **kwargs)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - text as typed, or grams
        """Show stored grams as kilograms."""
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value).scaleb(-3)
        return super().prepare_value(value)

    def clean(self, value: Any) -> int | None:  # noqa: ANN401 - Django's signature
        """Give whole grams."""
        weight = super().clean(value)
        return None if weight is None else int(weight.scaleb(3))

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401 - Django's signature
        """Compare grams; `initial` is grams, as stored."""
        stored = Decimal(initial).scaleb(-3) if isinstance(initial, int) else initial
        return super().has_changed(stored, data)


class ThreeBoxDateWidget(forms.MultiWidget):
    """Day, month and year in three boxes: no order to guess, no calendar to fight with."""

    template_name = "ui/forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"autocomplete": "off"}
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(box | {"inputmode": "text" if name == "month" else "numeric"})
            for name in ("day", "month", "year")
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: dt.date | None) -> list[str | None]:
        """Split a date into its boxes."""
        if value is None:
            return [None, None, None]
        return [str(value.day), str(value.month), str(value.year)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Give the three boxes their names and widths."""
        context = super().get_context(name, value, attrs)
        labels = (gettext("Hari"), gettext("Bulan"), gettext("Tahun"))
        for box, label, width in zip(
            context["widget"]["subwidgets"], labels, (2, 2, 4), strict=True
        ):
            box["label"] = label
            own = box["attrs"].get("class", "")
            box["attrs"]["class"] = f"{own} govuk-input--width-{width}".strip()
        return context


class ThreeBoxDateField(forms.MultiValueField):
    """A day, typed in three boxes; gives a date. The month may be a number or its name."""

    widget = ThreeBoxDateWidget
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Isi tanggal"),
        "incomplete": _("Isi hari, bulan, dan tahun"),
        "no_such_day": _("%(day)s-%(month)s-%(year)s bukan tanggal yang ada"),
        "short_year": _("Tulis tahun dengan empat angka"),
        "too_early": _("Isi %(limit)s atau sesudahnya"),
        "too_late": _("Isi %(limit)s atau sebelumnya"),
    }

    def __init__(
        self,
        *,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest = earliest, latest
        part = forms.CharField(max_length=12, required=False)
        super().__init__(fields=(part, part, part), require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[str]) -> dt.date | None:
        """Put the boxes together; raises ValidationError in words."""
        parts = [str(part or "").strip() for part in data_list]
        if not any(parts):
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        day, month, year = parts
        if not (year.isascii() and year.isdigit() and len(year) == 4):  # noqa: PLR2004 - digits of a year
            raise ValidationError(self.error_messages["short_year"], code="short_year")
        try:
            value = dt.date(int(year), _month_number(month), int(day) if day.isascii() else 0)
        except ValueError:
            raise ValidationError(
                self.error_messages["no_such_day"],
                code="no_such_day",
                params={"day": day, "month": month, "year": year},
            ) from None
        self._within(value)
        return value

    def _within(self, value: dt.date) -> None:
        for code, limit, broken in (
            ("too_early", self.earliest, self.earliest is not None and value < self.earliest),
            ("too_late", self.latest, self.latest is not None and value > self.latest),
        ):
            if broken and limit is not None:
                written = figures.day(limit, _language())
                raise ValidationError(
                    self.error_messages[code], code=code, params={"limit": written}
                )


def _month_number(text: str) -> int:
    """Read a month as a number or by its name in either language; raises ValueError."""
    word = text.casefold().rstrip(".")
    for position, names in enumerate(_MONTHS, start=1):
        if word in names:
            return position
    return int(word) if word.isascii() else 0

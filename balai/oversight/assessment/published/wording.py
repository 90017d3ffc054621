"""A page of a preview as people read it: lists by name, one language, nothing technical."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from balai.oversight.assessment.figures import Names
from balai.oversight.assessment.models import ResultList
from balai.oversight.assessment.published.parsing import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balai.registers.intake.domain import Change, Value, Values

_NO_ADDRESS = "-"


def display(changes: Sequence[Change]) -> list[Change]:
    """Return the changes with names of lists, one reason, and only addresses that there are.

    Whether a rank is that of the whole list is told only where it changes. One query.
    """
    names = _list_names(changes)
    return [
        replace(
            change,
            before=_worded(change.before, names, new=False),
            after=_worded(change.after, names, new=not change.before),
        )
        for change in changes
    ]


def _list_names(changes: Sequence[Change]) -> dict[str, str]:
    keys = {str(v["list"]) for c in changes for v in (c.before, c.after) if v.get("list")}
    rounds = {key.partition("/")[0] for key in keys}
    found = ResultList.objects.filter(round__code__in=rounds).values_list(
        "round__code", "code", "name_id", "name_en"
    )
    return {f"{parent}/{code}": str(Names(*names)) for parent, code, *names in found}


def _worded(values: Values, names: Mapping[str, str], *, new: bool) -> dict[str, Value]:
    shown = dict(values)
    if "list" in shown:
        shown["list"] = names.get(str(shown["list"]), shown["list"])
    english = shown.pop("placed_en", None)
    if english and (get_language() or "id").startswith("en"):
        shown["placed"] = english
    if new:
        shown.pop("rank_of_list", None)
    addresses = str(shown.pop("source_url", "")).split(SEPARATOR)
    if given := [one for one in addresses if one not in {"", _NO_ADDRESS}]:
        shown["source_url"] = SEPARATOR.join(given)
    return shown

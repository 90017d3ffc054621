"""Which kinds of import this installation knows: parts add theirs when their app is ready."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.kernel import permissions
from balai.kernel.actor import Forbidden
from balai.registers.intake.errors import BadOptions, UnknownKind
from balai.registers.intake.headers import header_key
from balai.registers.intake.limits import MAX_ROWS
from balai.registers.intake.messages import PROBLEMS

if TYPE_CHECKING:
    from django.forms import Form

    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode
    from balai.registers.intake.domain import ImportKind, Options

_CODE = re.compile(r"[a-z][a-z0-9-]*\Z")
_COLUMN = re.compile(r"[a-z][a-z0-9_]*\Z")

_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Add a kind; the same object twice is harmless, another under its code is a ValueError."""
    known = _kinds.get(kind.code)
    if known is kind:
        return
    if known is not None:
        raise ValueError(f"two import kinds are called {kind.code!r}")
    _check(kind)
    _kinds[kind.code] = kind


def get(code: str) -> ImportKind:
    """Return the kind of that code; raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code, sorted(_kinds)) from None


def every() -> tuple[ImportKind, ...]:
    """List all kinds, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def options_form(kind: ImportKind, options: Options | None = None) -> Form | None:
    """Make the kind's form, bound when options are given; None if the kind asks nothing."""
    form_class = kind.options_form()
    return None if form_class is None else form_class(data=options)


def clean_options(kind: ImportKind, options: Options) -> dict[str, str]:
    """Check options by the kind's form and return them as text; raises BadOptions."""
    form = options_form(kind, options)
    known = set() if form is None else set(form.fields)
    errors = {name: [_("Pilihan ini tidak dikenal.")] for name in options if name not in known}
    if errors:
        raise BadOptions(errors)
    if form is None:
        return {}
    if not form.is_valid():
        raise BadOptions({name: [str(e) for e in found] for name, found in form.errors.items()})
    return {k: str(v) for k, v in form.cleaned_data.items() if v not in (None, "")}


def permits(kind: ImportKind, by: Actor, region: RegionCode | None) -> bool:
    """Whether the actor may take such rows in for that area, or for the country if it is None.

    A kind that names no area must have an action of the whole country: to be allowed
    "somewhere" would otherwise be to be allowed everywhere.
    """
    if region is None and not permissions.action(kind.action).national:
        return False
    return by.may(kind.action, region=region)


def demand(kind: ImportKind, by: Actor, region: RegionCode | None) -> None:
    """Stop here unless the actor may; raises Forbidden."""
    if not permits(kind, by, region):
        raise Forbidden(kind.action)


def _check(kind: ImportKind) -> None:
    """Refuse a kind that could not work; a programmer reads these."""
    if not _CODE.match(kind.code):
        raise ValueError(f"import kind {kind.code!r}: its code is not [a-z0-9-]")
    if not 0 < kind.max_rows <= MAX_ROWS:
        raise ValueError(f"import kind {kind.code}: max_rows is not within 1 to {MAX_ROWS}")
    owner: dict[str, str] = {}
    for column in kind.columns:
        if not _COLUMN.match(column.code):
            raise ValueError(f"import kind {kind.code}: column {column.code!r} is not [a-z0-9_]")
        for name in (column.code, *column.names, *column.aliases):
            first = owner.setdefault(header_key(name), column.code)
            if first != column.code:
                raise ValueError(
                    f"import kind {kind.code}: {name!r} means {first} and {column.code}"
                )
    taken = sorted(set(kind.problems) & set(PROBLEMS))
    if taken:
        raise ValueError(f"import kind {kind.code}: {', '.join(taken)} are the intake's own codes")
    if not owner:
        raise ValueError(f"import kind {kind.code}: no columns")

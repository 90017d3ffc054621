"""Every address that the resolver knows, with an example of each, and who may open it.

A new address needs a line in EXAMPLES only if it has a parameter; without one the rules that
walk over all pages fail and name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

FOREIGN = ("admin",)


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name, its parameters, the view and its mark of access."""

    name: str
    parameters: tuple[str, ...]
    view: Any

    @property
    def access(self) -> str | None:
        """`public`, `signed_in`, an action's code, or None where nobody thought of it."""
        access = getattr(self.view, "access", None)
        return None if access is None else str(access)


def walk(resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()) -> Iterator[Address]:
    """Yield every named pattern below the resolver (default: the product's)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern):
            yield Address(
                name=":".join((*spaces, entry.name or str(entry.pattern))),
                parameters=tuple(entry.pattern.converters)
                + tuple(
                    key
                    for key in entry.pattern.regex.groupindex
                    if key not in entry.pattern.converters
                ),
                view=entry.callback,
            )


def path_of(address: Address, arguments: dict[str, Any]) -> str:
    """Build the example's path; raises KeyError naming the address that lacks an example."""
    missing = [name for name in address.parameters if name not in arguments]
    if missing:
        message = f"tests/house/examples.py: no example of {missing} for {address.name}"
        raise KeyError(message)
    return reverse(address.name, kwargs={name: arguments[name] for name in address.parameters})

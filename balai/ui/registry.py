"""The menu: parts put their entries here when their app is ready; `ui` knows no part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from balai.kernel.actor import Actor

Audience = Literal["public", "desk", "footer"]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the header.

    label: translated lazily. url_name: for `reverse`, without arguments. audience: "public"
    and "footer" entries are the same for everybody; "desk" entries need a sign-in and, if `action` is
    given, the right to do it. order: smaller stands first.
    """

    label: StrOrPromise
    url_name: str
    audience: Audience
    action: str | None = None
    order: int = 100


_items: dict[tuple[str, str], MenuItem] = {}


def register_menu(*items: MenuItem) -> None:
    """Add entries; the same address and audience again replaces the entry."""
    for item in items:
        _items[item.audience, item.url_name] = item


def menu(audience: Audience, actor: Actor | None = None) -> tuple[MenuItem, ...]:
    """Entries for that audience in their order; of desk entries those the actor may use."""
    return tuple(
        sorted(
            (
                item
                for item in _items.values()
                if item.audience == audience
                and (item.action is None or (actor is not None and actor.may(item.action)))
            ),
            key=lambda item: (item.order, item.url_name),
        )
    )

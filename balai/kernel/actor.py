"""Who acts: the one thing that every write asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from balai.kernel.region_code import RegionCode


class Forbidden(Exception):  # noqa: N818 - named by what was refused
    """The actor may not do this here. `action` is the code of what was refused."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class Actor(Protocol):
    """Somebody, or something, that acts and can be asked what it may do.

    Registers, not the kernel, know people: this is all that the lower layers need of them.
    """

    @property
    def id(self) -> str:
        """Stable and opaque, kept in the trail."""
        ...

    @property
    def label(self) -> str:
        """How a person reads it in a trail."""
        ...

    def may(
        self, action: str, *, region: RegionCode | None = None, office: str | None = None
    ) -> bool:
        """Whether the action is allowed in that area and for that office (its code)."""
        ...


@dataclass(frozen=True, slots=True)
class System:
    """The installation itself: set-up, the worker, a command typed on the server.

    Whoever can run a command on the server already holds the database, so it may do all;
    what it does is in the trail like everybody's, under `system:<what>`.
    """

    what: str

    @property
    def id(self) -> str:
        """Stable id in the trail."""
        return f"system:{self.what}"

    @property
    def label(self) -> str:
        """How the trail shows it."""
        return f"Sistem ({self.what})"

    def may(
        self, action: str, *, region: RegionCode | None = None, office: str | None = None
    ) -> bool:
        """Allow everything."""
        del action, region, office
        return True


@dataclass(frozen=True, slots=True)
class Nobody:
    """A visitor who has not signed in."""

    id: str = "anonymous"
    label: str = "Pengunjung"

    def may(
        self, action: str, *, region: RegionCode | None = None, office: str | None = None
    ) -> bool:
        """Allow nothing."""
        del action, region, office
        return False


def require(
    by: Actor, action: str, *, region: RegionCode | None = None, office: str | None = None
) -> None:
    """Stop here unless the actor may; raises Forbidden."""
    if not by.may(action, region=region, office=office):
        raise Forbidden(action)

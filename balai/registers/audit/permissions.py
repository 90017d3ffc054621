"""What may be done with the trail, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balai.kernel.actor import require
from balai.kernel.permissions import Action, Role

if TYPE_CHECKING:
    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode

READ = Action(
    "audit.read",
    ("Membaca jejak audit", "Read the audit trail"),
    frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
)
READ_ALL = Action(
    "audit.read_all",
    ("Membaca jejak audit semua wilayah", "Read the audit trail of every area"),
    frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    national=True,
)
SEAL = Action(
    "audit.seal",
    ("Menyegel jejak audit", "Seal the audit trail"),
    frozenset({Role.ADMINISTRATOR}),
    national=True,
)

EVERY_OFFICE = "*"
"""An office that no installation has (codes are capitals, digits and hyphens).

Rows of the trail carry no office, so only a right over every office may read them: asked for
this code, a right that is bound to one office answers no.
"""


def require_reading(region: RegionCode | None, *, by: Actor) -> None:
    """Stop here unless the actor may read the trail of that area, None: of the whole country.

    Raises Forbidden for "audit.read", or for "audit.read_all" where naming an area would help.
    """
    if region is None:
        require(by, READ.code)
        require(by, READ_ALL.code, office=EVERY_OFFICE)
    else:
        require(by, READ.code, region=region, office=EVERY_OFFICE)

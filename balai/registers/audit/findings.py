"""What a check of the trail can find, in words; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from datetime import datetime

    from balai.registers.audit.domain import Head


class Kind(StrEnum):
    """Each way in which the trail can fail to be what it was."""

    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"
    ADDED = "added"
    LEAF_MISSING = "leaf-missing"
    LEAF_RENAMED = "leaf-renamed"
    BATCH = "batch"
    CHAIN = "chain"
    SIGNATURE = "signature"
    KEY = "key"
    HEAD = "head"
    HEAD_BEYOND = "head-beyond"
    UNSEALED_LEAVES = "unsealed-leaves"
    TRIGGER = "trigger"


_TEXTS: dict[Kind, str] = {
    Kind.CHANGED: gettext_noop("Baris diubah: isinya tidak lagi sesuai dengan sidiknya."),
    Kind.REMOVED: gettext_noop("Baris hilang: tempatnya di segel ada, isinya tidak."),
    Kind.MOVED: gettext_noop("Baris dipindahkan: isinya kini tersimpan di nomor lain."),
    Kind.ADDED: gettext_noop(
        "Baris disisipkan: nomornya mendahului segel, tetapi tidak ikut disegel."
    ),
    Kind.LEAF_MISSING: gettext_noop("Daun segel hilang."),
    Kind.LEAF_RENAMED: gettext_noop("Nama pada daun segel tidak sesuai dengan barisnya."),
    Kind.BATCH: gettext_noop("Akar bagian ini tidak sesuai dengan segelnya."),
    Kind.CHAIN: gettext_noop("Segel tidak menyambung pada segel sebelumnya."),
    Kind.SIGNATURE: gettext_noop("Tanda tangan segel tidak sah."),
    Kind.KEY: gettext_noop("Kunci penanda tangan segel tidak dikenal."),
    Kind.HEAD: gettext_noop("Akar tidak sesuai dengan segel yang dicetak di luar basis data."),
    Kind.HEAD_BEYOND: gettext_noop(
        "Segel yang disimpan di luar mencakup lebih banyak baris daripada yang disegel."
    ),
    Kind.UNSEALED_LEAVES: gettext_noop("Ada daun tanpa segel."),
    Kind.TRIGGER: gettext_noop("Pemicu yang menolak perubahan hilang."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where.

    position: place in the sealed order (from 1). row: id in the table. batch: first and last
    position. what: the name of a trigger or the head as given. Unknown parts are None or "".
    """

    kind: Kind
    position: int | None = None
    row: int | None = None
    uuid: str = ""
    target: str = ""
    batch: tuple[int, int] | None = None
    what: str = ""

    @property
    def text(self) -> str:
        """One sentence in the reader's language."""
        return _(_TEXTS[self.kind])

    def line(self) -> str:
        """Write the finding with everything known about its place."""
        places = [
            (_("urutan"), self.position),
            (_("baris"), self.row),
            (_("sasaran"), self.target),
            (_("nomor jejak"), self.uuid),
            (_("urutan"), "-".join(map(str, self.batch)) if self.batch else None),
            ("", self.what),
        ]
        told = ", ".join(f"{name} {value}".strip() for name, value in places if value)
        return f"{self.text} ({told})"

    def as_json(self) -> dict[str, object]:
        """Write the finding for machines."""
        return {
            "kind": self.kind.value,
            "text": self.text,
            "position": self.position,
            "row": self.row,
            "uuid": self.uuid,
            "target": self.target,
            "batch": list(self.batch) if self.batch else None,
            "what": self.what,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Outcome of a check: the recomputed head, what is wrong, what is not covered yet.

    head: recomputed over every sealed row. confirmed: the outside heads that agree.
    unsealed: rows after the last seal; they are open to whoever holds the database.
    """

    head: Head
    seals: int
    last_seal_at: datetime | None
    unsealed: int
    confirmed: tuple[Head, ...]
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """True if nothing was found."""
        return not self.findings

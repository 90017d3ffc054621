"""Proofs for somebody outside: that a row lies under a head, that a later head only added rows.

They can be checked with SHA-256 alone, after RFC 9162 sections 2.1.3.2 and 2.1.4.2, without the
database. Made here, they are checked here too: what does not hold is not handed out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.registers.audit import domain, merkle
from balai.registers.audit.domain import Head
from balai.registers.audit.models import AuditEntry, AuditLeaf, AuditSeal

if TYPE_CHECKING:
    from uuid import UUID


class UnknownEntryError(LookupError):
    """The trail has no row with that number."""


class NotSealedError(LookupError):
    """There is no seal yet, or the row waits for the next one."""


class NotProvenError(ValueError):
    """The trail as it stands does not lead to the head: something was changed.

    Its text says what, in the reader's language.
    """


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Shows that a row is number `position` (from 1) of the rows under `head`.

    row: its canonical bytes; leaf is SHA-256(0x00 || row). path: siblings, nearest first.
    """

    head: Head
    position: int
    row: bytes
    leaf: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """Shows that the rows under `older` are the beginning of those under `head`."""

    older: Head
    head: Head
    path: tuple[bytes, ...]


def inclusion(uuid: UUID) -> Inclusion:
    """Prove that a row lies under the newest head. Reads every leaf's digest.

    Raises UnknownEntryError, NotSealedError, NotProvenError.
    """
    entry = AuditEntry.objects.filter(uuid=uuid).first()
    leaf = AuditLeaf.objects.filter(uuid=uuid).first()
    if entry is None:
        if leaf is None:
            raise UnknownEntryError(uuid)
        raise NotProvenError(_("baris %s sudah disegel, tetapi tidak ada lagi") % uuid)
    head, leaves = _newest()
    if leaf is None or leaf.position > head.size:
        raise NotSealedError(uuid)
    row = domain.row_bytes(
        domain.Row(
            uuid=str(entry.uuid),
            at=domain.instant(entry.at),
            actor_id=entry.actor_id,
            actor_label=entry.actor_label,
            action=entry.action,
            target=entry.target,
            region=entry.region,
            detail=entry.detail,
        )
    )
    digest, index = domain.leaf_hash(row), leaf.position - 1
    path = merkle.inclusion_proof(leaves, index)
    if not merkle.proves_inclusion(
        leaf=digest, index=index, size=head.size, proof=path, root=head.root
    ):
        raise NotProvenError(
            _("baris urutan %(position)d tidak sesuai dengan segel %(head)s")
            % {"position": leaf.position, "head": head}
        )
    return Inclusion(head, leaf.position, row, digest, tuple(path))


def consistency(older: Head) -> Consistency:
    """Prove that the newest head only added to an older one kept outside. Reads every leaf's digest.

    Raises NotSealedError before the first seal; NotProvenError for a head that is not a
    beginning of this trail.
    """
    head, leaves = _newest()
    if not 1 <= older.size <= head.size:
        raise _no_beginning(older, head)
    path = merkle.consistency_proof(leaves, older.size)
    if not merkle.proves_consistency(
        first=older.size,
        first_root=older.root,
        second=head.size,
        second_root=head.root,
        proof=path,
    ):
        raise _no_beginning(older, head)
    return Consistency(older, head, tuple(path))


def _no_beginning(older: Head, head: Head) -> NotProvenError:
    return NotProvenError(
        _("%(older)s bukan permulaan dari %(head)s") % {"older": older, "head": head}
    )


def _newest() -> tuple[Head, list[bytes]]:
    """Return the newest head and the digests of the leaves under it, in their order."""
    seal = AuditSeal.objects.order_by("-size").first()
    if seal is None:
        raise NotSealedError
    head = Head(seal.size, bytes(seal.root))
    found = AuditLeaf.objects.filter(position__lte=seal.size).order_by("position")
    leaves = [bytes(digest) for digest in found.values_list("hash", flat=True).iterator()]
    if len(leaves) != head.size:
        raise NotProvenError(
            _("banyak baris di bawah segel %(head)s sekarang %(count)d")
            % {"head": head, "count": len(leaves)}
        )
    return head, leaves

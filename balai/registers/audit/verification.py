"""Recompute the tree from the rows as they stand, and say what does not fit.

Three witnesses are compared. The rows against the leaves: names each row. The leaves against
the seals: names each batch, even where row and leaf were rewritten together. The leaves
against heads printed outside: shows even what was rewritten with the key in hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature

from balai.registers.audit import domain, keys, rows, triggers
from balai.registers.audit.findings import Finding, Kind, Report
from balai.registers.audit.merkle import EMPTY_ROOT, Frontier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

    from balai.registers.audit.domain import Head


class _Check:
    """One pass over the trail; `run` gives the report."""

    def __init__(self, connection: BaseDatabaseWrapper, heads: Sequence[Head]) -> None:
        self.connection = connection
        self.heads = sorted(set(heads), key=lambda head: (head.size, head.root))
        self.findings: list[Finding] = []
        self.keys = keys.public_keys()
        # The leaves as they stand, from the first to the last: heads are held against this.
        self.whole = Frontier()
        # The same, but taken up again from the seal after a batch that does not fit, so that
        # each later batch is judged by itself.
        self.batch = self.whole
        self.confirmed: list[Head] = []
        self.agreed = 0
        self.position = 0
        self.highest_row = 0
        self.misfits: list[rows.Leaf] = []

    def run(self) -> Report:
        """Check everything; a fixed number of statements for each 2,000 rows."""
        # Leaves first, then seals: both are written in one transaction, so leaves beyond the
        # last seal cannot come from a seal that is being made now.
        last_position = rows.last_position(self.connection)
        seals = list(rows.seals(self.connection))
        sealed = max((seal.size for seal in seals), default=0)
        self._walk(seals, rows.leaves(self.connection, upto=sealed), sealed)
        if last_position > sealed:
            self._find(Kind.UNSEALED_LEAVES, batch=(sealed + 1, last_position))
        unsealed = self._loose(sealed)
        for name in triggers.missing(self.connection):
            self._find(Kind.TRIGGER, what=name)
        return Report(
            head=domain.Head(self.position, self.whole.root()),
            seals=len(seals),
            last_seal_at=seals[-1].at if seals else None,
            unsealed=unsealed,
            confirmed=tuple(self.confirmed),
            findings=tuple(self.findings),
        )

    def _find(self, kind: Kind, **where: object) -> None:
        self.findings.append(Finding(kind, **where))  # type: ignore[arg-type]

    def _walk(self, seals: list[rows.Seal], leaves: Iterator[rows.Leaf], sealed: int) -> None:
        """Read the leaves up to each place where a seal or a head wants to know the root."""
        by_size = {seal.size: seal for seal in seals}
        stops = {*by_size, *(head.size for head in self.heads if head.size <= sealed)}
        leaf = next(leaves, None)
        previous: rows.Seal | None = None
        for stop in sorted(stops):
            digests: list[bytes] = []
            while leaf is not None and leaf.position <= stop:
                self._reach(leaf.position)
                self._row(leaf)
                digests.append(leaf.hash)
                leaf = next(leaves, None)
            self._reach(stop + 1)
            self.position = stop
            self.whole.extend(digests)
            if self.batch is not self.whole:
                self.batch.extend(digests)
            if seal := by_size.get(stop):
                self._seal(seal, previous)
                previous = seal
            self._hold(stop)
        for head in self.heads:
            if head.size > sealed:
                self._find(Kind.HEAD_BEYOND, batch=(sealed + 1, head.size), what=str(head))

    def _reach(self, position: int) -> None:
        """Go to that position; leaves that should have stood before it are missing."""
        if position > self.position + 1:
            self._find(Kind.LEAF_MISSING, batch=(self.position + 1, position - 1))
        self.position = position

    def _row(self, leaf: rows.Leaf) -> None:
        """Hold one row against its leaf."""
        where = {
            "position": leaf.position,
            "row": leaf.row,
            "uuid": leaf.uuid,
            "target": leaf.target,
        }
        if leaf.row <= self.highest_row:
            self._find(Kind.MOVED, **where)  # rows are sealed by rising id
        self.highest_row = max(self.highest_row, leaf.row)
        entry = leaf.entry
        if entry is None or entry.computed != leaf.hash:
            self.misfits.append(leaf)
        elif entry.stored != leaf.hash:
            self._find(Kind.CHANGED, **where)
        elif (entry.uuid, entry.target, entry.actor) != (leaf.uuid, leaf.target, leaf.actor):
            self._find(Kind.LEAF_RENAMED, **where)

    def _seal(self, seal: rows.Seal, previous: rows.Seal | None) -> None:
        """Hold one batch against its seal, and the seal against the one before and its key."""
        batch = (seal.first_position, seal.size)
        before, root = (previous.size, previous.root) if previous else (0, EMPTY_ROOT)
        if (seal.first_position, seal.previous_root) != (before + 1, root):
            self._find(Kind.CHAIN, batch=batch)
        public = self.keys.get(seal.key_id)
        if public is None:
            self._find(Kind.KEY, batch=batch, what=seal.key_id)
        elif not self._signed(seal):
            self._find(Kind.SIGNATURE, batch=batch)
        if (self.batch.root(), self.batch.to_bytes()) != (seal.root, seal.frontier):
            self._find(Kind.BATCH, batch=batch)
            self._resume(seal)

    def _signed(self, seal: rows.Seal) -> bool:
        """Whether the seal's signature is by its key over its words."""
        if seal.at is None:
            return False
        words = domain.SealWords(
            seal.size, seal.first_position, seal.root, seal.previous_root, seal.key_id, seal.at
        )
        try:
            self.keys[seal.key_id].verify(seal.signature, words.text())
        except InvalidSignature:
            return False
        return True

    def _resume(self, seal: rows.Seal) -> None:
        """Go on from the seal's own peaks, if they are what it signed."""
        try:
            taken = Frontier.from_bytes(seal.size, seal.frontier)
        except ValueError:
            return
        if taken.root() == seal.root:
            self.batch = taken

    def _hold(self, size: int) -> None:
        """Hold the root so far against the heads of that size printed outside."""
        for head in self.heads:
            if head.size != size:
                continue
            if self.whole.root() == head.root:
                self.confirmed.append(head)
                self.agreed = size
            else:
                self._find(Kind.HEAD, batch=(self.agreed + 1, size), what=str(head))

    def _loose(self, sealed: int) -> int:
        """Judge the rows without a leaf, and the leaves without their row; returns the unsealed.

        A row whose content belongs to another leaf was moved: found by its digest.
        """
        lost = {leaf.hash: leaf for leaf in self.misfits}
        found: set[int] = set()
        for leaf in self.misfits:
            entry = leaf.entry
            if entry and entry.computed in lost and lost[entry.computed].row != entry.row:
                self._moved(lost[entry.computed], entry, found)
        unsealed = 0
        for entry in rows.loose_entries(self.connection, sealed=sealed):
            if entry.computed in lost:
                self._moved(lost[entry.computed], entry, found)
            elif entry.row <= self.highest_row:
                self._find(Kind.ADDED, row=entry.row, uuid=entry.uuid, target=entry.target)
            else:
                unsealed += 1
                if not entry.sound:
                    self._find(Kind.CHANGED, row=entry.row, uuid=entry.uuid, target=entry.target)
        for leaf in self.misfits:
            if leaf.position not in found:
                kind = Kind.CHANGED if leaf.entry else Kind.REMOVED
                self._find(
                    kind, position=leaf.position, row=leaf.row, uuid=leaf.uuid, target=leaf.target
                )
        return unsealed

    def _moved(self, leaf: rows.Leaf, entry: rows.Entry, found: set[int]) -> None:
        found.add(leaf.position)
        self._find(
            Kind.MOVED,
            position=leaf.position,
            row=entry.row,
            uuid=leaf.uuid,
            target=leaf.target,
        )


def verify(connection: BaseDatabaseWrapper, heads: Sequence[Head] = ()) -> Report:
    """Check the whole trail on this connection against itself, its seals, and outside heads."""
    return _Check(connection, heads).run()

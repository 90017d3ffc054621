"""The rows of the trail, their places in the tree, and the seals over it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One thing that somebody did. Never changed, never removed, no foreign keys.

    target: "kind:public-id". region: dotted area code or "". detail: canonical JSON of
    what was before, after, and a note. leaf: SHA-256 of the whole row (`domain.row_bytes`).
    No index but the id: every write of every part would pay for it. Readers find rows by
    the indexes of `AuditLeaf`, which are written at sealing, away from the writers.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset({"actor_label"})

    uuid = models.UUIDField(_("nomor jejak"))
    at = models.DateTimeField(_("waktu"))
    actor_id = models.CharField(_("kode pelaku"), max_length=80)
    actor_label = models.CharField(_("pelaku"), max_length=200)
    action = models.CharField(_("tindakan"), max_length=80)
    target = models.CharField(_("sasaran"), max_length=200)
    region = models.CharField(_("kode wilayah"), max_length=13, blank=True)
    detail = models.TextField(_("rincian"))
    leaf = models.BinaryField(_("sidik"), max_length=32)

    class Meta:
        verbose_name = _("catatan jejak")
        verbose_name_plural = _("catatan jejak")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"


class AuditLeaf(models.Model):
    """The place of one entry in the sealed order: position 1 is the first leaf of the tree.

    Carries the entry's names and digest: an entry that has vanished can still be named, and
    readers find entries by them.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    position = models.BigIntegerField(_("urutan"), primary_key=True)
    entry_id = models.BigIntegerField(_("baris"), unique=True)
    uuid = models.UUIDField(_("nomor jejak"))
    target = models.CharField(_("sasaran"), max_length=200)
    actor_id = models.CharField(_("kode pelaku"), max_length=80)
    hash = models.BinaryField(_("sidik"), max_length=32)

    class Meta:
        verbose_name = _("daun segel")
        verbose_name_plural = _("daun segel")
        indexes: ClassVar = [
            # A day is a range of uuids: they begin with the millisecond.
            models.Index(fields=["uuid"], name="audit_leaf_uuid"),
            models.Index(fields=["target", "entry_id"], name="audit_leaf_target"),
            models.Index(fields=["actor_id", "entry_id"], name="audit_leaf_actor"),
        ]

    def __str__(self) -> str:
        return str(self.position)


class AuditSeal(models.Model):
    """A signed head of the tree over the first `size` leaves.

    first_position..size is the batch that this seal added. frontier: the roots of the
    complete subtrees, 32 bytes each, widest first, so that the next seal reads only new rows.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    size = models.BigIntegerField(_("banyak baris"), primary_key=True)
    first_position = models.BigIntegerField(_("urutan pertama"))
    root = models.BinaryField(_("akar"), max_length=32)
    previous_root = models.BinaryField(_("akar sebelumnya"), max_length=32)
    frontier = models.BinaryField(_("puncak"))
    signature = models.BinaryField(_("tanda tangan"), max_length=64)
    key_id = models.CharField(_("kunci"), max_length=16)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("segel")
        verbose_name_plural = _("segel")
        ordering: ClassVar = ["size"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(first_position__gte=1, first_position__lte=models.F("size")),
                name="audit_seal_adds_rows",
                violation_error_message=_("Segel harus menambah sedikitnya satu baris."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size}:{bytes(self.root).hex()}"

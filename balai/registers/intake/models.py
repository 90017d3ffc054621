"""What the intake keeps: batches with their rows and problems, and the clients' keys."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class Batch(models.Model):
    """One uploaded file on its way: checked or failed, then applied or discarded.

    The counts and the digest are those of the last check. Actors are kept by id and label,
    without foreign keys, as in the trail.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    options = models.JSONField(default=dict)
    region = models.CharField(max_length=13, blank=True)
    client_key = models.CharField(max_length=100)
    file_name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    notes = models.JSONField(default=list)
    row_count = models.PositiveIntegerField()
    problem_count = models.PositiveIntegerField()
    new_count = models.PositiveIntegerField()
    changed_count = models.PositiveIntegerField()
    unchanged_count = models.PositiveIntegerField()
    difference_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10)
    created_by = models.CharField(max_length=100)
    created_by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField()
    closed_by = models.CharField(max_length=100, blank=True)
    closed_by_label = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "state", "-id"], name="batch_kind_state"),
            models.Index(fields=["sha256"], name="batch_sha256"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["created_by", "client_key"],
                name="batch_once_per_key",
                violation_error_message=_("Berkas ini sudah Anda unggah."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["checked", "failed", "applied", "discarded"]),
                name="batch_state_known",
                violation_error_message=_("Keadaan impor tidak dikenal."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "applied"]) | Q(problem_count=0),
                name="batch_applied_without_problem",
                violation_error_message=_("Berkas dengan masalah tidak dapat diterapkan."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "discarded"], closed_at__isnull=False)
                | Q(state__in=["checked", "failed"], closed_at__isnull=True),
                name="batch_closed_has_time",
                violation_error_message=_("Impor yang selesai memerlukan waktu selesai."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.file_name}"


class StagedRow(models.Model):
    """One row of a batch: as read, as understood, and what it would change."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset({"raw", "parsed", "label", "before", "after"})

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    raw = models.JSONField()
    parsed = models.JSONField(default=list)
    key = models.CharField(max_length=200, blank=True)
    change = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["batch", "change", "id"], name="row_by_change")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="row_once_per_batch",
                violation_error_message=_("Baris ini sudah dibaca."),
            ),
            models.CheckConstraint(
                condition=Q(change__in=["", "new", "changed", "unchanged"]),
                name="row_change_known",
                violation_error_message=_("Jenis perubahan tidak dikenal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"


class RowProblem(models.Model):
    """One reason why a batch cannot be applied; words are looked up by code when shown."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset({"params"})

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=60)
    params = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row or '-'}:{self.column or '-'} {self.code}"


class KindLock(models.Model):
    """One row a kind: whoever applies a file of that kind holds it, so that they queue up."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    kind = models.CharField(
        max_length=60,
        unique=True,
        error_messages={"unique": _("Jenis impor ini sudah punya kunci.")},
    )

    def __str__(self) -> str:
        return self.kind


class ClientKey(models.Model):
    """A key that a client made for one write, so that a retry does not do it twice."""

    SENSITIVE: ClassVar[frozenset[str]] = frozenset({"key"})

    key = models.CharField(max_length=100)
    actor = models.CharField(max_length=100)
    action = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    result = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["actor", "key"],
                name="client_key_once",
                violation_error_message=_("Permintaan ini sudah diterima."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} ({self.actor})"

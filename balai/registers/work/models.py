"""What the schedule has done already."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledRun(models.Model):
    """One due time of one scheduled piece of work, claimed by the worker that runs it.

    The pair (name, due) is unique: of several workers one wins the row and runs the work.
    """

    SENSITIVE: ClassVar[frozenset[str]] = frozenset()

    name = models.CharField(_("nama"), max_length=80)
    due = models.DateTimeField(_("jadwal"))
    started_at = models.DateTimeField(_("mulai"))
    ended_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    failure = models.CharField(_("kegagalan"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("pekerjaan terjadwal")
        verbose_name_plural = _("pekerjaan terjadwal")
        ordering: ClassVar = ["-due", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "due"],
                name="work_scheduled_once",
                violation_error_message=_("Pekerjaan ini sudah diambil untuk jadwal tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due.isoformat()}"

"""Rows of the trail for tests, and the means of somebody who tampers with it."""

from __future__ import annotations

from contextlib import contextmanager

from django.db import connection, transaction

from balai.kernel.actor import System
from balai.kernel.region_code import RegionCode
from balai.registers.audit import services, triggers
from balai.registers.audit.models import AuditEntry

BY = System("tests")
REGION = RegionCode("99.01")


def write_rows(
    count: int, *, first: int = 1, action: str = "wastebank.record_setoran"
) -> list[AuditEntry]:
    """Record `count` rows about deposits first, first + 1, … and return them by id."""
    with transaction.atomic():
        for number in range(first, first + count):
            services.record(
                action,
                by=BY,
                target=f"setoran:{number}",
                region=REGION,
                after={"grams": number * 100},
                note=f"setoran ke-{number}",
            )
    return list(AuditEntry.objects.order_by("-id")[:count])[::-1]


@contextmanager
def somebody_with_the_database():
    """Open the tables as their owner can: the triggers are dropped, and made again afterwards."""
    triggers.remove_all(connection)
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        triggers.install_all(connection)

"""Rows of the trail as a file: the same columns on the page's download and in the command."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from balai.registers.audit.domain import instant
from balai.ui.exports import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from balai.registers.audit.models import AuditEntry

COLUMNS = ("uuid", "at", "actor", "label", "action", "target", "region", "detail", "leaf")


class _Line:
    """What `csv.writer` writes to: keeps the last line."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def values(entry: AuditEntry) -> tuple[str, ...]:
    """Return one row's values in the order of COLUMNS, codes and digests as they are kept."""
    return (
        str(entry.uuid),
        instant(entry.at),
        entry.actor_id,
        entry.actor_label,
        entry.action,
        entry.target,
        entry.region,
        entry.detail,
        bytes(entry.leaf).hex(),
    )


def csv_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """Write CSV line by line, so that a long trail needs no memory.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    yield line.text
    for entry in entries:
        writer.writerow([guarded(cell) for cell in values(entry)])
        yield line.text

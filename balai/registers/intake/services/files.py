"""A file taken in by a command, without anybody looking at a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from uuid_utils.compat import uuid7

from balai.kernel.actor import require
from balai.registers.intake import kinds
from balai.registers.intake.checking import check_file, content_digest
from balai.registers.intake.errors import FileRefused, WorldChanged
from balai.registers.intake.limits import MAX_BYTES
from balai.registers.intake.readers import clean_name
from balai.registers.intake.reports import Report
from balai.registers.intake.services import staging
from balai.registers.intake.services.staging import Upload

if TYPE_CHECKING:
    from pathlib import Path

    from balai.kernel.actor import Actor
    from balai.registers.intake.domain import Options

_ATTEMPTS = 3
"""How often a command makes its difference again when others write meanwhile."""


def import_file(  # noqa: PLR0913 - the command's arguments
    *, kind: str, path: Path, options: Options, by: Actor, dry_run: bool = False, sheet: str = ""
) -> Report:
    """Check a file and, if it has no problem, apply it: what a part's command calls.

    A dry run, a file with problems and a file that changes nothing leave no trace.
    `report.exit_code` is 0 (applied, or nothing to do) or 65 (data refused);
    `report.text(language)` and `report.json(language)` render it.
    Raises Forbidden, UnknownKind, BadOptions, OSError, and WorldChanged if others keep
    changing the records.
    """
    importer = kinds.get(kind)
    require(by, importer.action)
    chosen = kinds.clean_options(importer, options)
    kinds.demand(importer, by, importer.region(chosen))
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    facts = Upload(importer, content_digest(content), chosen, sheet.strip())
    for attempt in range(_ATTEMPTS):
        try:
            return _import(facts, content, name=clean_name(path.name), by=by, dry_run=dry_run)
        except WorldChanged:
            # Nobody looked at this difference yet, so it may simply be made again.
            if attempt + 1 == _ATTEMPTS:
                raise
    raise AssertionError


def _import(facts: Upload, content: bytes, *, name: str, by: Actor, dry_run: bool) -> Report:
    """Check, and apply at once what has no problem and changes something."""
    importer, sha256 = facts.kind, facts.sha256
    try:
        checked = check_file(importer, content, facts.options, sheet=facts.sheet)
    except FileRefused as refused:
        return Report(importer, name, sha256, dry_run, refused=refused)
    report = Report(importer, name, sha256, dry_run, checked)
    if dry_run or checked.problems or not report.to_write:
        return report
    with transaction.atomic():
        batch = staging.store(facts, checked, name=name, size=len(content), key=str(uuid7()), by=by)
        batch = staging.apply(batch=batch, by=by)
    return Report(importer, name, sha256, dry_run, checked, batch=str(batch.public_id))

"""A file's way: staged, checked again, applied once, or discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from balai.kernel.actor import require
from balai.kernel.region_code import RegionCode
from balai.registers.audit import services as audit
from balai.registers.intake import kinds, states, storing
from balai.registers.intake.checking import check_file, check_rows, compared, content_digest
from balai.registers.intake.domain import ChangeKind, difference_digest
from balai.registers.intake.errors import KeyConflict, WorldChanged
from balai.registers.intake.models import Batch, KindLock
from balai.registers.intake.readers import clean_name
from balai.registers.intake.services.keys import check_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balai.kernel.actor import Actor
    from balai.registers.intake.checking import Checked
    from balai.registers.intake.domain import ImportKind, Options


def register_kind(kind: ImportKind) -> None:
    """Add a kind of import; call it in the part's `apps.py` `ready()`.

    The same kind twice is harmless; two under one code, or one that could not work
    (two columns for one title, codes of the intake), raise ValueError.
    """
    kinds.register(kind)


def stage(  # noqa: PLR0913 - one upload is described by these facts
    *,
    kind: str,
    content: bytes,
    name: str,
    options: Options,
    key: str,
    by: Actor,
    sheet: str = "",
) -> Batch:
    """Read, check and compare a file, and keep the preview; nothing of it is applied.

    kind: code of a registered kind. name: the file's name, for people only; what the
    content is, its bytes decide. sheet: of a workbook, "" for the first. key: made by the
    client; the same key with the same content and options returns the first batch, with
    others raises KeyConflict.
    A file that cannot be read at all raises FileRefused and leaves nothing; a file that
    can be read but has problems becomes a batch in state "failed".
    Raises Forbidden, UnknownKind, BadOptions, FileRefused, KeyConflict.

    Not atomic as a whole: the check takes its time outside, one short transaction stores.
    """
    importer = kinds.get(kind)
    require(by, importer.action)
    chosen = kinds.clean_options(importer, options)
    kinds.demand(importer, by, importer.region(chosen))
    check_key(key)
    facts = Upload(importer, content_digest(content), chosen, sheet.strip())
    if (first := _first_upload(facts, key, by)) is not None:
        return first
    checked = check_file(importer, content, chosen, sheet=facts.sheet)
    try:
        return store(facts, checked, name=name, size=len(content), key=key, by=by)
    except IntegrityError:
        if (first := _first_upload(facts, key, by)) is None:
            raise
        return first


def recheck(*, batch: Batch, by: Actor) -> Batch:
    """Check a batch's rows again, because the records they speak of have changed.

    Raises Forbidden, UnknownKind, IllegalTransition (applied, discarded).
    """
    importer = kinds.get(batch.kind)
    kinds.demand(importer, by, _region(batch))
    _step(batch, importer, "accept", by)
    rows, found = storing.read_rows(batch), storing.reading_problems(batch)
    checked = check_rows(importer, rows, batch.options, found=found)
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        before = audit.facts(held, *_CHECK_FACTS)
        held.state = _step(held, importer, _verdict(checked), by)
        storing.set_outcome(held, checked, at=timezone.now())
        held.save()
        storing.replace_rows(held, checked)
        _record("recheck", held, by, before=before, after=audit.facts(held, *_CHECK_FACTS))
    return held


@transaction.atomic
def apply(*, batch: Batch, by: Actor) -> Batch:
    """Write what the preview promised, all or nothing, once; a repeat returns the same batch.

    Files of one kind are applied one after the other. Raises Forbidden, UnknownKind,
    IllegalTransition (failed, discarded), WorldChanged when the difference is no longer
    the one that was shown: check again, look again.
    """
    importer = kinds.get(batch.kind)
    _hold(importer)
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    kinds.demand(importer, by, _region(held))
    if held.state == states.APPLIED:
        return held
    held.state = _step(held, importer, "apply", by)
    parsed = storing.read_parsed(held)
    changes = compared(importer, parsed, held.options)
    if difference_digest(changes) != held.difference_digest:
        raise WorldChanged(held.kind)
    pairs = [
        (row, change)
        for row, change in zip(parsed, changes, strict=True)
        if change.kind is not ChangeKind.UNCHANGED
    ]
    if pairs:
        importer.apply(
            [row for row, _ in pairs],
            [change for _, change in pairs],
            options=held.options,
            by=by,
        )
    _close(held, by)
    _record("apply", held, by, before={"state": states.CHECKED}, after=_closing_facts(held))
    return held


@transaction.atomic
def discard(*, batch: Batch, by: Actor) -> Batch:
    """Close a batch without applying it; its rows are removed, a repeat returns the same batch.

    Raises Forbidden, UnknownKind, IllegalTransition (applied).
    """
    importer = kinds.get(batch.kind)
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    kinds.demand(importer, by, _region(held))
    if held.state == states.DISCARDED:
        return held
    before = {"state": held.state}
    held.state = _step(held, importer, "discard", by)
    storing.remove_rows(held)
    _close(held, by)
    _record("discard", held, by, before=before, after=_closing_facts(held))
    return held


_CHECK_FACTS = (
    "state",
    "row_count",
    "problem_count",
    "new_count",
    "changed_count",
    "unchanged_count",
    "difference_digest",
)


class Upload:
    """What an upload is, apart from who sends it: the same facts are the same upload."""

    def __init__(self, kind: ImportKind, sha256: str, options: Options, sheet: str) -> None:
        self.kind = kind
        self.sha256 = sha256
        self.options = dict(options)
        self.sheet = sheet[:100]

    def is_that_of(self, batch: Batch) -> bool:
        """Whether the batch came from the same upload."""
        mine = (self.kind.code, self.sha256, self.options, self.sheet)
        return mine == (batch.kind, batch.sha256, batch.options, batch.sheet)


def _first_upload(facts: Upload, key: str, by: Actor) -> Batch | None:
    """Return the batch that this key already made; raises KeyConflict for another upload."""
    first = Batch.objects.filter(created_by=by.id, client_key=key).first()
    if first is not None and not facts.is_that_of(first):
        raise KeyConflict(key)
    return first


@transaction.atomic
def store(  # noqa: PLR0913 - the facts of one upload
    facts: Upload, checked: Checked, *, name: str, size: int, key: str, by: Actor
) -> Batch:
    """Keep a checked file; IntegrityError when its key was used in the meantime."""
    region = facts.kind.region(facts.options)
    batch = Batch(
        kind=facts.kind.code,
        options=facts.options,
        region=str(region or ""),
        client_key=key,
        file_name=clean_name(name),
        sha256=facts.sha256,
        size=size,
        sheet=facts.sheet,
        state=states.RECEIVED,
        created_by=by.id,
        created_by_label=by.label[:200],
        created_at=timezone.now(),
    )
    batch.state = _step(batch, facts.kind, _verdict(checked), by)
    storing.set_outcome(batch, checked, at=batch.created_at)
    storing.set_notes(batch, checked.notes)
    batch.save()
    storing.add_rows(batch, checked)
    about = audit.facts(batch, "kind", "options", "file_name", "sha256", *_CHECK_FACTS)
    _record("stage", batch, by, after=about)
    return batch


def _hold(importer: ImportKind) -> None:
    """Queue up behind whoever applies a file of the same kind."""
    KindLock.objects.get_or_create(kind=importer.code)
    KindLock.objects.select_for_update().get(kind=importer.code)


def _step(batch: Batch, importer: ImportKind, action: str, by: Actor) -> str:
    machine = states.batch_machine(importer.action)
    return machine.apply(batch.state, action, by=by, region=_region(batch))


def _verdict(checked: Checked) -> str:
    return "refuse" if checked.problems else "accept"


def _region(batch: Batch) -> RegionCode | None:
    return RegionCode(batch.region) if batch.region else None


def _close(batch: Batch, by: Actor) -> None:
    batch.closed_by, batch.closed_by_label = by.id, by.label[:200]
    batch.closed_at = timezone.now()
    batch.save()


def _closing_facts(batch: Batch) -> dict[str, object]:
    return audit.facts(batch, "kind", "sha256", *_CHECK_FACTS)


def _record(
    what: str,
    batch: Batch,
    by: Actor,
    *,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    audit.record(
        f"intake.{what}",
        by=by,
        target=f"batch:{batch.public_id}",
        region=_region(batch),
        before=before,
        after=after,
    )

"""Writes of rounds and their stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from balai.kernel.actor import require
from balai.oversight.assessment import permissions
from balai.oversight.assessment.drafts import StageDraft
from balai.oversight.assessment.figures import Names
from balai.oversight.assessment.models import Edition, Round, Stage
from balai.oversight.assessment.refusals import MixedDataError
from balai.oversight.assessment.selectors import UnknownEditionError, UnknownRoundError
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from balai.kernel.actor import Actor
    from balai.oversight.assessment.drafts import RoundDraft

_FACTS = ("code", "year", "name_id", "name_en", "edition", "synthetic")


@transaction.atomic
def open_round(*, draft: RoundDraft, by: Actor) -> Round:
    """Open a round with its stages, or bring an open one up to date; a repeat changes nothing.

    Raises Forbidden, UnknownEditionError, and MixedDataError when a round that has results
    would turn from real to invented or back.
    """
    require(by, permissions.MANAGE_ROUNDS.code)
    edition = None
    if draft.edition is not None:
        edition = Edition.objects.filter(code=draft.edition).first()
        if edition is None:
            raise UnknownEditionError(draft.edition)
    record = Round.objects.select_for_update().filter(code=draft.code).first()
    before = _facts(record) if record else None
    if record is None:
        record = Round(code=draft.code)
    elif record.synthetic != draft.synthetic and record.results.exists():
        raise MixedDataError("", draft.code)
    record.year = draft.year
    record.name_id, record.name_en = draft.names
    record.edition = edition
    record.synthetic = draft.synthetic
    after = {**audit.facts(record, *_FACTS), "stages": [_words(stage) for stage in draft.stages]}
    if before == after:
        return record
    record.version += 1
    record.save()
    record.stages.all().delete()
    Stage.objects.bulk_create(
        Stage(
            round=record,
            position=position,
            name_id=stage.names.id,
            name_en=stage.names.en,
            starts_on=stage.starts_on,
            ends_on=stage.ends_on,
            place=stage.place,
            note_id=stage.note.id,
            note_en=stage.note.en,
        )
        for position, stage in enumerate(draft.stages, start=1)
    )
    audit.record(
        "assessment.open_round",
        by=by,
        target=f"round:{record.public_id}",
        before=before,
        after=after,
    )
    return record


def touch_rounds(keys: set[int]) -> None:
    """Let pages of all results know that something public changed in these rounds."""
    for record in Round.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        record.version += 1
        record.save(update_fields=["version"])


def held_round(code: str) -> Round:
    """Return the round, held until the transaction ends; raises UnknownRoundError."""
    found = Round.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise UnknownRoundError(code)
    return found


def _facts(record: Round) -> dict[str, object]:
    drafts = [
        StageDraft(
            Names(stage.name_id, stage.name_en),
            stage.starts_on,
            stage.ends_on,
            stage.place,
            Names(stage.note_id, stage.note_en),
        )
        for stage in record.stages.order_by("position")
    ]
    return {**audit.facts(record, *_FACTS), "stages": [_words(draft) for draft in drafts]}


def _words(stage: StageDraft) -> str:
    """Say a stage in one line, so that a change of any of it shows in the trail."""
    dates = [str(day) if day else "-" for day in (stage.starts_on, stage.ends_on)]
    return " | ".join([*stage.names, *dates, stage.place, *stage.note])

"""Writes of lists: what they are, which words of rank mean them, who stands in them, publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from balai.kernel.actor import require
from balai.kernel.region_code import RegionCode
from balai.oversight.assessment import permissions
from balai.oversight.assessment.models import Placement, ResultList, ScopeText, Source
from balai.oversight.assessment.refusals import MixedDataError
from balai.oversight.assessment.selectors import UnknownListError
from balai.oversight.assessment.services.rounds import held_round, touch_rounds
from balai.oversight.assessment.states import LIST, PUBLISHED
from balai.registers.audit import services as audit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balai.kernel.actor import Actor
    from balai.oversight.assessment.drafts import ListDraft, PlacementDraft
    from balai.oversight.assessment.figures import SourceRef

_FACTS = (
    "code",
    "name_id",
    "name_en",
    "stage_name_id",
    "stage_name_en",
    "note_id",
    "note_en",
    "size",
    "known_down_to",
    "scored",
    "letter_number",
    "letter_date",
    "source",
)


@transaction.atomic
def define_list(*, draft: ListDraft, by: Actor) -> ResultList:
    """Define a list of a round, or bring it up to date; a repeat changes nothing.

    A published list gets a new version when what is told of it changes.
    Raises Forbidden, UnknownRoundError.
    """
    require(by, permissions.MANAGE_ROUNDS.code)
    parent = held_round(draft.round_code)
    record = parent.lists.select_for_update().filter(code=draft.code).first()
    before = _facts(record) if record else None
    if record is None:
        record = ResultList(round=parent, code=draft.code)
    record.name_id, record.name_en = draft.names
    record.stage_name_id, record.stage_name_en = draft.stage
    record.note_id, record.note_en = draft.note
    record.size = draft.size
    record.known_down_to = draft.known_down_to
    record.scored = draft.scored
    record.letter_number = draft.letter_number
    record.letter_date = draft.letter_date
    record.source = keep_source(draft.source) if draft.source else None
    after = {**audit.facts(record, *_FACTS), "scopes": dict(sorted(draft.scopes.items()))}
    if before == after:
        return record
    record.full_clean(exclude=["round", "source"], validate_unique=False)
    record.save()
    record.scope_texts.all().delete()
    ScopeText.objects.bulk_create(
        ScopeText(round=parent, list=record, text=text, rank_of_list=own)
        for text, own in draft.scopes.items()
    )
    audit.record(
        "assessment.define_list",
        by=by,
        target=f"list:{record.public_id}",
        before=before,
        after=after,
    )
    if record.state == PUBLISHED:
        new_version(record, comment="definisi daftar berubah", by=by)
    return record


def _facts(record: ResultList) -> dict[str, object]:
    scopes = {scope.text: scope.rank_of_list for scope in record.scope_texts.all()}
    return {**audit.facts(record, *_FACTS), "scopes": dict(sorted(scopes.items()))}


@transaction.atomic
def describe_scopes(*, round_code: str, texts: Iterable[str], by: Actor) -> None:
    """Say which words of rank name no list of the round ("Provinsi Jambi, …"); replaces the former.

    Raises Forbidden, UnknownRoundError.
    """
    require(by, permissions.MANAGE_ROUNDS.code)
    parent = held_round(round_code)
    before = sorted(parent.scope_texts.filter(list__isnull=True).values_list("text", flat=True))
    after = sorted(set(texts))
    if before == after:
        return
    parent.scope_texts.filter(list__isnull=True).delete()
    ScopeText.objects.bulk_create(ScopeText(round=parent, text=text) for text in after)
    audit.record(
        "assessment.describe_scopes",
        by=by,
        target=f"round:{parent.public_id}",
        before={"texts": before},
        after={"texts": after},
    )


@transaction.atomic
def place_regions(*, round_code: str, placements: Iterable[PlacementDraft], by: Actor) -> None:
    """Say in which list regions stand by facts that their sources do not tell; replaces the former.

    Raises Forbidden, UnknownRoundError, UnknownListError, MixedDataError.
    """
    require(by, permissions.MANAGE_ROUNDS.code)
    parent = held_round(round_code)
    lists = {row.code: row for row in parent.lists.all()}
    rows = []
    for draft in placements:
        if draft.list_code is not None and draft.list_code not in lists:
            raise UnknownListError(f"{round_code}/{draft.list_code}")
        if RegionCode(draft.region).is_synthetic != parent.synthetic:
            raise MixedDataError(draft.region, round_code)
        rows.append(
            Placement(
                round=parent,
                region=draft.region,
                list=lists[draft.list_code] if draft.list_code else None,
                rank_of_list=draft.rank_of_list,
                reason_id=draft.reason.id,
                reason_en=draft.reason.en,
            )
        )
    names = {row.pk: row.code for row in lists.values()}
    before, after = (
        sorted(
            f"{p.region} {names.get(p.list_id or 0, '-')} {p.rank_of_list} {p.reason_id} {p.reason_en}"
            for p in found
        )
        for found in (parent.placements.all(), rows)
    )
    if before == after:
        return
    parent.placements.all().delete()
    Placement.objects.bulk_create(rows)
    audit.record(
        "assessment.place_regions",
        by=by,
        target=f"round:{parent.public_id}",
        before={"placements": before},
        after={"placements": after},
    )


@transaction.atomic
def publish_list(*, round_code: str, list_code: str, by: Actor, comment: str = "") -> ResultList:
    """Publish a list, or publish it anew as its next version, which needs a comment.

    Raises Forbidden, UnknownListError, CommentNeeded.
    """
    require(by, permissions.PUBLISH.code)
    record = (
        ResultList.objects.select_for_update(of=("self",))
        .select_related("round")
        .filter(round__code=round_code, code=list_code)
        .first()
    )
    if record is None:
        raise UnknownListError(f"{round_code}/{list_code}")
    return new_version(record, comment=comment, by=by)


def new_version(record: ResultList, *, comment: str, by: Actor) -> ResultList:
    """Take the list's step to its next version, inside the caller's transaction.

    Stored pages hang on the version: without this a change would stay unseen.
    """
    before = audit.facts(record, "state", "version")
    action = "revise" if record.state == PUBLISHED else "publish"
    record.state = LIST.apply(record.state, action, by=by, comment=comment)
    record.version += 1
    record.published_at = timezone.now()
    record.save(update_fields=["state", "version", "published_at"])
    touch_rounds({record.round_id})
    audit.record(
        f"assessment.{action}_list",
        by=by,
        target=f"list:{record.public_id}",
        before=before,
        after=audit.facts(record, "state", "version"),
        note=comment,
    )
    return record


def keep_source(source: SourceRef) -> Source:
    """Return the record of a source, made if it is new; a day learned later is added."""
    record, _made = Source.objects.get_or_create(
        title=source.title, url=source.url, defaults={"dated": source.dated}
    )
    if record.dated is None and source.dated is not None:
        record.dated = source.dated
        record.save(update_fields=["dated"])
    return record

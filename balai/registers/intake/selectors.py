"""What pages and other parts read about imports; each call is a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from balai.kernel.actor import Forbidden
from balai.kernel.region_code import RegionCode
from balai.registers.intake import kinds, states, storing
from balai.registers.intake.domain import Change, ChangeKind, decode
from balai.registers.intake.models import Batch, RowProblem, StagedRow
from balai.registers.intake.permissions import VIEW_BATCHES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from balai.kernel.actor import Actor
    from balai.registers.intake.domain import ImportKind, Note, Problem


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row of a difference: where it stands in the file, and what it does."""

    number: int
    change: Change


def kinds_for(by: Actor) -> tuple[ImportKind, ...]:
    """Kinds of import that the actor may upload somewhere."""
    return tuple(kind for kind in kinds.every() if by.may(kind.action))


def may_open(by: Actor) -> bool:
    """Whether the import desk has anything for the actor."""
    return by.may(VIEW_BATCHES.code) or bool(kinds_for(by))


def batches(by: Actor, *, kind: str = "", state: str = "") -> QuerySet[Batch]:
    """Batches the actor may see, newest first, narrowed by kind and state.

    One query when somebody's rights depend on the area, to learn which areas there are;
    the returned set is not yet evaluated.
    """
    found = Batch.objects.all()
    if not by.may(VIEW_BATCHES.code):
        found = found.filter(_reach(by))
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    return found.order_by("-id")


def batch(public_id: UUID, *, by: Actor) -> Batch:
    """Return one batch; raises Batch.DoesNotExist, Forbidden. One query."""
    found = Batch.objects.get(public_id=public_id)
    importer = _known(found.kind)
    if by.may(VIEW_BATCHES.code):
        return found
    if importer is None or not kinds.permits(importer, by, _region(found)):
        raise Forbidden(importer.action if importer else VIEW_BATCHES.code)
    return found


def may_apply(found: Batch, *, by: Actor) -> bool:
    """Whether the actor may apply, check again or discard that batch."""
    importer = _known(found.kind)
    return importer is not None and kinds.permits(importer, by, _region(found))


def notes(found: Batch) -> Sequence[Note]:
    """Return the notes of the reading. No query."""
    return storing.read_notes(found)


def problems(found: Batch) -> QuerySet[RowProblem]:
    """Problems of a batch in the order of its rows."""
    return RowProblem.objects.filter(batch=found).order_by("id")


def problem(row: RowProblem) -> Problem:
    """Return a stored problem as a value. No query."""
    return storing.problem_of(row)


def changes(found: Batch, *, kind: ChangeKind | None = None) -> QuerySet[StagedRow]:
    """Rows of a batch with their change, in the order of the file; of one kind of change if given."""
    rows = StagedRow.objects.filter(batch=found).exclude(change="")
    return (rows if kind is None else rows.filter(change=kind.value)).order_by("id")


def first_change(found: Batch) -> Change | None:
    """Return what the file's first row does; None when its rows are forgotten. One query."""
    row = changes(found).first()
    return changed_row(row).change if row is not None else None


def changed_row(row: StagedRow) -> ChangedRow:
    """Return a stored row as a value. No query."""
    change = Change(
        key=row.key,
        kind=ChangeKind(row.change),
        label=row.label,
        before=decode(row.before),
        after=decode(row.after),
    )
    return ChangedRow(row.number, change)


def same_file_applied(found: Batch) -> Batch | None:
    """Return the latest other batch that applied exactly this file with these options. One query."""
    others = Batch.objects.filter(
        kind=found.kind, sha256=found.sha256, options=found.options, state=states.APPLIED
    )
    return others.exclude(pk=found.pk).order_by("-id").first()


def was_applied(kind: str, sha256: str) -> bool:
    """Whether a file of exactly these bytes was ever applied, with whatever options. One query.

    Applying it again would undo whatever was corrected since.
    """
    return Batch.objects.filter(kind=kind, sha256=sha256, state=states.APPLIED).exists()


def _reach(by: Actor) -> Q:
    """Kinds, and of a kind the areas, whose batches the actor may see."""
    allowed = {kind.code: kind for kind in kinds_for(by)}
    places = (
        Batch.objects.filter(kind__in=allowed).order_by().values_list("kind", "region").distinct()
    )
    reach = Q(pk__in=[])
    for code, region in places:
        area = RegionCode(region) if region else None
        if kinds.permits(allowed[code], by, area):
            reach |= Q(kind=code, region=region)
    return reach


def _region(found: Batch) -> RegionCode | None:
    return RegionCode(found.region) if found.region else None


def _known(code: str) -> ImportKind | None:
    """Find a batch's kind; None when the part that brought it is no longer installed."""
    return next((kind for kind in kinds.every() if kind.code == code), None)

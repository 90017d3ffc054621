"""How accepted rows become results: everything in bulk, inside the import's transaction."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from balai.oversight.assessment import domain
from balai.oversight.assessment.models import (
    Result,
    ResultList,
    ResultPart,
    ResultSource,
    Round,
    Source,
)
from balai.oversight.assessment.published import snapshots
from balai.oversight.assessment.published.columns import COMPONENTS, DIMENSIONS
from balai.oversight.assessment.services.lists import new_version
from balai.oversight.assessment.services.rounds import touch_rounds
from balai.oversight.assessment.states import PUBLISHED
from balai.registers.audit import services as audit
from balai.registers.intake.domain import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from balai.kernel.actor import Actor
    from balai.registers.intake.domain import Change, ParsedRow, Value

SLICE = 500
"""Rows in one statement."""

_FIELDS = (
    "list",
    "name_published",
    "stage",
    "score",
    "previous_score",
    "rank_published",
    "rank_scope",
    "rank_of_list",
    "placed_id",
    "placed_en",
)

_KINDS = {
    **dict.fromkeys(COMPONENTS, ResultPart.COMPONENT),
    **dict.fromkeys(DIMENSIONS, ResultPart.DIMENSION),
}


def store(parsed: Sequence[ParsedRow], changes: Sequence[Change], *, by: Actor) -> None:
    """Write new and changed results with parts and sources, then bump versions and audit."""
    stored = snapshots.snapshots(parsed, lock=True)
    rounds = {r.code: r for r in Round.objects.filter(code__in=_codes(parsed))}
    lists = {
        f"{row.round.code}/{row.code}": row
        for row in ResultList.objects.select_related("round").filter(round__in=rounds.values())
    }
    touched: set[int] = set()
    fresh, former = [], []
    for row, change in zip(parsed, changes, strict=True):
        snapshot = stored.get(row.key)
        parent = rounds[str(row.values["round"])]
        if snapshot is None:
            record = Result(
                round=parent, region=str(row.values["region"]), synthetic=parent.synthetic
            )
            fresh.append(record)
        else:
            record = snapshot.record
            touched |= {record.list_id} if record.list_id else set()
            former.append(record)
        _fill(record, change.after, lists)
        touched |= {record.list_id} if record.list_id else set()
    Result.objects.bulk_create(fresh, SLICE)
    Result.objects.bulk_update(former, _FIELDS, SLICE)
    records = {f"{r.round.code}/{r.region}": r for r in [*fresh, *former]}
    pairs = [(records[change.key], change.after) for change in changes]
    _parts(pairs, former)
    _sources(pairs, former)
    _versions(touched, {r.pk for r in rounds.values()}, changes, by)
    _audit(rounds, changes, by)


def _codes(parsed: Iterable[ParsedRow]) -> set[str]:
    return {str(row.values["round"]) for row in parsed}


def _fill(record: Result, shown: Mapping[str, Value], lists: Mapping[str, ResultList]) -> None:
    """Put what a preview shows on the record."""
    key = shown.get("list")
    record.list = lists[str(key)] if key else None
    record.name_published = str(shown["name_as_published"])
    record.stage = str(shown.get("stage", ""))
    record.score = _hundredths(shown.get("score"))
    record.previous_score = _hundredths(shown.get("previous_score"))
    rank = shown.get("rank")
    record.rank_published = rank if isinstance(rank, int) else None
    record.rank_scope = str(shown.get("rank_scope", ""))
    record.rank_of_list = bool(shown.get("rank_of_list"))
    record.placed_id = str(shown.get("placed", ""))
    record.placed_en = str(shown.get("placed_en", ""))


def _hundredths(value: Value) -> int | None:
    return None if value is None else domain.hundredths(_decimal(value))


def _decimal(value: Value) -> Decimal:
    return Decimal(str(value))


def _parts(pairs: Sequence[tuple[Result, Mapping[str, Value]]], former: Sequence[Result]) -> None:
    if former:
        ResultPart.objects.filter(result__in=former).delete()
    ResultPart.objects.bulk_create(
        (
            ResultPart(
                result_id=record.pk,
                kind=kind,
                code=code,
                value=domain.hundredths(_decimal(shown[code])),
            )
            for record, shown in pairs
            for code, kind in _KINDS.items()
            if code in shown
        ),
        SLICE,
    )


def _sources(pairs: Sequence[tuple[Result, Mapping[str, Value]]], former: Sequence[Result]) -> None:
    told = [(record, snapshots.sources(dict(shown))) for record, shown in pairs]
    wanted = dict.fromkeys(source for _, named in told for source in named)
    titles = {title for title, _ in wanted}
    found = {(s.title, s.url): s for s in Source.objects.filter(title__in=titles)}
    missing = [Source(title=t, url=u) for t, u in wanted if (t, u) not in found]
    found |= {(s.title, s.url): s for s in Source.objects.bulk_create(missing, SLICE)}
    if former:
        ResultSource.objects.filter(result__in=former).delete()
    ResultSource.objects.bulk_create(
        (
            ResultSource(result_id=record.pk, source_id=found[source].pk, position=position)
            for record, named in told
            for position, source in enumerate(named, start=1)
        ),
        SLICE,
    )


def _versions(touched: set[int], rounds: set[int], changes: Sequence[Change], by: Actor) -> None:
    """Give touched published lists a new version: what pages have stored is out of date."""
    new = sum(change.kind is ChangeKind.NEW for change in changes)
    comment = f"impor: {new} baru, {len(changes) - new} berubah"
    bumped = set()
    published = ResultList.objects.select_for_update().filter(pk__in=touched, state=PUBLISHED)
    for record in published.order_by("pk"):
        new_version(record, comment=comment, by=by)
        bumped.add(record.round_id)
    touch_rounds(rounds - bumped)


def _audit(rounds: Mapping[str, Round], changes: Sequence[Change], by: Actor) -> None:
    """One row of the trail a round: what was new by region, what changed with both values."""
    for code, record in rounds.items():
        mine = [c for c in changes if c.key.startswith(f"{code}/")]
        new = [c for c in mine if c.kind is ChangeKind.NEW]
        changed = [c for c in mine if c.kind is ChangeKind.CHANGED]
        audit.record(
            "assessment.import_results",
            by=by,
            target=f"round:{record.public_id}",
            before={_region(c): _facts(c.before, c) for c in changed},
            after={
                **{_region(c): _facts(c.after, c) for c in changed},
                "new": [f"{_region(c)} {c.after.get('score', '-')}" for c in new],
            },
        )


def _region(change: Change) -> str:
    return change.key.rpartition("/")[2]


def _facts(values: Mapping[str, Value], change: Change) -> dict[str, object]:
    """Only the fields that differ, as text."""
    return {code: str(values[code]) for code in change.differing if code in values}

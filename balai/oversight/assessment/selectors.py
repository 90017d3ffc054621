"""Every read of the assessment that pages, commands and other parts need; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.db import connection
from django.db.models import Max

from balai.engines.composite import competition_ranks, improvement
from balai.kernel.region_code import RegionCode
from balai.oversight.assessment import domain, reading
from balai.oversight.assessment.edition_file import parse_edition
from balai.oversight.assessment.figures import (
    ListHead,
    Names,
    PartValue,
    Ranking,
    Recomputed,
    RegionBrief,
    RegionYear,
    ResultRow,
    RoundHead,
    Scope,
    SourceRef,
    StageHead,
    Standing,
)
from balai.oversight.assessment.instrument import (
    Component,
    Dimension,
    Edition,
    Item,
    RollUp,
)
from balai.oversight.assessment.models import Edition as EditionRecord
from balai.oversight.assessment.models import Result, ResultList, ResultPart, Round
from balai.oversight.assessment.recompute import component_values, dimension_values, recompute
from balai.oversight.assessment.states import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

__all__ = [
    "Component",
    "Dimension",
    "Edition",
    "Item",
    "ListHead",
    "Names",
    "PartValue",
    "Ranking",
    "Recomputed",
    "RegionBrief",
    "RegionYear",
    "ResultRow",
    "RollUp",
    "RoundHead",
    "Scope",
    "SourceRef",
    "StageHead",
    "Standing",
    "UnknownEditionError",
    "UnknownListError",
    "UnknownRoundError",
    "all_rows",
    "data_version",
    "edition",
    "latest_list",
    "list_head",
    "list_rows",
    "list_version",
    "lists",
    "lists_of_year",
    "ranking",
    "region_results",
    "regions_with_results",
    "rounds",
    "standing",
    "unlisted_rows",
    "years",
]


class UnknownRoundError(LookupError):
    """No round of that code."""


class UnknownListError(LookupError):
    """No published list of that code in that round."""


class UnknownEditionError(LookupError):
    """No edition of that code is loaded."""


def rounds() -> tuple[RoundHead, ...]:
    """Return all rounds, newest first, with their stages. Two queries."""
    found = Round.objects.select_related("edition").prefetch_related("stages")
    return tuple(
        RoundHead(
            code=row.code,
            year=row.year,
            names=Names(row.name_id, row.name_en),
            edition=row.edition.code if row.edition else None,
            stages=tuple(
                StageHead(
                    names=Names(stage.name_id, stage.name_en),
                    starts_on=stage.starts_on,
                    ends_on=stage.ends_on,
                    place=stage.place,
                    note=Names(stage.note_id, stage.note_en),
                )
                for stage in sorted(row.stages.all(), key=lambda stage: stage.position)
            ),
            version=row.version,
            synthetic=row.synthetic,
        )
        for row in found.order_by("-year", "code")
    )


def lists(round_code: str | None = None) -> tuple[ListHead, ...]:
    """Return the published lists of one round, or of all: newest round first. One query."""
    filters = {} if round_code is None else {"round__code": round_code}
    return tuple(head for _, head in reading.heads(**filters))


def list_head(round_code: str, list_code: str) -> ListHead:
    """Return one published list; raises UnknownListError. One query."""
    return _keyed_head(round_code, list_code)[1]


def _keyed_head(round_code: str, list_code: str) -> tuple[int, ListHead]:
    found = reading.heads(round__code=round_code, code=list_code)
    if not found:
        raise UnknownListError(f"{round_code}/{list_code}")
    return found[0]


def list_version(round_code: str, list_code: str) -> int:
    """Return only the version of a published list, for a cache; raises UnknownListError. One small query."""
    version = (
        ResultList.objects.filter(round__code=round_code, code=list_code, state=PUBLISHED)
        .values_list("version", flat=True)
        .first()
    )
    if version is None:
        raise UnknownListError(f"{round_code}/{list_code}")
    return version


def data_version() -> str:
    """Return a word that changes whenever anything public changes: newest real year.rounds.changes.

    One query. Asked at every stored page, so by hand: the ORM takes longer than the database.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MAX(CASE WHEN synthetic THEN NULL ELSE year END), MAX(id), SUM(version) "
            "FROM assessment_round"
        )
        return ".".join(str(value or 0) for value in cursor.fetchone())


def years() -> tuple[int, ...]:
    """Return the years that have a published list, newest first. One small query."""
    found = ResultList.objects.filter(state=PUBLISHED).values_list("round__year", flat=True)
    return tuple(found.distinct().order_by("-round__year"))


def lists_of_year(year: int) -> tuple[ListHead, ...]:
    """Return the published lists of one year. One query."""
    return tuple(head for _, head in reading.heads(round__year=year))


def latest_list() -> ListHead | None:
    """Return the list to greet visitors with: of the newest scored round the one known furthest down.

    Two queries, whatever the number of lists.
    """
    greeting = {"round__synthetic": False, "scored": True}
    published = ResultList.objects.filter(state=PUBLISHED, **greeting)
    newest = published.aggregate(year=Max("round__year"))["year"]
    real = [head for _, head in reading.heads(round__year=newest, **greeting)] if newest else []
    return max(real, key=lambda head: (head.known_down_to or 0, head.known_count), default=None)


def list_rows(round_code: str, list_code: str) -> tuple[ResultRow, ...]:
    """Return a list's rows, best score first, then official name; rows without score last.

    Raises UnknownListError. Five queries, whatever the size.
    """
    key, head = _keyed_head(round_code, list_code)
    results = Result.objects.filter(list_id=key)
    return tuple(sorted(_rows(results, {key: head}), key=_by_score))


def all_rows() -> tuple[ResultRow, ...]:
    """Return every public row: list by list as `lists()` has them, then the unlisted by year.

    Five queries, whatever the number of lists.
    """
    heads = dict(reading.heads())
    order = {(head.round_code, head.code): number for number, head in enumerate(heads.values())}
    rows = _rows(Result.objects.filter(reading.PUBLIC), heads)
    listed = sorted(
        (row for row in rows if row.list),
        key=lambda row: (order[row.round_code, row.list.code if row.list else ""], _by_score(row)),
    )
    unlisted = sorted(
        (row for row in rows if not row.list), key=lambda row: (-row.year, row.area.own_name)
    )
    return (*listed, *unlisted)


def ranking(round_code: str, list_codes: Sequence[str], *, across_lists: bool = False) -> Ranking:
    """Rank one list, as far as it is known; several only when asked, and then with a warning.

    list_codes: empty means every list of the round. Raises UnknownRoundError,
    UnknownListError, AcrossListsError. Five queries a list.
    """
    codes = list_codes or [head.code for head in lists(round_code)]
    if not codes:
        raise UnknownRoundError(round_code)
    if len(codes) == 1:
        rows = list_rows(round_code, codes[0])
        return Ranking(rows, tuple(row.rank for row in rows), None)
    if not across_lists:
        raise domain.AcrossListsError(codes)
    every = [row for code in codes for row in list_rows(round_code, code)]
    places = competition_ranks({row.public_id: row.score for row in every})
    rows = tuple(sorted(every, key=_by_score))
    ranks = tuple(places[row.public_id] for row in rows)
    return Ranking(rows, ranks, Names(*domain.ACROSS_LISTS))


def unlisted_rows(round_code: str) -> tuple[ResultRow, ...]:
    """Return the round's results whose list no source tells, by official name: never ranked."""
    results = Result.objects.filter(round__code=round_code, list__isnull=True)
    return tuple(sorted(_rows(results, {}), key=lambda row: row.area.own_name))


def _rows(results: QuerySet[Result], heads: dict[int, ListHead]) -> list[ResultRow]:
    return reading.rows_of(
        list(results.select_related("round")),
        heads_by_id=heads,
        places=reading.places_of(heads, heads) if heads else {},
        sources=reading.sources_of(results),
    )


def _by_score(row: ResultRow) -> tuple[bool, Decimal, int, str]:
    return (
        row.score is None,
        -(row.score or Decimal(0)),
        row.rank_published or 0,
        row.area.own_name,
    )


def region_results(code: RegionCode) -> tuple[RegionYear, ...]:
    """Return every public result of one region, oldest first; empty when there is none.

    Seven queries, whatever the number of years.
    """
    results = Result.objects.filter(reading.PUBLIC, region=str(code))
    records = list(results.select_related("round__edition").order_by("round__year", "round__code"))
    if not records:
        return ()
    heads = dict(reading.heads(pk__in={row.list_id for row in records if row.list_id}))
    rows = reading.rows_of(
        records,
        heads_by_id=heads,
        places=reading.places_of(heads, heads),
        sources=reading.sources_of(results),
    )
    parts = reading.parts_of(results)
    editions = dict(
        Round.objects.filter(synthetic=records[0].round.synthetic).values_list("year", "edition_id")
    )
    scores = {row.round.year: row.score for row in records}
    years = []
    for record, row in zip(records, rows, strict=True):
        earlier = scores.get(record.round.year - 1)
        previous, origin = _previous(earlier, record.previous_score)
        kept = record.round.edition
        edition = parse_edition(kept.document.encode()) if kept else None
        values = parts[record.pk]
        components, dimensions = values[ResultPart.COMPONENT], values[ResultPart.DIMENSION]
        years.append(
            RegionYear(
                row=row,
                stage=record.stage,
                placed=Names(record.placed_id, record.placed_en),
                previous_score=previous,
                previous_from=origin,
                improvement=None if row.score is None else improvement(row.score, previous),
                improvement_warning=previous is not None
                and (
                    record.round.edition_id is None
                    or editions.get(record.round.year - 1) != record.round.edition_id
                ),
                components=component_values(edition, components),
                dimensions=dimension_values(edition, dimensions),
                recomputed=recompute(
                    edition, total=row.score, components=components, dimensions=dimensions
                )
                if edition
                else (),
            )
        )
    return tuple(years)


def _previous(
    earlier: int | None, quoted: int | None
) -> tuple[Decimal | None, Literal["result", "quoted"] | None]:
    """Prefer the figure published for the year before to one that is only quoted."""
    if earlier is not None:
        return domain.score(earlier), "result"
    return (None, None) if quoted is None else (domain.score(quoted), "quoted")


def regions_with_results() -> tuple[RegionBrief, ...]:
    """Return every region that has a public result, by official name. Two queries."""
    found: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    rows = Result.objects.filter(reading.PUBLIC).values_list("region", "round__year", "score")
    for region, year, value in rows.order_by("round__year"):
        found[region].append((year, value))
    areas = reading.areas_of(found)
    briefs = []
    for region, years in found.items():
        code = RegionCode(region)
        scored = [(year, value) for year, value in years if value is not None]
        latest_year, latest = scored[-1] if scored else (years[-1][0], None)
        briefs.append(
            RegionBrief(
                region=code,
                area=areas[code],
                province=areas[code.province],
                years=tuple(year for year, _ in years),
                latest_score=None if latest is None else domain.score(latest),
                latest_year=latest_year,
            )
        )
    return tuple(sorted(briefs, key=lambda brief: (brief.area.own_name, brief.region)))


def standing(
    row: ResultRow, scope: Scope, *, rows: Sequence[ResultRow] | None = None
) -> Standing | None:
    """Say where the row stands in its list among its province, island group or the whole list.

    rows: those of its list, if they are at hand (no query then). None when the row has no
    list or no score.
    """
    if row.list is None or row.score is None:
        return None
    every = rows if rows is not None else list_rows(row.round_code, row.list.code)
    among: dict[str, tuple[str, list[Decimal | None]]] = {
        "list": (str(row.list.names), [other.score for other in every]),
        "province": (
            row.province.name,
            [other.score for other in every if other.province.code == row.province.code],
        ),
        "island": (
            str(Names(*row.area.island_group.names)),
            [o.score for o in every if o.area.island_group.code == row.area.island_group.code],
        ),
    }
    name, scores = among[scope]
    place = domain.place_among(row.score, row.rank, scores)
    return Standing(
        scope=scope,
        scope_name=name,
        list=row.list,
        place=place.place,
        joint=place.joint,
        known=place.known,
        known_down_to=row.list.known_down_to,
        sure=place.sure,
    )


def edition(code: str | None = None) -> Edition:
    """Return a loaded edition, None: that of the newest round; raises UnknownEditionError. One query."""
    found = EditionRecord.objects.all()
    if code is None:
        found = found.filter(rounds__synthetic=False).order_by("-rounds__year")
    else:
        found = found.filter(code=code)
    document = found.values_list("document", flat=True).first()
    if document is None:
        raise UnknownEditionError(code or "")
    return parse_edition(document.encode())

"""How rows of the database become the values of `figures`; used by the selectors alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from balai.engines.composite import Known
from balai.kernel.region_code import RegionCode
from balai.oversight.assessment import domain
from balai.oversight.assessment.figures import ListHead, Names, ResultRow, SourceRef
from balai.oversight.assessment.models import Result, ResultList, ResultPart, ResultSource
from balai.oversight.assessment.states import PUBLISHED
from balai.registers.regions import selectors as regions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from django.db.models import QuerySet

    from balai.registers.regions.domain import Area

PUBLIC = Q(list__isnull=True) | Q(list__state=PUBLISHED)
"""Results that anybody may see: those of published lists, and those whose list nobody knows."""


def heads(**filters: object) -> list[tuple[int, ListHead]]:
    """Return published lists with their keys, newest round first. One query."""
    found = (
        ResultList.objects.filter(state=PUBLISHED, **filters)
        .select_related("round__edition", "source")
        .annotate(known=Count("results", filter=Q(results__score__isnull=False)))
        .order_by("-round__year", "round__code", "code")
    )
    return [(row.pk, _head(row, row.known)) for row in found]


def _head(row: ResultList, known: int) -> ListHead:
    source = row.source
    return ListHead(
        round_code=row.round.code,
        year=row.round.year,
        code=row.code,
        names=Names(row.name_id, row.name_en),
        stage=Names(row.stage_name_id, row.stage_name_en) if row.stage_name_id else None,
        size=row.size,
        known_count=known,
        known_down_to=row.known_down_to,
        scored=row.scored,
        letter_number=row.letter_number,
        letter_date=row.letter_date,
        state=row.state,
        version=row.version,
        published_at=row.published_at,
        edition=row.round.edition.code if row.round.edition else None,
        note=Names(row.note_id, row.note_en),
        source=SourceRef(source.title, source.url, source.dated) if source else None,
        provenance=row.provenance,
        synthetic=row.round.synthetic,
    )


def places_of(
    list_ids: Iterable[int], heads_by_id: Mapping[int, ListHead]
) -> dict[int, domain.Place]:
    """Rank every result of these lists: key of the result → place. One query."""
    rows: dict[int, list[Known[int]]] = defaultdict(list)
    found = Result.objects.filter(list_id__in=set(list_ids)).values_list(
        "list_id", "pk", "score", "rank_published", "rank_of_list"
    )
    for list_id, key, score, rank, of_list in found:
        if list_id is not None:
            rows[list_id].append(Known(key, score, rank if of_list else None))
    places: dict[int, domain.Place] = {}
    for list_id, known in rows.items():
        head = heads_by_id[list_id]
        # Ranks of hundredths are the ranks of the scores; no need for fractions of them.
        places |= domain.places(known, size=head.size, known_down_to=head.known_down_to)
    return places


def sources_of(results: QuerySet[Result]) -> dict[int, tuple[SourceRef, ...]]:
    """Return the sources of each result in their order. One query."""
    found: dict[int, list[SourceRef]] = defaultdict(list)
    links = (
        ResultSource.objects.filter(result__in=results)
        .order_by("result_id", "position")
        .values_list("result_id", "source__title", "source__url", "source__dated")
    )
    for key, title, url, dated in links:
        found[key].append(SourceRef(title, url, dated))
    return {key: tuple(sources) for key, sources in found.items()}


def parts_of(results: QuerySet[Result]) -> dict[int, dict[str, dict[str, Decimal]]]:
    """Return the parts of each result: key → kind → code → value. One query."""
    found: dict[int, dict[str, dict[str, Decimal]]] = defaultdict(
        lambda: {ResultPart.COMPONENT: {}, ResultPart.DIMENSION: {}}
    )
    rows = ResultPart.objects.filter(result__in=results).values_list(
        "result_id", "kind", "code", "value"
    )
    for key, kind, code, value in rows:
        found[key][kind][code] = domain.score(value)
    return found


def areas_of(codes: Iterable[str]) -> dict[RegionCode, Area]:
    """Return the areas of these codes and of their provinces. One query."""
    wanted = {RegionCode(code) for code in codes}
    return regions.get_many(wanted | {code.province for code in wanted})


def rows_of(
    results: Sequence[Result],
    *,
    heads_by_id: Mapping[int, ListHead],
    places: Mapping[int, domain.Place],
    sources: Mapping[int, tuple[SourceRef, ...]],
) -> list[ResultRow]:
    """Put rows together; results need their round. One query, for the areas."""
    areas = areas_of(row.region for row in results)
    nowhere = domain.Place(None, None)
    found = []
    for row in results:
        code = RegionCode(row.region)
        head = heads_by_id[row.list_id] if row.list_id is not None else None
        place = places.get(row.pk, nowhere)
        told = sources.get(row.pk, ())
        found.append(
            ResultRow(
                public_id=row.public_id,
                round_code=row.round.code,
                year=row.round.year,
                list=head,
                region=code,
                area=areas[code],
                province=areas[code.province],
                name_published=row.name_published,
                score=None if row.score is None else domain.score(row.score),
                rank=place.rank,
                possible_ranks=place.possible if head and head.size else None,
                rank_published=row.rank_published,
                rank_scope=row.rank_scope,
                rank_published_of_list=row.rank_of_list,
                sources=told or ((head.source,) if head and head.source else ()),
                provenance=row.provenance,
                synthetic=row.synthetic,
            )
        )
    return found

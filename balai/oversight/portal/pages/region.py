"""The page of one region: a year's index with its list, its history, its parts, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.oversight.assessment import selectors
from balai.oversight.portal import captions, drawings, knowledge, sentences
from balai.oversight.portal.pages import lists, parts, results, sources
from balai.oversight.portal.sentences import Part, Yearly
from balai.oversight.portal.words import score

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from django.utils.safestring import SafeString

    from balai.engines.charts.svg import Svg
    from balai.oversight.assessment.selectors import ListHead, RegionYear, ResultRow
    from balai.oversight.portal.pages.parts import Components, Dimensions
    from balai.oversight.portal.pages.sources import SourceLine
    from balai.registers.regions.domain import Area

EVERY_SENTENCE = 3
NATIONAL = "nasional"
"""Code of a round's one list of all regions, which needs no name of its own."""


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year in the switch."""

    year: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """The figure under the roof line with its rank, its change, and where it was read."""

    score: Decimal | None
    rank: int | None
    rank_label: str
    change: Decimal | None
    change_label: str
    warning: str
    provenance: str
    origin_note: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A year in the table beside the history. quoted: read from a later year's source."""

    year: int
    score: Decimal | None
    change: Decimal | None
    origin: str
    current: bool


@dataclass(frozen=True, slots=True)
class HistorySection:
    """The history: the drawing (None under two known values), its sentence, its table."""

    drawing: Svg | None
    caption: str
    rows: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class PlaceSection:
    """The place in the list; drawing is None when the region has no score there."""

    list: ListHead
    drawing: Svg | None
    caption: str
    url: str


@dataclass(frozen=True, slots=True)
class LetterSection:
    """The letter that told the result: number and date as far as they are known."""

    title: str
    line: str


@dataclass(frozen=True, slots=True)
class RegionPage:
    """All that the page of a region with results shows, for the chosen year."""

    area: Area
    province: Area
    chosen: RegionYear
    years: tuple[YearLink, ...]
    figure: KeyFigure
    sentences: tuple[SafeString, ...]
    place: PlaceSection | None
    history: HistorySection
    components: Components | None
    dimensions: Dimensions | None
    known: tuple[str, ...]
    not_known: tuple[str, ...]
    letter: LetterSection | None
    sources: tuple[SourceLine, ...]


def choose(years: Sequence[RegionYear], wanted: str) -> RegionYear:
    """Return the result of the wanted year, by default the latest with a score; LookupError."""
    if wanted:
        found = [y for y in years if str(y.row.year) == wanted]
        if not found:
            raise LookupError(wanted)
        return found[-1]
    return next((y for y in reversed(years) if y.row.score is not None), years[-1])


def _points(years: Sequence[RegionYear]) -> dict[int, tuple[Decimal, bool]]:
    """Return the known index of each year and whether it is only quoted by the year after."""
    points: dict[int, tuple[Decimal, bool]] = {}
    for y in years:
        if y.previous_from == "quoted" and y.previous_score is not None:
            points.setdefault(y.row.year - 1, (y.previous_score, True))
        if y.row.score is not None:
            points[y.row.year] = (y.row.score, False)
    return dict(sorted(points.items()))


def _history(years: Sequence[RegionYear], chosen: RegionYear) -> HistorySection:
    points = _points(years)
    by_year = {y.row.year: y for y in years}
    rows = []
    for year in sorted({*points, *by_year}):
        result = by_year.get(year)
        quoted = year in points and points[year][1]
        rows.append(
            HistoryRow(
                year=year,
                score=points[year][0] if year in points else None,
                change=result.improvement if result else None,
                origin=_("dikutip {year}").format(year=year + 1)
                if quoted
                else sources.origin(result.row.sources if result else ()).word,
                current=year == chosen.row.year,
            )
        )
    known = [(year, value) for year, (value, _quoted) in points.items()]
    return HistorySection(
        drawing=drawings.history(known, chosen.row.year) if len(known) > 1 else None,
        caption=captions.history([Yearly(year, value) for year, value in known]),
        rows=tuple(rows),
    )


def _before(years: Sequence[RegionYear], chosen: RegionYear) -> Yearly | None:
    """Return the last known index before the chosen year."""
    earlier = [
        Yearly(year, value)
        for year, (value, _quoted) in _points(years).items()
        if year < chosen.row.year
    ]
    return earlier[-1] if earlier else None


def _rank_label(row: ResultRow, rank: int | None) -> str:
    if row.list is None:
        return _("peringkat: daftarnya tidak disebut sumber")
    name = (
        _("peringkat nasional")
        if row.list.code == NATIONAL
        else _("peringkat dalam {list}").format(list=lists.list_name(row.list))
    )
    if rank is None:
        return name
    out_of = lists.rank_size(row)
    if out_of is None:
        return _("{rank}, {rest}").format(rank=name, rest=sentences.untold(row.list.size))
    return _("{rank}, dari {size}").format(rank=name, size=out_of)


def _figure(years: Sequence[RegionYear], chosen: RegionYear) -> KeyFigure:
    row, before = chosen.row, _before(years, chosen)
    moved = row.score - before.score if row.score is not None and before and before.score else None
    rank = lists.shown_rank(row)
    return KeyFigure(
        score=row.score,
        rank=rank,
        rank_label=_rank_label(row, rank),
        change=moved,
        change_label=_("sejak {year} ({score})").format(year=before.year, score=score(before.score))
        if before and before.score is not None and moved is not None
        else "",
        warning=_("Instrumen kedua tahun belum tentu sama; bandingkan dengan hati-hati.")
        if moved is not None and chosen.improvement_warning
        else "",
        provenance=row.provenance,
        origin_note=sources.note(row.sources),
    )


def _sentences(
    years: Sequence[RegionYear], chosen: RegionYear, rows: Sequence[ResultRow]
) -> tuple[SafeString, ...]:
    row = chosen.row
    name = row.area.short_name
    said = [sentences.standing(name, Yearly(row.year, row.score), _before(years, chosen))]
    strong = [Part(str(p.names), p.value) for p in chosen.components]
    sides = [Part(str(p.names), p.value) for p in chosen.dimensions]
    if strong:
        said.append(sentences.components(strong, row.year))
    if sides:
        said.append(sentences.dimensions(sides, row.year))
    if len(said) < EVERY_SENTENCE:
        said.insert(1, _placed(row, rows))
    if len(said) < EVERY_SENTENCE and row.list is not None:
        first = sentences.claim(results.firsts(row, rows), row.list.known_down_to, row.list.size)
        said += [first] if first else []
    if len(said) < EVERY_SENTENCE and not strong:
        said.append(sentences.components(strong, row.year))
    return tuple(said)


def _placed(row: ResultRow, rows: Sequence[ResultRow]) -> SafeString:
    if row.list is None:
        return sentences.unlisted(row.rank_published, row.rank_scope)
    return sentences.place(
        lists.ranked(row),
        lists.list_name(row.list),
        shared=lists.shares_rank(row, rows),
    )


def _place(chosen: RegionYear, rows: Sequence[ResultRow]) -> PlaceSection | None:
    head = chosen.row.list
    if head is None or not head.scored:
        return None
    return PlaceSection(
        list=head,
        drawing=drawings.strip(head, rows, chosen.row) if chosen.row.score is not None else None,
        caption=captions.strip(
            known=head.known_count,
            size=head.size,
            complete=head.known_down_to is not None and head.known_down_to == head.known_count,
        ),
        url=f"{lists.list_url(head)}?daerah={chosen.row.region}",
    )


def _knowledge(
    years: Sequence[RegionYear], chosen: RegionYear, components: Components | None
) -> knowledge.Knowledge:
    row = chosen.row
    check = chosen.index_check
    indexed = tuple(y.row.year for y in years if y.row.score is not None)
    first, last = years[0].row.year, years[-1].row.year
    return knowledge.Knowledge(
        year=row.year,
        years=tuple(range(first, last + 1)),
        indexed=indexed,
        rank=lists.shown_rank(row),
        size=row.list.size if row.list else None,
        out_of=lists.rank_size(row),
        list_name=lists.list_name(row.list) if row.list else "",
        components=len(chosen.components),
        dimensions=len(chosen.dimensions),
        detailed=tuple(y.row.year for y in years if y.components),
        weights=components.weights if components else "",
        recomputed=components.recomputed if components else "",
        published=row.score,
        consistent=check.consistent if check else None,
        letter=False if row.list and row.list.letter_number else None,
    )


def _letter(head: ListHead | None) -> LetterSection | None:
    if head is None or not head.letter_number:
        return None
    return LetterSection(
        title=_("Surat hasil evaluasi {year}").format(year=head.year),
        line=sentences.letter(head.letter_number, head.letter_date, _("Ditjen Aptika")),
    )


def build(years: Sequence[RegionYear], wanted: str) -> RegionPage:
    """Gather the page from a region's results (at least one); LookupError for another year.

    Four queries beside those that read `years`: the rows of the chosen list.
    """
    chosen = choose(years, wanted)
    row = chosen.row
    rows = (
        selectors.list_rows(row.list.round_code, row.list.code) if row.list is not None else (row,)
    )
    components = parts.components(chosen)
    facts = _knowledge(years, chosen, components)
    return RegionPage(
        area=row.area,
        province=row.province,
        chosen=chosen,
        years=tuple(
            YearLink(y.row.year, lists.region_url(row.region, y.row.year), y is chosen)
            for y in years
        ),
        figure=_figure(years, chosen),
        sentences=_sentences(years, chosen, rows),
        place=_place(chosen, rows),
        history=_history(years, chosen),
        components=components,
        dimensions=parts.dimensions(chosen),
        known=tuple(knowledge.known(facts)),
        not_known=tuple(knowledge.not_known(facts)),
        letter=_letter(row.list),
        sources=sources.lines(years),
    )

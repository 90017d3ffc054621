"""The table of one list: its rows filtered, sorted and paged, its switches, and who stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from balai.engines import charts
from balai.oversight.assessment import selectors
from balai.oversight.portal import captions, drawings, sentences
from balai.oversight.portal.pages import directory, lists, sources
from balai.oversight.portal.pages.home import map_section
from balai.oversight.portal.words import count, language, long_date, score
from balai.registers.regions.domain import ISLAND_GROUPS, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.utils.safestring import SafeString

    from balai.oversight.assessment.selectors import ListHead, ResultRow

ROWS_A_PAGE = 100
ISLAND, PROVINCE, NAME, SORT, PAGE, OWN = "pulau", "provinsi", "nama", "urut", "halaman", "daerah"
YEAR = "tahun"
PARAMS = (PROVINCE, ISLAND, SORT, PAGE, OWN, YEAR)
"""What the page reads from its address, beside the free text of NAME."""

SORTS = ("peringkat", "daerah", "provinsi", "indeks")


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked of the table. sort: one of SORTS, with "-" before it for the other way."""

    name: str = ""
    province: str = ""
    island: str = ""
    sort: str = "peringkat"
    page: int = 1
    own: str = ""

    @property
    def column(self) -> str:
        """Return the column that is sorted."""
        return self.sort.removeprefix("-")

    @property
    def reverse(self) -> bool:
        """Whether the column is sorted the other way round."""
        return self.sort.startswith("-")

    @property
    def filtered(self) -> bool:
        """Whether only some of the rows were asked for."""
        return bool(self.name or self.province or self.island)

    def address(self, **changes: str | int) -> str:
        """Return the query string with these changes; what is at its default is left out."""
        asked = {
            NAME: self.name, PROVINCE: self.province, ISLAND: self.island, SORT: self.sort,
            PAGE: self.page, OWN: self.own,
        } | changes  # fmt: skip
        plain = {NAME: "", PROVINCE: "", ISLAND: "", SORT: "peringkat", PAGE: 1, OWN: ""}
        kept = {name: value for name, value in asked.items() if value != plain[name]}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True, slots=True)
class Option:
    """An entry of a select box."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head. direction: "ascending", "descending" or "none" for aria-sort."""

    code: str
    label: str
    address: str
    direction: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table as it is printed, with its bar; empty text where nothing is known."""

    rank: str
    name: str
    url: str
    province: str
    score: str
    bar: str
    own: bool


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """All that the page of a list shows."""

    head: ListHead
    query: Query
    rows: tuple[ResultRow, ...]
    lines: tuple[Line, ...]
    found: int
    pages: int
    headings: tuple[Heading, ...]
    provinces: tuple[Option, ...]
    islands: tuple[Option, ...]
    years: tuple[Option, ...]
    siblings: tuple[ListHead, ...]
    own: ResultRow | None
    unknown: str
    unknown_ranks: str

    @property
    def last_page(self) -> bool:
        """Whether the rows with unknown scores stand on this page."""
        return self.query.page >= self.pages


def _sort_key(column: str) -> Callable[[ResultRow], tuple[object, ...]]:
    if column == "daerah":
        return lambda row: (row.area.own_name, row.area.name)
    if column == "provinsi":
        return lambda row: (row.province.name, -(row.score or 0), row.area.name)
    return lambda row: (-(row.score or 0), row.area.name)


def arrange(rows: Sequence[ResultRow], query: Query) -> list[ResultRow]:
    """Filter and sort the rows; those without score stay last whichever way."""
    key = name_key(query.name)
    kept = [
        row
        for row in rows
        if (not key or key in name_key(row.area.name) or key in name_key(row.name_published))
        and (not query.province or row.province.code.value == query.province)
        and (not query.island or row.area.island_group.code == query.island)
    ]
    if query.column == "peringkat":
        ordered = list(reversed(kept)) if query.reverse else kept
    else:
        # The index starts with the best; its first click shows them, the second the lowest.
        ordered = sorted(kept, key=_sort_key(query.column), reverse=query.reverse)
    if query.column in {"peringkat", "indeks"}:
        ordered.sort(key=lambda row: row.score is None and lists.shown_rank(row) is None)
    return ordered


def _headings(query: Query) -> tuple[Heading, ...]:
    labels = {"peringkat": _("Peringkat"), "daerah": pgettext("kolom", "Daerah"), "provinsi": _("Provinsi"),
              "indeks": _("Indeks")}  # fmt: skip
    heads = []
    for code, label in labels.items():
        sorted_now = query.column == code
        ascends = query.reverse if code == "indeks" else not query.reverse
        heads.append(
            Heading(
                code,
                label,
                query.address(
                    urut=f"-{code}" if sorted_now and not query.reverse else code, halaman=1
                )
                or "?",
                ("ascending" if ascends else "descending") if sorted_now else "none",
                code in {"peringkat", "indeks"},
            )
        )
    return tuple(heads)


def _line(row: ResultRow, own: str) -> Line:
    rank = lists.shown_rank(row)
    return Line(
        rank="" if rank is None else str(rank),
        name=row.area.short_name,
        url=lists.region_url(row.region, row.year),
        province=row.province.name,
        score="" if row.score is None else score(row.score),
        bar="" if row.score is None else charts.bar(row.score, own=row.region.value == own),
        own=row.region.value == own,
    )


def _options(pairs: dict[str, str], chosen: str) -> tuple[Option, ...]:
    return tuple(
        Option(value, label, value == chosen)
        for value, label in sorted(pairs.items(), key=lambda pair: pair[1])
    )


def _another_province(code: str, head: ListHead) -> str:
    """Return the name of a province without a row in the list; LookupError if there is none such.

    An invented province is none of a real list, nor the other way round.
    """
    area = directory.area_of(code)
    if area.code.parent is not None or area.synthetic != head.synthetic:
        raise LookupError(code)
    return area.name


def _another_island(code: str) -> tuple[str, str]:
    """Return both names of an island group without a row in the list; LookupError likewise."""
    found = {group.code: group.names for group in ISLAND_GROUPS.values()}
    return found[code]


def build(round_code: str, list_code: str, query: Query) -> ResultsPage:
    """Gather the page; raises UnknownListError, and LookupError for a page or a filter that is not there.

    Seven queries, whatever the size of the list and the number of others; one more for a
    province that has no row in it.
    """
    rows = selectors.list_rows(round_code, list_code)
    siblings = selectors.lists(round_code)
    head = next(h for h in siblings if h.code == list_code)
    which = 1 if language() == "en" else 0
    provinces = {row.province.code.value: row.province.name for row in rows}
    islands = {row.area.island_group.code: row.area.island_group.names[which] for row in rows}
    own = next((row for row in rows if row.region.value == query.own), None)
    if (query.own and own is None) or query.column not in SORTS:
        raise LookupError(query)
    if query.province and query.province not in provinces:
        provinces[query.province] = _another_province(query.province, head)
    if query.island and query.island not in islands:
        islands[query.island] = _another_island(query.island)[which]
    arranged = arrange(rows, query)
    pages = max(1, -(-len(arranged) // ROWS_A_PAGE))
    if not 1 <= query.page <= pages:
        raise LookupError(query.page)
    first = (query.page - 1) * ROWS_A_PAGE
    others = lists.others_of(head, rows)
    return ResultsPage(
        head=head,
        query=query,
        rows=rows,
        lines=tuple(_line(row, query.own) for row in arranged[first : first + ROWS_A_PAGE]),
        found=len(arranged),
        pages=pages,
        headings=_headings(query),
        provinces=_options(provinces, query.province),
        islands=_options(islands, query.island),
        years=tuple(Option(str(y), str(y), y == head.year) for y in selectors.years()),
        siblings=siblings,
        own=own,
        unknown=captions.unknown_rows(rest=others, at_most=lists.ceiling(head, rows))
        if others != 0
        else "",
        unknown_ranks=lists.unknown_ranks(head),
    )


def firsts(row: ResultRow, rows: Sequence[ResultRow]) -> list[str]:
    """Return the wider areas in which the region is surely the first of its list."""
    areas = []
    province = selectors.standing(row, "province", rows=rows)
    if province and province.place == 1 and province.sure:
        areas.append(_("Provinsi {name}").format(name=row.province.name))
    island = selectors.standing(row, "island", rows=rows)
    if island and island.place == 1 and island.sure:
        which = 1 if language() == "en" else 0
        areas.append(row.area.island_group.names[which])
    return areas


def own_sentence(page: ResultsPage) -> SafeString | None:
    """Say where the chosen region stands in this list, and what that rests on."""
    if page.own is None:
        return None
    return sentences.own_place(
        page.own.area.own_name,
        lists.ranked(page.own),
        areas=firsts(page.own, page.rows),
        known_to=page.head.known_down_to,
    )


def _origin(head: ListHead, rows: Sequence[ResultRow]) -> str:
    """Say where the list was read: the kind of its source, and how far it goes."""
    told = sources.of_rows(rows)
    found = sources.note(told or ((head.source,) if head.source else ()))
    if head.known_down_to == 1:
        return _("{origin}, peringkat pertama").format(origin=found)
    if head.known_down_to:
        return _("{origin}, {number} teratas").format(
            origin=found, number=count(head.known_down_to)
        )
    return found


def _caption(head: ListHead) -> str:
    parts = [str(head.stage)] if head.stage and str(head.stage) else []
    if head.letter_date:
        parts.append(_("surat {date}").format(date=long_date(head.letter_date)))
    return " \N{MIDDLE DOT} ".join(parts)


def sections(page: ResultsPage) -> dict[str, object]:
    """Return what stands around the table: title, switches, files, strip and map. One query."""
    head, query = page.head, page.query
    here = lists.list_url(head)
    return {
        "title": capfirst(str(head.names)),
        "caption": _caption(head),
        "lede": sentences.list_lede(head.size, head.known_count, head.known_down_to),
        "here": here,
        "cleared": f"{here}?{OWN}={query.own}" if query.own else here,
        "file": f"{here}hasil.",
        "asked": query.address(halaman=1, daerah=""),
        "siblings": [
            {
                "url": lists.list_url(h),
                "label": lists.switch_label(h),
                "current": h.code == head.code,
            }
            for h in page.siblings
        ],
        "page_links": [(n, query.address(halaman=n) or "?") for n in range(1, page.pages + 1)],
        "own_sentence": own_sentence(page),
        "provenance": head.provenance,
        "origin": _origin(head, page.rows),
        "note": str(head.note),
        "row_sources": sources.of_rows(page.rows),
        # Who tells how many the list holds, where that is nobody who tells its scores.
        "size_source": head.source if head.source not in sources.of_rows(page.rows) else None,
        "strip": drawings.strip(head, page.rows, page.own) if head.scored else None,
        "strip_caption": captions.strip(
            known=head.known_count,
            size=head.size,
            complete=head.known_down_to is not None and head.known_down_to == head.known_count,
        ),
        "map": map_section(head, page.rows) if head.known_count else None,
    }

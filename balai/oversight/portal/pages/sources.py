"""Where a region's figures were read, and what each source holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from balai.oversight.portal.words import listing, long_date, years

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from balai.oversight.assessment.selectors import RegionYear, ResultRow, SourceRef

_STATE = ".go.id"


@dataclass(frozen=True, slots=True)
class Origin:
    """Of what kind a figure's first source is, in a word, and the day it was published if known."""

    word: str
    dated: date | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source in the list at the end: title, address, what it holds."""

    title: str
    url: str
    holds: str


def origin(sources: Sequence[SourceRef]) -> Origin:
    """Say of which kind the first source is: a site of the state, a newspaper, or none."""
    if not sources:
        return Origin(_("tanpa sumber"), None)
    host = urlsplit(sources[0].url).hostname or ""
    return Origin(_("situs pemerintah") if host.endswith(_STATE) else _("berita"), sources[0].dated)


def note(sources: Sequence[SourceRef]) -> str:
    """Write the first source's kind and day: "berita 29 Desember 2022"."""
    first = origin(sources)
    return f"{first.word} {long_date(first.dated)}" if first.dated else first.word


def of_rows(rows: Sequence[ResultRow]) -> tuple[SourceRef, ...]:
    """Return each source of a list's rows once, in the order of the rows."""
    return tuple(dict.fromkeys(source for row in rows for source in row.sources))


def _holds(uses: Sequence[RegionYear]) -> str:
    told = [y.row.year for y in uses if y.row.score is not None]
    what = [_("indeks {years}").format(years=years(told))] if told else []
    if ranked := [y.row.year for y in uses if y.row.score is None and y.row.rank_published]:
        what.append(_("peringkat {years}").format(years=years(ranked)))
    if detailed := [y.row.year for y in uses if y.components]:
        what.append(_("komponen {years}").format(years=years(detailed)))
    if sided := [y.row.year for y in uses if y.dimensions]:
        what.append(_("dimensi {years}").format(years=years(sided)))
    return _("Memuat {what}.").format(what=listing(what)) if what else ""


def lines(results: Sequence[RegionYear]) -> tuple[SourceLine, ...]:
    """Return each source once, that of the newest result first."""
    uses: dict[SourceRef, list[RegionYear]] = {}
    for result in reversed(results):
        for source in result.row.sources:
            uses.setdefault(source, []).append(result)
    return tuple(
        SourceLine(source.title, source.url, _holds(list(reversed(used))))
        for source, used in uses.items()
    )

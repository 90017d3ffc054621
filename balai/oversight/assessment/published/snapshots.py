"""Results as a preview shows them: what is stored, and what a row would make of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balai.kernel.region_code import RegionCode
from balai.oversight.assessment import domain
from balai.oversight.assessment.models import Result, ResultPart, ResultSource
from balai.oversight.assessment.published.columns import COMPONENTS, DIMENSIONS
from balai.oversight.assessment.published.parsing import SEPARATOR, sources_of
from balai.registers.intake.domain import Change, ChangeKind, ParsedRow
from balai.registers.regions import selectors as regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from balai.oversight.assessment.published.parsing import Reading
    from balai.registers.intake.domain import Options, Value

SHOWN = (
    "score",
    "rank",
    "rank_scope",
    *COMPONENTS,
    *DIMENSIONS,
    "previous_score",
    "list",
    "rank_of_list",
    "stage",
    "name_as_published",
    "source_title",
    "source_url",
    "placed",
    "placed_en",
)
"""Fields of a preview, in its order."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A stored result. shown: its fields by code of SHOWN, blank ones left out."""

    record: Result
    shown: dict[str, Value]


def parsed_row(reading: Reading, options: Options) -> ParsedRow:
    """Keep what a row without problems says, blank cells left out."""
    if reading.round is None or reading.region is None:
        raise ValueError("only rows without problems can be kept")
    row = reading.row
    titles, urls = sources_of(row, options)
    said: dict[str, Value] = {
        "name_as_published": row["name_as_published"],
        "stage": row["stage"],
        "rank": reading.rank,
        "rank_scope": row["rank_scope"],
        **reading.figures,
        "source_title": SEPARATOR.join(titles),
        "source_url": SEPARATOR.join(urls or ["-"] * len(titles)),
    }
    if reading.listed is not None:
        said["list"] = f"{reading.round.code}/{reading.listed.code}"
    if reading.rank is not None:
        said["rank_of_list"] = reading.rank_of_list
    said["placed"], said["placed_en"] = reading.placed
    code, region = reading.round.code, str(reading.region)
    values = {name: value for name, value in said.items() if value not in (None, "")}
    return ParsedRow(
        row.number,
        f"{code}/{region}",
        {"round": code, "year": reading.round.year, "region": region, **values},
    )


def merged(before: dict[str, Value], said: ParsedRow) -> dict[str, Value]:
    """Lay what a row says over what is stored: a blank cell never erases.

    A row that knows no list leaves the stored one, with its reason. Sources add up, since
    two papers may tell one figure.
    """
    if not before:
        return {code: said.values[code] for code in SHOWN if code in said.values}
    values = dict(said.values)
    if "list" not in values and "list" in before:
        values.pop("placed", None)
        values.pop("placed_en", None)
    titles, urls = _pairs(before), _pairs(values)
    both = {**titles, **dict.fromkeys(urls)}
    after = {**before, **values}
    if both:
        after["source_title"] = SEPARATOR.join(title for title, _ in both)
        after["source_url"] = SEPARATOR.join(url or "-" for _, url in both)
    return {code: after[code] for code in SHOWN if code in after}


def _pairs(values: dict[str, Value]) -> dict[tuple[str, str], None]:
    """Return the sources of a row: (title, address), in order, each once."""
    titles = str(values.get("source_title", "")).split(SEPARATOR)
    urls = str(values.get("source_url", "")).split(SEPARATOR)
    urls += [""] * (len(titles) - len(urls))
    pairs = zip(titles, urls, strict=False)
    return {(title, "" if url == "-" else url): None for title, url in pairs if title}


def sources(shown: dict[str, Value]) -> list[tuple[str, str]]:
    """Return the sources that a shown result names, in order."""
    return list(_pairs(shown))


def snapshots(parsed: Sequence[ParsedRow], *, lock: bool = False) -> dict[str, Snapshot]:
    """Return what is stored under the rows' keys. Three queries."""
    rounds = {str(row.values["round"]) for row in parsed}
    areas = {str(row.values["region"]) for row in parsed}
    found = Result.objects.filter(round__code__in=rounds, region__in=areas)
    records = found.select_related("round", "list")
    if lock:
        records = records.select_for_update(of=("self",))
    wanted = {row.key for row in parsed}
    kept = {f"{record.round.code}/{record.region}": record for record in records}
    if not kept:
        return {}
    parts = _parts(found)
    told = _sources(found)
    return {
        key: Snapshot(record, _shown(record, parts[record.pk], told[record.pk]))
        for key, record in kept.items()
        if key in wanted
    }


def _parts(results: QuerySet[Result]) -> dict[int, dict[str, Value]]:
    parts: dict[int, dict[str, Value]] = defaultdict(dict)
    rows = ResultPart.objects.filter(result__in=results).values_list("result_id", "code", "value")
    for key, code, value in rows:
        parts[key][code] = domain.score(value)
    return parts


def _sources(results: QuerySet[Result]) -> dict[int, list[tuple[str, str]]]:
    told: dict[int, list[tuple[str, str]]] = defaultdict(list)
    links = ResultSource.objects.filter(result__in=results).order_by("result_id", "position")
    for key, title, url in links.values_list("result_id", "source__title", "source__url"):
        told[key].append((title, url))
    return told


def _shown(
    record: Result, parts: dict[str, Value], told: list[tuple[str, str]]
) -> dict[str, Value]:
    values: dict[str, Value] = {
        "list": f"{record.round.code}/{record.list.code}" if record.list else None,
        "name_as_published": record.name_published,
        "stage": record.stage,
        "score": None if record.score is None else domain.score(record.score),
        "rank": record.rank_published,
        "rank_of_list": None if record.rank_published is None else record.rank_of_list,
        "rank_scope": record.rank_scope,
        **parts,
        "previous_score": None
        if record.previous_score is None
        else domain.score(record.previous_score),
        "source_title": SEPARATOR.join(title for title, _ in told),
        "source_url": SEPARATOR.join(url or "-" for _, url in told),
        "placed": record.placed_id,
        "placed_en": record.placed_en,
    }
    return {code: values[code] for code in SHOWN if values.get(code) not in (None, "")}


def changes(parsed: Sequence[ParsedRow]) -> list[Change]:
    """Compare rows with what is stored. Four queries."""
    stored = snapshots(parsed)
    areas = regions.get_many({RegionCode(str(row.values["region"])) for row in parsed})
    found = []
    for row in parsed:
        snapshot = stored.get(row.key)
        before = snapshot.shown if snapshot else {}
        after = merged(before, row)
        kind = (
            ChangeKind.NEW
            if snapshot is None
            else ChangeKind.UNCHANGED
            if before == after
            else ChangeKind.CHANGED
        )
        area = areas[RegionCode(str(row.values["region"]))]
        found.append(
            Change(row.key, kind, f"{area.short_name}, {row.values['year']}", before, after)
        )
    return found

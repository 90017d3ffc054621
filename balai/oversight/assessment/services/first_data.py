"""The real data that come with the product: editions, rounds, lists and published results."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from django.utils.translation import gettext as _

from balai.kernel.actor import require
from balai.oversight.assessment import edition_file, permissions
from balai.oversight.assessment.drafts import (
    NO_NAMES,
    ListDraft,
    PlacementDraft,
    RoundDraft,
    StageDraft,
)
from balai.oversight.assessment.figures import Names, SourceRef
from balai.oversight.assessment.models import ResultList
from balai.oversight.assessment.published.columns import CODE
from balai.oversight.assessment.services.editions import load_edition
from balai.oversight.assessment.services.lists import (
    define_list,
    describe_scopes,
    keep_source,
    place_regions,
    publish_list,
)
from balai.oversight.assessment.services.rounds import open_round
from balai.oversight.assessment.states import DRAFT
from balai.registers.intake import selectors as intake_selectors
from balai.registers.intake import services as intake
from balai.registers.intake.services import commands as intake_commands

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from balai.kernel.actor import Actor

INDEX = "rounds.yaml"
"""The file that says what the others mean; it lies beside them."""


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Both are safe loaders; the one in C takes a tenth of the time."""


class BadPublishedDataError(ValueError):
    """The folder of published data contradicts itself, or a file in it was refused."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of results, as rounds.yaml describes it. options: as the import asks for them."""

    name: str
    sha256: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DataIndex:
    """What rounds.yaml says."""

    editions: tuple[str, ...]
    sources: Mapping[str, SourceRef]
    rounds: tuple[RoundDraft, ...]
    lists: tuple[ListDraft, ...]
    other_scopes: Mapping[str, tuple[str, ...]]
    placements: Mapping[str, tuple[PlacementDraft, ...]]
    files: tuple[DataFile, ...] = field(default=())


def read_index(directory: Path) -> DataIndex:
    """Read rounds.yaml of a folder; raises BadPublishedDataError, OSError."""
    try:
        return _index(yaml.load((directory / INDEX).read_text(), Loader=_LOADER))  # noqa: S506 - a safe one
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as wrong:
        text = _("%(file)s tidak terbaca: %(fault)s")
        raise BadPublishedDataError(text % {"file": INDEX, "fault": repr(wrong)}) from wrong


def described_options(path: Path) -> Mapping[str, str]:
    """Return the options that rounds.yaml beside a file gives for just these bytes; {} if none."""
    if not (path.parent / INDEX).is_file():
        return {}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for known in read_index(path.parent).files:
        if known.sha256 == digest:
            return known.options
    return {}


def load_published_data(*, directory: Path, by: Actor) -> str:
    """Load the whole folder, each step atomic; a repeat changes nothing. Returns one line.

    A file that was applied once is not applied again here, so corrections made since stay.
    Lists are published once their results are in. Raises Forbidden, BadPublishedDataError.
    """
    for action in permissions.ACTIONS:
        require(by, action.code)
    index = read_index(directory)
    for code in index.editions:
        load_edition(content=(edition_file.FOLDER / f"{code}.yaml").read_bytes(), by=by)
    for source in index.sources.values():
        keep_source(source)
    for round_draft in index.rounds:
        open_round(draft=round_draft, by=by)
    for list_draft in index.lists:
        define_list(draft=list_draft, by=by)
    for code, texts in index.other_scopes.items():
        describe_scopes(round_code=code, texts=texts, by=by)
    for code, placements in index.placements.items():
        place_regions(round_code=code, placements=placements, by=by)
    written = sum(_import(directory, known, by) for known in index.files)
    named = [(draft.round_code, draft.code) for draft in index.lists]
    drafts = ResultList.objects.filter(state=DRAFT).values_list("round__code", "code")
    for round_code, list_code in sorted(set(named) & set(drafts)):
        publish_list(round_code=round_code, list_code=list_code, by=by)
    if not written:
        return _("mutakhir")
    text = _("%(results)d hasil ditulis, %(lists)d daftar")
    return text % {"results": written, "lists": len(index.lists)}


def _import(directory: Path, known: DataFile, by: Actor) -> int:
    path = directory / known.name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != known.sha256:
        text = _("%(file)s: bukan berkas yang dijelaskan %(index)s, sidiknya %(digest)s.")
        raise BadPublishedDataError(text % {"file": known.name, "index": INDEX, "digest": digest})
    if intake_selectors.was_applied(CODE, digest):
        # The secretariat's corrections since then stand: set-up never takes them back.
        return 0
    report = intake.import_file(kind=CODE, path=path, options=known.options, by=by)
    if report.exit_code:
        raise BadPublishedDataError(report.text(intake_commands.spoken(None)))
    return report.to_write


def _index(document: Mapping[str, Any]) -> DataIndex:
    sources = {
        key: SourceRef(row["title"], row.get("url", ""), row.get("date"))
        for key, row in document["sources"].items()
    }
    return DataIndex(
        editions=tuple(document["editions"]),
        sources=sources,
        rounds=tuple(_round(row) for row in document["rounds"]),
        lists=tuple(
            _list(row["code"], inner, sources)
            for row in document["rounds"]
            for inner in row["lists"]
        ),
        other_scopes={
            row["code"]: tuple(row.get("other_scopes", ())) for row in document["rounds"]
        },
        placements={
            row["code"]: tuple(
                PlacementDraft(
                    region=inner["region"],
                    list_code=inner["list"],
                    reason=_names(inner["reason"]),
                    rank_of_list=inner.get("rank_of_list", False),
                )
                for inner in row.get("placements", ())
            )
            for row in document["rounds"]
        },
        files=tuple(_file(row, sources) for row in document["files"]),
    )


def _round(row: Mapping[str, Any]) -> RoundDraft:
    return RoundDraft(
        code=row["code"],
        year=row["year"],
        names=_names(row["names"]),
        edition=row["edition"],
        stages=tuple(
            StageDraft(
                names=_names(stage["names"]),
                starts_on=stage.get("from"),
                ends_on=stage.get("to"),
                place=stage.get("place", ""),
                note=_names(stage["note"]) if "note" in stage else NO_NAMES,
            )
            for stage in row.get("stages", ())
        ),
    )


def _list(round_code: str, row: Mapping[str, Any], sources: Mapping[str, SourceRef]) -> ListDraft:
    letter = row.get("letter", {})
    return ListDraft(
        round_code=round_code,
        code=row["code"],
        names=_names(row["names"]),
        stage=_names(row["stage"]) if "stage" in row else NO_NAMES,
        size=row["size"],
        known_down_to=row["known_down_to"],
        scored=row.get("scored", True),
        letter_number=letter.get("number", ""),
        letter_date=letter.get("date"),
        note=_names(row["note"]) if "note" in row else NO_NAMES,
        source=sources[row["source"]],
        scopes=dict(row.get("scopes", {})),
    )


def _file(row: Mapping[str, Any], sources: Mapping[str, SourceRef]) -> DataFile:
    options = {}
    if "list" in row:
        options = {"round": row["round"], "list": f"{row['round']}/{row['list']}"}
    if "sources" in row:
        told = [sources[key] for key in row["sources"]]
        options["source_title"] = " | ".join(source.title for source in told)
        options["source_url"] = " | ".join(source.url for source in told)
    return DataFile(row["file"], row["sha256"], options)


def _names(row: Mapping[str, str]) -> Names:
    return Names(row["id"], row["en"])

"""What can be downloaded, under which licence, version and digest; and which data are loaded."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.oversight.assessment import selectors
from balai.oversight.portal import tables
from balai.oversight.portal.words import number, shown_version, unbroken
from balai.registers.regions import selectors as regions
from balai.ui.exports import FORMATS, respond

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.safestring import SafeString

    from balai.oversight.assessment.selectors import Edition, ListHead, ResultRow


@dataclass(frozen=True, slots=True)
class Download:
    """One table as files. digest: SHA-256 of the CSV as it is served in this language."""

    name: str
    rows: int
    size: int | None
    version: int | None
    published_at: datetime | None
    files: tuple[tuple[str, str], ...]
    digest: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class OpenData:
    """All downloads with what holds for each."""

    version: str
    licence: str
    attribution: SafeString
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class AreaSource:
    """One list of areas as it was loaded."""

    name: str
    decree: SafeString
    licence: SafeString
    counts: str
    digest: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """Which data an installation shows."""

    version: str
    heads: tuple[ListHead, ...]
    areas: tuple[AreaSource, ...]
    edition: Edition | None


def _files(name: str, **kwargs: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (fmt.upper(), reverse(f"portal:{name}", kwargs={**kwargs, "fmt": fmt})) for fmt in FORMATS
    )


def digest_of(rows: list[ResultRow], notes: list[str]) -> str:
    """Return the SHA-256 of the CSV with these rows and notes."""
    body = respond(
        tables.result_rows(rows), tables.result_columns(), "csv", "digest", notes=notes
    ).content
    return hashlib.sha256(body).hexdigest()


def _download(head: ListHead, rows: list[ResultRow], on: tables.Basis) -> Download:
    return Download(
        name=str(head.names),
        rows=len(rows),
        size=head.size,
        version=head.version,
        published_at=head.published_at,
        files=_files("results_file", round_code=head.round_code, list_code=head.code),
        digest=digest_of(rows, tables.notes(synthetic=head.synthetic, head=head, on=on)),
        synthetic=head.synthetic,
    )


def build() -> OpenData:
    """Gather the page, in a fixed number of queries; served from the cache all the same."""
    rows, on = selectors.all_rows(), tables.basis()
    every = [row for row in rows if not row.synthetic]
    of_list: dict[tuple[str, str], list[ResultRow]] = defaultdict(list)
    for row in rows:
        if row.list:
            of_list[row.round_code, row.list.code].append(row)
    whole = Download(
        name=_("Semua hasil yang diterbitkan"),
        rows=len(every),
        size=None,
        version=None,
        published_at=None,
        files=_files("everything_file"),
        digest=digest_of(every, tables.notes(on=on)),
        synthetic=False,
    )
    return OpenData(
        version=on.version,
        licence=tables.LICENCE,
        attribution=unbroken(on.attribution),
        downloads=(
            whole,
            *(
                _download(head, of_list[head.round_code, head.code], on)
                for head in selectors.lists()
            ),
        ),
    )


def versions() -> Versions:
    """Gather what is loaded: lists of results, lists of areas, the instrument."""
    try:
        edition = selectors.edition()
    except selectors.UnknownEditionError:
        edition = None
    return Versions(
        version=shown_version(selectors.data_version()),
        heads=selectors.lists(),
        areas=tuple(
            AreaSource(
                name=str(loaded),
                decree=unbroken(loaded.decree),
                licence=unbroken(loaded.licence),
                counts=ngettext(
                    "{provinces} provinsi, {regencies} kabupaten/kota, {districts} kecamatan, "
                    "{villages} desa/kelurahan",
                    "{provinces} provinsi, {regencies} kabupaten/kota, {districts} kecamatan, "
                    "{villages} desa/kelurahan",
                    loaded.provinces,
                ).format(
                    provinces=number(loaded.provinces),
                    regencies=number(loaded.regencies),
                    districts=number(loaded.districts),
                    villages=number(loaded.villages),
                ),
                digest=loaded.digest,
                synthetic=loaded.synthetic,
            )
            for loaded in regions.area_lists()
        ),
        edition=edition,
    )

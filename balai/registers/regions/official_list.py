"""Reads a list of areas from its CSV files and refuses one that is not what it should be.

Pure: files in, checked rows out. The keys by which names are compared and found are made here.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from balai.kernel.region_code import BadRegionCode, Level, RegionCode
from balai.registers.regions.domain import (
    ISLAND_GROUPS,
    BadAreaListError,
    Kind,
    fold,
    kind_of,
    name_key,
    own_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Counts:
    """How many areas of each kind."""

    provinsi: int
    kabupaten: int
    kota: int
    kecamatan: int
    kelurahan: int
    desa: int
    desa_adat: int

    @property
    def regencies(self) -> int:
        """Kabupaten and kota."""
        return self.kabupaten + self.kota

    @property
    def villages(self) -> int:
        """Kelurahan, desa and desa adat."""
        return self.kelurahan + self.desa + self.desa_adat

    @property
    def total(self) -> int:
        """Areas of every level."""
        return self.provinsi + self.regencies + self.kecamatan + self.villages


@dataclass(frozen=True, slots=True)
class Edition:
    """A list as it is known before it is read: its decree, its source and what it must hold.

    day: the first day on which the list holds. counts: None for a list that is not fixed
    (the synthetic one), else exactly these or the list is refused.
    """

    version: str
    decree: str
    day: date
    source: str
    licence: str
    counts: Counts | None
    synthetic: bool = False


OFFICIAL = Edition(
    version="4.0.1",
    decree="Kepmendagri 300.2.2-2138 Tahun 2025",
    day=date(2025, 4, 25),
    source="idn-area-data",
    licence="ODbL-1.0",
    counts=Counts(
        provinsi=38,
        kabupaten=416,
        kota=98,
        kecamatan=7_285,
        kelurahan=8_496,
        desa=75_252,
        desa_adat=14,
    ),
)
"""The list that this release of Balai knows; its counts were checked against the decree's."""

FICTION = Edition(
    version="1",
    decree="",
    day=date(2025, 4, 25),
    source="Balai",
    licence="AGPL-3.0-only",
    counts=None,
    synthetic=True,
)
"""Province 99, in which every invented record lives."""

_FILES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("provinces.csv", ("code", "name")),
    ("regencies.csv", ("code", "province_code", "name")),
    ("districts.csv", ("code", "regency_code", "name")),
    ("villages.csv", ("code", "district_code", "name")),
)
_LEVELS = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)
_LONGEST_NAME = 80


class AreaRow(NamedTuple):
    """One area as it is stored. words: its own words, then those of what it lies in."""

    code: str
    name: str
    level: str
    kind: str
    parent_code: str
    key: str
    own_key: str
    turned_key: str
    words: str


@dataclass(frozen=True, slots=True)
class AreaFile:
    """A list that was read and checked. digest: SHA-256 over the four files."""

    edition: Edition
    digest: str
    rows: tuple[AreaRow, ...]

    @property
    def counts(self) -> Counts:
        """What the rows hold."""
        return count(self.rows)


def count(rows: tuple[AreaRow, ...]) -> Counts:
    """Count rows by kind."""
    found = dict.fromkeys(Kind, 0)
    for row in rows:
        found[Kind(row.kind)] += 1
    return Counts(*(found[kind] for kind in Kind))


def _bytes(path: Path) -> bytes:
    """Read one file; raises BadAreaListError when it is not there."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadAreaListError(
            _("Berkas %(file)s tidak dapat dibaca.") % {"file": path.name},
            _("Jalankan make env, lalu ulangi."),
        ) from error


def _lines(name: str, columns: tuple[str, ...], data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) of one file; refuses other columns and bad encoding."""
    again = _("Pasang ulang daftar: make env.")
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise BadAreaListError(_("Berkas %(file)s bukan UTF-8.") % {"file": name}, again) from error
    if tuple(next(reader, ())) != columns:
        raise BadAreaListError(
            _("Kolom %(file)s harus %(columns)s.") % {"file": name, "columns": ", ".join(columns)},
            again,
        )
    for cells in reader:
        if len(cells) != len(columns):
            raise _at(name, reader.line_num, _("jumlah kolom tidak sama dengan judulnya"))
        yield reader.line_num, cells


def _at(name: str, line: int, what: str) -> BadAreaListError:
    """Name the file and line of a row that is wrong."""
    return BadAreaListError(
        _("%(file)s baris %(line)d: %(what)s.") % {"file": name, "line": line, "what": what},
        _("Pasang ulang daftar: make env."),
    )


def _wrongs(
    cells: list[str], level: Level, known: Mapping[str, str], *, synthetic: bool
) -> Iterator[str]:
    """Yield what is wrong with one row, in words; a later finding may rest on the first."""
    code, name = cells[0], cells[-1]
    try:
        region = RegionCode(code)
        kind = kind_of(region)
    except (BadRegionCode, ValueError):
        yield _("kode %(code)s tidak berbentuk kode wilayah") % {"code": code}
        return
    parent = code.rpartition(".")[0]
    if region.level is not level:
        yield _("kode %(code)s bukan dari tingkat berkas ini") % {"code": code}
    if code in known:
        yield _("kode %(code)s sudah ada di atas") % {"code": code}
    if len(cells) > 2 and cells[1] != parent:  # noqa: PLR2004 - code, parent, name
        yield _("kode induk %(code)s tidak cocok") % {"code": cells[1]}
    if parent and parent not in known:
        yield _("induk %(code)s tidak ada dalam daftar") % {"code": parent}
    if not name.strip() or name != name.strip() or len(name) > _LONGEST_NAME:
        yield _("nama %(code)s kosong, berspasi di tepi atau terlalu panjang") % {"code": code}
    if level is Level.REGENCY and not name.startswith(kind.value.capitalize() + " "):
        yield _("nama %(code)s harus diawali %(kind)s") % {
            "code": code,
            "kind": kind.value.capitalize(),
        }
    if region.is_synthetic is not synthetic or code[:2] not in ISLAND_GROUPS:
        yield _("provinsi %(code)s tidak dikenal") % {"code": code[:2]}


def read_rows(files: Mapping[str, bytes], *, synthetic: bool = False) -> tuple[AreaRow, ...]:
    """Check the four CSV files and make their rows, provinces first, in the order of the files.

    Raises BadAreaListError with file and line at the first row that is wrong.
    """
    rows: list[AreaRow] = []
    words: dict[str, str] = {}
    for level, (file, columns) in zip(_LEVELS, _FILES, strict=True):
        for line, cells in _lines(file, columns, files[file]):
            for wrong in _wrongs(cells, level, words, synthetic=synthetic):
                raise _at(file, line, wrong)
            row = make_row(cells[0], cells[-1], words)
            words[row.code] = row.words
            rows.append(row)
    return tuple(rows)


def make_row(code: str, name: str, words: Mapping[str, str]) -> AreaRow:
    """Make the stored row of one area, with its keys. words: those of its parent, by code."""
    region = RegionCode(code)
    parent = code.rpartition(".")[0]
    bare = own_name(name) if region.level is Level.REGENCY else name
    own_key = name_key(bare)
    own_words = " ".join(filter(None, map(fold, bare.split())))
    return AreaRow(
        code=code,
        name=name,
        level=region.level.value,
        kind=kind_of(region).value,
        parent_code=parent,
        key=name_key(name),
        own_key=own_key,
        turned_key=own_key[::-1],
        words=f"{own_words} | {words[parent].replace(' | ', ' ')}" if parent else own_words,
    )


def _differences(found: Counts, wanted: Counts) -> str:
    """Name each kind whose number is not the expected one."""
    return ", ".join(
        f"{field.name.replace('_', ' ')} {getattr(found, field.name)} ≠ {getattr(wanted, field.name)}"
        for field in fields(Counts)
        if getattr(found, field.name) != getattr(wanted, field.name)
    )


@dataclass(frozen=True, slots=True)
class OpenedList:
    """The bytes of a list, not yet checked. digest: SHA-256 over version and the four files."""

    edition: Edition
    digest: str
    files: Mapping[str, bytes]


def open_package(directory: Path, edition: Edition = OFFICIAL) -> OpenedList:
    """Open the npm package's folder (package.json and data/*.csv).

    Raises BadAreaListError for another version than the edition's, or a file that is not there.
    """
    described = _bytes(directory / "package.json")
    try:
        version = str(json.loads(described)["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadAreaListError(
            _("package.json tidak menyebut versi."), _install(edition)
        ) from error
    if version != edition.version:
        problem = _("Daftar wilayah ini versi %(found)s, bukan %(wanted)s.")
        raise BadAreaListError(
            problem % {"found": version, "wanted": edition.version}, _install(edition)
        )
    return open_files(directory / "data", edition)


def open_files(directory: Path, edition: Edition) -> OpenedList:
    """Open the four CSV files of a folder; raises BadAreaListError when one is not there."""
    files = {name: _bytes(directory / name) for name, _columns in _FILES}
    digest = hashlib.sha256(edition.version.encode())
    for name, data in files.items():
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return OpenedList(edition=edition, digest=digest.hexdigest(), files=files)


def check(opened: OpenedList) -> AreaFile:
    """Check a list whole and make its rows.

    Raises BadAreaListError for an orphan, a duplicate, a bad row, or other counts than the
    edition's.
    """
    edition = opened.edition
    rows = read_rows(opened.files, synthetic=edition.synthetic)
    file = AreaFile(edition=edition, digest=opened.digest, rows=rows)
    if edition.counts is not None and file.counts != edition.counts:
        problem = _("Isi daftar tidak lengkap atau berlebih: %(differences)s.")
        differences = _differences(file.counts, edition.counts)
        raise BadAreaListError(problem % {"differences": differences}, _install(edition))
    return file


def _install(edition: Edition) -> str:
    """Say which command brings the right list."""
    return _("Jalankan npm install --save-exact %(source)s@%(version)s, lalu ulangi.") % {
        "source": edition.source,
        "version": edition.version,
    }

"""Every write of areas: load a list, the fictional province, names as published."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balai.kernel.actor import require
from balai.kernel.region_code import SYNTHETIC_PROVINCE
from balai.registers.audit import services as audit
from balai.registers.regions import official_list, permissions
from balai.registers.regions.areas import BEGINNING
from balai.registers.regions.domain import BadAreaListError, name_key
from balai.registers.regions.models import AreaList, Region, RegionAlias, RegionSuccession
from balai.registers.regions.official_list import (
    AreaFile,
    AreaRow,
    Edition,
    OpenedList,
)
from balai.registers.regions.successions import Succession, read_successions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.backends.utils import CursorWrapper

    from balai.kernel.actor import Actor

    Progress = Callable[[int, int], None]
    """Called with areas done and areas in all, now and then."""

DATA = Path(__file__).parent / "data"
BATCH = 500
ANALYZE_FROM = 5_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. changed: False when this very list was in force already.

    opened, closed: areas (or names) that begin or end with it. corrected: names put right on
    the same day. without_successor: codes that ended and of which no succession tells.
    """

    version: str
    changed: bool
    areas: int
    opened: int = 0
    closed: int = 0
    corrected: int = 0
    without_successor: tuple[str, ...] = ()


def load_official_list(
    *,
    directory: Path,
    by: Actor,
    progress: Progress | None = None,
    edition: Edition = official_list.OFFICIAL,
    successions: Path | None = None,
) -> Loaded:
    """Load the package's official list, all or nothing; the same list again writes nothing.

    directory: the npm package. The first list opens its areas without a beginning (it does
    not tell one); a later one closes what vanished and opens what is new on its own day.
    successions: CSV `old,new,kind,source` of codes that took another's place that day.
    The files are read and checked before the transaction, which holds the only writer.
    Raises Forbidden, BadAreaListError.
    """
    require(by, permissions.LOAD.code)
    opened = official_list.open_package(directory, edition)
    loaded = _in_force(opened)
    if loaded is None:
        followed = read_successions(successions) if successions else ()
        file = official_list.check(opened)
        loaded = load_list(file=file, successions=followed, by=by, progress=progress)
    load_aliases(by=by)
    return loaded


def load_synthetic_province(*, by: Actor) -> Loaded:
    """Load province 99, in which every invented record lives; again it writes nothing."""
    require(by, permissions.LOAD.code)
    opened = official_list.open_files(DATA / "synthetic", official_list.FICTION)
    return _in_force(opened) or load_list(file=official_list.check(opened), by=by)


def _in_force(opened: OpenedList) -> Loaded | None:
    """Answer without reading the rows when this very list is in force already."""
    lists = AreaList.objects.filter(synthetic=opened.edition.synthetic)
    latest = lists.order_by("day", "pk").last()
    if latest is None or latest.digest != opened.digest:
        return None
    return Loaded(version=latest.version, changed=False, areas=latest.areas)


@transaction.atomic
def load_list(
    *,
    file: AreaFile,
    by: Actor,
    successions: Iterable[Succession] = (),
    progress: Progress | None = None,
) -> Loaded:
    """Make a checked list the one in force, in one transaction with one row in the trail.

    Raises BadAreaListError when a later list is in force already, or for a succession whose codes
    the lists do not know; Forbidden.
    """
    require(by, permissions.LOAD.code)
    edition = file.edition
    older = list(
        AreaList.objects.select_for_update()
        .filter(synthetic=edition.synthetic)
        .order_by("day", "pk")
    )
    if older and older[-1].digest == file.digest:
        return Loaded(version=edition.version, changed=False, areas=len(file.rows))
    if older and older[-1].day > edition.day:
        raise BadAreaListError(
            _("Daftar yang lebih baru sudah berlaku: %(list)s.") % {"list": older[-1]},
            _("Daftar lama tidak dapat menggantikannya."),
        )
    area_list = _open_list(file)
    if area_list is None:  # another process was faster by a moment
        return Loaded(version=edition.version, changed=False, areas=len(file.rows))
    day = edition.day if older else BEGINNING
    loaded = _replace(file, area_list=area_list, day=day, progress=progress)
    followed = _record_successions(successions, day=edition.day)
    missing = tuple(sorted(set(loaded.without_successor) - followed))
    loaded = replace(loaded, without_successor=missing)
    audit.record(
        "regions.load",
        by=by,
        target=f"area_list:{edition.source}@{edition.version}",
        after={
            "digest": file.digest,
            "areas": loaded.areas,
            "opened": loaded.opened,
            "closed": loaded.closed,
            "corrected": loaded.corrected,
            "without_successor": len(missing),
        },
    )
    return loaded


def _open_list(file: AreaFile) -> AreaList | None:
    """Record where the list comes from; None when it was recorded a moment ago."""
    edition, counts = file.edition, file.counts
    try:
        with transaction.atomic():
            return AreaList.objects.create(
                version=edition.version,
                decree=edition.decree,
                day=edition.day,
                source=edition.source,
                licence=edition.licence,
                digest=file.digest,
                synthetic=edition.synthetic,
                provinces=counts.provinsi,
                regencies=counts.regencies,
                districts=counts.kecamatan,
                villages=counts.villages,
                loaded_at=timezone.now(),
            )
    except IntegrityError:
        return None


def _replace(
    file: AreaFile, *, area_list: AreaList, day: date, progress: Progress | None
) -> Loaded:
    """Close, correct and open areas until those in force are those of the file."""
    in_force = Region.objects.filter(valid_to__isnull=True)
    if file.edition.synthetic:
        in_force = in_force.filter(code__startswith=SYNTHETIC_PROVINCE)
    else:
        in_force = in_force.exclude(code__startswith=SYNTHETIC_PROVINCE)
    known = {region.code: region for region in in_force}
    fresh: list[AreaRow] = []
    corrected: list[Region] = []
    ended: list[int] = []
    for row in file.rows:
        region = known.pop(row.code, None)
        if region is None:
            fresh.append(row)
        elif region.name != row.name and region.valid_from < day:
            ended.append(region.pk)
            fresh.append(row)
        elif (region.name, region.words) != (row.name, row.words):
            _correct(region, row)
            corrected.append(region)
    vanished = sorted(known)
    if early := [code for code in vanished if known[code].valid_from >= day]:
        raise BadAreaListError(
            _("%(code)s berlaku sejak hari yang sama dan tidak ada lagi.") % {"code": early[0]},
            _("Daftar baru harus berlaku sejak hari yang lebih kemudian."),
        )
    ended += [known[code].pk for code in vanished]
    for start in range(0, len(ended), BATCH):
        Region.objects.filter(pk__in=ended[start : start + BATCH]).update(valid_to=day)
    Region.objects.bulk_update(
        corrected, ["name", "key", "own_key", "turned_key", "words"], batch_size=BATCH
    )
    _open(fresh, area_list=area_list, day=day, progress=progress)
    return Loaded(
        version=file.edition.version,
        changed=True,
        areas=len(file.rows),
        opened=len(fresh),
        closed=len(ended),
        corrected=len(corrected),
        without_successor=tuple(vanished),
    )


def _correct(region: Region, row: AreaRow) -> None:
    """Take over name and keys from the row: a spelling put right, or a parent renamed."""
    region.name = row.name
    region.key, region.own_key = row.key, row.own_key
    region.turned_key, region.words = row.turned_key, row.words


def _open(
    rows: list[AreaRow], *, area_list: AreaList, day: date, progress: Progress | None
) -> None:
    """Insert rows in batches, telling how far it is.

    In the first list an area begins with its province where a law tells when that began.
    """
    began = beginnings() if day == BEGINNING else {}
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            if progress is not None:
                progress(start, len(rows))
            _insert(
                cursor,
                [
                    (*row, began.get(row.code[:2], day).isoformat(), area_list.pk)
                    for row in rows[start : start + BATCH]
                ],
            )
        if len(rows) > ANALYZE_FROM:  # else both databases search by the wrong index
            cursor.execute("ANALYZE regions_region")
    if progress is not None and rows:
        progress(len(rows), len(rows))


def _insert(cursor: CursorWrapper, rows: list[tuple[str | int, ...]]) -> None:
    """Insert rows by the quickest way of the database.

    Not bulk_create: making 91,599 objects takes three times as long as storing the rows, and
    all that time SQLite's only writer is held. PostgreSQL takes COPY ten times as quickly as
    single inserts.
    """
    columns = ", ".join((*AreaRow._fields, "valid_from", "area_list_id"))
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY regions_region ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("%s" for _cell in rows[0])
    insert = f"INSERT INTO regions_region ({columns}) VALUES ({marks})"  # noqa: S608 - own names
    cursor.executemany(insert, rows)


def beginnings() -> dict[str, date]:
    """Return the day on which each province made since 2022 began, by its code."""
    with (DATA / "beginnings.csv").open(encoding="utf-8", newline="") as lines:
        return {row["province"]: date.fromisoformat(row["day"]) for row in csv.DictReader(lines)}


def _record_successions(successions: Iterable[Succession], *, day: date) -> set[str]:
    """Record which code took whose place; returns the old codes. Raises BadAreaListError."""
    rows = list(successions)
    codes = {row.old for row in rows} | {row.new for row in rows}
    known = set(Region.objects.filter(code__in=codes).values_list("code", flat=True))
    in_force = set(
        Region.objects.filter(code__in=codes, valid_to__isnull=True).values_list("code", flat=True)
    )
    for row in rows:
        if row.old not in known or row.new not in in_force:
            raise BadAreaListError(
                _("Pergantian %(old)s → %(new)s menyebut kode yang tidak ada.")
                % {"old": row.old, "new": row.new},
                _("Perbaiki berkas pergantian, lalu ulangi."),
            )
    RegionSuccession.objects.bulk_create(
        RegionSuccession(old=row.old, new=row.new, day=day, kind=row.kind, source=row.source)
        for row in rows
    )
    return {row.old for row in rows}


@transaction.atomic
def load_aliases(*, by: Actor, path: Path = DATA / "aliases.csv") -> int:
    """Make the names as published those of the file; returns how many were added or changed.

    path: CSV `code,name,source`. A name that the file no longer holds is removed. Writes and
    leaves a row in the trail only when something differs. Raises Forbidden.
    """
    require(by, permissions.LOAD.code)
    with path.open(encoding="utf-8", newline="") as lines:
        wanted = {name_key(row["name"]): row for row in csv.DictReader(lines)}
    known = {alias.key: alias for alias in RegionAlias.objects.select_for_update()}
    differ = [
        key
        for key, row in wanted.items()
        if key not in known
        or any(getattr(known[key], field) != row[field] for field in ("code", "name", "source"))
    ]
    gone = [key for key in known if key not in wanted]
    if not differ and not gone:
        return 0
    RegionAlias.objects.filter(key__in=[*differ, *gone]).delete()
    RegionAlias.objects.bulk_create(RegionAlias(key=key, **wanted[key]) for key in differ)
    audit.record(
        "regions.load_aliases",
        by=by,
        target=f"aliases:{path.name}",
        after={"changed": len(differ), "removed": len(gone)},
    )
    return len(differ)

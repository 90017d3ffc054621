"""Lists of areas are loaded all or nothing, keep what was, and leave one row in the trail."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from balai.kernel.actor import Forbidden, Nobody, System
from balai.registers.audit.models import AuditEntry
from balai.registers.regions import official_list, selectors, services
from balai.registers.regions.domain import BadAreaListError, UnknownAreaError
from balai.registers.regions.models import AreaList, Region, RegionAlias, RegionSuccession
from balai.registers.regions.services import Loaded
from tests.registers.regions.factories import small_list
from tests.registers.regions.test_official_list import COUNTS, EDITION, package

BY = System("tests")
NEXT_YEAR = date(2026, 7, 1)
VILLAGE = "99.03.02.2001"

pytestmark = pytest.mark.django_db


def fiction(day=NEXT_YEAR, version="2", **changes):
    """Make a later list of province 99. changes: code with _ for dots → name, None: gone."""
    first = official_list.open_files(services.DATA / "synthetic", official_list.FICTION)
    names = {row.code: row.name for row in official_list.check(first).rows}
    for code, name in changes.items():
        names[code.removeprefix("c").replace("_", ".")] = name
    words, rows = {}, []
    for code in sorted(names, key=lambda code: (len(code), code)):
        if names[code] is not None:
            row = official_list.make_row(code, names[code], words)
            words[code] = row.words
            rows.append(row)
    edition = replace(official_list.FICTION, day=day, version=version)
    return official_list.AreaFile(edition=edition, digest=version * 64, rows=tuple(rows))


def trail():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "target"))


def in_force():
    return set(Region.objects.filter(valid_to=None).values_list("code", "name"))


def test_the_official_list_is_loaded_from_its_package(tmp_path):
    loaded = services.load_official_list(directory=package(tmp_path), edition=EDITION, by=BY)
    assert loaded == Loaded(version="4.0.1", changed=True, areas=6, opened=6)
    area_list = AreaList.objects.get()
    assert (area_list.version, area_list.decree, area_list.licence, area_list.areas) == (
        "4.0.1",
        "Kepmendagri 300.2.2-2138 Tahun 2025",
        "ODbL-1.0",
        6,
    )
    assert trail() == [
        ("regions.load", "area_list:idn-area-data@4.0.1"),
        ("regions.load_aliases", "aliases:aliases.csv"),
    ]


def test_the_same_list_again_writes_nothing(tmp_path, django_assert_num_queries):
    services.load_official_list(directory=package(tmp_path), edition=EDITION, by=BY)
    services.load_synthetic_province(by=BY)
    before = (trail(), set(Region.objects.values_list()), set(RegionAlias.objects.values_list()))
    again = services.load_official_list(directory=tmp_path, edition=EDITION, by=BY)
    assert again == Loaded(version="4.0.1", changed=False, areas=6)
    with django_assert_num_queries(1):
        assert not services.load_synthetic_province(by=BY).changed
    assert not services.load_list(file=small_file(tmp_path), by=BY).changed
    assert before == (
        trail(),
        set(Region.objects.values_list()),
        set(RegionAlias.objects.values_list()),
    )


def small_file(folder):
    return official_list.check(official_list.open_package(folder, EDITION))


def test_nobody_loads_nothing(tmp_path):
    writes = (
        lambda: services.load_official_list(directory=tmp_path, by=Nobody()),
        lambda: services.load_synthetic_province(by=Nobody()),
        lambda: services.load_list(file=small_list(), by=Nobody()),
        lambda: services.load_aliases(by=Nobody()),
    )
    for write in writes:
        with pytest.raises(Forbidden) as refused:
            write()
        assert refused.value.action == "regions.load"
    assert (Region.objects.count(), RegionAlias.objects.count(), trail()) == (0, 0, [])


def test_a_list_that_is_refused_leaves_nothing(tmp_path):
    edition = replace(EDITION, counts=replace(COUNTS, kota=98))
    with pytest.raises(BadAreaListError):
        services.load_official_list(directory=package(tmp_path), edition=edition, by=BY)
    assert (Region.objects.count(), AreaList.objects.count(), trail()) == (0, 0, [])


def test_a_load_that_is_stopped_in_the_middle_leaves_nothing():
    def stop(done, total):
        if done * 2 > total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.load_list(file=small_list(), by=BY, progress=stop)
    assert (Region.objects.count(), AreaList.objects.count(), trail()) == (0, 0, [])


def test_progress_runs_from_nothing_to_all():
    steps = []
    services.load_list(
        file=small_list(), by=BY, progress=lambda done, total: steps.append((done, total))
    )
    assert steps == [(0, 684), (500, 684), (684, 684)]


def test_areas_of_the_first_list_have_no_beginning_but_where_a_law_tells_it(areas):
    assert selectors.get("15.04", on=date(1950, 1, 1)).valid_from is None
    assert selectors.get("96").valid_from == date(2022, 12, 8)


def test_the_fictional_province_and_the_official_list_do_not_touch_each_other(areas):
    official = {row for row in in_force() if not row[0].startswith("99")}
    services.load_list(
        file=fiction(c99_72=None, c99_72_01=None, c99_72_01_1001=None, c99_72_01_1002=None), by=BY
    )
    assert {row for row in in_force() if not row[0].startswith("99")} == official


def test_a_later_list_closes_what_vanished_and_opens_what_is_new(areas):
    loaded = services.load_list(
        file=fiction(c99_03_02_2001=None, c99_03_01_2003="Misal Tiga"), by=BY
    )
    assert loaded == Loaded(
        version="2",
        changed=True,
        areas=52,
        opened=1,
        closed=1,
        without_successor=(VILLAGE,),
    )
    assert selectors.get("99.03.01.2003").valid_from == NEXT_YEAR
    with pytest.raises(UnknownAreaError):
        selectors.get("99.03.01.2003", on=date(2026, 6, 30))


def test_a_code_that_ended_keeps_its_name_for_the_records_of_its_day(areas):
    services.load_list(file=fiction(c99_03_02_2001=None), by=BY)
    assert selectors.get(VILLAGE).valid_to == NEXT_YEAR
    assert selectors.get(VILLAGE, on=date(2026, 6, 30)).name == "Selatan Satu"
    with pytest.raises(UnknownAreaError):
        selectors.get(VILLAGE, on=NEXT_YEAR)
    assert VILLAGE not in [area.code.value for area in selectors.children("99.03.02")]
    assert VILLAGE in [
        area.code.value for area in selectors.children("99.03.02", on=date(2026, 6, 30))
    ]
    assert selectors.search("selatan satu", within=area_code("99.03")) == []
    assert selectors.search("selatan stau", within=area_code("99.03")) == []
    assert selectors.search(VILLAGE) == []


def area_code(text):
    return selectors.get(text).code


def test_a_new_name_holds_from_its_day_and_the_old_one_until_then(areas):
    loaded = services.load_list(file=fiction(c99_02="Kabupaten Ibarat"), by=BY)
    assert (loaded.opened, loaded.closed, loaded.corrected) == (1, 1, 8)
    assert selectors.get("99.02").name == "Kabupaten Ibarat"
    assert selectors.get("99.02", on=date(2026, 1, 1)).name == "Kabupaten Umpama"
    assert [m.area.code.value for m in selectors.search("timur satu ibarat")] == ["99.02.02.2001"]


def test_a_spelling_put_right_on_the_same_day_changes_the_row_itself(areas):
    services.load_list(file=fiction(c99_03_01_2003="Misal Tgia"), by=BY)
    loaded = services.load_list(file=fiction(version="3", c99_03_01_2003="Misal Tiga"), by=BY)
    assert (loaded.opened, loaded.closed, loaded.corrected) == (0, 0, 1)
    area = selectors.get("99.03.01.2003")
    assert (area.name, area.valid_from, area.valid_to) == ("Misal Tiga", NEXT_YEAR, None)
    assert [m.area.name for m in selectors.search("misal tiga")][:1] == ["Misal Tiga"]


def test_a_code_that_comes_and_goes_on_the_same_day_is_refused(areas):
    services.load_list(file=fiction(c99_03_01_2003="Misal Tiga"), by=BY)
    before = in_force()
    with pytest.raises(BadAreaListError, match=r"99\.03\.01\.2003"):
        services.load_list(file=fiction(version="3"), by=BY)
    assert in_force() == before


def test_a_code_may_come_back_later(areas):
    services.load_list(file=fiction(c99_03_02_2001=None), by=BY)
    services.load_list(file=fiction(version="3", day=date(2027, 1, 1)), by=BY)
    assert selectors.get(VILLAGE).valid_from == date(2027, 1, 1)
    assert selectors.get(VILLAGE, on=date(2026, 1, 1)).name == "Selatan Satu"
    with pytest.raises(UnknownAreaError):
        selectors.get(VILLAGE, on=date(2026, 12, 31))


def test_an_older_list_is_refused_once_a_later_one_is_in_force(areas):
    services.load_list(file=fiction(c99_03_02_2001=None), by=BY)
    with pytest.raises(BadAreaListError, match=r"Daftar yang lebih baru sudah berlaku: Balai 2\."):
        services.load_synthetic_province(by=BY)


def test_successions_are_recorded_from_the_day_of_the_list(areas, tmp_path):
    path = tmp_path / "successions.csv"
    path.write_text(f"old,new,kind,source\n{VILLAGE},99.03.01.2003,renumbered,uji\n")
    loaded = services.load_list(
        file=fiction(c99_03_02_2001=None, c99_03_01_2003="Selatan Satu"),
        successions=services.read_successions(path),
        by=BY,
    )
    assert loaded.without_successor == ()
    assert selectors.successors(VILLAGE) == (area_code("99.03.01.2003"),)
    assert RegionSuccession.objects.get().day == NEXT_YEAR


def test_successions_come_with_the_official_list_too(tmp_path):
    path = tmp_path / "successions.csv"
    path.write_text("old,new,kind,source\n15.04.08.1008,15.04.08.2006,merged,uji\n")
    services.load_official_list(
        directory=package(tmp_path / "p"), edition=EDITION, successions=path, by=BY
    )
    assert RegionSuccession.objects.get().old == "15.04.08.1008"


@pytest.mark.parametrize(
    "pair", [("99.03.02.2009", VILLAGE), ("99.03.02.2002", "99.03.02.2009"), (VILLAGE, VILLAGE)]
)
def test_a_succession_of_codes_that_no_list_knows_is_refused_with_the_whole_load(areas, pair):
    wrong = services.Succession(*pair, "split", "uji")
    with pytest.raises(BadAreaListError, match="menyebut kode yang tidak ada"):
        services.load_list(file=fiction(c99_03_02_2001=None), successions=[wrong], by=BY)
    assert selectors.get(VILLAGE).valid_to is None


def test_aliases_follow_their_file(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_text("code,name,source\n15.04,Batang Hari,satu\n16.06,Muba,dua\n")
    assert services.load_aliases(by=BY, path=path) == 2
    assert services.load_aliases(by=BY, path=path) == 0
    path.write_text("code,name,source\n15.04,Batang Hari,tiga\n")
    assert services.load_aliases(by=BY, path=path) == 1
    assert list(RegionAlias.objects.values_list("code", "name", "source")) == [
        ("15.04", "Batang Hari", "tiga")
    ]
    path.write_text("code,name,source\n")
    assert services.load_aliases(by=BY, path=path) == 0
    assert RegionAlias.objects.count() == 0
    assert [action for action, _target in trail()] == ["regions.load_aliases"] * 3


def test_every_alias_names_an_area_of_the_list(areas):
    codes = set(RegionAlias.objects.values_list("code", flat=True))
    assert {str(code) for code in selectors.get_many(codes)} == codes


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_make_one_list():
    answers, start = [], threading.Barrier(2)

    def load():
        start.wait()
        try:
            answers.append(services.load_synthetic_province(by=BY).changed)
        finally:
            connection.close()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, True]
    assert (Region.objects.count(), len(trail())) == (52, 1)

"""Which regency or city a published name means: certain, or proposed; never guessed."""

import csv
from pathlib import Path

import pytest

from balai.kernel.region_code import RegionCode
from balai.registers.regions import selectors
from balai.registers.regions.domain import How, NameMatch
from balai.registers.regions.matching import KnownNames

PUBLISHED = Path(__file__).parents[3] / "data" / "published"

pytestmark = pytest.mark.usefixtures("areas")


def match(name, code=""):
    return selectors.match_names([name], {name: code} if code else None)[name]


def proposed(name):
    return [(proposal.area.code.value, proposal.score) for proposal in match(name).proposals]


def published_names():
    """Yield (file, name as published, code) of every row under data/published."""
    for path in sorted(PUBLISHED.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                name = row.get("name_as_published") or row.get("region_name_as_published")
                if name and row.get("region_code"):
                    yield path.name, name, row["region_code"]


def test_every_published_name_resolves_to_its_code_by_the_name_alone():
    rows = list(published_names())
    found = selectors.match_names([name for _file, name, _code in rows])
    assert len(rows) >= 50
    assert [(name, str(found[name].code)) for _file, name, _code in rows] == [
        (name, code) for _file, name, code in rows
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kab. Tasik Malaya", "32.06"),
        ("Kota Sleman", "34.04"),
        ("Batang Hari", "15.04"),
        ("Kab. Batang Hari", "15.04"),
        ("Muba", "16.06"),
        ("KABUPATEN MUBA (MUSI BANYUASIN)", "16.06"),
        ("Muaraenim", "16.03"),
        ("Kota Solo", "33.72"),
        ("Jogja", "34.71"),
    ],
)
def test_an_alias_of_record_decides(name, code):
    assert match(name) == NameMatch(name, RegionCode(code), How.ALIAS)


@pytest.mark.parametrize("name", ["Solo Raya", "Kab. Solo", "Jogj", "Kab. Jogja"])
def test_what_only_resembles_an_everyday_name_is_proposed_at_most(name):
    assert match(name).code is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kab.Buleleng", "51.08"),
        ("KOTA BLITAR", "35.72"),
        ("Kab. Kediri", "35.06"),
        ("Kota Kediri", "35.71"),
        ("Kota Jakarta Pusat", "31.71"),
        ("Buleleng", "51.08"),
        ("Bandung Barat", "32.17"),
    ],
)
def test_the_exact_name_decides(name, code):
    assert match(name) == NameMatch(name, RegionCode(code), How.NAME)


def test_a_name_that_is_both_kabupaten_and_kota_gives_both_and_picks_none():
    assert match("Kediri").code is None
    assert proposed("Kediri")[:2] == [("35.06", 100), ("35.71", 100)]


def test_all_26_double_names_are_only_proposed():
    twice = {}
    for area in (a for p in selectors.provinces() for a in selectors.children(p.code)):
        twice.setdefault(area.own_name, []).append(area.code.value)
    double = {name: codes for name, codes in twice.items() if len(codes) > 1}
    found = selectors.match_names(double)
    real = {name for name, codes in double.items() if codes[0] < "99"}
    assert len(real) == 26
    assert {name: found[name].code for name in double} == dict.fromkeys(double)
    assert {
        name: [p.area.code.value for p in found[name].proposals if p.score == 100]
        for name in double
    } == {name: sorted(codes) for name, codes in double.items()}


def test_a_name_shared_with_a_province_is_only_proposed():
    assert (match("Jambi").code, proposed("Jambi")[0]) == (None, ("15.71", 100))


def test_a_province_is_never_the_answer():
    assert match("DKI Jakarta").code is None
    assert match("Jawa Barat").code is None


def test_a_typo_is_proposed_with_its_likeness_and_never_picked():
    found = match("Kab. Batanghary")
    assert (found.code, found.how) == (None, None)
    assert proposed("Kab. Batanghary")[0] == ("15.04", 90)


def test_the_wrong_kind_costs_likeness():
    assert proposed("Kota Buleleng")[0] == ("51.08", 90)


def test_a_misspelt_kabupaten_does_not_hide_the_name():
    assert proposed("Kabupten Buleleng")[0] == ("51.08", 100)


@pytest.mark.parametrize("name", ["", "   ", "xx", "Atlantis Raya", "%"])
def test_a_name_like_nothing_gives_nothing(name):
    assert match(name) == NameMatch(name)


def test_invented_areas_are_proposed_only_by_their_own_name():
    assert [code for code, _score in proposed("Contoh")] == ["99.01", "99.71"]
    assert [code for code, _score in proposed("Kab. Contho") if code.startswith("99")] == []


def test_a_code_decides_over_a_name_it_does_not_know():
    found = match("Batanghari Raya Sekali", "15.04")
    assert found == NameMatch("Batanghari Raya Sekali", RegionCode("15.04"), How.CODE)


def test_a_name_that_contradicts_its_code_is_told():
    found = match("Kab. Kediri", "15.04")
    assert found == NameMatch(
        "Kab. Kediri", RegionCode("15.04"), How.CODE, name_says=RegionCode("35.06")
    )


@pytest.mark.parametrize("code", ["15.99", "15", "15.04.08", "1504", "x", " "])
def test_a_code_that_is_no_regency_does_not_decide(code):
    assert match("Kab. Batangharu", code).code is None
    assert match("Kab. Lebak", code) == NameMatch("Kab. Lebak", RegionCode("36.02"), How.NAME)


def test_a_code_that_ended_still_decides_and_one_that_never_was_does_not():
    known = KnownNames([], {}, ended={RegionCode("15.98")})
    assert known.match("Kab. Dahulu", "15.98") == NameMatch(
        "Kab. Dahulu", RegionCode("15.98"), How.CODE
    )
    assert known.match("Kab. Dahulu", "15.97") == NameMatch("Kab. Dahulu")


def test_two_names_and_two_hundred_cost_the_same_two_queries(django_assert_num_queries):
    names = [f"Kabupaten Nama {number}" for number in range(200)]
    with django_assert_num_queries(2):
        selectors.match_names(names)
    with django_assert_num_queries(2):
        selectors.match_names(names[:2])

"""Areas are read by code and day, with what they lie in and what followed them."""

from datetime import date

import pytest

from balai.kernel.region_code import Level, RegionCode
from balai.registers.regions import selectors
from balai.registers.regions.domain import Kind, UnknownAreaError
from balai.registers.regions.models import RegionSuccession

pytestmark = pytest.mark.usefixtures("areas")


def test_an_area_is_read_by_its_code():
    area = selectors.get("15.04")
    assert (area.code, area.name, area.short_name) == (
        RegionCode("15.04"),
        "Kabupaten Batanghari",
        "Kab. Batanghari",
    )
    assert (area.kind, area.level, area.island_group.code) == (
        Kind.REGENCY,
        Level.REGENCY,
        "sumatera",
    )
    assert (area.valid_from, area.valid_to, area.synthetic) == (None, None, False)


@pytest.mark.parametrize("code", ["15.99", "00", "", "nothing"])
def test_a_code_that_nobody_had_is_unknown(code):
    with pytest.raises(UnknownAreaError) as unknown:
        selectors.get(code)
    assert unknown.value.code == code


def test_many_areas_cost_one_query_and_unknown_ones_are_left_out(django_assert_num_queries):
    with django_assert_num_queries(1):
        areas = selectors.get_many(["15.04", RegionCode("99.01"), "15.99"])
    assert {str(code): area.name for code, area in areas.items()} == {
        "15.04": "Kabupaten Batanghari",
        "99.01": "Kabupaten Contoh",
    }


def test_no_codes_give_no_areas():
    assert selectors.get_many([]) == {}


def test_there_are_38_provinces_and_the_fictional_one_last():
    areas = selectors.provinces()
    assert (len(areas), areas[-1].name) == (39, "Provinsi Contoh")
    assert len(selectors.provinces(synthetic=False)) == 38


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2020, 1, 1), 34),
        (date(2022, 7, 24), 34),
        (date(2022, 7, 25), 37),
        (date(2022, 12, 7), 37),
        (date(2022, 12, 8), 38),
    ],
)
def test_the_four_youngest_provinces_begin_with_their_laws(day, number):
    assert len(selectors.provinces(on=day, synthetic=False)) == number


def test_what_lies_in_a_young_province_begins_with_it():
    assert selectors.get("93.01").valid_from == date(2022, 7, 25)
    with pytest.raises(UnknownAreaError):
        selectors.get("93.01", on=date(2020, 1, 1))


def test_children_come_by_code():
    assert [area.code.value for area in selectors.children("15.04")] == [
        f"15.04.0{number}" for number in range(1, 9)
    ]
    assert len(selectors.children("15")) == 11
    assert selectors.children("15.04.08.1008") == []
    assert selectors.children("98") == []


def test_the_path_goes_up_to_the_province(django_assert_num_queries):
    with django_assert_num_queries(1):
        path = selectors.path("15.04.08.1008")
    assert [area.code.value for area in path] == ["15.04.08", "15.04", "15"]
    assert selectors.path("15") == ()


def test_successors_are_followed_through_every_step_and_by_day():
    steps = [
        ("99.03.01.2001", "99.01.01.2001", date(2026, 1, 1)),
        ("99.03.01.2001", "99.01.01.2002", date(2026, 1, 1)),
        ("99.01.01.2001", "99.01.01.2003", date(2027, 1, 1)),
    ]
    for old, new, day in steps:
        RegionSuccession.objects.create(old=old, new=new, day=day, kind="split", source="uji")
    assert selectors.successors("99.03.01.2001") == (
        RegionCode("99.01.01.2002"),
        RegionCode("99.01.01.2003"),
    )
    assert selectors.successors("99.03.01.2001", on=date(2026, 6, 1)) == (
        RegionCode("99.01.01.2001"),
        RegionCode("99.01.01.2002"),
    )
    assert selectors.successors("99.03.01.2001", on=date(2025, 6, 1)) == ()
    assert selectors.successors("15.04") == ()


def test_successions_that_run_in_a_ring_come_to_an_end():
    for old, new in (("99.01", "99.02"), ("99.02", "99.01")):
        RegionSuccession.objects.create(
            old=old, new=new, day=date(2026, 1, 1), kind="renumbered", source="uji"
        )
    assert selectors.successors("99.01") == ()


def test_the_attribution_names_source_decree_and_licence(django_assert_num_queries):
    with django_assert_num_queries(1):
        text = selectors.attribution()
    assert text == (
        "Kode dan nama wilayah: idn-area-data small menurut "
        "Kepmendagri 300.2.2-2138 Tahun 2025, lisensi ODbL-1.0."
    )


def test_the_lists_loaded_are_told():
    assert [(one.synthetic, one.areas) for one in selectors.area_lists()] == [
        (False, 684),
        (True, 52),
    ]


def test_province_99_is_marked_synthetic_and_holds_kabupaten_and_kota_contoh():
    names = [area.name for area in selectors.children("99")]
    assert names == [
        "Kabupaten Contoh",
        "Kabupaten Umpama",
        "Kabupaten Misal",
        "Kota Contoh",
        "Kota Andai",
    ]
    assert all(area.synthetic for area in selectors.children("99"))

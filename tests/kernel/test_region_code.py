"""The official code of an area is one checked value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.region_code import BadRegionCode, Level, RegionCode

codes = st.from_regex(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?", fullmatch=True).filter(
    str.isascii
)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("15", Level.PROVINCE, None),
        ("15.04", Level.REGENCY, "15"),
        ("15.04.01", Level.DISTRICT, "15.04"),
        ("15.04.01.2001", Level.VILLAGE, "15.04.01"),
    ],
)
def test_a_code_knows_its_level_and_its_parent(code, level, parent):
    area = RegionCode(code)
    assert area.level is level
    assert area.parent == (RegionCode(parent) if parent else None)
    assert area.province == RegionCode("15")
    assert str(area) == code


@pytest.mark.parametrize(
    "code",
    ["", "1", "155", "15.", "15.4", "1504", "15.04.1", "15.04.01.201", "15.04\n", " 15", "15-04",
     "15.04.01.2001.01", "\u0661\u0665", "15.04.012001"],
)  # fmt: skip
def test_any_other_shape_is_refused(code):
    with pytest.raises(BadRegionCode):
        RegionCode(code)


@pytest.mark.parametrize(
    ("code", "is_city"),
    [("35.71", True), ("35.71.01", True), ("35.72.02.1003", True), ("15.04", False), ("71", False),
     ("15.04.71", False)],
)  # fmt: skip
def test_a_city_is_known_by_the_second_pair_of_digits(code, is_city):
    assert RegionCode(code).is_city is is_city


def test_only_province_99_is_synthetic():
    assert RegionCode("99.01").is_synthetic
    assert not RegionCode("15.99").is_synthetic


def test_an_area_contains_itself_and_what_lies_below_but_no_neighbour():
    regency = RegionCode("15.04")
    assert regency.contains(regency)
    assert regency.contains(RegionCode("15.04.01.2001"))
    assert not regency.contains(RegionCode("15"))
    assert not regency.contains(RegionCode("15.05"))


def test_codes_sort_each_area_before_what_it_contains():
    names = ["15.05", "15.04.01", "15", "15.04"]
    assert [str(c) for c in sorted(map(RegionCode, names))] == ["15", "15.04", "15.04.01", "15.05"]


@given(codes)
def test_every_parent_contains_its_child(code):
    area = RegionCode(code)
    assert area.province.contains(area)
    if area.parent is not None:
        assert area.parent.contains(area)
        assert not area.contains(area.parent)

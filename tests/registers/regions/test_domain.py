"""What an area is, how it is called and how names compare."""

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.region_code import BadRegionCode, Level, RegionCode
from balai.registers.regions.domain import (
    ISLAND_GROUPS,
    Area,
    How,
    Kind,
    Match,
    fold,
    island_group,
    kind_of,
    name_key,
    own_name,
    short_name,
)
from tests.registers.regions.factories import PACKAGE

PLAIN = st.text(st.characters(max_codepoint=127), max_size=30)
MARKS = st.text(alphabet=" .,-'/()\"’", max_size=3)


def area(code: str, name: str, ended: date | None = None) -> Area:
    region = RegionCode(code)
    return Area(
        code=region,
        name=name,
        kind=kind_of(region),
        level=region.level,
        island_group=island_group(region),
        valid_from=None,
        valid_to=ended,
        synthetic=region.is_synthetic,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kab.Buleleng", "KABUPATEN BULELENG"),
        ("Kab. Hulu sungai Selatan", "Kabupaten Hulu Sungai Selatan"),
        ("Kab. Tasik Malaya", "Kabupaten Tasikmalaya"),
        ("Kab. Batang Hari", "Kabupaten Batanghari"),
        ("Kabupaten Kepulauan Seribu", "Kabupaten Administrasi Kepulauan Seribu"),
        ("Kab. Adm. Kepulauan Seribu", "Kabupaten Administrasi Kepulauan Seribu"),
        ("Kota Jakarta Pusat", "Kota Administrasi Jakarta Pusat"),
        ("kab. toli toli", "Kabupaten Toli-Toli"),
        ("Provinsi Jambi", "JAMBI"),
        ("Regapu’u", "Regapu'u"),
        ("Sélat", "Selat"),
    ],
)
def test_spellings_of_one_name_meet_in_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kabupaten Kediri", "Kota Kediri"),
        ("Kediri", "Kota Kediri"),
        ("Kabupaten Batang", "Kabupaten Batanghari"),
        ("Kabupaten Kotabaru", "Kota Baru"),
    ],
)
def test_different_names_keep_different_keys(one, other):
    assert name_key(one) != name_key(other)


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_itself(text):
    assert name_key(name_key(text)) == name_key(text)


@given(st.text(alphabet="kabupatenadministrasiprovinsikota ", max_size=40))
def test_the_key_of_a_key_is_itself_however_the_prefixes_pile_up(text):
    assert name_key(name_key(text)) == name_key(text)


@given(st.text(max_size=40))
def test_a_key_holds_only_letters_and_digits(text):
    assert all(character.isalnum() for character in name_key(text))


@given(
    st.lists(
        st.tuples(
            st.text(
                alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
                min_size=1,
                max_size=8,
            ),
            MARKS,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_case_and_punctuation_do_not_change_a_key(pieces):
    plain = "".join(piece for piece, _mark in pieces)
    marked = "".join(piece + mark for piece, mark in pieces)
    assert name_key(marked) == name_key(plain) == name_key(plain.upper())


@given(PLAIN, PLAIN)
def test_folding_goes_piece_by_piece_for_plain_letters(one, other):
    assert fold(one + other) == fold(one) + fold(other)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kabupaten Batanghari", "Kab. Batanghari"),
        ("Kota Blitar", "Kota Blitar"),
        ("Kabupaten Administrasi Kepulauan Seribu", "Kab. Administrasi Kepulauan Seribu"),
        ("Jambi", "Jambi"),
    ],
)
def test_short_names_shorten_kabupaten_only(name, short):
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Kabupaten Batanghari", "Batanghari"),
        ("Kab.Buleleng", "Buleleng"),
        ("KOTA BLITAR", "BLITAR"),
        ("Kota Administrasi Jakarta Pusat", "Jakarta Pusat"),
        ("Kotabaru", "Kotabaru"),
        ("Kabaena", "Kabaena"),
        ("Kota", "Kota"),
    ],
)
def test_own_name_takes_off_a_whole_first_word_only(name, own):
    assert own_name(name) == own


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("15", Kind.PROVINCE),
        ("15.04", Kind.REGENCY),
        ("15.71", Kind.CITY),
        ("15.04.08", Kind.DISTRICT),
        ("15.04.08.1008", Kind.URBAN_VILLAGE),
        ("15.04.08.2006", Kind.VILLAGE),
        ("91.03.01.3001", Kind.CUSTOMARY_VILLAGE),
    ],
)
def test_the_digits_say_what_an_area_is(code, kind):
    assert kind_of(RegionCode(code)) == kind


@pytest.mark.parametrize("digit", "0456789")
def test_a_village_code_with_another_first_digit_is_refused(digit):
    with pytest.raises(ValueError, match="begins with 1, 2 or 3"):
        kind_of(RegionCode(f"15.04.08.{digit}001"))


def test_island_groups_hold_every_province_of_the_list_and_the_fictional_one():
    with (PACKAGE / "data" / "provinces.csv").open(encoding="utf-8", newline="") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    assert set(ISLAND_GROUPS) == codes | {"99"}


def test_island_groups_are_eight_with_names_in_both_languages():
    groups = {group.code: group.names for group in ISLAND_GROUPS.values()}
    assert groups == {
        "sumatera": ("Sumatera", "Sumatra"),
        "jawa": ("Jawa", "Java"),
        "bali-nusra": ("Bali dan Nusa Tenggara", "Bali and Nusa Tenggara"),
        "kalimantan": ("Kalimantan", "Kalimantan"),
        "sulawesi": ("Sulawesi", "Sulawesi"),
        "maluku": ("Maluku", "Maluku"),
        "papua": ("Papua", "Papua"),
        "contoh": ("Contoh (sintetis)", "Example (synthetic)"),
    }


def test_batanghari_lies_on_sumatra_with_all_that_is_in_it():
    assert island_group(RegionCode("15.04.08.1008")).names[1] == "Sumatra"


@pytest.mark.parametrize(
    ("code", "name", "full", "own"),
    [
        ("15", "Jambi", "Provinsi Jambi", "Jambi"),
        ("99", "Provinsi Contoh", "Provinsi Contoh", "Provinsi Contoh"),
        ("15.04", "Kabupaten Batanghari", "Kabupaten Batanghari", "Batanghari"),
        ("15.04.08", "Maro Sebo Ilir", "Kecamatan Maro Sebo Ilir", "Maro Sebo Ilir"),
        ("15.04.08.1008", "Terusan", "Kelurahan Terusan", "Terusan"),
        ("15.71.07", "Kota Baru", "Kecamatan Kota Baru", "Kota Baru"),
    ],
)
def test_an_area_says_its_full_and_its_own_name(code, name, full, own):
    assert (area(code, name).full_name, area(code, name).own_name) == (full, own)


def test_a_match_says_where_it_lies():
    match = Match(
        area("15.04.08.1008", "Terusan"),
        How.NAME,
        (
            area("15.04.08", "Maro Sebo Ilir"),
            area("15.04", "Kabupaten Batanghari"),
            area("15", "Jambi"),
        ),
    )
    assert match.place == "Kec. Maro Sebo Ilir, Kab. Batanghari, Jambi"


CODES = st.builds(
    lambda p, r, d, v, depth: RegionCode(".".join([p, r, d, v][:depth])),
    *(st.integers(0, 99).map("{:02d}".format) for _ in range(3)),
    st.integers(0, 9999).map("{:04d}".format),
    st.integers(1, 4),
)


@given(CODES)
def test_a_parent_contains_its_child_and_is_one_level_wider(code):
    parent = code.parent
    if parent is None:
        assert code.level is Level.PROVINCE
    else:
        levels = list(Level)
        assert parent.contains(code)
        assert not code.contains(parent)
        assert levels.index(code.level) == levels.index(parent.level) + 1
        assert parent.province == code.province


@given(CODES, CODES)
def test_containing_is_the_same_as_standing_on_the_path_upwards(one, other):
    path, step = [other], other.parent
    while step is not None:
        path.append(step)
        step = step.parent
    assert one.contains(other) == (one in path)


@given(st.text(max_size=14))
def test_any_text_is_a_whole_code_or_refused(text):
    try:
        code = RegionCode(text)
    except BadRegionCode:
        return
    assert str(code) == text
    assert len(text) in {2, 5, 8, 13}

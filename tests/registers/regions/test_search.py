"""Areas are found as one types: by code, name, words, parts and in spite of a typo."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from balai.kernel.region_code import Level, RegionCode
from balai.registers.regions import selectors
from balai.registers.regions.domain import How
from balai.registers.regions.search import read_typed
from tests.registers.regions.factories import small_list

pytestmark = pytest.mark.usefixtures("areas")


def found(text, **options):
    return [(match.area.code.value, match.how) for match in selectors.search(text, **options)]


def codes(text, **options):
    return [match.area.code.value for match in selectors.search(text, **options)]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("batanghari", How.NAME),
        ("Batang Hari", How.NAME),
        ("BATANG-HARI", How.NAME),
        ("kab. batanghari", How.NAME),
        ("batangh", How.PREFIX),
        ("kab batangh", How.PREFIX),
        ("hari batang", How.WORDS),
        ("tanghar", How.WORDS),
        ("batanghari jambi", How.WORDS),
        ("btanghari", How.SIMILAR),
        ("batangari", How.SIMILAR),
        ("batagnhari", How.SIMILAR),
        ("batanghary", How.SIMILAR),
        ("batamghari", How.SIMILAR),
        ("abtanghari", How.SIMILAR),
        ("batangharii", How.SIMILAR),
        ("15.04", How.CODE),
        ("1504", How.CODE),
        ("15.04 Kab. Batanghari", How.CODE),
    ],
)
def test_batanghari_comes_first_however_it_is_typed(text, how):
    assert found(text)[0] == ("15.04", how)


def test_kab_batang_gives_batang_and_batanghari():
    assert found("kab batang")[:2] == [("33.25", How.NAME), ("15.04", How.PREFIX)]


def test_both_villages_called_terusan_in_one_district_come_with_where_they_lie():
    matches = selectors.search("terusan", within=RegionCode("15.04.08"))
    assert [(m.area.full_name, m.place) for m in matches] == [
        ("Kelurahan Terusan", "Kec. Maro Sebo Ilir, Kab. Batanghari, Jambi"),
        ("Desa Terusan", "Kec. Maro Sebo Ilir, Kab. Batanghari, Jambi"),
    ]


def test_what_an_area_lies_in_narrows_the_search():
    assert codes("terusan maro sebo ilir") == ["15.04.08.1008", "15.04.08.2006"]


def test_the_word_desa_brings_desa_first():
    assert codes("desa terusan", within=RegionCode("15.04"))[:2] == [
        "15.04.08.2006",
        "15.04.08.1008",
    ]


def test_regencies_come_before_provinces_before_districts_before_villages():
    levels = [match.area.level for match in selectors.search("contoh", limit=50)]
    order = [Level.REGENCY, Level.PROVINCE, Level.DISTRICT, Level.VILLAGE]
    wide_first = [order.index(level) for level in levels]
    exact = [match.how is How.NAME for match in selectors.search("contoh", limit=50)]
    assert levels[:3] == [Level.REGENCY, Level.REGENCY, Level.PROVINCE]
    assert sorted(wide_first[exact.count(True) :]) == wide_first[exact.count(True) :]


def test_kota_and_province_of_one_name_come_before_the_regency_around_them():
    assert codes("jambi")[:3] == ["15.71", "15", "15.05"]


def test_a_name_that_begins_with_kota_is_found_as_such():
    assert codes("kota baru")[0] == "63.02"


def test_an_alias_is_found_too():
    assert found("muba") == [("16.06", How.ALIAS)]
    assert found("dki jakarta") == [("31", How.ALIAS)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("solo", "33.72"),
        ("Kota Solo", "33.72"),
        ("jogja", "34.71"),
        ("Kota Jogja", "34.71"),
        ("jogjakarta", "34.71"),
        ("yogya", "34.71"),
        ("kota yogya", "34.71"),
    ],
)
def test_an_everyday_name_comes_before_what_only_begins_like_it(text, code):
    """Solo begins Solok and Solok Selatan too: they follow."""
    assert found(text)[0] == (code, How.ALIAS)


def test_the_beginning_of_an_everyday_name_is_enough():
    assert "34.71" in codes("jogj")
    assert codes("solok")[0] in {"13.02", "13.72"}


def test_the_beginning_of_a_code_lists_what_lies_below_wide_first():
    assert codes("15", limit=3) == ["15", "15.01", "15.02"]
    assert codes("15.0", limit=1) == ["15.01"]
    assert codes("15.04.08.1", limit=2) == ["15.04.08.1008"]


@pytest.mark.parametrize(
    "text", ["", "  ", "%", "_", "'", "\x00", "..", "12345678901", "zzzzzz", "\\", "(("]
)
def test_text_like_nothing_finds_nothing(text):
    assert found(text) == []


def test_a_percent_sign_is_no_wildcard():
    assert codes("ba%ri") == codes("ba ri")


def test_a_very_long_text_is_cut_and_harmless():
    assert found("x" * 10_000) == []


def test_only_the_levels_asked_for_are_found():
    assert codes("terusan", levels=[Level.REGENCY, Level.PROVINCE]) == []
    assert codes("batanghari", levels=[Level.REGENCY]) == ["15.04"]


def test_within_an_area_nothing_outside_is_found():
    assert codes("contoh", within=RegionCode("15")) == []
    assert {code[:2] for code in codes("a", within=RegionCode("15"), limit=50)} == {"15"}
    assert codes("batanghari", within=RegionCode("15.04")) == ["15.04"]


@pytest.mark.parametrize("limit", [0, -1, 1, 7])
def test_no_more_than_the_limit_comes(limit):
    assert len(found("ko", limit=limit)) == max(0, limit)


def test_the_same_area_comes_once():
    for text in ("batanghari", "muara", "kota", "btanghari", "bandung"):
        assert len(codes(text, limit=100)) == len(set(codes(text, limit=100)))


def test_two_and_two_hundred_results_cost_the_same_three_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        assert len(selectors.search("batanghari", limit=2, levels=[Level.REGENCY])) == 1
    with django_assert_num_queries(3):
        assert len(selectors.search("kabupaten contoh", limit=200)) == 15
    with django_assert_num_queries(2):
        assert len(selectors.search("15.04", limit=200)) == 133


@st.composite
def one_typo(draw):
    """Draw a regency of the list and its own name with one letter wrong, missing, more or swapped."""
    row = draw(st.sampled_from([row for row in small_list().rows if row.level == "regency"]))
    name = row.own_key
    place = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    typed = draw(
        st.sampled_from(
            [
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place + 1 :],
                name[:place] + letter + name[place:],
                name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :],
            ]
        )
    )
    assume(len(typed) >= 5)
    return row.code, typed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one_typo())
def test_a_name_with_one_typo_is_always_found(drawn):
    code, typed = drawn
    assert code in codes(typed, levels=[Level.REGENCY], limit=600)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kab. Hulu Sungai-Selatan", ("hulu", "sungai", "selatan")),
        ("kota", ("kota",)),
        ("Kota Baru", ("baru",)),
        ("kel. terusan", ("terusan",)),
    ],
)
def test_typed_text_is_read_as_words_without_the_kind_in_front(text, words):
    assert read_typed(text).words == words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15", "15"),
        ("1504", "15.04"),
        ("15.04.08", "15.04.08"),
        ("15 04 08 1008", "15.04.08.1008"),
        ("1504081008", "15.04.08.1008"),
        ("150", "15.0"),
        ("15.04.", "15.04"),
    ],
)
def test_digits_are_read_as_a_code_or_its_beginning(text, code):
    assert read_typed(text).code == code

"""Every sentence of the public pages, every way out of its rule, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from balai.oversight.portal import sentences
from balai.oversight.portal.sentences import Part, Ranked, Yearly

D = Decimal

scores = st.decimals(min_value=0, max_value=4, places=2)


@pytest.fixture(params=["id", "en"])
def language(request):
    with override(request.param):
        yield request.param


def in_both(make):
    """Return what a rule says in Indonesian and in English."""
    said = []
    for code in ("id", "en"):
        with override(code):
            said.append(str(make()))
    return tuple(said)


# Who leads


def test_one_region_leads_a_list():
    assert in_both(lambda: sentences.finding(["Kota Blitar"], D("3.38"), "daftar baru 2024")) == (
        "Kota Blitar memimpin daftar baru 2024 dengan 3,38",
        "Kota Blitar leads the daftar baru 2024 with 3.38",
    )


def test_two_regions_lead_together():
    leaders = ["Kota Denpasar", "Kota Surakarta"]
    assert in_both(lambda: sentences.finding(leaders, D("3.48"), "L")) == (
        "Kota Denpasar dan Kota Surakarta bersama memimpin L dengan 3,48",
        "Kota Denpasar and Kota Surakarta jointly lead the L with 3.48",
    )


def test_three_leaders_are_still_named():
    assert in_both(lambda: sentences.finding(list("ABC"), D(3), "L")) == (
        "A, B, dan C bersama memimpin L dengan 3,00",
        "A, B and C jointly lead the L with 3.00",
    )


def test_more_than_three_leaders_are_counted():
    assert in_both(lambda: sentences.finding(list("ABCD"), D(3), "L")) == (
        "Empat daerah bersama memimpin L dengan 3,00",
        "Four regions jointly lead the L with 3.00",
    )


def test_nothing_published_has_no_leader():
    expected = (
        "Belum ada hasil evaluasi yang diterbitkan",
        "No evaluation result is published yet",
    )
    assert in_both(lambda: sentences.finding([], None, "L")) == expected


# How much of a list is known

EXTENTS = [
    (
        {"size": 50, "known": 10, "ends": (D("2.83"), D("3.38")), "complete_to": 10, "first_time": True},
        ("Lima puluh daerah dinilai untuk pertama kali. "
        "Nilai sepuluh teratas sudah diketahui, dari 2,83 sampai 3,38."),
        ("Fifty regions were assessed for the first time. "
        "The first ten scores are known, from 2.83 to 3.38."),
    ),
    (
        {"size": 191, "known": 5, "ends": (D("2.72"), D("3.80")), "complete_to": None, "first_time": False},
        "191 daerah dinilai. Baru lima nilai yang diketahui, dari 2,72 sampai 3,80.",
        "191 regions were assessed. Only five scores are known so far, from 2.72 to 3.80.",
    ),
    (
        {"size": None, "known": 1, "ends": (D("3.31"), D("3.31")), "complete_to": None, "first_time": False},
        "Berapa daerah yang dinilai belum diketahui. Baru satu nilai yang diketahui: 3,31.",
        "How many regions were assessed is not known. Only one score is known so far: 3.31.",
    ),
    (
        {"size": 2, "known": 2, "ends": (D(3), D("3.5")), "complete_to": 2, "first_time": False},
        "Dua daerah dinilai. Semua nilainya diketahui, dari 3,00 sampai 3,50.",
        "Two regions were assessed. All scores are known, from 3.00 to 3.50.",
    ),
    (
        {"size": 50, "known": 0, "ends": None, "complete_to": None, "first_time": False},
        "Lima puluh daerah dinilai. Belum satu pun nilainya diketahui.",
        "Fifty regions were assessed. None of the scores is known yet.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "indonesian", "english"), EXTENTS)
def test_the_extent_of_a_list(facts, indonesian, english):
    assert in_both(lambda: sentences.extent(**facts)) == (indonesian, english)


def test_provinces_of_the_first_ten():
    assert in_both(lambda: sentences.provinces(with_scores=7, drawn=38, complete_to=10)) == (
        "Tujuh dari 38 provinsi punya daerah di sepuluh teratas.",
        "Seven of 38 provinces have a region among the first ten.",
    )


def test_provinces_of_a_list_known_in_parts():
    assert in_both(lambda: sentences.provinces(with_scores=1, drawn=34, complete_to=None)) == (
        "Satu dari 34 provinsi punya daerah yang nilainya diketahui.",
        "One of 34 provinces has a region whose score is known.",
    )


def test_provinces_of_a_list_without_scores():
    assert in_both(lambda: sentences.provinces(with_scores=0, drawn=38, complete_to=None)) == (
        "Belum ada provinsi yang punya nilai yang diketahui.",
        "No province has a known score yet.",
    )


LEDES = [
    ((50, 10, 10), "50 daerah dinilai dalam daftar ini. Sepuluh teratas diketahui. ",
     "50 regions were assessed in this list. The first ten are known. "),
    ((191, 1, None), "191 daerah dinilai dalam daftar ini. Satu nilai diketahui. ",
     "191 regions were assessed in this list. One score is known. "),
    ((50, 10, 8), "50 daerah dinilai dalam daftar ini. Sepuluh nilai diketahui. ",
     "50 regions were assessed in this list. Ten scores are known. "),
    ((None, 4, None), "Berapa daerah yang dinilai dalam daftar ini belum diketahui. Empat nilai diketahui. ",
     "How many regions were assessed in this list is not known. Four scores are known. "),
    ((2, 2, 2), "2 daerah dinilai dalam daftar ini. Semua nilainya diketahui. ",
     "2 regions were assessed in this list. All scores are known. "),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "indonesian", "english"), LEDES)
def test_a_list_says_how_much_is_known_and_that_ranks_stay_inside(facts, indonesian, english):
    assert in_both(lambda: sentences.list_lede(*facts)) == (
        indonesian + "Peringkat hanya berlaku di dalam daftarnya sendiri.",
        english + "A rank holds only within its own list.",
    )


# The index and its change

STANDINGS = [
    (D("3.31"), (2021, D("3.06")), "<b>3,31 dari 4</b>, naik 0,25 dalam setahun.",
     "is <b>3.31 of 4</b>, up 0.25 in a year."),
    (D("3.20"), (2021, D("3.31")), "<b>3,20 dari 4</b>, turun 0,11 dalam setahun.",
     "is <b>3.20 of 4</b>, down 0.11 in a year."),
    (D("3.20"), (2021, D("3.20")), "<b>3,20 dari 4</b>, sama dengan tahun sebelumnya.",
     "is <b>3.20 of 4</b>, the same as the year before."),
    (D("3.20"), (2020, D("3.06")), "<b>3,20 dari 4</b>, naik 0,14 sejak 2020.",
     "is <b>3.20 of 4</b>, up 0.14 since 2020."),
    (D("3.46"), (2019, D("3.06")), "<b>3,46 dari 4</b>, naik 0,40 sejak 2019.",
     "is <b>3.46 of 4</b>, up 0.40 since 2019."),
    (D("3.00"), (2019, D("3.06")), "<b>3,00 dari 4</b>, turun 0,06 sejak 2019.",
     "is <b>3.00 of 4</b>, down 0.06 since 2019."),
    (D("3.06"), (2019, D("3.06")), "<b>3,06 dari 4</b>, sama dengan 2019.",
     "is <b>3.06 of 4</b>, the same as in 2019."),
    (D("2.95"), None, "<b>2,95 dari 4</b> pada 2022. Nilai sebelumnya belum ada.",
     "is <b>2.95 of 4</b> in 2022. There is no earlier score."),
    (None, (2021, D(3)), "2022 belum diterbitkan.", "for 2022 is not published."),
]  # fmt: skip


@pytest.mark.parametrize(("now", "before", "indonesian", "english"), STANDINGS)
def test_the_index_and_its_change(now, before, indonesian, english):
    def say():
        return sentences.standing("X", Yearly(2022, now), Yearly(*before) if before else None)

    assert in_both(say) == (f"Indeks X {indonesian}", f"The index of X {english}")


def test_a_name_cannot_bring_markup_into_a_sentence(language):
    said = sentences.standing("<i>X</i>", Yearly(2022, D(3)), None)
    assert "<i>" not in said
    assert "&lt;i&gt;X" in said


@given(now=scores, before=scores, gap=st.integers(1, 5))
def test_a_change_is_never_said_with_a_sign_or_against_its_direction(now, before, gap):
    with override("id"):
        said = sentences.standing("X", Yearly(2022, now), Yearly(2022 - gap, before))
    assert ("naik" in said) == (now > before)
    assert ("turun" in said) == (now < before)
    assert "-" not in said


PLACES = [
    ((8, 50, 50), False, "Peringkat <b>8 dari 50</b> dalam L.", "Rank <b>8 of 50</b> in the L."),
    (
        (1, 75, 75),
        True,
        "Peringkat <b>1 dari 75</b> bersama dalam L.",
        "Joint rank <b>1 of 75</b> in the L.",
    ),
    (
        (22, None, None),
        False,
        "Peringkat <b>22</b> dalam L; besar daftar belum diketahui.",
        "Rank <b>22</b> in the L; the size of the list is not known.",
    ),
    (
        (22, None, 141),
        False,
        "Peringkat <b>22</b> dalam L; dari berapa daerah tidak disebut sumber.",
        "Rank <b>22</b> in the L; out of how many the source does not say.",
    ),
    (
        (1, None, None),
        True,
        "Peringkat <b>1</b> bersama dalam L; besar daftar belum diketahui.",
        "Joint rank <b>1</b> in the L; the size of the list is not known.",
    ),
    (
        (None, None, 50),
        False,
        "Peringkatnya dalam L belum diterbitkan.",
        "Its rank in the L is not published.",
    ),
]


@pytest.mark.parametrize(("rank", "shared", "indonesian", "english"), PLACES)
def test_a_rank_is_said_with_its_list(rank, shared, indonesian, english):
    said = in_both(lambda: sentences.place(Ranked(*rank), "L", shared=shared))
    assert said == (indonesian, english)


def test_a_result_without_list_quotes_the_source_or_says_that_no_rank_is_told():
    assert in_both(lambda: sentences.unlisted(3, "Provinsi Jambi, kedua kelompok digabung")) == (
        (
            "Menurut sumber peringkat <b>3</b>: Provinsi Jambi, kedua kelompok digabung. "
            "Daftarnya tidak disebut."
        ),
        (
            "According to the source rank <b>3</b>: Provinsi Jambi, kedua kelompok digabung. "
            "It does not name the list."
        ),
    )
    plain = (
        "Sumber tidak menyebut daftarnya, jadi peringkatnya tidak dinyatakan.",
        "The source does not name the list, so no rank is given.",
    )
    assert in_both(lambda: sentences.unlisted(None, "")) == plain
    assert in_both(lambda: sentences.unlisted(3, "")) == plain


# Components and dimensions


def parts(**values):
    return [Part(name.replace("_", " ").capitalize(), D(value)) for name, value in values.items()]


KEDIRI = parts(baseline="3.60", output="3.21", outcome="3.23", impact="3.07", quick_win="3.65")
SIDES = parts(governance="2.75", branding="2.75", economy="3.5", living="3.33", environment="2.75")


def test_the_strongest_and_the_weakest_component():
    assert in_both(lambda: sentences.components(KEDIRI, 2022)) == (
        "Komponen terkuat adalah quick win (<b>3,65</b>); yang terlemah impact (<b>3,07</b>).",
        "The strongest component is quick win (<b>3.65</b>); the weakest is impact (<b>3.07</b>).",
    )


def test_components_that_share_the_place_are_all_named():
    assert in_both(lambda: sentences.components(parts(a="3", b="3", c="2", d="2"), 2022)) == (
        "Komponen terkuat adalah a dan b (<b>3,00</b>); yang terlemah c dan d (<b>2,00</b>).",
        "The strongest components are a and b (<b>3.00</b>); the weakest are c and d (<b>2.00</b>).",
    )


def test_equal_components_have_no_weakest():
    assert in_both(lambda: sentences.components(parts(a="3", b="3"), 2022)) == (
        "Semua komponen bernilai sama (<b>3,00</b>).",
        "All components have the same value (<b>3.00</b>).",
    )


def test_components_that_are_not_published():
    assert in_both(lambda: sentences.components([], 2021)) == (
        "Nilai tiap komponen 2021 belum diterbitkan.",
        "The values of the components for 2021 are not published.",
    )


def test_the_highest_and_the_lowest_dimensions():
    assert in_both(lambda: sentences.dimensions(SIDES, 2022)) == (
        (
            "Dari lima dimensi, economy tertinggi (<b>3,50</b>). "
            "Governance, branding, dan environment terendah (<b>2,75</b>)."
        ),
        (
            "Of five dimensions, economy is highest (<b>3.50</b>). "
            "Governance, branding and environment are lowest (<b>2.75</b>)."
        ),
    )


def test_equal_dimensions():
    assert in_both(lambda: sentences.dimensions(parts(a="3", b="3"), 2022)) == (
        "Dari dua dimensi, semua bernilai sama (<b>3,00</b>).",
        "Of two dimensions, all have the same value (<b>3.00</b>).",
    )


def test_dimensions_that_are_not_published():
    assert in_both(lambda: sentences.dimensions([], 2021)) == (
        "Nilai tiap dimensi 2021 belum diterbitkan.",
        "The values of the dimensions for 2021 are not published.",
    )


# Claims rest on what is known


def test_a_claim_says_how_far_down_the_list_is_known():
    said = in_both(lambda: sentences.claim(["Provinsi Jambi", "Sumatra"], 10, 50))
    assert said == (
        (
            "Pertama di Provinsi Jambi dan pertama di Sumatra dalam daftar ini "
            "(diketahui sampai peringkat 10)."
        ),
        "First in Provinsi Jambi and first in Sumatra in this list (known down to rank 10).",
    )


def test_a_claim_on_a_list_known_in_full_needs_no_limit():
    assert in_both(lambda: sentences.claim(["Bali"], 50, 50)) == (
        "Pertama di Bali dalam daftar ini.",
        "First in Bali in this list.",
    )


def test_there_is_no_claim_without_a_place_or_without_a_known_rank():
    assert sentences.claim([], 10, 50) is None
    assert sentences.claim(["Bali"], None, 50) is None


OWN = [
    ({"ranked": Ranked(8, 50, 50), "areas": ["Provinsi Jambi"], "known_to": 10},
     ("Batanghari: peringkat 8 dari 50, pertama di Provinsi Jambi dalam daftar ini "
     "(diketahui sampai peringkat 10)."),
     "Batanghari: rank 8 of 50, first in Provinsi Jambi in this list (known down to rank 10)."),
    ({"ranked": Ranked(8, 50, 50), "areas": ["Bali"], "known_to": 50},
     "Batanghari: peringkat 8 dari 50, pertama di Bali dalam daftar ini.",
     "Batanghari: rank 8 of 50, first in Bali in this list."),
    ({"ranked": Ranked(22, None, None), "areas": [], "known_to": None},
     "Batanghari: peringkat 22, besar daftar belum diketahui.",
     "Batanghari: rank 22, the size of the list is not known."),
    ({"ranked": Ranked(None, None, 50), "areas": ["Bali"], "known_to": None},
     "Batanghari: peringkatnya dalam daftar ini belum diterbitkan.",
     "Batanghari: its rank in this list is not published."),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "indonesian", "english"), OWN)
def test_where_one_region_stands_in_a_list(facts, indonesian, english):
    assert in_both(lambda: sentences.own_place("Batanghari", **facts)) == (indonesian, english)


def test_a_letter_leaves_out_what_is_not_known():
    day = date(2022, 12, 5)
    assert in_both(lambda: sentences.letter("B-1", day, "Ditjen Aptika")) == (
        "B-1 · 5\xa0Desember\xa02022 · Ditjen Aptika",
        "B-1 · 5\xa0December\xa02022 · Ditjen Aptika",
    )
    assert sentences.letter("B-1", None, "") == "B-1"

"""What charts say of themselves, what is known and not known, and numbers as words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from balai.oversight.portal import captions, knowledge, words
from balai.oversight.portal.knowledge import Knowledge
from balai.oversight.portal.sentences import Yearly

D = Decimal


def in_both(make):
    said = []
    for code in ("id", "en"):
        with override(code):
            said.append(make())
    return tuple(said)


HISTORIES = [
    (["2.87", "3.06", "3.31", "3.20"], "Naik dua kali, lalu turun 0,11 pada 2023.",
     "Rose twice, then fell by 0.11 in 2023."),
    (["3.00", "2.90", "3.10"], "Turun sekali, lalu naik 0,20 pada 2022.",
     "Fell once, then rose by 0.20 in 2022."),
    (["1", "1.1", "1.2", "1.3", "1.2"], "Naik tiga kali, lalu turun 0,10 pada 2024.",
     "Rose three times, then fell by 0.10 in 2024."),
    (["3.00", "2.90", "3.10", "3.05"], "Terakhir turun 0,05, pada 2023.",
     "Most recently down 0.05, in 2023."),
    (["3.00", "2.90", "3.10", "3.05", "3.06"], "Terakhir naik 0,01, pada 2024.",
     "Most recently up 0.01, in 2024."),
    (["3.00", "3.10", "3.10"], "Tidak berubah pada 2022.", "No change in 2022."),
    (["3.00", "3.00", "3.10"], "Terakhir naik 0,10, pada 2022.", "Most recently up 0.10, in 2022."),
    (["3.00", "3.10", "3.25"], "Naik terus sejak 2020, seluruhnya 0,25.",
     "Up every year since 2020, by 0.25 in all."),
    (["3.25", "3.10", "3.00"], "Turun terus sejak 2020, seluruhnya 0,25.",
     "Down every year since 2020, by 0.25 in all."),
    (["3.00", "3.10"], "Naik 0,10 sejak 2020.", "Up 0.10 since 2020."),
    (["3.10", "3.00"], "Turun 0,10 sejak 2020.", "Down 0.10 since 2020."),
    (["3.10", "3.10"], "Sama dengan 2020.", "The same as in 2020."),
    (["3.10"], "Baru satu nilai yang diketahui, 2020.", "Only one score is known so far, for 2020."),
    ([], "Belum ada nilai yang diketahui.", "No score is known yet."),
]  # fmt: skip


@pytest.mark.parametrize(("values", "indonesian", "english"), HISTORIES)
def test_how_the_index_moved(values, indonesian, english):
    points = [Yearly(2020 + n, D(value)) for n, value in enumerate(values)]
    assert in_both(lambda: captions.history(points)) == (indonesian, english)


@given(st.lists(st.decimals(0, 4, places=2), max_size=8))
def test_any_history_can_be_said(values):
    with override("id"):
        said = captions.history([Yearly(2015 + n, value) for n, value in enumerate(values)])
    assert said.endswith(".")
    assert "{" not in said


STRIPS = [
    ({"known": 10, "size": 50, "complete": True},
     "Bagian bergaris adalah 40 daerah yang nilainya belum diterbitkan.",
     "The hatched part is the 40 regions whose scores are not published."),
    ({"known": 49, "size": 50, "complete": True},
     "Bagian bergaris adalah 1 daerah yang nilainya belum diterbitkan.",
     "The hatched part is the one region whose score is not published."),
    ({"known": 4, "size": 141, "complete": False},
     ("Setiap titik adalah satu daerah yang nilainya diterbitkan. Baru 4 dari 141 nilai yang "
     "diketahui, jadi bidang bergaris masih dapat berisi daerah lain."),
     ("Each dot is one region whose score is published. Only 4 of 141 scores are known, so the "
     "hatched field may still hold other regions.")),
    ({"known": 4, "size": None, "complete": False},
     ("Setiap titik adalah satu daerah yang nilainya diterbitkan. Besar daftar belum diketahui, "
     "jadi bidang bergaris masih dapat berisi daerah lain."),
     ("Each dot is one region whose score is published. The size of the list is not known, so the "
     "hatched field may still hold other regions.")),
    ({"known": 50, "size": 50, "complete": True},
     "Setiap titik adalah satu daerah. Semua nilai dalam daftar ini diketahui.",
     "Each dot is one region. All scores of this list are known."),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "indonesian", "english"), STRIPS)
def test_what_the_hatching_hides(facts, indonesian, english):
    assert in_both(lambda: captions.strip(**facts)) == (indonesian, english)


UNKNOWN = [
    (40, D("2.83"), "40 daerah lain: nilai belum diterbitkan, paling tinggi 2,83",
     "40 other regions: scores not published, 2.83 at most"),
    (1, D("2.83"), "1 daerah lain: nilai belum diterbitkan, paling tinggi 2,83",
     "One other region: score not published, 2.83 at most"),
    (137, None, "137 daerah lain: nilai belum diterbitkan", "137 other regions: scores not published"),
    (1, None, "1 daerah lain: nilai belum diterbitkan", "One other region: score not published"),
    (None, None, "Daerah lain: jumlah dan nilainya belum diterbitkan",
     "Other regions: their number and scores are not published"),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "at_most", "indonesian", "english"), UNKNOWN)
def test_unknown_regions_are_one_row_with_their_bound(rest, at_most, indonesian, english):
    said = in_both(lambda: captions.unknown_rows(rest=rest, at_most=at_most))
    assert said == (indonesian, english)


def test_what_the_tag_of_agreement_means():
    def say(*, consistent):
        return captions.agreement(D("3.31"), "3,315", consistent=consistent, tolerance="0,010")

    assert in_both(lambda: say(consistent=True)) == (
        (
            "Komponen dan indeks diterbitkan dengan dua desimal, jadi hitungan ulang boleh berbeda "
            "sampai 0,010."
        ),
        (
            "Components and index are published with two decimals, so the recomputed figure may "
            "differ by up to 0,010."
        ),
    )
    assert in_both(lambda: say(consistent=False))[0] == (
        "Hitungan ulang 3,315 berbeda dari 3,31 lebih dari 0,010, yang dapat timbul dari "
        "pembulatan. Yang berlaku tetap yang diterbitkan."
    )


def test_where_an_axis_starts_is_said():
    assert in_both(lambda: captions.axis([D("2.87"), D("3.1")])) == (
        "Sumbu dimulai dari 2,0. Skala indeks 0 sampai 4.",
        "The axis starts at 2.0. The index runs from 0 to 4.",
    )
    assert in_both(lambda: captions.axis([D("1.99")])) == (
        "Skala indeks 0 sampai 4.",
        "The index runs from 0 to 4.",
    )


def test_how_dots_of_dimensions_are_read():
    def say(values, *, equals_impact):
        return captions.dimensions(D("3.068"), values, equals_impact=equals_impact)

    assert in_both(lambda: say([D("2.75")], equals_impact=True))[0] == (
        "Jarak titik dari garis menunjukkan seberapa jauh di atas atau di bawah rata-rata 3,07. "
        "Nilai ini sama dengan nilai impact. Sumbu dimulai dari 2."
    )
    assert in_both(lambda: say([D("1.75")], equals_impact=False))[0] == (
        "Jarak titik dari garis menunjukkan seberapa jauh di atas atau di bawah rata-rata 3,07."
    )


# Known and not known

KEDIRI = Knowledge(
    year=2022, years=(2020, 2021, 2022, 2023), indexed=(2020, 2021, 2022, 2023), rank=22, out_of=None, size=141, list_name="daftar nasional 2022", components=5, dimensions=6, detailed=(2022,),
    weights="10/20/30/20/20", recomputed="3,315", published=D("3.31"), consistent=True,
    letter=False,
)  # fmt: skip
BARE = Knowledge(
    year=2024, years=(2022, 2023, 2024), indexed=(2022, 2024), rank=8, out_of=50, size=50,
    list_name="daftar baru 2024", components=0, dimensions=0, detailed=(),
)  # fmt: skip


def test_what_is_known_of_kediri():
    with override("id"):
        assert knowledge.known(KEDIRI) == [
            "Indeks 2020 sampai 2023.",
            "Peringkat 22 dalam daftar nasional 2022.",
            "Nilai lima komponen dan enam dimensi 2022.",
            "Bobot 10/20/30/20/20 menghasilkan 3,315, cocok dengan 3,31.",
        ]


def test_what_is_not_known_of_kediri():
    with override("id"):
        assert knowledge.not_known(KEDIRI) == [
            "Jumlah daerah yang masuk peringkat. Pada 2022 ada 141 daerah dievaluasi.",
            "Nilai komponen dan dimensi 2020, 2021, dan 2023.",
            "Jawaban untuk tiap butir dan buktinya.",
            "Isi surat hasil evaluasi 2022.",
        ]


def test_what_is_known_and_not_known_in_english():
    with override("en"):
        assert knowledge.known(KEDIRI)[0] == "Index for 2020 to 2023."
        assert knowledge.not_known(KEDIRI)[-2] == "Answers to each item and their evidence."


def test_a_gap_in_the_years_is_not_known():
    with override("id"):
        assert knowledge.known(BARE) == [
            "Indeks 2022 dan 2024.",
            "Peringkat 8 dari 50 dalam daftar baru 2024.",
        ]
        assert knowledge.not_known(BARE) == [
            "Indeks 2023.",
            "Nilai komponen dan dimensi 2022 dan 2024.",
            "Jawaban untuk tiap butir dan buktinya.",
        ]


def test_parts_alone_a_missing_rank_and_a_contradiction():
    with override("id"):
        unsized = replace(BARE, size=None, out_of=None)
        assert knowledge.not_known(unsized)[0] == "Jumlah daerah dalam daftar baru 2024."
        only = replace(BARE, rank=None, components=5)
        assert "Nilai lima komponen 2024." in knowledge.known(only)
        assert "Peringkat 2024." in knowledge.not_known(only)
        assert "Nilai enam dimensi 2024." in knowledge.known(replace(BARE, dimensions=6))
        wrong = replace(KEDIRI, consistent=False, letter=True, indexed=())
        assert knowledge.known(wrong)[-2:] == [
            "Bobot 10/20/30/20/20 menghasilkan 3,315, tidak cocok dengan 3,31.",
            "Isi surat hasil evaluasi 2022.",
        ]


# Words


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (0, "nol", "zero"), (11, "sebelas", "eleven"), (12, "dua belas", "twelve"),
        (19, "sembilan belas", "nineteen"), (20, "dua puluh", "twenty"), (50, "lima puluh", "fifty"),
        (42, "42", "forty-two"), (99, "99", "ninety-nine"), (100, "100", "100"), (191, "191", "191"),
    ],
)  # fmt: skip
def test_a_count_in_words(number, indonesian, english):
    assert in_both(lambda: words.count(number)) == (indonesian, english)


def test_names_and_years_as_a_list():
    assert in_both(lambda: words.listing(["a"])) == ("a", "a")
    assert in_both(lambda: words.listing(["a", "b"])) == ("a dan b", "a and b")
    assert in_both(lambda: words.listing(["a", "b", "c"])) == ("a, b, dan c", "a, b and c")
    assert in_both(lambda: words.years([2021, 2020])) == ("2020 dan 2021", "2020 and 2021")
    assert in_both(lambda: words.years([2020, 2021, 2022])) == ("2020 sampai 2022", "2020 to 2022")
    assert in_both(lambda: words.years([2020, 2022, 2023]))[0] == "2020, 2022, dan 2023"

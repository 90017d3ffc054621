"""What pages and commands may read: rows, places, histories, versions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from balai.kernel.region_code import RegionCode
from balai.oversight.assessment import selectors, services
from balai.registers.regions import selectors as regions
from tests.oversight.assessment.factories import (
    BY,
    import_text,
    load_shipped_edition,
    make_list,
    make_round,
    published_results,
)
from tests.oversight.assessment.test_edition_file import six_components
from tests.registers.regions.factories import load_test_areas

pytestmark = pytest.mark.django_db

KEDIRI = RegionCode("35.71")


@pytest.fixture
def big_lists(db, tmp_path):
    """Two published lists of invented size, 2 and 200 rows, in rounds that are marked real.

    The figures are the test's own and are never shown anywhere.
    """
    load_test_areas()
    load_shipped_edition()
    codes = [a.code for p in regions.provinces(synthetic=False) for a in regions.children(p.code)]
    areas = regions.get_many(codes)
    for year, count in ((2031, 2), (2032, 200)):
        make_round(str(year), year)
        make_list(str(year), "baru", size=count + 5, known_down_to=count)
        rows = "\n".join(
            f"{code},{areas[code].name},{(400 - n) / 100:.2f},Uji,https://example.org/{n}"
            for n, code in enumerate(codes[:count])
        )
        header = "region_code,name_as_published,score,source_title,source_url"
        report = import_text(tmp_path, f"{header}\n{rows}\n", list=f"{year}/baru")
        assert report.outcome == "applied", report.text()
        services.publish_list(round_code=str(year), list_code="baru", by=BY)


@pytest.mark.parametrize(("round_code", "rows"), [("2031", 2), ("2032", 200)])
def test_a_list_is_read_in_five_queries_whatever_its_size(
    big_lists, django_assert_num_queries, round_code, rows
):
    with django_assert_num_queries(5):
        assert len(selectors.list_rows(round_code, "baru")) == rows


def test_every_other_read_has_its_fixed_number_of_queries(big_lists, django_assert_num_queries):
    (first, *_rest) = selectors.list_rows("2032", "baru")
    with django_assert_num_queries(7):
        assert len(selectors.region_results(first.region)) == 2
    with django_assert_num_queries(2):
        assert len(selectors.regions_with_results()) == 200
    with django_assert_num_queries(2):
        assert len(selectors.rounds()) == 2
    with django_assert_num_queries(1):
        assert len(selectors.lists()) == 2
    with django_assert_num_queries(1):
        selectors.list_version("2032", "baru")
    with django_assert_num_queries(1):
        selectors.data_version()
    with django_assert_num_queries(1):
        selectors.edition()


def test_results_without_a_list_are_read_in_three_queries(published, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert [row.area.own_name for row in selectors.unlisted_rows("2024")] == [
            "Muaro Jambi",
            "Sarolangun",
        ]


def test_standing_asks_nothing_when_the_rows_are_at_hand(big_lists, django_assert_num_queries):
    rows = selectors.list_rows("2032", "baru")
    with django_assert_num_queries(0):
        standing = selectors.standing(rows[5], "province", rows=rows)
    assert standing.place == 6


def test_rows_stand_by_score_then_by_name_and_those_without_score_last(published):
    rows = selectors.list_rows("2020", "nasional")

    assert [row.area.short_name for row in rows[:2]] == ["Kota Denpasar", "Kota Surakarta"]
    tied = [row.area.own_name for row in rows if row.score == Decimal("3.42")]
    assert tied == ["Cimahi", "Pekalongan"]
    assert selectors.list_rows("2021", "nasional")[-1].score is None


def test_a_row_carries_its_list_its_province_and_its_sources(published):
    row = next(r for r in selectors.list_rows("2024", "reguler") if r.rank_published == 3)

    assert (row.area.name, row.province.name, row.list.size) == ("Kota Madiun", "Jawa Timur", 191)
    assert [source.title.rpartition("(")[2] for source in row.sources] == [
        "Memorandum: rank)",
        "Pemkot Madiun: score)",
    ]
    assert all(source.url.startswith("https") for source in row.sources)


def test_the_top_ten_carry_the_articles_that_print_them(published):
    (row, *_rest) = selectors.list_rows("2024", "baru")

    assert [source.title.rpartition("(")[2] for source in row.sources] == [
        "Klik Anggaran)",
        "detail.id)",
    ]


def test_the_list_to_greet_with_is_the_newest_one_known_furthest_down(published):
    assert selectors.latest_list().key == "2024/baru"


def test_without_data_there_is_nothing_to_greet_with(db):
    assert selectors.latest_list() is None
    assert selectors.lists() == ()
    assert selectors.rounds() == ()
    assert selectors.regions_with_results() == ()
    assert selectors.data_version() == "0.0.0"
    with pytest.raises(selectors.UnknownEditionError):
        selectors.edition()


def test_an_invented_list_never_greets(published):
    make_round("latihan", 2040, synthetic=True)
    make_list("latihan", "baru")
    services.publish_list(round_code="latihan", list_code="baru", by=BY)

    assert selectors.latest_list().key == "2024/baru"
    assert selectors.list_head("latihan", "baru").synthetic


def test_names_follow_the_language_of_the_page(published):
    head = selectors.list_head("2024", "baru")
    with override("id"):
        assert str(head.names) == "Daftar baru 2024"
    with override("en"):
        assert str(head.names) == "New list 2024"


def test_a_region_without_results_has_an_empty_history(published):
    assert selectors.region_results(RegionCode("11.01")) == ()


def test_the_dimensions_of_kota_kediri_stand_beside_their_mean(published):
    year = selectors.region_results(KEDIRI)[2]

    assert [(d.code, d.value, d.from_mean) for d in year.dimensions] == [
        ("governance", Decimal("2.75"), Decimal("-0.32")),
        ("branding", Decimal("2.75"), Decimal("-0.32")),
        ("economy", Decimal("3.50"), Decimal("0.43")),
        ("living", Decimal("3.33"), Decimal("0.26")),
        ("society", Decimal("3.33"), Decimal("0.26")),
        ("environment", Decimal("2.75"), Decimal("-0.32")),
    ]


def test_the_components_of_kota_kediri_carry_weight_and_contribution(published):
    year = selectors.region_results(KEDIRI)[2]

    assert [(c.code, c.weight, c.contribution) for c in year.components] == [
        ("baseline", Fraction(1, 10), Decimal("0.360")),
        ("output", Fraction(1, 5), Decimal("0.642")),
        ("outcome", Fraction(3, 10), Decimal("0.969")),
        ("impact", Fraction(1, 5), Decimal("0.614")),
        ("quick_win", Fraction(1, 5), Decimal("0.730")),
    ]


def test_the_impact_of_kota_kediri_is_the_mean_of_its_dimensions_by_a_reconstructed_rule(
    published,
):
    year = selectors.region_results(KEDIRI)[2]

    impact = next(r for r in year.recomputed if r.roll_up == "impact")
    assert (impact.published, impact.consistent, impact.status) == (
        Decimal("3.07"),
        True,
        "rekonstruksi",
    )


def test_a_year_without_published_components_recomputes_nothing(published):
    year = selectors.region_results(KEDIRI)[1]

    assert (year.components, year.dimensions, year.recomputed, year.index_check) == (
        (),
        (),
        (),
        None,
    )


def test_a_score_only_quoted_for_the_year_before_counts_and_says_so(published):
    """Ambon's 2023 is known only from the paper that tells its 2024."""
    (year,) = selectors.region_results(RegionCode("81.71"))

    assert (year.previous_score, year.previous_from, year.improvement) == (
        Decimal("2.87"),
        "quoted",
        Decimal("0.23"),
    )


def test_a_result_says_why_it_stands_in_its_list_or_why_the_list_is_unknown(published):
    placed = {
        str(region): selectors.region_results(RegionCode(region))[-1].placed.id
        for region in ("73.71", "81.71", "15.05", "35.71")
    }

    assert placed == {
        "73.71": "Sudah dinilai pada 2023, jadi bukan di antara 50 daerah yang pertama kali dinilai pada 2024.",
        "81.71": "Sumbernya menyebut daftar ini.",
        "15.05": "Sumber tidak menyebut daftarnya.",
        "35.71": "Sudah dinilai sebelum 2023, jadi bukan di antara 50 daerah baru. "
        "Daftar daerah lama 2023 tidak disebut sumber.",
    }


def test_regions_with_results_tell_their_years_and_latest_score(published):
    briefs = {str(b.region): b for b in selectors.regions_with_results()}

    assert (briefs["35.71"].years, briefs["35.71"].latest_score, briefs["35.71"].latest_year) == (
        (2020, 2021, 2022, 2023),
        Decimal("3.20"),
        2023,
    )
    assert (briefs["14.71"].years, briefs["14.71"].latest_score) == ((2021,), None)


def test_standing_needs_a_list_and_a_score(published):
    (unlisted, *_rest) = selectors.unlisted_rows("2024")
    pekanbaru = selectors.list_rows("2021", "nasional")[-1]

    assert selectors.standing(unlisted, "province") is None
    assert selectors.standing(pekanbaru, "province") is None


def test_a_place_that_unknown_regions_may_take_is_not_sure(published):
    row = next(r for r in selectors.list_rows("2024", "reguler") if r.region == RegionCode("81.71"))

    standing = selectors.standing(row, "province")

    assert (standing.place, standing.scope_name, standing.sure) == (1, "Maluku", False)


def test_a_ranking_of_an_unknown_round_or_list_is_refused(published):
    with pytest.raises(selectors.UnknownRoundError):
        selectors.ranking("1999", [])
    with pytest.raises(selectors.UnknownListError):
        selectors.ranking("2024", ["lain"])


def test_improvement_across_editions_carries_a_warning(published, tmp_path):
    services.load_edition(content=six_components().encode(), by=BY)
    make_round("2025", 2025, edition="uji-2031")
    text = "year,region_code,name_as_published,score,source_title\n2025,81.71,Kota Ambon,3.20,Uji\n"
    assert import_text(tmp_path, text).outcome == "applied"

    *_earlier, year = selectors.region_results(RegionCode("81.71"))

    assert (year.improvement, year.improvement_warning) == (Decimal("0.10"), True)


def test_the_scale_of_a_result_is_that_of_its_rounds_edition(published, tmp_path):
    services.load_edition(content=six_components().encode(), by=BY)
    make_round("2025", 2025, edition="uji-2031")
    head = "year,region_code,name_as_published,score,source_title\n"

    good = import_text(tmp_path, f"{head}2025,81.71,Kota Ambon,4.20,Uji\n")
    bad = import_text(tmp_path, f"{head}2025,73.71,Kota Makassar,0.90,Uji\n")

    assert good.outcome == "applied"
    assert [(p.code, p.params["low"], p.params["high"]) for p in bad.checked.problems] == [
        ("off-scale", 1, 5)
    ]


def test_all_rows_are_those_of_every_list_in_their_order_and_then_the_unlisted(
    db, django_assert_num_queries
):
    published_results()
    with django_assert_num_queries(5):
        rows = selectors.all_rows()
    apart = [
        row for head in selectors.lists() for row in selectors.list_rows(head.round_code, head.code)
    ]
    apart += [row for head in selectors.rounds() for row in selectors.unlisted_rows(head.code)]
    assert list(rows) == apart

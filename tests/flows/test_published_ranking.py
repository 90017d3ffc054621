"""From the really published figures to what is said of them: computed, never typed."""

import csv
import io
import json
import random
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from balai.kernel.actor import System
from balai.kernel.region_code import RegionCode
from balai.oversight.assessment import selectors, services
from balai.oversight.assessment.domain import AcrossListsError
from balai.registers.intake import services as intake
from tests.oversight.assessment.factories import PUBLISHED, published_results
from tests.registers.regions.factories import load_test_areas

pytestmark = pytest.mark.django_db

BY = System("tests")
BATANGHARI = RegionCode("15.04")
KEDIRI = RegionCode("35.71")


@pytest.fixture
def published():
    published_results()


def printed(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def row_of(round_code, list_code, region):
    return next(row for row in selectors.list_rows(round_code, list_code) if row.region == region)


@pytest.mark.parametrize("seed", range(5))
def test_the_articles_ten_rows_shuffled_and_without_their_ranks_get_ranks_1_to_10(seed, tmp_path):
    with (PUBLISHED / "2024-top-ten.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    told = {row["region_code"]: int(row["rank"]) for row in rows}
    random.Random(seed).shuffle(rows)  # noqa: S311 - an order, not a secret
    shuffled = tmp_path / "shuffled.csv"
    with shuffled.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["region_code", "name_as_published", "score"])
        writer.writeheader()
        writer.writerows({key: row[key] for key in writer.fieldnames} for row in rows)
    _empty_round_of_2024()

    report = intake.import_file(
        kind="published-results",
        path=shuffled,
        options={"list": "2024/baru"},
        by=BY,
    )
    services.publish_list(round_code="2024", list_code="baru", by=BY)

    assert report.exit_code == 0, report.text()
    computed = {str(row.region): row.rank for row in selectors.list_rows("2024", "baru")}
    assert computed == told
    assert sorted(computed.values()) == list(range(1, 11))


def _empty_round_of_2024():
    from balai.oversight.assessment.services import first_data

    load_test_areas()
    index = first_data.read_index(PUBLISHED)
    services.load_edition(
        content=(first_data.edition_file.FOLDER / "gmsc-2021.yaml").read_bytes(), by=BY
    )
    services.open_round(draft=next(r for r in index.rounds if r.code == "2024"), by=BY)
    services.define_list(
        draft=next(d for d in index.lists if (d.round_code, d.code) == ("2024", "baru")), by=BY
    )


def test_batanghari_is_8th_of_50_with_2_95(published):
    row = row_of("2024", "baru", BATANGHARI)

    assert (row.area.name, row.score, row.rank, row.list.size) == (
        "Kabupaten Batanghari",
        Decimal("2.95"),
        8,
        50,
    )
    assert row.rank == row.rank_published


@pytest.mark.parametrize(("scope", "name"), [("province", "Jambi"), ("island", "Sumatera")])
def test_batanghari_is_first_in_jambi_and_on_sumatra_in_this_list_known_down_to_rank_10(
    published, scope, name
):
    row = row_of("2024", "baru", BATANGHARI)

    standing = selectors.standing(row, scope)

    assert (standing.place, standing.scope_name, standing.joint, standing.known) == (
        1,
        name,
        False,
        1,
    )
    assert standing.sure
    assert (standing.list.key, standing.known_down_to) == ("2024/baru", 10)


def test_denpasar_and_surakarta_are_joint_first_of_2020(published):
    first = [row for row in selectors.list_rows("2020", "nasional") if row.rank == 1]

    assert [(row.area.name, row.score) for row in first] == [
        ("Kota Denpasar", Decimal("3.48")),
        ("Kota Surakarta", Decimal("3.48")),
    ]
    assert all(selectors.standing(row, "list").joint for row in first)


def test_nobody_else_of_2020_has_a_rank_because_the_source_may_skip_regions(published):
    others = [row for row in selectors.list_rows("2020", "nasional") if row.score < Decimal("3.48")]

    assert [row.rank for row in others] == [None] * 7
    sleman = others[0]
    assert (sleman.name_published, sleman.area.name) == ("Kota Sleman", "Kabupaten Sleman")
    assert sleman.possible_ranks == (3, 69)


def test_kota_kediri_goes_from_2_87_to_3_20_with_improvement_from_published_figures(published):
    years = selectors.region_results(KEDIRI)

    assert [(y.row.year, y.row.score, y.improvement) for y in years] == [
        (2020, Decimal("2.87"), None),
        (2021, Decimal("3.06"), Decimal("0.19")),
        (2022, Decimal("3.31"), Decimal("0.25")),
        (2023, Decimal("3.20"), Decimal("-0.11")),
    ]
    assert [y.improvement_warning for y in years] == [False, True, False, False]


def test_kota_kediri_2022_is_recomputed_to_663_200ths_and_consistent_with_the_published_3_31(
    published,
):
    year = selectors.region_results(KEDIRI)[2]

    check = year.index_check
    assert (check.exact.numerator, check.exact.denominator) == (663, 200)
    assert (check.published, check.shown, check.consistent) == (
        Decimal("3.31"),
        Decimal("3.32"),
        True,
    )
    assert year.row.score == Decimal("3.31"), "the published figure is never overwritten"


def test_makassar_can_only_be_4th_of_the_regular_list_2024(published):
    row = row_of("2024", "reguler", RegionCode("73.71"))

    assert (row.rank, row.rank_published, row.possible_ranks) == (None, None, (4, 4))


@pytest.mark.parametrize(
    ("round_code", "region"),
    [
        ("2024", "15.05"),
        ("2024", "15.03"),
        ("2023", "33.22"),
        ("2023", "61.72"),
        ("2023", "35.71"),
        ("2020", "35.71"),
    ],
)
def test_a_result_whose_list_nobody_tells_stays_without_list_and_without_rank(
    published, round_code, region
):
    rows = {str(row.region): row for row in selectors.unlisted_rows(round_code)}

    assert (rows[region].list, rows[region].rank, rows[region].possible_ranks) == (
        None,
        None,
        None,
    )


def test_a_rank_told_within_a_province_is_kept_as_told_and_is_no_rank_of_the_list(published):
    muba = row_of("2021", "nasional", RegionCode("16.06"))

    assert (muba.rank_published, muba.rank_scope, muba.rank_published_of_list) == (
        1,
        "Provinsi Sumatera Selatan",
        False,
    )
    assert muba.rank is None
    assert muba.possible_ranks == (3, 95)


def test_a_rank_across_lists_is_refused(published):
    with pytest.raises(AcrossListsError) as refused:
        selectors.ranking("2024", ["baru", "reguler"])
    assert refused.value.lists == ("baru", "reguler")

    with pytest.raises(CommandError, match="lintas daftar") as said:
        printed("assessment_rank", "--round", "2024", "--list", "all")
    assert said.value.returncode == 65


def test_a_rank_across_lists_that_is_asked_for_comes_with_its_warning(published):
    text = printed(
        "assessment_rank", "--round=2024", "--list=all", "--across-lists", "--format=json"
    )

    rows = json.loads(text)
    assert [(row["rank"], row["name"], row["list"]) for row in rows[:3]] == [
        (1, "Kota Madiun", "reguler"),
        (2, "Kota Makassar", "reguler"),
        (3, "Kota Cimahi", "reguler"),
    ]
    assert {row["warning"].split(":")[0] for row in rows} == {"Peringkat lintas daftar"}


def test_the_command_prints_rank_region_name_and_score(published):
    rows = json.loads(printed("assessment_rank", "--round=2024", "--list=baru", "--format=json"))

    assert [(r["rank"], r["region"], r["name"], r["score"]) for r in rows] == [
        (1, "35.72", "Kota Blitar", 3.38),
        (2, "35.06", "Kabupaten Kediri", 3.36),
        (3, "33.28", "Kabupaten Tegal", 3.33),
        (4, "32.17", "Kabupaten Bandung Barat", 3.14),
        (5, "32.06", "Kabupaten Tasikmalaya", 3.08),
        (6, "51.08", "Kabupaten Buleleng", 3.06),
        (7, "36.02", "Kabupaten Lebak", 3.04),
        (8, "15.04", "Kabupaten Batanghari", 2.95),
        (9, "35.27", "Kabupaten Sampang", 2.91),
        (10, "63.06", "Kabupaten Hulu Sungai Selatan", 2.83),
    ]


def test_the_file_named_in_the_issue_is_imported_as_it_is_and_again_changes_nothing():
    _empty_round_of_2024()
    path = str(PUBLISHED / "2024-top-ten.csv")

    first = json.loads(printed("assessment_import_results", path, "--format=json"))
    version = selectors.data_version()
    again = json.loads(printed("assessment_import_results", path, "--format=json"))

    assert (first["outcome"], first["new"], first["unchanged"]) == ("applied", 10, 0)
    assert (again["outcome"], again["new"], again["unchanged"]) == ("unchanged", 0, 10)
    assert selectors.data_version() == version


def test_the_published_files_are_the_bytes_that_rounds_yaml_describes():
    import hashlib

    from balai.oversight.assessment.services.first_data import read_index

    index = read_index(PUBLISHED)

    assert {known.name for known in index.files} == {p.name for p in PUBLISHED.glob("*.csv")}
    for known in index.files:
        assert hashlib.sha256(Path(PUBLISHED / known.name).read_bytes()).hexdigest() == known.sha256

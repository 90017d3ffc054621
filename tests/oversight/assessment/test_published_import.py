"""Files of published results: what is taken in, and every reason for which one is refused."""

import csv
from decimal import Decimal

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from balai.kernel.region_code import RegionCode
from balai.oversight.assessment import selectors, services
from balai.oversight.assessment.models import Result, ResultList, Source
from balai.oversight.assessment.published.columns import COMPONENTS, DIMENSIONS
from balai.registers.accounts.models import Role
from balai.registers.audit.models import AuditEntry
from balai.registers.intake import services as intake
from balai.registers.intake.domain import ChangeKind
from balai.registers.intake.models import Batch
from tests.oversight.assessment.bad_files import BAD_FILES, SOURCE, TOP, WIDE
from tests.oversight.assessment.factories import (
    BY,
    PUBLISHED,
    import_text,
    load_shipped_edition,
    make_list,
    make_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(published):
    """The real rounds without the new list's ten results, and an invented round."""
    Result.objects.filter(list__code="baru", round__code="2024").delete()
    Result.objects.filter(round__code="2021", region="32.73").update(previous_score=334)
    make_round("latihan", 2024, synthetic=True)


def test_there_are_more_than_twenty_bad_files():
    assert len(BAD_FILES) > 20
    assert len({bad.name for bad in BAD_FILES}) == len(BAD_FILES)


def test_every_bad_file_is_refused_with_row_column_and_reason_and_nothing_is_saved(lists, tmp_path):
    """One test for all of them: a refused file leaves nothing, so the next finds the same ground."""
    kept = Result.objects.count(), Source.objects.count(), AuditEntry.objects.count()
    version = selectors.data_version()
    seen = {}
    for bad in BAD_FILES:
        report = import_text(tmp_path, bad.text, **dict(bad.options))
        place = (bad.row, bad.column, bad.code)
        told = {(p.row, p.column, p.code) for p in report.checked.problems}
        seen[bad.name] = {
            "exit": report.exit_code,
            "problem": place if place in told else told,
            "said": bad.words if bad.words in report.text("id") else report.text("id"),
            "english": [
                english.what
                for english, indonesian in zip(report.told("en"), report.told("id"), strict=True)
                if english.what == indonesian.what
            ],
        }

    assert seen == {
        bad.name: {
            "exit": 65,
            "problem": (bad.row, bad.column, bad.code),
            "said": bad.words,
            "english": [],
        }
        for bad in BAD_FILES
    }
    assert (Result.objects.count(), Source.objects.count(), AuditEntry.objects.count()) == kept
    assert selectors.data_version() == version
    assert not Batch.objects.filter(file_name="berkas.csv").exists()


def test_one_bad_row_of_ten_keeps_all_ten_out(lists, tmp_path):
    text = (PUBLISHED / "2024-top-ten.csv").read_text().replace("2.95", "29.5")

    report = import_text(tmp_path, text, list="2024/baru")

    assert [(p.row, p.column, p.code) for p in report.checked.problems] == [
        (9, "score", "off-scale")
    ]
    assert selectors.list_rows("2024", "baru") == ()


def test_a_comma_is_as_good_as_a_point(lists, tmp_path):
    text = f'{TOP}\n1,35.72,,Kota Blitar,"3,38"\n2,35.06,,Kab. Kediri,"3,4"\n'.replace("3,4", "3,3")

    report = import_text(tmp_path, text, list="2024/baru")

    assert report.exit_code == 0, report.text()
    assert [row.score for row in selectors.list_rows("2024", "baru")] == [
        Decimal("3.38"),
        Decimal("3.30"),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kab. Tasik Malaya", "32.06"),
        ("Batang Hari", "15.04"),
        ("Kota Sleman", "34.04"),
        ("Kab.Buleleng", "51.08"),
    ],
)
def test_a_name_without_code_is_known_by_alias_or_exactly(lists, tmp_path, name, code):
    report = import_text(tmp_path, f"{TOP}\n,,,{name},3.00\n", round="2024", source_title="Surat")

    assert report.exit_code == 0, report.text()
    (year,) = [y for y in selectors.region_results(RegionCode(code)) if y.row.year == 2024]
    assert year.row.name_published == name


def test_a_spreadsheet_is_read_as_well_as_a_csv(lists, tmp_path):
    book = Workbook()
    for row in csv.reader((PUBLISHED / "2024-top-ten.csv").read_text().splitlines()):
        *texts, score = row
        book.active.append([*texts, score if score == "score" else float(score)])
    path = tmp_path / "hasil.xlsx"
    book.save(path)

    report = intake.import_file(
        kind="published-results", path=path, options={"list": "2024/baru"}, by=BY
    )

    assert report.outcome == "applied", report.text()
    assert [row.rank for row in selectors.list_rows("2024", "baru")] == list(range(1, 11))


def test_the_same_file_again_changes_nothing(published, tmp_path):
    version = selectors.data_version()
    entries = AuditEntry.objects.count()

    report = intake.import_file(
        kind="published-results",
        path=PUBLISHED / "published_results.csv",
        options={},
        by=BY,
    )

    assert (report.outcome, report.count(ChangeKind.UNCHANGED)) == ("unchanged", 40)
    assert selectors.data_version() == version
    assert AuditEntry.objects.count() == entries


def test_a_corrected_score_shows_both_values_and_makes_a_new_version_of_its_list(
    published, tmp_path
):
    text = (PUBLISHED / "2024-top-ten.csv").read_text().replace("2.91", "2.90")

    report = import_text(tmp_path, text, list="2024/baru")

    changed = [c for c in report.checked.changes if c.kind is ChangeKind.CHANGED]
    assert [(c.label, c.differing, c.before["score"], c.after["score"]) for c in changed] == [
        ("Kab. Sampang, 2024", ("score",), Decimal("2.91"), Decimal("2.90"))
    ]
    assert selectors.list_version("2024", "baru") == 2
    assert selectors.list_version("2024", "reguler") == 1
    entry = AuditEntry.objects.get(
        action="assessment.import_results",
        detail__contains="35.27",
        detail__icontains='"before":{"35.27"',
    )
    assert '"35.27":{"score":"2.91"}' in entry.detail
    assert '"35.27":{"score":"2.90"}' in entry.detail


def test_a_blank_cell_never_erases_what_is_stored(published, tmp_path):
    text = f"{WIDE}\n2022,35.71,Kota Kediri,3.31,,,Surat baru,https://example.org/b\n"

    report = import_text(tmp_path, text)

    assert report.exit_code == 0, report.text()
    year = selectors.region_results(RegionCode("35.71"))[2]
    assert (year.row.rank_published, year.row.list.key) == (22, "2022/nasional")
    assert [part.code for part in year.components] == list(COMPONENTS)
    assert [part.code for part in year.dimensions] == list(DIMENSIONS)
    assert [s.title for s in year.row.sources][1:] == ["Surat baru"]


def test_a_file_is_checked_against_the_results_that_are_stored_already(published, tmp_path):
    """Rank 4 is free only for a score between the 3.80 of rank 3 and the 3.63 of rank 5."""
    text = f'{WIDE}\n2024,32.73,Kota Bandung,3.50,4,"nasional, kategori reguler",{SOURCE}\n'

    report = import_text(tmp_path, text)

    assert [(p.row, p.column, p.code) for p in report.checked.problems] == [
        (2, "rank", "rank-impossible")
    ]


def test_a_region_that_the_file_moves_to_another_list_leaves_its_place_in_the_old_one(
    published, tmp_path
):
    make_round("2031", 2031)
    make_list("2031", "satu", size=1, scopes={"daftar satu": True})
    make_list("2031", "dua", size=1, scopes={"daftar dua": True})
    head = f"{WIDE}\n2031,"
    blitar = f"35.72,Kota Blitar,3.38,1,daftar satu,{SOURCE}\n"
    assert import_text(tmp_path, head + blitar).exit_code == 0

    report = import_text(
        tmp_path,
        f"{head}{blitar.replace('satu', 'dua')}"
        f"2031,35.06,Kab. Kediri,3.36,1,daftar satu,{SOURCE}\n",
    )

    assert list(report.checked.problems) == []
    listed = Result.objects.filter(round__code="2031").order_by("region")
    assert list(listed.values_list("region", "list__code")) == [("35.06", "satu"), ("35.72", "dua")]


def test_a_list_takes_no_more_regions_than_it_has(published, tmp_path):
    make_list("2024", "kecil", size=1)

    report = import_text(
        tmp_path,
        f"{TOP}\n,32.04,,Kab. Bandung,3.00\n,32.05,,Kab. Garut,2.90\n",
        list="2024/kecil",
    )

    assert [(p.row, p.code) for p in report.checked.problems] == [(3, "list-overfull")]


def test_a_file_of_an_invented_round_is_marked_as_such(published, tmp_path):
    make_round("latihan", 2024, synthetic=True)

    report = import_text(
        tmp_path, f"{TOP}\n,99.01,,Kabupaten Contoh,3.00\n", round="latihan", source_title="Latihan"
    )

    assert report.exit_code == 0, report.text()
    (year,) = selectors.region_results(RegionCode("99.01"))
    assert year.row.synthetic


def test_the_year_of_a_file_never_means_an_invented_round(published, tmp_path):
    make_round("latihan", 2031, synthetic=True)

    report = import_text(tmp_path, f"{WIDE}\n2031,99.01,Kabupaten Contoh,3.00,,,{SOURCE}\n")

    assert [p.code for p in report.checked.problems] == ["round-unknown"]


def test_importing_into_a_draft_shows_nothing_until_the_list_is_published(published, tmp_path):
    make_round("2031", 2031)
    make_list("2031", "baru", known_down_to=2)

    import_text(
        tmp_path,
        f"{TOP}\n1,32.04,,Kab. Bandung,3.00\n2,32.05,,Kab. Garut,2.90\n",
        list="2031/baru",
    )

    with pytest.raises(selectors.UnknownListError):
        selectors.list_rows("2031", "baru")
    assert selectors.region_results(RegionCode("32.05")) == ()
    services.publish_list(round_code="2031", list_code="baru", by=BY)
    assert [row.rank for row in selectors.list_rows("2031", "baru")] == [1, 2]


def test_an_import_that_fails_half_way_leaves_nothing(published, tmp_path, monkeypatch):
    from balai.oversight.assessment.published import storing

    before = Result.objects.count(), selectors.data_version()

    def broken(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr(storing, "_audit", broken)
    with pytest.raises(RuntimeError):
        import_text(tmp_path, f"{WIDE}\n2024,32.04,Kab. Bandung,3.00,,,{SOURCE}\n")

    assert (Result.objects.count(), selectors.data_version()) == before
    assert not Batch.objects.filter(file_name="berkas.csv").exists()


@pytest.mark.parametrize(
    ("role", "allowed"), [(Role.SECRETARIAT, True), (Role.ASSESSOR, False), (Role.REGENT, False)]
)
def test_only_the_secretariat_may_import(published, tmp_path, role, allowed):
    from balai.kernel.actor import Forbidden
    from tests.registers.accounts.factories import actor_with

    actor = actor_with(role)
    text = f"{WIDE}\n2024,32.04,Kab. Bandung,3.00,,,{SOURCE}\n"

    if allowed:
        assert import_text(tmp_path, text, by=actor).outcome == "applied"
    else:
        with pytest.raises(Forbidden):
            import_text(tmp_path, text, by=actor)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    published, tmp_path, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from balai.kernel.region_code import Level
    from balai.registers.regions import selectors as regions

    codes = [c.code for p in regions.provinces(synthetic=False) for c in regions.children(p.code)]
    assert all(code.level is Level.REGENCY for code in codes)
    areas = regions.get_many(codes)
    counts = []
    for year, how_many in ((2031, 2), (2032, 200)):
        make_round(str(year), year)
        rows = "\n".join(
            f"{year},{code},{areas[code].name},3.00,,,{SOURCE}" for code in codes[:how_many]
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            report = import_text(tmp_path, f"{WIDE}\n{rows}\n")
        assert report.outcome == "applied", report.text()
        selects = [q for q in queries.captured_queries if q["sql"].startswith("SELECT")]
        counts.append(len(selects))
    assert counts[0] == counts[1]


def test_the_columns_of_a_file_are_those_of_the_shipped_edition():
    from balai.oversight.assessment.edition_file import shipped

    edition = shipped()

    assert tuple(c.code for c in edition.components) == COMPONENTS
    assert tuple(d.code for d in edition.dimensions) == DIMENSIONS


def test_the_form_takes_the_round_from_the_list_and_refuses_a_list_of_another_round(published):
    from balai.oversight.assessment.forms import ResultsOptionsForm

    good = ResultsOptionsForm(data={"list": "2024/baru"})
    bad = ResultsOptionsForm(data={"list": "2024/baru", "round": "2023"})

    assert good.is_valid(), good.errors
    assert good.cleaned_data["round"] == "2024"
    with override("id"):
        assert bad.errors == {"list": ["Daftar ini bukan dari putaran yang dipilih."]}
    assert ResultList.objects.count() == len(good.fields["list"].choices) - 1


def test_an_edition_must_be_loaded_before_a_round_names_it(db):
    with pytest.raises(selectors.UnknownEditionError):
        make_round("2031", 2031)
    load_shipped_edition()
    assert make_round("2031", 2031).edition.code == "gmsc-2021"

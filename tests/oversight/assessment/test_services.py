"""Writes of the assessment: who may, what a repeat does, what a failure leaves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from balai.kernel.actor import Forbidden, Nobody
from balai.kernel.permissions import Role
from balai.kernel.transitions import CommentNeeded
from balai.oversight.assessment import selectors, services
from balai.oversight.assessment.drafts import ListDraft, PlacementDraft, RoundDraft, StageDraft
from balai.oversight.assessment.figures import Names, SourceRef
from balai.oversight.assessment.models import Edition, Placement, Result, ResultList, Round
from balai.oversight.assessment.services.first_data import (
    BadPublishedDataError,
    described_options,
    read_index,
)
from balai.registers.audit.models import AuditEntry
from tests.oversight.assessment.factories import (
    BY,
    PUBLISHED,
    import_text,
    load_shipped_edition,
    make_list,
    make_round,
)
from tests.oversight.assessment.test_edition_file import SHIPPED, six_components
from tests.registers.accounts.factories import actor_with

pytestmark = pytest.mark.django_db

REASON = Names("Sebab.", "Because.")


def entries():
    return [e.action for e in AuditEntry.objects.order_by("pk") if e.action.startswith("assess")]


# editions


def test_loading_an_edition_keeps_its_bytes_and_says_so_in_the_trail():
    record = load_shipped_edition()

    assert record.document == SHIPPED
    assert selectors.edition("gmsc-2021").digest == record.digest
    assert entries() == ["assessment.load_edition"]


def test_loading_the_same_edition_again_changes_nothing():
    first = load_shipped_edition()

    assert load_shipped_edition() == first
    assert entries() == ["assessment.load_edition"]


def test_another_file_under_the_code_is_taken_while_no_result_rests_on_it():
    load_shipped_edition()
    make_round()
    word = selectors.data_version()

    services.load_edition(content=SHIPPED.replace("half_up", "half_even", 1).encode(), by=BY)

    assert selectors.edition("gmsc-2021").scale.rounding.value == "half_even"
    assert Edition.objects.count() == 1
    assert selectors.data_version() != word, "the stored page of the method is out of date"


def test_another_file_under_the_code_is_refused_once_results_rest_on_it(published):
    before = Edition.objects.get().digest

    with pytest.raises(services.EditionInUseError):
        services.load_edition(content=SHIPPED.replace("half_up", "half_even", 1).encode(), by=BY)

    assert Edition.objects.get().digest == before


def test_only_the_words_of_an_edition_may_change_once_results_rest_on_it(published):
    word = selectors.data_version()
    new = SHIPPED.replace("en: Baseline", "en: Starting point", 1).replace(
        "source: Jambi Ekspres 2022\n", "source: {id: Jambi Ekspres, en: The Express}\n", 1
    )

    services.load_edition(content=new.encode(), by=BY)

    assert selectors.edition("gmsc-2021").components[0].names.en == "Starting point"
    assert selectors.data_version() != word
    assert Result.objects.count() == 50


def test_a_second_edition_stands_beside_the_first_and_a_round_follows_its_own():
    load_shipped_edition()
    services.load_edition(content=six_components().encode(), by=BY)

    make_round("2031", 2031, edition="uji-2031")

    assert selectors.edition("uji-2031").scale.high == 5
    assert selectors.edition().code == "uji-2031", "that of the newest round"


# rounds


def draft_of_2031(**facts):
    return RoundDraft(
        **{
            "code": "2031",
            "year": 2031,
            "names": Names("Evaluasi 2031", "Evaluation 2031"),
            **facts,
        }
    )


def test_a_round_keeps_its_stages_under_the_names_its_sources_give():
    stage = StageDraft(
        Names("Tahap III", "Stage III"), date(2031, 6, 1), date(2031, 6, 3), "Palu", REASON
    )
    services.open_round(draft=draft_of_2031(stages=(stage,)), by=BY)

    (head,) = selectors.rounds()
    assert [(s.names.id, s.starts_on, s.place, s.note) for s in head.stages] == [
        ("Tahap III", date(2031, 6, 1), "Palu", REASON)
    ]


def test_opening_a_round_again_changes_nothing_and_another_draft_brings_it_up_to_date():
    first = services.open_round(draft=draft_of_2031(), by=BY)
    services.open_round(draft=draft_of_2031(), by=BY)
    assert entries() == ["assessment.open_round"]

    services.open_round(draft=draft_of_2031(names=Names("Lain", "Other")), by=BY)

    again = Round.objects.get()
    assert (again.pk, again.name_id, again.version) == (first.pk, "Lain", first.version + 1)


def test_a_stage_that_ends_before_it_begins_leaves_no_round():
    from django.db import IntegrityError, transaction

    stage = StageDraft(Names("T", "T"), date(2031, 6, 3), date(2031, 6, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        services.open_round(draft=draft_of_2031(stages=(stage,)), by=BY)

    assert Round.objects.count() == 0
    assert entries() == []


def test_a_round_with_results_does_not_turn_invented(published):
    draft = next(d for d in read_index(PUBLISHED).rounds if d.code == "2024")
    turned = RoundDraft(
        draft.code, draft.year, draft.names, draft.edition, draft.stages, synthetic=True
    )

    with pytest.raises(services.MixedDataError):
        services.open_round(draft=turned, by=BY)


# lists


def test_a_list_knows_its_size_and_how_far_down_it_is_known():
    make_round(edition=None)
    make_list(size=50, known_down_to=10, letter_number="B-1", letter_date=date(2031, 1, 2))

    services.publish_list(round_code="2031", list_code="baru", by=BY)

    head = selectors.list_head("2031", "baru")
    assert (head.size, head.known_down_to, head.known_count) == (50, 10, 0)
    assert (head.letter_number, head.letter_date) == ("B-1", date(2031, 1, 2))
    assert (head.provenance, head.synthetic, head.version) == ("declared", False, 1)


def test_a_list_cannot_be_known_further_down_than_it_is_long():
    make_round(edition=None)

    with pytest.raises(ValidationError, match="tidak mungkin diketahui melebihi besarnya"):
        make_list(size=5, known_down_to=6)

    assert ResultList.objects.count() == 0


def test_defining_a_list_again_changes_nothing():
    make_round(edition=None)
    make_list()
    make_list()

    assert entries() == ["assessment.open_round", "assessment.define_list"]


def test_another_definition_of_a_published_list_is_its_next_version():
    make_round(edition=None)
    make_list()
    services.publish_list(round_code="2031", list_code="baru", by=BY)

    make_list(size=11)

    head = selectors.list_head("2031", "baru")
    assert (head.size, head.version) == (11, 2)


def test_a_list_needs_its_round():
    with pytest.raises(selectors.UnknownRoundError):
        make_list("2099")


def test_words_of_rank_that_name_no_list_are_kept_once():
    make_round(edition=None)
    for _ in range(2):
        services.describe_scopes(round_code="2031", texts=["Provinsi A", "Provinsi A"], by=BY)

    assert entries() == ["assessment.open_round", "assessment.describe_scopes"]
    assert Round.objects.get().scope_texts.get().list is None


def test_a_region_is_placed_with_the_reason_and_again_changes_nothing():
    make_round(edition=None)
    make_list()
    draft = PlacementDraft("15.04", "baru", REASON)
    for _ in range(2):
        services.place_regions(round_code="2031", placements=[draft], by=BY)

    placement = Placement.objects.get()
    assert (placement.list.code, placement.reason_en) == ("baru", "Because.")
    assert entries().count("assessment.place_regions") == 1


def test_an_invented_region_is_not_placed_in_a_real_round():
    make_round(edition=None)
    make_list()

    with pytest.raises(services.MixedDataError):
        services.place_regions(
            round_code="2031", placements=[PlacementDraft("99.01", "baru", REASON)], by=BY
        )
    with pytest.raises(selectors.UnknownListError):
        services.place_regions(
            round_code="2031", placements=[PlacementDraft("15.04", "lain", REASON)], by=BY
        )
    assert Placement.objects.count() == 0


# publication


def test_a_draft_is_seen_by_nobody_until_it_is_published():
    make_round(edition=None)
    make_list()

    assert selectors.lists() == ()
    with pytest.raises(selectors.UnknownListError):
        selectors.list_head("2031", "baru")
    with pytest.raises(selectors.UnknownListError):
        selectors.list_version("2031", "baru")


def test_publishing_anew_needs_a_reason_and_makes_the_next_version():
    make_round(edition=None)
    make_list()
    services.publish_list(round_code="2031", list_code="baru", by=BY)
    word = selectors.data_version()

    with pytest.raises(CommentNeeded):
        services.publish_list(round_code="2031", list_code="baru", by=BY)
    services.publish_list(round_code="2031", list_code="baru", by=BY, comment="salah ketik")

    assert selectors.list_version("2031", "baru") == 2
    assert selectors.data_version() != word
    assert entries()[-2:] == ["assessment.publish_list", "assessment.revise_list"]
    assert "salah ketik" in AuditEntry.objects.get(action="assessment.revise_list").detail


def test_an_unknown_list_is_not_published():
    with pytest.raises(selectors.UnknownListError):
        services.publish_list(round_code="2031", list_code="baru", by=BY)


# who may

WRITES = {
    "load_edition": {"content": SHIPPED.encode()},
    "open_round": {"draft": draft_of_2031()},
    "define_list": {"draft": ListDraft("2031", "baru", Names("a", "a"), source=SourceRef("s", ""))},
    "describe_scopes": {"round_code": "2031", "texts": ["x"]},
    "place_regions": {"round_code": "2031", "placements": []},
    "publish_list": {"round_code": "2031", "list_code": "baru"},
    "load_published_data": {"directory": PUBLISHED},
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize(
    "who", ["a visitor", "a regent", "an assessor", "a secretariat of one area"]
)
def test_nobody_but_the_national_secretariat_writes(name, who):
    actor = {
        "a visitor": Nobody,
        "a regent": lambda: actor_with(Role.REGENT, "15.04"),
        "an assessor": lambda: actor_with(Role.ASSESSOR),
        "a secretariat of one area": lambda: actor_with(Role.SECRETARIAT, "15"),
    }[who]()

    with pytest.raises(Forbidden):
        getattr(services, name)(**WRITES[name], by=actor)

    assert entries() == []


def test_the_national_secretariat_opens_defines_and_publishes():
    actor = actor_with(Role.SECRETARIAT)
    services.open_round(draft=draft_of_2031(), by=actor)
    services.define_list(draft=WRITES["define_list"]["draft"], by=actor)

    record = services.publish_list(round_code="2031", list_code="baru", by=actor)

    assert record.version == 1


def test_every_write_is_in_the_table_of_refusals():
    writes = {n for n in services.__all__ if not n.endswith("Error")}
    assert set(WRITES) == writes


# all the real data


def test_loading_the_published_data_twice_changes_nothing(published):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    word, count = selectors.data_version(), AuditEntry.objects.count()

    with CaptureQueriesContext(connection) as queries:
        line = services.load_published_data(directory=PUBLISHED, by=BY)

    assert line == "mutakhir"
    assert (selectors.data_version(), AuditEntry.objects.count()) == (word, count)
    written = [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert written == []


def test_loading_the_published_data_again_leaves_a_correction_of_the_secretariat(
    published, tmp_path
):
    correction = (
        "year,region_code,name_as_published,score,source_title\n"
        "2022,35.71,Kota Kediri,3.30,Ralat percobaan\n"
    )
    assert import_text(tmp_path, correction).to_write == 1
    corrected = Result.objects.get(round__code="2022", region="35.71")
    assert corrected.score == 330
    word, count = selectors.data_version(), AuditEntry.objects.count()

    line = services.load_published_data(directory=PUBLISHED, by=BY)

    assert line == "mutakhir"
    assert Result.objects.get(pk=corrected.pk).score == 330
    assert (selectors.data_version(), AuditEntry.objects.count()) == (word, count)


def test_forty_real_results_and_the_top_ten_are_loaded_with_a_source_each(published):
    assert Result.objects.count() == 50
    assert not Result.objects.filter(sources__isnull=True, list__source__isnull=True).exists()
    assert [head.key for head in selectors.lists()] == [
        "2024/baru",
        "2024/reguler",
        "2023/baru",
        "2022/nasional",
        "2021/nasional",
        "2020/nasional",
        "2018/terpilih",
    ]


def test_a_folder_whose_file_was_changed_is_refused(tmp_path):
    for path in PUBLISHED.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "2024-top-ten.csv").write_text("rank\n")

    with pytest.raises(BadPublishedDataError, match="bukan berkas yang dijelaskan"):
        services.load_published_data(directory=tmp_path, by=BY)

    assert described_options(tmp_path / "2024-top-ten.csv") == {}


@pytest.mark.parametrize("text", ["", "rounds: 5", "a: [", "editions: []\nsources: {}\n"])
def test_a_folder_whose_index_makes_no_sense_is_refused(tmp_path, text):
    (tmp_path / "rounds.yaml").write_text(text)

    with pytest.raises(BadPublishedDataError):
        services.load_published_data(directory=tmp_path, by=BY)


def test_a_file_that_nobody_describes_has_no_options(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x")

    assert described_options(path) == {}

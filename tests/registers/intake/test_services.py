"""A file's way through the intake: staged, checked again, applied once, or discarded."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from balai.kernel.actor import Forbidden
from balai.kernel.transitions import IllegalTransition
from balai.registers.audit.models import AuditEntry
from balai.registers.intake import checking, selectors, services, storing
from balai.registers.intake.domain import ChangeKind, Problem
from balai.registers.intake.errors import (
    BadOptions,
    FileRefused,
    KeyConflict,
    UnknownKind,
    WorldChanged,
)
from balai.registers.intake.models import Batch, RowProblem, StagedRow
from balai.registers.intake.services import staging
from tests.registers.intake.factories import (
    GOOD_ROWS,
    STRANGER,
    Person,
    StallKind,
    csv_bytes,
    put_stall,
    stalls,
    xlsx_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stall_kind")]
RINA = Person("rina")
GOOD = csv_bytes(*GOOD_ROWS)
BAD = csv_bytes(
    ("A-01", "Kios Melati", "3.25", "2024"),
    ("", "Kios Tanpa Kode", "9", "2024"),
    ("A-02", "Kios Kenanga", "tiga", "2024"),
    ("A-01", "Kios Kembar", "3", "2024"),
    ("A-04", "Kios Sobek", "3"),
)


def stage(content=GOOD, key="k-1", by=RINA, **kwargs):
    kwargs = {"kind": "stalls", "name": "kios.csv", "options": {}} | kwargs
    return services.stage(content=content, key=key, by=by, **kwargs)


def counts(batch):
    return (batch.new_count, batch.changed_count, batch.unchanged_count, batch.problem_count)


def trail():
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def everything():
    return Batch.objects.count(), StagedRow.objects.count(), stalls(), trail()


NOTHING = (0, 0, {}, [])


def test_a_good_file_becomes_a_preview_and_changes_nothing_yet():
    put_stall("A-02", "Kios Kenanga", "2.90", "2024")
    put_stall("A-03", "Kios Mawar", "1.00", "2024")
    batch = stage(csv_bytes(*GOOD_ROWS, ("A-03", "Kios Mawar", "1,00", "2024")))
    assert (batch.state, batch.row_count, counts(batch)) == ("checked", 3, (1, 1, 1, 0))
    shown = [selectors.changed_row(row) for row in selectors.changes(batch)]
    assert [(s.number, s.change.key, s.change.kind, s.change.differing) for s in shown] == [
        (2, "A-01", ChangeKind.NEW, ("name", "score", "year")),
        (3, "A-02", ChangeKind.CHANGED, ("score",)),
        (4, "A-03", ChangeKind.UNCHANGED, ()),
    ]
    assert set(stalls()) == {"A-02", "A-03"}


def test_a_batch_remembers_the_file_and_who_brought_it():
    batch = stage(name="C:\\tmp\\kios.csv", options={"market": "pagi"})
    assert (batch.file_name, batch.size, batch.sha256, batch.options) == (
        "kios.csv",
        len(GOOD),
        checking.content_digest(GOOD),
        {"market": "pagi"},
    )
    assert (batch.created_by, batch.created_by_label) == ("user:rina", "Rina")


def test_every_problem_of_a_file_is_told_at_once_by_row_and_column():
    batch = stage(BAD)
    assert (batch.state, counts(batch)) == ("failed", (0, 0, 0, 5))
    assert [selectors.problem(row) for row in selectors.problems(batch)] == [
        Problem(3, "score", "score-outside", {"score": 9}),
        Problem(3, "code", "code-missing"),
        Problem(4, "score", "score-unreadable", {"text": "tiga"}),
        Problem(5, "", "row-twice", {"first": 2}),
        Problem(6, "", "row-too-short", {"count": 3, "expected": 4}),
    ]


def test_a_row_that_could_not_be_read_is_not_blamed_a_second_time():
    batch = stage(csv_bytes(("A-01", "Kios", "3"), ("", "", "")[:2]))
    assert [p.code for p in selectors.problems(batch)] == ["row-too-short"]


def test_a_row_that_is_told_already_is_not_called_a_repeat_too():
    batch = stage(csv_bytes(("A-01", "Kios", "3", "2024"), ("A-01", "Kios", "3")))
    assert [(p.row, p.code) for p in selectors.problems(batch)] == [(3, "row-too-short")]


def test_a_header_that_is_not_understood_is_the_only_thing_told():
    batch = stage(csv_bytes(("A-01", "Kios"), header=("kode", "nama kios")))
    assert (batch.state, batch.row_count) == ("failed", 0)
    assert [(p.column, p.code) for p in selectors.problems(batch)] == [("score", "header-missing")]


def test_a_problem_of_the_whole_file_stands_before_those_of_rows(stall_kind):
    stall_kind.least = 3
    batch = stage(csv_bytes(("", "Kios", "3", "")))
    assert [(p.row, p.code) for p in selectors.problems(batch)] == [
        (None, "too-few"),
        (2, "code-missing"),
    ]


def test_a_file_with_a_problem_cannot_be_applied_and_nothing_of_it_is_saved():
    batch = stage(BAD)
    before = everything()
    with pytest.raises(IllegalTransition):
        services.apply(batch=batch, by=RINA)
    assert everything() == before
    assert stalls() == {}


def test_a_file_that_is_no_table_leaves_nothing_behind():
    with pytest.raises(FileRefused):
        stage(b"MZ\x90\x00")
    assert everything() == NOTHING


def test_options_that_are_not_allowed_leave_nothing_behind():
    with pytest.raises(BadOptions):
        stage(options={"market": "malam"})
    assert everything() == NOTHING


def test_a_kind_that_nobody_registered_is_unknown():
    with pytest.raises(UnknownKind):
        stage(kind="kiosks")


@pytest.mark.parametrize("key", ["", "k" * 101])
def test_a_client_key_is_needed_and_short(key):
    with pytest.raises(ValueError, match="a client key has 1 to 100 characters"):
        stage(key=key)


def test_the_same_upload_again_is_the_first_batch():
    first = stage()
    before = everything()
    assert stage().pk == first.pk
    assert everything() == before


def test_a_key_used_for_another_file_option_or_sheet_is_a_conflict():
    stage(xlsx_bytes(*GOOD_ROWS))
    for other in (
        {"content": GOOD},
        {"content": xlsx_bytes(*GOOD_ROWS[:1])},
        {"options": {"market": "sore"}},
    ):
        with pytest.raises(KeyConflict):
            stage(**({"content": xlsx_bytes(*GOOD_ROWS)} | other))
    assert Batch.objects.count() == 1


def test_two_people_may_happen_to_use_one_key():
    assert stage(by=RINA).pk != stage(by=Person("sari")).pk


def test_an_upload_that_lost_the_race_gets_the_batch_of_the_winner(monkeypatch):
    first = stage()
    answers = iter([None, first])
    monkeypatch.setattr(staging, "_first_upload", lambda *_: next(answers))
    assert stage().pk == first.pk
    assert Batch.objects.count() == 1


def test_applying_writes_exactly_the_new_and_changed_rows(stall_kind):
    put_stall("A-02", "Kios Kenanga", "2.95", "2024")
    batch = services.apply(batch=stage(), by=Person("sari"))
    assert {code: str(row["score"]) for code, row in stalls().items()} == {
        "A-01": "3.25",
        "A-02": "2.95",
    }
    assert stall_kind.applied == [("A-01",)]
    assert (batch.state, batch.closed_by_label) == ("applied", "Sari")
    assert batch.closed_at is not None


def test_applying_twice_writes_once_and_audits_once(stall_kind):
    batch = stage()
    first = services.apply(batch=batch, by=RINA)
    before = everything()
    again = services.apply(batch=batch, by=RINA)
    assert (again.pk, again.closed_at) == (first.pk, first.closed_at)
    assert (everything(), len(stall_kind.applied)) == (before, 1)


def test_an_error_in_the_middle_of_applying_undoes_all_of_it(stall_kind):
    batch = stage()
    before = everything()
    stall_kind.breaks_after = 1
    with pytest.raises(RuntimeError, match="lost power"), transaction.atomic():
        services.apply(batch=batch, by=RINA)
    assert everything() == before
    batch.refresh_from_db()
    assert (batch.state, batch.closed_at) == ("checked", None)


def test_an_error_while_the_preview_is_kept_undoes_all_of_it(monkeypatch):
    def broken(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(storing, "add_rows", broken)
    with pytest.raises(RuntimeError, match="disk is full"), transaction.atomic():
        stage()
    assert everything() == NOTHING


def test_a_preview_that_is_no_longer_true_is_not_applied_until_it_is_checked_again():
    batch = stage()
    put_stall("A-01", "Kios Melati", "1.00", "2024")
    before = everything()
    with pytest.raises(WorldChanged), transaction.atomic():
        services.apply(batch=batch, by=RINA)
    assert everything() == before
    checked = services.recheck(batch=batch, by=RINA)
    assert counts(checked) == (1, 1, 0, 0)
    services.apply(batch=checked, by=RINA)
    assert str(stalls()["A-01"]["score"]) == "3.25"


def test_checking_again_finds_a_file_good_once_its_kind_accepts_it(stall_kind):
    stall_kind.least = 3
    batch = stage()
    assert batch.state == "failed"
    stall_kind.least = 1
    checked = services.recheck(batch=batch, by=RINA)
    assert (checked.state, counts(checked)) == ("checked", (2, 0, 0, 0))
    assert RowProblem.objects.count() == 0


def test_checking_again_finds_a_good_file_bad_once_its_kind_refuses_it(stall_kind):
    batch = stage()
    stall_kind.least = 3
    checked = services.recheck(batch=batch, by=RINA)
    assert (checked.state, counts(checked), checked.difference_digest) == (
        "failed",
        (0, 0, 0, 1),
        "",
    )


def test_checking_again_tells_the_same_problems_once():
    batch = stage(BAD)
    told = [selectors.problem(row) for row in selectors.problems(batch)]
    checked = services.recheck(batch=batch, by=RINA)
    assert [selectors.problem(row) for row in selectors.problems(checked)] == told


def test_checking_again_is_over_once_a_batch_is_closed():
    applied = services.apply(batch=stage(key="k-1"), by=RINA)
    discarded = services.discard(batch=stage(key="k-2"), by=RINA)
    for batch in (applied, discarded):
        with pytest.raises(IllegalTransition):
            services.recheck(batch=batch, by=RINA)


def test_discarding_removes_the_rows_and_keeps_what_was_counted():
    batch = services.discard(batch=stage(), by=RINA)
    assert (batch.state, counts(batch)) == ("discarded", (2, 0, 0, 0))
    assert (StagedRow.objects.count(), RowProblem.objects.count(), stalls()) == (0, 0, {})


def test_discarding_twice_is_discarding_once():
    batch = services.discard(batch=stage(), by=RINA)
    before = everything()
    assert services.discard(batch=batch, by=RINA).closed_at == batch.closed_at
    assert everything() == before


def test_what_was_applied_cannot_be_discarded_nor_what_was_discarded_applied():
    applied = services.apply(batch=stage(key="k-1"), by=RINA)
    discarded = services.discard(batch=stage(key="k-2"), by=RINA)
    with pytest.raises(IllegalTransition):
        services.discard(batch=applied, by=RINA)
    with pytest.raises(IllegalTransition):
        services.apply(batch=discarded, by=RINA)


def test_discarding_that_fails_keeps_the_rows(monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the trail is full")

    batch = stage()
    before = everything()
    monkeypatch.setattr(staging, "_record", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.discard(batch=batch, by=RINA)
    assert everything() == before


def test_the_same_file_again_changes_nothing_and_says_when_it_was_applied():
    first = services.apply(batch=stage(key="k-1"), by=RINA)
    again = stage(key="k-2")
    assert (again.state, counts(again)) == ("checked", (0, 0, 2, 0))
    assert selectors.same_file_applied(again).pk == first.pk
    assert selectors.same_file_applied(first) is None


def test_each_step_leaves_one_row_in_the_trail_with_counts_and_digest_and_no_cell():
    batch = services.apply(batch=stage(), by=RINA)
    assert trail() == ["intake.stage", "intake.apply"]
    row = AuditEntry.objects.get(action="intake.apply")
    assert (row.target, row.actor_id) == (f"batch:{batch.public_id}", "user:rina")
    assert (str(batch.difference_digest) in row.detail, "Melati" in row.detail) == (True, False)


def test_the_database_itself_refuses_a_batch_with_problems_as_checked():
    batch = stage(BAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state="checked")


def test_a_kind_that_does_not_answer_for_every_row_is_found_before_anything_is_kept(monkeypatch):
    monkeypatch.setattr(StallKind, "difference", lambda *_: [])
    with pytest.raises(ValueError, match="one change for each row"):
        stage()
    assert everything() == NOTHING


def test_a_kind_with_a_problem_without_words_is_found_at_once(monkeypatch):
    monkeypatch.setattr(StallKind, "problems", {})
    with pytest.raises(ValueError, match="no words for code-missing"):
        stage(csv_bytes(("", "Kios", "3", "")))


def test_storing_ten_times_the_rows_takes_no_query_a_row():
    def queries(count, key):
        rows = [(f"B-{n}", "Kios", "3", "2024") for n in range(count)]
        with CaptureQueriesContext(connection) as seen:
            batch = stage(csv_bytes(*rows), key=key)
        assert batch.row_count == count
        return len(seen)

    # SQLite takes about a hundred rows in one statement, PostgreSQL five hundred.
    assert queries(500, "many") - queries(20, "few") <= 500 // 100


def test_batches_are_seen_by_who_may_import_that_kind_there():
    here = stage(key="k-1", options={"region": "99.01"})
    stage(key="k-2", options={"region": "99.02"})
    seen = selectors.batches(Person("sari", areas=frozenset({"99.01"})))
    assert [batch.pk for batch in seen] == [here.pk]
    assert list(selectors.batches(STRANGER)) == []
    auditor = Person("dewi", frozenset({"intake.view_batches"}))
    assert selectors.batches(auditor).count() == 2
    assert (selectors.may_open(auditor), selectors.may_apply(here, by=auditor)) == (True, False)
    with pytest.raises(Forbidden):
        selectors.batch(here.public_id, by=STRANGER)


def test_batches_of_a_kind_that_was_removed_are_seen_by_auditors_only(stall_kind, monkeypatch):
    batch = stage()
    monkeypatch.setattr("balai.registers.intake.kinds._kinds", {})
    auditor = Person("dewi", frozenset({"intake.view_batches"}))
    assert selectors.batch(batch.public_id, by=auditor).pk == batch.pk
    with pytest.raises(Forbidden):
        selectors.batch(batch.public_id, by=RINA)
    assert stall_kind.applied == []

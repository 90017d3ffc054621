"""Two people apply files at the same moment."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from balai.kernel.actor import System
from balai.registers.intake import services
from balai.registers.intake.errors import WorldChanged
from balai.registers.intake.models import StagedRow
from tests.registers.intake.factories import GOOD_ROWS, Person, csv_bytes, stalls

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stall_kind")]


def together(steps):
    outcomes = []
    start = threading.Barrier(len(steps))

    def run(step):
        try:
            start.wait(timeout=30)
            outcomes.append(step())
        except Exception as wrong:  # noqa: BLE001 - an outcome like any other
            outcomes.append(wrong)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def stage(key, by, content=None):
    content = content or csv_bytes(*GOOD_ROWS)
    return services.stage(
        kind="stalls", content=content, name="kios.csv", options={}, key=key, by=by
    )


def test_one_batch_applied_from_two_windows_is_applied_once(stall_kind):
    rina = Person("rina")
    batch = stage("k-1", rina)
    outcomes = together([lambda: services.apply(batch=batch, by=rina).state] * 4)
    assert outcomes == ["applied"] * 4
    assert (stall_kind.applied, len(stalls())) == ([("A-01", "A-02")], 2)


def test_the_second_of_two_files_on_the_same_rows_must_be_looked_at_again(stall_kind):
    rina, sari = Person("rina"), Person("sari")
    first = stage("k-1", rina)
    second = stage("k-1", sari, csv_bytes(("A-01", "Kios Lain", "1", "2024")))
    outcomes = together(
        [
            lambda: services.apply(batch=first, by=rina).state,
            lambda: services.apply(batch=second, by=sari).state,
        ]
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["WorldChanged", "str"]
    assert len(stall_kind.applied) == 1
    assert any(isinstance(outcome, WorldChanged) for outcome in outcomes)


def test_an_upload_sent_twice_at_the_same_moment_is_one_batch():
    rina = Person("rina")
    outcomes = together([lambda: stage("k-1", rina).pk] * 4)
    assert len(set(outcomes)) == 1
    assert isinstance(outcomes[0], int)


def test_a_batch_checked_again_from_four_windows_keeps_each_row_once():
    rina = Person("rina")
    batch = stage("k-1", rina)
    outcomes = together([lambda: services.recheck(batch=batch, by=rina).state] * 4)
    assert outcomes == ["checked"] * 4
    assert StagedRow.objects.count() == len(GOOD_ROWS)


def test_a_batch_discarded_from_one_window_and_checked_again_from_another_ends_discarded():
    rina = Person("rina")
    batch = stage("k-1", rina)
    outcomes = together(
        [
            lambda: services.discard(batch=batch, by=rina).state,
            lambda: services.recheck(batch=batch, by=rina).state,
            lambda: services.discard(batch=batch, by=rina).state,
        ]
    )
    batch.refresh_from_db()
    assert batch.state == "discarded"
    assert StagedRow.objects.count() == 0
    assert {type(outcome).__name__ for outcome in outcomes} <= {"str", "IllegalTransition"}


def test_one_key_used_for_two_files_at_the_same_moment_is_one_batch_and_one_refusal():
    rina = Person("rina")
    other = csv_bytes(("A-09", "Kios Lain", "1", "2024"))
    outcomes = together([lambda: stage("k-1", rina), lambda: stage("k-1", rina, other)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Batch", "KeyConflict"]


def test_the_worker_forgets_a_batch_once_from_two_machines():
    later = timezone.now() + timedelta(days=91)
    stage("k-1", Person("rina"))
    worker = System("worker")
    outcomes = together([lambda: services.forget_rows(by=worker, now=later)] * 3)
    assert sorted(outcomes) == [0, 0, 1]

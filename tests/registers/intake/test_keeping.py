"""How long the rows of a file are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from balai.kernel.actor import Forbidden, System
from balai.kernel.permissions import Role
from balai.registers.audit.models import AuditEntry
from balai.registers.intake import selectors, services, storing
from balai.registers.intake.models import Batch, RowProblem, StagedRow
from balai.registers.intake.services import keeping
from balai.registers.work import services as work
from tests.registers.accounts.factories import actor_with, signed_in_client, user_with
from tests.registers.intake.factories import GOOD_ROWS, Person, csv_bytes, stalls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stall_kind")]
RINA = Person("rina")
WORKER = System("worker")
GOOD = csv_bytes(*GOOD_ROWS)
BAD = csv_bytes(("", "Kios Melati", "tiga", "2024"))
LATER = timezone.now() + keeping.KEEP + timedelta(minutes=5)


def stage(key, content=GOOD):
    return services.stage(
        kind="stalls", content=content, name="kios.csv", options={}, key=key, by=RINA
    )


def four_batches():
    """One batch in each state: waiting, with problems, applied, discarded."""
    waiting, failed = stage("k-1"), stage("k-2", BAD)
    discarded = services.discard(batch=stage("k-3"), by=RINA)
    applied = services.apply(batch=stage("k-4"), by=RINA)
    return waiting, failed, applied, discarded


def forgotten():
    entries = AuditEntry.objects.filter(action="intake.forget").order_by("id")
    return list(entries.values_list("target", flat=True))


def test_after_ninety_days_no_row_of_any_file_is_left_and_the_trail_says_so():
    batches = four_batches()
    market = stalls()

    assert services.forget_rows(by=WORKER, now=LATER) == 3

    assert (StagedRow.objects.count(), RowProblem.objects.count()) == (0, 0)
    states = list(Batch.objects.order_by("pk").values_list("state", flat=True))
    assert sorted(states) == ["applied", "discarded", "discarded", "discarded"]
    assert forgotten() == [f"batch:{b.public_id}" for b in sorted(batches[:3], key=lambda b: b.pk)]
    assert stalls() == market


def test_a_day_before_they_are_all_kept():
    four_batches()
    kept = StagedRow.objects.count()

    assert services.forget_rows(by=WORKER, now=LATER - timedelta(days=1)) == 0

    assert (StagedRow.objects.count(), forgotten()) == (kept, [])


def test_forgetting_again_finds_nothing():
    four_batches()
    services.forget_rows(by=WORKER, now=LATER)

    assert services.forget_rows(by=WORKER, now=LATER) == 0

    assert len(forgotten()) == 3


def test_a_file_checked_again_lately_is_kept():
    batch = stage("k-1")
    Batch.objects.update(checked_at=timezone.now() - keeping.KEEP - timedelta(days=1))
    services.recheck(batch=batch, by=RINA)

    assert services.forget_rows(by=WORKER) == 0


def test_a_failure_keeps_the_rows_of_that_batch(monkeypatch):
    stage("k-1")
    kept = StagedRow.objects.count()

    def breaks(batch):
        StagedRow.objects.filter(batch=batch).delete()
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(storing, "remove_rows", breaks)
    with pytest.raises(RuntimeError):
        services.forget_rows(by=WORKER, now=LATER)

    assert (StagedRow.objects.count(), forgotten()) == (kept, [])
    assert Batch.objects.get().state == "checked"


def test_only_administrators_of_the_whole_country_and_the_worker_forget():
    stage("k-1")
    for by in (RINA, actor_with(Role.SECRETARIAT), actor_with(Role.ADMINISTRATOR, "99.01")):
        with pytest.raises(Forbidden):
            services.forget_rows(by=by, now=LATER)

    assert services.forget_rows(by=actor_with(Role.ADMINISTRATOR), now=LATER) == 1


def test_the_page_of_an_applied_file_says_that_its_rows_are_gone():
    batch = services.apply(batch=stage("k-1"), by=RINA)
    services.forget_rows(by=WORKER, now=LATER)

    page = signed_in_client(user_with(Role.SECRETARIAT)).get(f"/impor/{batch.public_id}/")

    assert "Isi berkas ini sudah dihapus, 90 hari setelah diterapkan." in page.content.decode()
    assert selectors.was_applied("stalls", batch.sha256)


def test_the_worker_forgets_each_night():
    (found,) = (one for one in work.scheduled() if one.name == "intake.forget")

    assert (found.cron, found.function) == ("40 2 * * *", services.forget_by_the_clock)

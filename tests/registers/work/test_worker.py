"""A real worker process seals the trail by the clock, ends when told to, and survives kill -9."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.db.models import F

from balai.kernel.actor import System
from balai.registers.audit import selectors as audit
from balai.registers.audit import services as audit_services
from balai.registers.work import services
from balai.registers.work.models import ScheduledRun
from tests.registers.work.jobs import leave_a_trace

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 60


@pytest.fixture(name="home", autouse=True)
def home_with_a_key(settings, tmp_path):
    settings.HOME = tmp_path
    audit_services.ensure_key()
    return tmp_path


def database_url():
    """Where this test's database is found by another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgresql://{found['USER']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@contextmanager
def worker(home):
    """Start a worker on this test's database; whatever is left of it is killed at the end."""
    environment = {
        **os.environ,
        "BALAI_HOME": str(home),
        "BALAI_ENV": "test",
        "BALAI_SECRET_KEY": "only-for-tests",
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "balai.config.settings",
        "PYTHONPATH": str(django_settings.ROOT),
    }
    scheduled = ", ".join(work.name for work in services.scheduled())
    process = subprocess.Popen(
        [sys.executable, "-m", "balai.config", "worker", "--interval", "0.2"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout.readline() == f"Pekerja siap. Terjadwal: {scheduled}.\n"
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=PATIENCE)


def wait_until(true, process):
    """Wait for something to become true while the process lives."""
    end = time.monotonic() + PATIENCE
    while not true():
        if process.poll() is not None:
            pytest.fail(f"the worker ended: {process.communicate()[0]}")
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def write_rows(count, *, kind="setoran"):
    with transaction.atomic():
        for number in range(count):
            audit_services.record("test.write", by=System("tests"), target=f"{kind}:{number}")


def ended_runs():
    return ScheduledRun.objects.filter(name="audit.seal").exclude(ended_at=None).count()


def a_minute_passes():
    ScheduledRun.objects.update(due=F("due") - timedelta(minutes=1))


def sealed():
    head = audit.head()
    return head.head.size if head else 0


def stop(process, signum):
    process.send_signal(signum)
    words, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, words


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_a_scheduled_seal_happens_and_a_signal_ends_the_worker_cleanly(home, signum):
    write_rows(5)
    with worker(home) as process:
        wait_until(lambda: ended_runs() >= 1, process)
        code, words = stop(process, signum)
    assert (code, sealed(), audit.verify().findings) == (0, 5, ())
    assert words == "", "nothing to complain about"
    assert not ScheduledRun.objects.exclude(failure="").exists()


def test_a_job_enqueued_in_a_transaction_is_run_and_one_rolled_back_is_not(home):
    with transaction.atomic():
        leave_a_trace.enqueue("job:kept")
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - undone after it
        leave_a_trace.enqueue("job:undone")
        raise ZeroDivisionError
    everything = audit.Filters(action="test.run_job")
    with worker(home) as process:
        wait_until(lambda: audit.page(filters=everything, by=System("tests")).entries, process)
        assert stop(process, signal.SIGTERM)[0] == 0
    assert [row.target for row in audit.page(filters=everything, by=System("tests")).entries] == [
        "job:kept"
    ]


def test_a_worker_killed_in_the_middle_leaves_whole_batches_and_the_next_goes_on(home):
    """Kill -9 as soon as it has taken the seal: what it had sealed is whole, the rest follows."""
    write_rows(12_000)
    with worker(home) as process:
        wait_until(ScheduledRun.objects.filter(name="audit.seal").exists, process)
        process.kill()
        process.wait(PATIENCE)
    before = audit.verify()
    assert (before.findings, before.head.size + before.unsealed) == ((), 12_000)
    a_minute_passes()
    write_rows(3, kind="timbang")
    with worker(home) as process:
        wait_until(lambda: sealed() == 12_003, process)
        wait_until(lambda: ended_runs() >= 1, process)
        assert stop(process, signal.SIGTERM)[0] == 0
    assert audit.verify().findings == ()


def test_two_workers_seal_once_for_each_minute(home):
    write_rows(5)
    with worker(home) as first, worker(home) as second:
        wait_until(lambda: ended_runs() >= 1, first)
        codes = (stop(first, signal.SIGTERM)[0], stop(second, signal.SIGTERM)[0])
    assert (codes, sealed(), audit.verify().seals) == ((0, 0), 5, 1)
    dues = list(ScheduledRun.objects.filter(name="audit.seal").values_list("due", flat=True))
    assert len(dues) == len(set(dues))

"""Jobs that a real worker process runs in tests."""

from django.db import transaction
from django_tasks import task

from balai.kernel.actor import System
from balai.registers.audit import services


@task()
def leave_a_trace(target):
    """Record a row about `target`."""
    with transaction.atomic():
        services.record("test.run_job", by=System("job"), target=target)

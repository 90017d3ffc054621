"""Fixtures that every test may use."""

from __future__ import annotations

import os

import pytest
from django.db import connection
from hypothesis import settings

# No example is timed: a busy machine must not decide whether a rule holds. `make test-fast` tries
# fewer of them.
settings.register_profile("whole", deadline=None)
settings.register_profile("fast", deadline=None, max_examples=20)
settings.load_profile(os.environ.get("BALAI_EXAMPLES", "whole"))


@pytest.fixture(autouse=True)
def append_only_tables_can_be_flushed(request: pytest.FixtureRequest):
    """Take the append-only triggers away before a `transaction=True` test is flushed.

    The flush ends with Django's post_migrate, which makes them again. Asking for `db` here
    makes this fixture end before the flush does its work.
    """
    marker = request.node.get_closest_marker("django_db")
    flushes = (marker is not None and marker.kwargs.get("transaction", False)) or bool(
        {"transactional_db", "live_server", "django_db_reset_sequences"} & set(request.fixturenames)
    )
    if not flushes:
        yield
        return
    request.getfixturevalue("db")
    from balai.registers.audit import triggers

    triggers.install_all(connection)
    yield
    triggers.remove_all(connection)


@pytest.fixture
def areas(db: None) -> None:
    """Real areas: all provinces and regencies, the villages of 15.04, and province 99.

    For each test and not for the session: a `transaction=True` test would empty the tables
    under the others.
    """
    from tests.registers.regions.factories import load_test_areas

    load_test_areas()

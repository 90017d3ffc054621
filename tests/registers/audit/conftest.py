"""Fixtures for tests of the trail."""

import pytest

from balai.registers.audit import services


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Give each test a home of its own, with a key for the seals."""
    settings.HOME = tmp_path
    services.ensure_key()
    return tmp_path

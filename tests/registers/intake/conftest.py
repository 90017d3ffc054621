"""Fixtures for tests of the intake."""

import pytest

from balai.kernel import permissions
from balai.registers.intake import kinds, services
from tests.registers.intake.factories import IMPORT_STALLS, StallKind


@pytest.fixture
def stall_kind(monkeypatch):
    """Register the stalls for one test only: documents are generated from what is registered."""
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(permissions, "_actions", dict(permissions._actions))
    permissions.register(IMPORT_STALLS)
    kind = StallKind()
    services.register_kind(kind)
    return kind

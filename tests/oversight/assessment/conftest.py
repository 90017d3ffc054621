"""Fixtures of the assessment's tests."""

import pytest

from tests.oversight.assessment.factories import published_results


@pytest.fixture
def published(db):
    """All real data, as set-up loads it."""
    published_results()

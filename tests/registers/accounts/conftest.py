"""Fixtures of the tests of accounts."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_tried_before():
    """Forget allauth's counters: keys of people are used again by the next test."""
    cache.clear()

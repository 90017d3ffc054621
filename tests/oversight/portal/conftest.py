"""Stored pages must not outlive the rows of the test that made them."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()
    yield
    caches["pages"].clear()

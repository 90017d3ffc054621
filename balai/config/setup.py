"""Where set-up finds what it loads."""

from django.conf import settings

NODE_AREAS = settings.ROOT / "node_modules" / "idn-area-data"
"""The package of official area codes, as `make env` installs it."""

PUBLISHED = settings.ROOT / "data" / "published"
"""Instrument rounds, lists and results as they were published, each with its source."""

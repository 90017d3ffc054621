"""What the server writes about itself: to standard error, without numbers of people or live links."""

from __future__ import annotations

import logging
import re
from typing import Any

from balai.kernel.masking import redact

_LINK = re.compile(r"(/(?:terima|lupa-sandi|lupa-kata-sandi)/)[^/\s?]+")
"""A link that makes an account or sets a password: whoever reads it from a log could follow it."""


class RedactingFormatter(logging.Formatter):
    """Writes a record, its traceback included, without a NIK or KK number and without a live link."""

    def format(self, record: logging.LogRecord) -> str:
        """Format, then redact: a number may stand in the message, an argument or a traceback."""
        return redact(_LINK.sub(r"\1[•••]", super().format(record)))


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": RedactingFormatter,
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # An unhandled error must leave its traceback here: nobody has DEBUG in production.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A 404 or a form with a mistake is no event of the server.
        "django.request": {"handlers": [], "level": "ERROR"},
        # Django's own development server, and whoever tries foreign host names: not worth a line.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL"},
        # Failed sign-ins and lock-outs stand in the trail, with masked addresses.
        "axes": {"handlers": [], "level": "ERROR"},
    },
}
"""Django's LOGGING."""

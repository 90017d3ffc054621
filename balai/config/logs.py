"""What the server writes about itself: to standard error, with numbers of people taken out."""

from __future__ import annotations

import logging
from typing import Any

from balai.kernel.masking import redact


class RedactingFormatter(logging.Formatter):
    """Writes a record, its traceback included, without any NIK or KK number."""

    def format(self, record: logging.LogRecord) -> str:
        """Format, then redact: a number may stand in the message, an argument or a traceback."""
        return redact(super().format(record))


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
        # Django's own development server, and whoever tries foreign host names: not worth a line.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL"},
        # Failed sign-ins and lock-outs stand in the trail, with masked addresses.
        "axes": {"handlers": [], "level": "ERROR"},
    },
}
"""Django's LOGGING."""

"""The worker process: jobs in its main thread, the schedule in a second one.

The main thread is django-tasks-db's worker. A signal ends it between two jobs, or after the
present one; a second signal ends it at once.
"""

from __future__ import annotations

import logging
import os
import socket
import threading

from django.db import close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker

from balai.registers.work import services

logger = logging.getLogger("balai.work")

INTERVAL = 1.0
"""Seconds between two looks for jobs: on SQLite each look takes the write lock for a moment."""

TICK = 1.0
"""Seconds between two looks at the schedule."""

GRACE = 10.0
"""Seconds that scheduled work gets to finish when the worker is told to end."""


class Clock(threading.Thread):
    """Runs what the schedule has due, until told to stop."""

    def __init__(self) -> None:
        super().__init__(name="schedule", daemon=True)
        self._ended = threading.Event()

    def run(self) -> None:
        """Look once a tick; a database that does not answer is asked again at the next."""
        while not self._ended.is_set():
            close_old_connections()
            try:
                services.run_due()
            except Exception:  # whatever it was, the next tick tries again
                logger.exception("the schedule could not be looked at")
            self._ended.wait(TICK)
        connections.close_all()

    def stop(self) -> None:
        """Let the present work finish, for at most GRACE seconds."""
        self._ended.set()
        self.join(GRACE)


def prepare(*, interval: float = INTERVAL) -> Worker:
    """Make the worker and let it take signals: from here on it ends between two jobs."""
    worker = Worker(
        queue_names=["*"],
        interval=interval,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    return worker


def run(worker: Worker) -> None:
    """Work until a signal comes; raises SystemExit as the worker ends."""
    clock = Clock()
    clock.start()
    try:
        worker.run()
    finally:
        clock.stop()

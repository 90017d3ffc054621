"""`balai serve`: the web server and the worker, together, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from balai.config.setup import ACCOUNTS_FILE, pending_migrations

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from types import FrameType

WORKERS = 2
THREADS = 2
GRACE = 15
"""Seconds that a child gets to finish before it is killed."""


def _is_free(host: str, port: int) -> bool:
    """Whether nobody answers on that address yet."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) != 0


class Command(BaseCommand):
    help = "Serve the pages and run the worker, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--port",
            type=int,
            default=int(os.environ.get("BALAI_PORT", "8000")),
            help="default: %(default)s",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        host, port = str(options["host"]), int(options["port"])
        if pending_migrations():
            raise CommandError(_("Instalasi ini belum disiapkan: balai setup"), returncode=78)
        if not _is_free(host, port):
            raise CommandError(
                _(
                    "Port %(port)d di %(host)s sudah terpakai. Hentikan yang memakainya, atau: balai serve --port %(next)d"
                )
                % {"port": port, "host": host, "next": port + 1},
                returncode=69,
            )
        ended = threading.Event()

        def stop(signum: int, frame: FrameType | None) -> None:
            del signum, frame
            ended.set()

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        children = self._start(host, port)
        code, announced = 0, False
        try:
            while not ended.wait(0.1):
                if not announced and not _is_free(host, port):
                    self._announce(host, port)
                    announced = True
                dead = [name for name, child in children.items() if child.poll() is not None]
                if dead:
                    self.stderr.write(
                        _("%(names)s berhenti sendiri; semuanya dihentikan.")
                        % {"names": ", ".join(dead)}
                    )
                    code = 1
                    break
        finally:
            self._stop(children)
        self.stdout.write(_("Balai berhenti."))
        if code:
            sys.exit(code)

    def _start(self, host: str, port: int) -> dict[str, subprocess.Popen[bytes]]:
        """Start both children in groups of their own, so that Ctrl-C reaches them once, through us."""
        python = sys.executable
        web = [
            python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--respawn-failed-workers",
            "--no-ws", "--log-level", "warning", "balai.config.wsgi:application",
        ]  # fmt: skip
        worker = [python, "-m", "balai.config", "worker"]
        environment = {**os.environ, "PYTHONPATH": str(settings.ROOT)}
        return {
            name: subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - our own words
            for name, command in (("web server", web), ("worker", worker))
        }

    def _stop(self, children: dict[str, subprocess.Popen[bytes]]) -> None:
        """End both politely, then, after GRACE seconds, for good."""
        for child in children.values():
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
        for name, child in children.items():
            try:
                child.wait(GRACE)
            except subprocess.TimeoutExpired:
                self.stderr.write(
                    _("%(name)s tidak berhenti dalam %(seconds)d detik dan dimatikan.")
                    % {"name": name, "seconds": GRACE}
                )
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def _announce(self, host: str, port: int) -> None:
        """Print the address, and in a trial the accounts made at set-up."""
        self.stdout.write(
            "\n"
            + _("Balai: http://%(host)s:%(port)d/   (Ctrl-C untuk berhenti)")
            % {"host": host, "port": port}
        )
        if not settings.PRODUCTION and ACCOUNTS_FILE.exists():
            self.stdout.write(ACCOUNTS_FILE.read_text().rstrip())
        self.stdout.flush()

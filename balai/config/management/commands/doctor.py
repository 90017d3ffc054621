"""`balai doctor`: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from balai.config.doctor import Weight, examine

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Say what is wrong with this installation, and how to mend it. Exit 1 if anything is."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute, read only

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        findings = examine()
        if options["format"] == "json":
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2))
        else:
            for finding in findings:
                remedy = f"  →  {finding.remedy}" if finding.remedy else ""
                self.stdout.write(f"{finding.weight:<8} {finding.check:<12} {finding.what}{remedy}")
        if any(finding.weight is Weight.ERROR for finding in findings):
            sys.exit(1)

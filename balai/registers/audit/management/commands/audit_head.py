"""`balai audit head`: print the newest head, to be kept where the database cannot reach."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from balai.registers.audit import selectors


class Command(BaseCommand):
    help = "Print the newest sealed head of the audit trail as SIZE:ROOT."

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        head = selectors.head()
        if head is None:
            raise CommandError(_("Belum ada segel. Jalankan: balai audit seal"), returncode=69)
        self.stdout.write(str(head.head))

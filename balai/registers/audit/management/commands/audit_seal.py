"""`balai audit seal`: seal the open rows now, as the worker does each minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from balai.kernel.actor import System
from balai.registers.audit import selectors, services
from balai.registers.audit.keys import KeyMissingError


class Command(BaseCommand):
    help = "Seal the rows of the audit trail that are not sealed yet."

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        try:
            made = services.seal_all(by=System("command"))
        except services.SealBusyError as error:
            raise CommandError(
                _("Masih ada penulisan yang berjalan. Coba lagi sebentar lagi."), returncode=69
            ) from error
        except KeyMissingError as error:
            raise CommandError(
                _("Kunci segel tidak ada. Jalankan: balai setup"), returncode=78
            ) from error
        head = selectors.head()
        if not made:
            self.stdout.write(_("Tidak ada baris baru untuk disegel."))
        if head:
            self.stdout.write(_("Segel terbaru: %s") % head.head)

"""`balai audit prove`: proofs of one row, and of growth since an older head, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from balai.registers.audit import proving, selectors
from balai.registers.audit.domain import BadEntryError, uuid_of

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable


class Command(BaseCommand):
    help = "Print the proof that a row lies under the newest head, and that an older head grew into it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("entry", nargs="?", help="uuid of the row, as the export shows it")
        parser.add_argument(
            "--from",
            dest="older",
            metavar="SIZE:ROOT",
            help="an older head, kept outside the database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        if not options["entry"] and not options["older"]:
            raise CommandError(_("Sebutkan nomor baris, atau --from BANYAK:AKAR."), returncode=2)
        try:
            found = {
                **(_inclusion(options["entry"]) if options["entry"] else {}),
                **(_consistency(options["older"]) if options["older"] else {}),
            }
        except proving.UnknownEntryError as error:
            raise CommandError(_("Tidak ada baris dengan nomor itu."), returncode=65) from error
        except proving.NotSealedError as error:
            raise CommandError(
                _("Baris itu belum disegel. Jalankan: balai audit seal"), returncode=69
            ) from error
        except proving.NotProvenError as error:
            raise CommandError(
                _("Tidak terbukti: %s. Jalankan: balai audit verify") % error, returncode=1
            ) from error
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))


def _inclusion(text: str) -> dict[str, object]:
    uuid = uuid_of(text)
    if uuid is None:
        raise CommandError(_("Nomor baris ditulis seperti dalam ekspor (uuid)."), returncode=2)
    proof = proving.inclusion(uuid)
    return {
        "head": str(proof.head),
        "inclusion": {
            "position": proof.position,
            "row": proof.row.decode(),
            "leaf": proof.leaf.hex(),
            "path": _hex(proof.path),
        },
    }


def _consistency(text: str) -> dict[str, object]:
    try:
        older = selectors.parse_head(text)
    except BadEntryError as error:
        raise CommandError(
            _("Tulis segel sebagai BANYAK:AKAR seperti dari balai audit head, bukan %s.") % text,
            returncode=2,
        ) from error
    proof = proving.consistency(older)
    return {
        "head": str(proof.head),
        "consistency": {"from": str(proof.older), "path": _hex(proof.path)},
    }


def _hex(path: Iterable[bytes]) -> list[str]:
    return [digest.hex() for digest in path]

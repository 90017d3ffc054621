"""`balai regions load`: the official list of areas, and province 99 for synthetic data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from balai.kernel.actor import System
from balai.registers.regions import services
from balai.registers.regions.domain import BadAreaListError
from balai.registers.regions.official_list import OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN = 10
EXIT_USAGE = 2
EXIT_DATA_REFUSED = 65
PACKAGE = Path("node_modules") / "idn-area-data"


class Command(BaseCommand):
    help = (
        "Load the official areas (idn-area-data, checked against the decree's counts) and the "
        "fictional province 99. All or nothing; the same list again changes nothing. "
        "Exit code 65 when the list is not what it should be and is refused, 2 when the file of "
        "successions cannot be read."
    )

    edition = OFFICIAL

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--directory",
            type=Path,
            default=Path(settings.ROOT) / PACKAGE,
            help="folder of the package (default: node_modules/idn-area-data beside the code)",
        )
        parser.add_argument(
            "--successions",
            type=Path,
            help="CSV old,new,kind,source: which code took whose place with this list",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        _must_be_read(options["successions"])
        by = System("regions-load")
        try:
            official = services.load_official_list(
                directory=options["directory"],
                successions=options["successions"],
                progress=progress_on(self.stderr, live=sys.stderr.isatty()),
                edition=self.edition,
                by=by,
            )
            fiction = services.load_synthetic_province(by=by)
        except BadAreaListError as error:
            raise CommandError(
                f"{error.problem} {error.remedy}", returncode=EXIT_DATA_REFUSED
            ) from error
        self.stdout.write(said(_("Daftar wilayah resmi %(version)s"), official))
        if official.without_successor:
            ended = official.without_successor
            codes = ", ".join(ended[:SHOWN]) + (" …" if len(ended) > SHOWN else "")
            text = _("%(count)d kode berakhir tanpa pengganti tercatat: %(codes)s")
            self.stderr.write(text % {"count": len(ended), "codes": codes})
        self.stdout.write(said(_("Provinsi contoh 99"), fiction))


def _must_be_read(path: Path | None) -> None:
    """Raise CommandError with exit code 2 for a file that cannot be opened."""
    try:
        if path is not None:
            path.open("rb").close()
    except OSError as error:
        text = _("Berkas %(file)s tidak dapat dibaca.") % {"file": path}
        raise CommandError(text, returncode=EXIT_USAGE) from error


def said(title: str, loaded: services.Loaded) -> str:
    """Say in one line what a load did."""
    title %= {"version": loaded.version}
    if not loaded.changed:
        return _("%(title)s: sudah dimuat, tidak ada yang berubah.") % {"title": title}
    text = _("%(title)s: %(areas)d wilayah; %(opened)d dibuka, %(closed)d ditutup.")
    return text % {
        "title": title,
        "areas": loaded.areas,
        "opened": loaded.opened,
        "closed": loaded.closed,
    }


def progress_on(stream: Any, *, live: bool) -> Callable[[int, int], None]:  # noqa: ANN401 - a Django OutputWrapper
    """Make a reporter that writes a line every tenth, or one moving line on a terminal."""
    last = -1

    def report(done: int, total: int) -> None:
        nonlocal last
        step = done * 10 // total
        if step != last:
            last = step
            text = _("Memuat wilayah: %(done)d dari %(total)d") % {"done": done, "total": total}
            stream.write(
                f"\r{text}" if live else text, ending="" if live and done < total else "\n"
            )

    return report

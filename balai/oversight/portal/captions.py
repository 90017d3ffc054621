"""What stands under the title of a chart or in the place of what is unknown, by rule.

The first line under a chart says what one sees in it; no figure that the chart does not show.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.oversight.portal.words import count, score

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from balai.oversight.portal.sentences import Yearly


def history(points: Sequence[Yearly]) -> str:
    """Say how the index moved over the known years."""
    known = [(p.year, p.score) for p in sorted(points, key=lambda p: p.year) if p.score is not None]
    if not known:
        return _("Belum ada nilai yang diketahui.")
    if len(known) == 1:
        return _("Baru satu nilai yang diketahui, {year}.").format(year=known[0][0])
    moves = [later[1] - earlier[1] for earlier, later in itertools.pairwise(known)]
    signs = [(move > 0) - (move < 0) for move in moves]
    total, first, last_year = known[-1][1] - known[0][1], known[0][0], known[-1][0]
    facts = {
        "since": first,
        "year": last_year,
        "total": score(abs(total)),
        "moved": score(abs(moves[-1])),
    }
    if len(moves) == 1 or set(signs) in ({1}, {-1}):
        return _one_way(signs[-1], len(moves), facts)
    run = _run_before_last(signs)
    return _turned(signs[-1], signs[-2], run if run == len(signs) - 1 else 0, facts)


def _one_way(sign: int, moves: int, facts: dict[str, object]) -> str:
    if sign == 0:
        return _("Sama dengan {since}.").format(**facts)
    if moves == 1:
        text = _("Naik {total} sejak {since}.") if sign > 0 else _("Turun {total} sejak {since}.")
    elif sign > 0:
        text = _("Naik terus sejak {since}, seluruhnya {total}.")
    else:
        text = _("Turun terus sejak {since}, seluruhnya {total}.")
    return text.format(**facts)


def _run_before_last(signs: Sequence[int]) -> int:
    """Count how many moves right before the last one went the same way."""
    run = 0
    for sign in reversed(signs[:-1]):
        if sign != signs[-2]:
            break
        run += 1
    return run


def _turned(last: int, before: int, run: int, facts: dict[str, object]) -> str:
    """Say the last move, after those before it if they all went one other way (run > 0)."""
    times = {1: _("sekali"), 2: _("dua kali")}.get(run) or _("{n} kali").format(n=count(run))
    if run and last and before and last != before:
        if last < 0:
            return _("Naik {times}, lalu turun {moved} pada {year}.").format(times=times, **facts)
        return _("Turun {times}, lalu naik {moved} pada {year}.").format(times=times, **facts)
    if last > 0:
        return _("Terakhir naik {moved}, pada {year}.").format(**facts)
    if last < 0:
        return _("Terakhir turun {moved}, pada {year}.").format(**facts)
    return _("Tidak berubah pada {year}.").format(**facts)


def strip(*, known: int, size: int | None, complete: bool) -> str:
    """Say what the dots of the place in the list are, and what the hatching hides.

    complete: no score above the lowest known one is missing (known down to a rank).
    """
    if size is not None and known >= size:
        return _("Setiap titik adalah satu daerah. Semua nilai dalam daftar ini diketahui.")
    if size is None:
        return _(
            "Setiap titik adalah satu daerah yang nilainya diterbitkan. Besar daftar belum "
            "diketahui, jadi bidang bergaris masih dapat berisi daerah lain."
        )
    facts = {"known": known, "size": size, "rest": size - known}
    if complete:
        return ngettext(
            "Bagian bergaris adalah {rest} daerah yang nilainya belum diterbitkan.",
            "Bagian bergaris adalah {rest} daerah yang nilainya belum diterbitkan.",
            size - known,
        ).format(**facts)
    return _(
        "Setiap titik adalah satu daerah yang nilainya diterbitkan. Baru {known} dari {size} "
        "nilai yang diketahui, jadi bidang bergaris masih dapat berisi daerah lain."
    ).format(**facts)


def unknown_rows(*, rest: int | None, at_most: Decimal | None) -> str:
    """Say of the regions that are not in the table how many they are and how high they can be."""
    if rest is None:
        return _("Daerah lain: jumlah dan nilainya belum diterbitkan")
    facts = {"rest": rest, "score": score(at_most) if at_most is not None else ""}
    if at_most is None:
        text = ngettext(
            "{rest} daerah lain: nilai belum diterbitkan",
            "{rest} daerah lain: nilai belum diterbitkan",
            rest,
        )
    else:
        text = ngettext(
            "{rest} daerah lain: nilai belum diterbitkan, paling tinggi {score}",
            "{rest} daerah lain: nilai belum diterbitkan, paling tinggi {score}",
            rest,
        )
    return text.format(**facts)


def agreement(published: Decimal, recomputed: str, *, consistent: bool, tolerance: str) -> str:
    """Say in words what the tag "cocok" or "tidak cocok" means here."""
    if consistent:
        return _(
            "Komponen dan indeks diterbitkan dengan dua desimal, jadi hitungan ulang boleh berbeda "
            "sampai {tolerance}."
        ).format(tolerance=tolerance)
    return _(
        "Hitungan ulang {recomputed} berbeda dari {published} lebih dari {tolerance}, "
        "yang dapat timbul dari pembulatan. Yang berlaku tetap yang diterbitkan."
    ).format(recomputed=recomputed, published=score(published), tolerance=tolerance)


AXIS_FROM = 2
"""Dots and lines start here if every value allows it; the text says so."""


def axis(values: Sequence[Decimal]) -> str:
    """Say where the axis of a line or of dots starts, and how far the scale goes."""
    if values and min(values) >= AXIS_FROM:
        return _("Sumbu dimulai dari {start}. Skala indeks 0 sampai 4.").format(
            start=score(AXIS_FROM * 100, 1)
        )
    return _("Skala indeks 0 sampai 4.")


def dimensions(mean: Decimal, values: Sequence[Decimal], *, equals_impact: bool) -> str:
    """Say how the dots of the dimensions are read, from which mean, and what else it is."""
    said = [
        _("Jarak titik dari garis menunjukkan seberapa jauh di atas atau di bawah rata-rata {mean}.")
        .format(mean=score(mean))
    ]  # fmt: skip
    if equals_impact:
        said.append(_("Nilai ini sama dengan nilai impact."))
    if min(values) >= AXIS_FROM:
        said.append(_("Sumbu dimulai dari {start}.").format(start=AXIS_FROM))
    return " ".join(said)

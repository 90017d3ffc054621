"""What one field of an edition must know of another: sums, references, sources. Pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Found = Iterator[tuple[tuple[str | int, ...], str, str]]

PUBLISHED = "terbit"


def cross_check(document: Mapping[str, Any]) -> Found:
    """Yield place, message and remedy for every contradiction in a well-shaped document."""
    yield from _scale(document["scale"])
    yield from _codes_once(document)
    yield from _statuses(document)
    yield from _items(document)
    yield from _roll_ups(document)


def _scale(scale: Mapping[str, Any]) -> Found:
    if not 0 <= Decimal(scale["low"]) < Decimal(scale["high"]):
        yield (
            ("scale", "high"),
            _("Skala harus naik dari nol atau lebih."),
            _("Tulis low yang lebih kecil daripada high, keduanya tidak di bawah nol."),
        )


def _labelled(
    document: Mapping[str, Any],
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Every element with a code and a status, with its place."""
    for group in ("components", "dimensions", "items", "roll_ups"):
        for number, row in enumerate(document[group]):
            yield (group, number), row
            for inner, sub in enumerate(row.get("sub_dimensions", ())):
                yield (group, number, "sub_dimensions", inner), sub


def _codes_once(document: Mapping[str, Any]) -> Found:
    seen: set[tuple[str, str]] = set()
    for place, row in _labelled(document):
        kind = "sub_dimensions" if "sub_dimensions" in place else str(place[0])
        if (kind, row["code"]) in seen:
            yield _twice((*place, "code"), row["code"])
        seen.add((kind, row["code"]))
    for number, item in enumerate(document["items"]):
        codes: set[str] = set()
        for inner, level in enumerate(item.get("levels", ())):
            if level["code"] in codes:
                yield _twice(("items", number, "levels", inner, "code"), level["code"])
            codes.add(level["code"])


def _twice(place: tuple[str | int, ...], code: str) -> tuple[tuple[str | int, ...], str, str]:
    return (
        place,
        _("Kode “%(code)s” dipakai dua kali.") % {"code": code},
        _("Beri salah satu kode lain."),
    )


def _statuses(document: Mapping[str, Any]) -> Found:
    for place, row in [((), document), *_labelled(document)]:
        if row["status"] == PUBLISHED and not row.get("source"):
            yield (
                (*place, "status"),
                _("Bagian yang terbit harus menyebut sumbernya."),
                _("Tambahkan “source:”, atau tulis status rekonstruksi dengan “note:”."),
            )
        if row["status"] != PUBLISHED and not row.get("note"):
            yield (
                (*place, "status"),
                _("Bagian yang tidak terbit harus menjelaskan apa yang belum pasti."),
                _("Tambahkan “note:” dengan id dan en."),
            )


def _items(document: Mapping[str, Any]) -> Found:
    components = [row["code"] for row in document["components"]]
    subs = [s["code"] for row in document["dimensions"] for s in row["sub_dimensions"]]
    low, high = (Decimal(document["scale"][end]) for end in ("low", "high"))
    for number, item in enumerate(document["items"]):
        place = ("items", number)
        if item["component"] not in components:
            yield _unknown((*place, "component"), item["component"], components)
        if item.get("sub_dimension") and item["sub_dimension"] not in subs:
            yield _unknown((*place, "sub_dimension"), item["sub_dimension"], subs)
        levels = item.get("levels", [])
        if levels and item["answer"] != "levels":
            yield (
                (*place, "levels"),
                _("Butir ini tidak dijawab dengan tingkat."),
                _("Hapus “levels:”, atau tulis “answer: levels”."),
            )
        if item["answer"] == "levels" and item["status"] == PUBLISHED and len(levels) < 2:  # noqa: PLR2004 - a choice
            yield (
                (*place, "answer"),
                _(
                    "Butir terbit yang dijawab dengan tingkat memerlukan paling sedikit dua tingkat."
                ),
                _("Tulis semua tingkatnya di bawah “levels:”."),
            )
        yield from _levels(place, levels, low, high)


def _levels(
    place: tuple[str | int, ...], levels: list[Mapping[str, Any]], low: Decimal, high: Decimal
) -> Found:
    before: Decimal | None = None
    for inner, level in enumerate(levels):
        if level["value"] is None:
            continue
        value = Decimal(level["value"])
        where = (*place, "levels", inner, "value")
        if not low <= value <= high:
            yield (
                where,
                _("Nilai tingkat %(value)s di luar skala.") % {"value": value},
                _("Tulis nilai dari %(low)s sampai %(high)s.") % {"low": low, "high": high},
            )
        if before is not None and value <= before:
            yield (
                where,
                _("Tingkat tidak berurutan naik."),
                _("Urutkan tingkat dari nilai terendah."),
            )
        before = value


def _unknown(
    place: tuple[str | int, ...], code: str, known: list[str]
) -> tuple[tuple[str | int, ...], str, str]:
    return (
        place,
        _("“%(code)s” tidak ada dalam edisi ini.") % {"code": code},
        _("Pilih salah satu dari: %(codes)s.") % {"codes": ", ".join(known) or "-"},
    )


def _roll_ups(document: Mapping[str, Any]) -> Found:
    codes = {
        group: [row["code"] for row in document[group]] for group in ("components", "dimensions")
    }
    for number, row in enumerate(document["roll_ups"]):
        place = ("roll_ups", number)
        over = codes[row["over"]]
        total = Fraction(0)
        for code, value in row["weights"].items():
            share = Fraction(value) if isinstance(value, str) else Fraction(value, 100)
            total += share
            if code not in over:
                yield _unknown((*place, "weights", code), code, over)
            if share == 0:
                yield (
                    (*place, "weights", code),
                    _("Bobot nol tidak berarti apa-apa."),
                    _("Hapus baris ini, atau tulis bobotnya."),
                )
        if total != 1:
            yield (
                (*place, "weights"),
                _("Jumlah bobot “%(code)s” %(total)s, bukan 1.")
                % {"code": row["code"], "total": _percent(total)},
                _("Periksa bobot dengan sumbernya sampai jumlahnya tepat 100%%.") % {},
            )
        if missing := [code for code in over if code not in row["weights"]]:
            yield (
                (*place, "weights"),
                _("Tanpa bobot: %(codes)s.") % {"codes": ", ".join(missing)},
                _("Beri bobot untuk setiap bagian."),
            )
        if row["over"] == "components" and row.get("gives"):
            yield (
                (*place, "gives"),
                _("Gabungan komponen tidak menghasilkan komponen."),
                _("Hapus “gives:”."),
            )
        if row.get("gives") and row["gives"] not in codes["components"]:
            yield _unknown((*place, "gives"), row["gives"], codes["components"])
    if not any(r["code"] == "index" and r["over"] == "components" for r in document["roll_ups"]):
        yield (
            ("roll_ups",),
            _("Tidak ada gabungan “index” atas komponen."),
            _("Tambahkan gabungan dengan “code: index” dan “over: components”."),
        )


def _percent(total: Fraction) -> str:
    percent = total * 100
    return f"{percent.numerator}%" if percent.denominator == 1 else f"{total}"

"""What a public page says in words, by rule: facts in, one plain sentence out, in the language in force.

Every figure in a sentence is one that stands on the page too; nothing is said that the facts
do not hold. Sentences come back as safe HTML whose only markup is <b> around a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.oversight.portal.words import count, listing, long_date, score

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from django.utils.safestring import SafeString


MOST_NAMED = 3
"""More regions than these that share a place are counted, not named."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """A region's published index of one year; None where it was not published."""

    year: int
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Part:
    """The value of one component or dimension, with its name in the language in force."""

    name: str
    score: Decimal


class Ranked(NamedTuple):
    """A rank with what it is out of; each None where it is not known.

    out_of: of how many it is told. size: of the whole list, which may be more.
    """

    rank: int | None
    out_of: int | None
    size: int | None


def _say(text: str, *plain: object, **figures: object) -> SafeString:
    return format_html(text, *plain, **figures)


# The home page


def finding(leaders: Sequence[str], best: Decimal | None, list_name: str) -> str:
    """Say who leads a list: one region, a few that share the place, or how many share it."""
    if not leaders or best is None:
        return _("Belum ada hasil evaluasi yang diterbitkan")
    facts = {"list": list_name, "score": score(best)}
    if len(leaders) > MOST_NAMED:
        return _("{number} daerah bersama memimpin {list} dengan {score}").format(
            number=capfirst(count(len(leaders))), **facts
        )
    return ngettext(
        "{names} memimpin {list} dengan {score}",
        "{names} bersama memimpin {list} dengan {score}",
        len(leaders),
    ).format(names=listing(leaders), **facts)


def extent(
    *,
    size: int | None,
    known: int,
    ends: tuple[Decimal, Decimal] | None,
    complete_to: int | None,
    first_time: bool,
) -> str:
    """Say how large a list is, and how much of it is known, from which value to which.

    known: how many scores are published, from the lowest to the highest of `ends`.
    complete_to: the rank down to which none is missing, if any. first_time: the list holds
    regions that have never been scored before.
    """
    if size is None:
        opening = _("Berapa daerah yang dinilai belum diketahui.")
    elif first_time:
        opening = _("{number} daerah dinilai untuk pertama kali.").format(
            number=capfirst(count(size))
        )
    else:
        opening = _("{number} daerah dinilai.").format(number=capfirst(count(size)))
    return f"{opening} {_known(size, known, ends, complete_to)}"


def _known(
    size: int | None, known: int, ends: tuple[Decimal, Decimal] | None, complete_to: int | None
) -> str:
    if not known or ends is None:
        return _("Belum satu pun nilainya diketahui.")
    facts = {"lowest": score(ends[0]), "highest": score(ends[1]), "number": count(known)}
    if known == size:
        return _("Semua nilainya diketahui, dari {lowest} sampai {highest}.").format(**facts)
    if complete_to == known:
        return _("Nilai {number} teratas sudah diketahui, dari {lowest} sampai {highest}.").format(
            **facts
        )
    return ngettext(
        "Baru satu nilai yang diketahui: {highest}.",
        "Baru {number} nilai yang diketahui, dari {lowest} sampai {highest}.",
        known,
    ).format(**facts)


def list_lede(size: int | None, known: int, complete_to: int | None) -> str:
    """Say under a list's title how large it is, how much is known, and that ranks stay inside."""
    if size is None:
        opening = _("Berapa daerah yang dinilai dalam daftar ini belum diketahui.")
    else:
        opening = _("{size} daerah dinilai dalam daftar ini.").format(size=size)
    if size is not None and known == size:
        middle = _("Semua nilainya diketahui.")
    elif not known:
        middle = _("Belum ada nilai yang diketahui.")
    elif complete_to and complete_to == known:
        middle = capfirst(_("{number} teratas diketahui.").format(number=count(known)))
    else:
        middle = ngettext("{number} nilai diketahui.", "{number} nilai diketahui.", known).format(
            number=capfirst(count(known))
        )
    return " ".join((opening, middle, _("Peringkat hanya berlaku di dalam daftarnya sendiri.")))


def provinces(*, with_scores: int, drawn: int, complete_to: int | None) -> str:
    """Say how many of the provinces on the map have a region whose score is known."""
    facts = {"number": capfirst(count(with_scores)), "drawn": drawn, "top": count(complete_to or 0)}
    if not with_scores:
        return _("Belum ada provinsi yang punya nilai yang diketahui.")
    if complete_to:
        return ngettext(
            "{number} dari {drawn} provinsi punya daerah di {top} teratas.",
            "{number} dari {drawn} provinsi punya daerah di {top} teratas.",
            with_scores,
        ).format(**facts)
    return ngettext(
        "{number} dari {drawn} provinsi punya daerah yang nilainya diketahui.",
        "{number} dari {drawn} provinsi punya daerah yang nilainya diketahui.",
        with_scores,
    ).format(**facts)


# The first sentences of a region


def standing(name: str, now: Yearly, before: Yearly | None, *, scale: int = 4) -> SafeString:
    """Say the index and its change since the last known year before it."""
    if now.score is None:
        return _say(_("Indeks {name} {year} belum diterbitkan."), name=name, year=now.year)
    facts = {"name": name, "score": score(now.score), "scale": scale, "year": now.year}
    if before is None or before.score is None:
        return _say(
            _("Indeks {name} <b>{score} dari {scale}</b> pada {year}. Nilai sebelumnya belum ada."),
            **facts,
        )
    moved = now.score - before.score
    facts |= {"moved": score(abs(moved)), "before": before.year}
    if before.year == now.year - 1:
        if moved > 0:
            text = _("Indeks {name} <b>{score} dari {scale}</b>, naik {moved} dalam setahun.")
        elif moved < 0:
            text = _("Indeks {name} <b>{score} dari {scale}</b>, turun {moved} dalam setahun.")
        else:
            text = _("Indeks {name} <b>{score} dari {scale}</b>, sama dengan tahun sebelumnya.")
    elif moved > 0:
        text = _("Indeks {name} <b>{score} dari {scale}</b>, naik {moved} sejak {before}.")
    elif moved < 0:
        text = _("Indeks {name} <b>{score} dari {scale}</b>, turun {moved} sejak {before}.")
    else:
        text = _("Indeks {name} <b>{score} dari {scale}</b>, sama dengan {before}.")
    return _say(text, **facts)


def place(ranked: Ranked, list_name: str, *, shared: bool = False) -> SafeString:
    """Say the rank with its list; never a rank alone."""
    rank, out_of, size = ranked
    if rank is None:
        return _say(_("Peringkatnya dalam {list} belum diterbitkan."), list=list_name)
    if out_of is None:
        text = (
            _("Peringkat <b>{rank}</b> bersama dalam {list}; {rest}.")
            if shared
            else _("Peringkat <b>{rank}</b> dalam {list}; {rest}.")
        )
    elif shared:
        text = _("Peringkat <b>{rank} dari {size}</b> bersama dalam {list}.")
    else:
        text = _("Peringkat <b>{rank} dari {size}</b> dalam {list}.")
    return _say(text, rank=rank, size=out_of, list=list_name, rest=untold(size))


def untold(size: int | None) -> str:
    """Say why a rank has no "of how many": the list's size, or what was ranked of it, is unknown."""
    if size is None:
        return _("besar daftar belum diketahui")
    return _("dari berapa daerah tidak disebut sumber")


def _extremes(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Return those with the highest and those with the lowest value, in their own order."""
    top, low = max(part.score for part in parts), min(part.score for part in parts)
    return [p for p in parts if p.score == top], [p for p in parts if p.score == low]


def components(parts: Sequence[Part], year: int) -> SafeString:
    """Say which components are strongest and weakest; all that share the place are named."""
    if not parts:
        return _say(_("Nilai tiap komponen {year} belum diterbitkan."), year=year)
    strong, weak = _extremes(parts)
    if strong[0].score == weak[0].score:
        return _say(
            _("Semua komponen bernilai sama (<b>{score}</b>)."), score=score(strong[0].score)
        )
    first = ngettext(
        "Komponen terkuat adalah {names} (<b>{score}</b>);",
        "Komponen terkuat adalah {names} (<b>{score}</b>);",
        len(strong),
    )
    second = ngettext(
        "yang terlemah {names} (<b>{score}</b>).",
        "yang terlemah {names} (<b>{score}</b>).",
        len(weak),
    )
    return format_html(
        "{} {}",
        *(
            _say(text, names=listing([p.name.lower() for p in found]), score=score(found[0].score))
            for text, found in ((first, strong), (second, weak))
        ),
    )


def dimensions(parts: Sequence[Part], year: int) -> SafeString:
    """Say which dimensions are highest and lowest; all that share the place are named."""
    if not parts:
        return _say(_("Nilai tiap dimensi {year} belum diterbitkan."), year=year)
    high, low = _extremes(parts)
    number = count(len(parts))
    if high[0].score == low[0].score:
        return _say(
            _("Dari {number} dimensi, semua bernilai sama (<b>{score}</b>)."),
            number=number,
            score=score(high[0].score),
        )
    first = ngettext(
        "Dari {number} dimensi, {names} tertinggi (<b>{score}</b>).",
        "Dari {number} dimensi, {names} tertinggi (<b>{score}</b>).",
        len(high),
    )
    second = ngettext(
        "{names} terendah (<b>{score}</b>).", "{names} terendah (<b>{score}</b>).", len(low)
    )
    return format_html(
        "{} {}",
        _say(
            first,
            number=number,
            names=listing([p.name.lower() for p in high]),
            score=score(high[0].score),
        ),
        _say(
            second,
            names=capfirst(listing([p.name.lower() for p in low])),
            score=score(low[0].score),
        ),
    )


def claim(areas: Sequence[str], known_to: int | None, size: int | None) -> SafeString | None:
    """Say of which wider areas a region is the first in its list, with what that rests on.

    areas: "Provinsi Jambi", "Sumatera". known_to: the rank down to which the list is known;
    without it nothing can be said, and None comes back.
    """
    if not areas or known_to is None:
        return None
    firsts = capfirst(listing([_("pertama di {area}").format(area=area) for area in areas]))
    if known_to == size:
        return _say(_("{firsts} dalam daftar ini."), firsts=firsts)
    return _say(
        _("{firsts} dalam daftar ini (diketahui sampai peringkat {rank})."),
        firsts=firsts,
        rank=known_to,
    )


def unlisted(rank: int | None, scope: str) -> SafeString:
    """Say that a result belongs to no list that a source names; a quoted rank keeps its words."""
    if rank is None or not scope:
        return _say("{}", _("Sumber tidak menyebut daftarnya, jadi peringkatnya tidak dinyatakan."))
    return _say(
        _("Menurut sumber peringkat <b>{rank}</b>: {scope}. Daftarnya tidak disebut."),
        rank=rank,
        scope=scope,
    )


def own_place(
    name: str, ranked: Ranked, *, areas: Sequence[str], known_to: int | None
) -> SafeString:
    """Say under a list where one region stands in it, and how far down the list is known."""
    rank, out_of, size = ranked
    if rank is None:
        opening = _("{name}: peringkatnya dalam daftar ini belum diterbitkan").format(name=name)
    elif out_of is None:
        opening = _("{name}: peringkat {rank}, {rest}").format(
            name=name, rank=rank, rest=untold(size)
        )
    else:
        opening = _("{name}: peringkat {rank} dari {size}").format(
            name=name, rank=rank, size=out_of
        )
    if not areas or known_to is None:
        return _say("{opening}.", opening=opening)
    firsts = listing([_("pertama di {area}").format(area=area) for area in areas])
    if known_to == size:
        return _say(_("{opening}, {firsts} dalam daftar ini."), opening=opening, firsts=firsts)
    return _say(
        _("{opening}, {firsts} dalam daftar ini (diketahui sampai peringkat {known_to})."),
        opening=opening,
        firsts=firsts,
        known_to=known_to,
    )


def letter(number: str, day: date | None, office: str) -> str:
    """Write a letter's line: number, date, office; what is not known is left out."""
    return " \N{MIDDLE DOT} ".join(
        part for part in (number, long_date(day) if day else "", office) if part
    )

"""Which column of the kind each header of the file means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balai.registers.intake.domain import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balai.registers.intake.domain import Column

_SPACING = re.compile(r"[\s_\-]+")


def header_key(text: str) -> str:
    """Reduce a header to what is compared: no case, spaces, underscores or hyphens.

    >>> header_key(" Nama  Daerah ") == header_key("nama_daerah")
    True
    """
    return _SPACING.sub("", unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, slots=True)
class Matched:
    """Outcome of matching: position in the file → column code, and what is wrong."""

    places: Mapping[int, str]
    problems: Sequence[Problem]


def known_keys(columns: Sequence[Column]) -> dict[str, str]:
    """Map every accepted header, reduced by header_key, to its column code."""
    return {
        header_key(name): column.code
        for column in columns
        for name in (column.code, *column.names, *column.aliases)
    }


def match_headers(
    header: Sequence[str], columns: Sequence[Column], *, row: int, used: frozenset[int]
) -> Matched:
    """Match a header row; used: positions with anything under them.

    A column without a title and without content is skipped. Everything else that is not
    understood is a problem, since skipping a mistyped column would lose its data unseen.
    """
    keys = known_keys(columns)
    places: dict[int, str] = {}
    problems: list[Problem] = []
    for place, title in enumerate(header):
        code = keys.get(header_key(title))
        if code is None:
            if title:
                problems.append(
                    Problem(row, "", "header-unknown", {"header": title, "place": letters(place)})
                )
            elif place in used:
                problems.append(Problem(row, "", "header-empty", {"place": letters(place)}))
        elif code in places.values():
            first = next(p for p, c in places.items() if c == code)
            params = {"first": letters(first), "second": letters(place)}
            problems.append(Problem(row, code, "header-twice", params))
        else:
            places[place] = code
    found = set(places.values())
    problems += [
        Problem(row, c.code, "header-missing")
        for c in columns
        if c.required and c.code not in found
    ]
    return Matched(places, problems)


def letters(place: int) -> str:
    """Name a position as a spreadsheet does: 0 is A, 26 is AA.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

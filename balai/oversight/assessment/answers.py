"""How commands print tables: text for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from django.utils.translation import get_language

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Mapping, Sequence

DATA_REFUSED = 65
USAGE = 2
WRONG = 1


def add_output_arguments(parser: ArgumentParser, *formats: str, default: str = "text") -> None:
    """Add the two arguments that every answering command takes."""
    parser.add_argument("--format", choices=formats, default=default)
    parser.add_argument("--language", choices=("id", "en"), help="default: the installation's")


def spoken(chosen: str | None) -> str:
    """Return the language to answer in: the chosen one, else the one already active."""
    return chosen or ("en" if (get_language() or "id").startswith("en") else "id")


def as_json(value: object) -> str:
    """Write JSON as people can read it too."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Write the columns of the rows; an absent value is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row[c] is None else row[c] for c in columns])
    return text.getvalue().rstrip("\n")


def as_text(titles: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int]) -> str:
    """Align columns; right: positions that hold figures."""
    table = [list(titles), *map(list, rows)]
    widths = [max(len(row[place]) for row in table) for place in range(len(titles))]
    lines = (
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )
    return "\n".join(lines)


def figure(value: object, language: str) -> str:
    """Write a decimal with the language's mark; "–" for nothing."""
    if value is None:
        return "–"
    return str(value).replace(".", ",") if language == "id" else str(value)

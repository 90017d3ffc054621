"""The tokens as Python sees them: read from the style sheet's own file, so that there is one list."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "styles" / "_tokens.scss"
_COLOUR = re.compile(r"^\$([a-z-]+): (#[0-9a-f]{6});", re.MULTILINE)
_LIST = re.compile(r"^\$([a-z]+): \(([#0-9a-f, ]+)\);", re.MULTILINE)


@cache
def colours() -> dict[str, str]:
    """Name to hex of every single colour, in the order of the file."""
    return dict(_COLOUR.findall(FILE.read_text(encoding="utf-8")))


@cache
def scales() -> dict[str, tuple[str, ...]]:
    """Hex colours of the two lists for charts: "categories" and "sequence"."""
    return {
        name: tuple(part.strip() for part in inside.split(","))
        for name, inside in _LIST.findall(FILE.read_text(encoding="utf-8"))
    }


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour, as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's constants
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two hex colours, 1 to 21, as WCAG 2.2 defines it.

    >>> round(contrast("#ffffff", "#00695c"), 2)
    6.61
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)

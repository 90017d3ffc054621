"""Elements of an SVG drawing, every text and attribute escaped; no style, only classes."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from balai.engines.charts.figures import Words

NARROW = 328
"""Width of the narrow drawing: a screen of 360 px less its sides."""

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[^\u0020!#-%(-;=?-~\u00a0-\ud7ff]")


class Svg(str):
    """Finished drawing. A template that knows `__html__` puts it out as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Say to template engines that this text is already safe."""
        return str(self)


def element(name: str, attributes: dict[str, str | float], *children: str) -> str:
    """Write one element. Children are finished markup; attributes are escaped here.

    An empty attribute is left out; numbers are written with at most two decimals.
    """
    written = "".join(
        f' {key}="{words_in(value) if isinstance(value, str) else px(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def px(value: float) -> str:
    """Write a pixel with at most two decimals and no superfluous zero.

    >>> px(12.30)
    '12.3'
    """
    whole = int(value)
    if whole == value:
        return str(whole)
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def words_in(text: str) -> str:
    """Escape a text, quotes too; characters that XML cannot carry are dropped."""
    # Nearly all words of a chart are classes and figures: one look spares them the rest.
    return escape(_NOT_XML.sub("", text)) if _SPECIAL.search(text) else text


def text(x: float, y: float, content: str, kind: str, anchor: str = "start") -> str:
    """Write one line of text. y is its base line; anchor: start, middle, end."""
    attributes: dict[str, str | float] = {"class": kind, "x": x, "y": y}
    if anchor != "start":
        attributes["text-anchor"] = anchor
    return element("text", attributes, words_in(content))


def text_lines(  # noqa: PLR0913 - a text block is that many things
    x: float, middle: float, lines: Iterable[str], kind: str, *, anchor: str, leading: float
) -> str:
    """Write a block of lines whose middle lies at `middle`. leading: from line to line."""
    block = tuple(lines)
    # A base line lies about a third of the leading below the middle of its letters.
    first = middle + leading * 0.3 - leading * (len(block) - 1) / 2
    return "".join(
        text(x, first + leading * turn, line, kind, anchor) for turn, line in enumerate(block)
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """Write a straight line."""
    return element("line", {"class": kind, "x1": x1, "y1": y1, "x2": x2, "y2": y2})


def rect(  # noqa: PLR0913 - a rectangle is that many things
    x: float, y: float, width: float, height: float, kind: str, *, radius: float | str = ""
) -> str:
    """Write a rectangle; radius rounds its corners."""
    return element(
        "rect",
        {"class": kind, "x": x, "y": y, "width": width, "height": height, "rx": radius},
    )


def circle(x: float, y: float, r: float, kind: str) -> str:
    """Write a circle."""
    return element("circle", {"class": kind, "cx": x, "cy": y, "r": r})


def hatch(ident: str) -> str:
    """Define the hatching of the unknown. Each drawing has its own: a hidden one paints nothing."""
    return element(
        "defs",
        {},
        element(
            "pattern",
            {
                "id": ident,
                "width": 7,
                "height": 7,
                "patternUnits": "userSpaceOnUse",
                "patternTransform": "rotate(45)",
            },
            line(1, 0, 1, 7, "hatch-line"),
        ),
    )


def both(
    kind: str,
    draw: Callable[[int, str], tuple[float, str]],
    *,
    words: Words,
    prefix: str,
    wide: int | tuple[int, int],
) -> Svg:
    """Draw at both widths. draw: width and id prefix → height and finished marks.

    wide: its width; or two, the first for a tablet, where the other would shrink too far.
    """
    if not _PREFIX.match(prefix):
        raise ValueError(f"not the beginning of an id: {prefix!r}")
    *middle, widest = (wide,) if isinstance(wide, int) else wide
    return Svg(
        "".join(
            _drawing(f"chart {kind} {only}", width, *draw(width, ident), words=words, prefix=ident)
            for only, width, ident in (
                ("only-narrow", NARROW, f"{prefix}-n"),
                *(("only-middle", width, f"{prefix}-m") for width in middle),
                ("only-wide", widest, f"{prefix}-w"),
            )
        )
    )


LINKS = "<!--links-->"
"""What comes behind it in a drawing's marks is for the mouse and stays outside the image."""


def _drawing(  # noqa: PLR0913 - one private caller
    kind: str, width: float, height: float, marks: str, *, words: Words, prefix: str
) -> str:
    named: dict[str, str | float] = {
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
    }
    frame: dict[str, str | float] = {
        "class": kind,
        "viewBox": f"0 0 {px(width)} {px(height)}",
        "width": width,
        "height": height,
    }
    head = element("title", {"id": f"{prefix}-title"}, words_in(words.title)) + element(
        "desc", {"id": f"{prefix}-desc"}, words_in(words.finding)
    )
    image, _, links = marks.partition(LINKS)
    if not links:
        return element("svg", frame | named, head, image)
    # An image may hold nothing that one can act on, so the links lie over it, beside it in the
    # tree: silent and out of the tab order, since the table says the same.
    over = element("g", {"aria-hidden": "true"}, links)
    return element("svg", frame, element("g", named, head, image), over)

"""Elements of an SVG drawing, every text and attribute escaped; no style, only classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from balai.engines.charts.figures import Words

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")


class Svg(str):
    """Finished drawing. A template that knows `__html__` puts it out as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Say to template engines that this text is already safe."""
        return str(self)

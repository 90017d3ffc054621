"""Accessible charts as SVG text; the list of functions and classes is in README.md."""

from balai.engines.charts.bar import bar
from balai.engines.charts.dots import dots
from balai.engines.charts.figures import (
    Component,
    Dimension,
    Dimensions,
    History,
    Place,
    Profile,
    Strip,
    Tile,
    TilePlace,
    Words,
    Year,
)
from balai.engines.charts.histogram import histogram
from balai.engines.charts.history import history
from balai.engines.charts.profile import profile
from balai.engines.charts.scale import OffTheAxis
from balai.engines.charts.strip import strip
from balai.engines.charts.svg import Svg
from balai.engines.charts.tiles import load_grid, step_of, tiles

__all__ = [
    "Component",
    "Dimension",
    "Dimensions",
    "History",
    "OffTheAxis",
    "Place",
    "Profile",
    "Strip",
    "Svg",
    "Tile",
    "TilePlace",
    "Words",
    "Year",
    "bar",
    "dots",
    "histogram",
    "history",
    "load_grid",
    "profile",
    "step_of",
    "strip",
    "tiles",
]

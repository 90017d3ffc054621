"""Figures that the tests draw: published ones, and ways to look into a drawing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from balai.engines.charts import (
    Component,
    Dimension,
    Dimensions,
    History,
    Place,
    Profile,
    Strip,
    Words,
    Year,
    bar,
    dots,
    histogram,
    history,
    load_grid,
    profile,
    step_of,
    strip,
    tiles,
)
from balai.engines.charts.figures import Tile

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
NASTY = """<script>alert("x")</script> & 'y' ]]>\x00"""
NASTY_READ = """<script>alert("x")</script> & 'y' ]]>"""
WORDS = Words("Riwayat", "Naik dua kali, lalu turun 0,11 pada 2023.")
BANDS = {"barat": "bagian barat", "timur": "bagian timur"}


def shown(number) -> str:
    return str(number).replace(".", ",")


def history_of(values: dict[int, str], chosen: int | None = None) -> History:
    return History(tuple(Year(y, Decimal(v), shown(v)) for y, v in values.items()), chosen)


KEDIRI = history_of({2020: "2.87", 2021: "3.06", 2022: "3.31", 2023: "3.20"}, 2022)


def component(name: str, value: str, percent: int) -> Component:
    weight = Fraction(percent, 100)
    return Component(name, Decimal(value), shown(value), weight, f"{percent}%", f"bobot {percent}%")


COMPONENTS = Profile(
    (
        component("Baseline", "3.60", 10),
        component("Output", "3.21", 20),
        component("Outcome", "3.23", 30),
        component("Impact", "3.07", 20),
        component("Quick win", "3.65", 20),
    ),
    Decimal("3.31"),
    "indeks 3,31",
)
DIMENSIONS = Dimensions(
    tuple(
        Dimension(name, Decimal(value), shown(value))
        for name, value in (
            ("Governance", "2.75"),
            ("Branding", "2.75"),
            ("Economy", "3.50"),
            ("Living", "3.33"),
            ("Society", "3.33"),
            ("Environment", "2.75"),
        )
    ),
    Decimal("3.07"),
    "rata-rata 3,07",
)
TOP_TEN = {
    "Kota Blitar": "3.38", "Kab. Kediri": "3.36", "Kab. Tegal": "3.33",
    "Kab. Bandung Barat": "3.14", "Kab. Tasikmalaya": "3.08", "Kab. Buleleng": "3.06",
    "Kab. Lebak": "3.04", "Kab. Batanghari": "2.95", "Kab. Sampang": "2.91",
    "Kab. Hulu Sungai Selatan": "2.83",
}  # fmt: skip


def places_of(scores: dict[str, str], own: str | None) -> tuple[Place, ...]:
    return tuple(
        Place(f"{name} {shown(score)}", Decimal(score), name == own)
        for name, score in scores.items()
    )


LIST_2024 = Strip(places_of(TOP_TEN, "Kab. Batanghari"), (Decimal(0), Decimal("2.83")))
WHOLE_LIST = Strip(places_of(TOP_TEN, "Kab. Batanghari"))
HIGHEST = {
    "15": "2.95", "63": "2.83", "36": "3.04", "32": "3.14", "33": "3.33", "35": "3.38",
    "51": "3.06",
}  # fmt: skip
LIMITS = [Decimal(limit) for limit in ("3.00", "3.10", "3.20", "3.30")]


def province_tiles(*, links: bool = False) -> dict[str, Tile]:
    return {
        place.code: Tile(
            shown(HIGHEST[place.code]),
            step_of(Decimal(HIGHEST[place.code]), LIMITS),
            f"/hasil/?provinsi={place.code}&tahun=2024" if links else "",
            place.name if links else "",
        )
        if place.code in HIGHEST
        else Tile()
        for place in load_grid()
    }


def every_chart(words: Words = WORDS, prefix: str = "c"):
    """Draw one of each kind, by its name."""
    given = {"words": words, "tick": shown}
    return {
        "history": history(KEDIRI, prefix=f"{prefix}1", **given),
        "profile": profile(COMPONENTS, prefix=f"{prefix}2", **given),
        "dots": dots(DIMENSIONS, prefix=f"{prefix}3", **given),
        "strip": strip(LIST_2024, prefix=f"{prefix}4", **given),
        "histogram": histogram(WHOLE_LIST, prefix=f"{prefix}5", **given),
        "tiles": tiles(province_tiles(), words=words, bands=BANDS, prefix=f"{prefix}6"),
        "linked tiles": tiles(
            province_tiles(links=True), words=words, bands=BANDS, prefix=f"{prefix}7"
        ),
    }


def tree(*drawings: str) -> ET.Element:
    """Parse drawings as they stand in a page; fails on what is no XML."""
    return ET.fromstring(  # noqa: S314 - our own drawings
        f'<main xmlns="http://www.w3.org/2000/svg">{"".join(drawings)}</main>'
    )


def one(drawing: str, only: str = "only-wide") -> ET.Element:
    """Return the drawing of that width."""
    return next(svg for svg in tree(drawing) if only in svg.get("class", "").split())


def of_class(svg: ET.Element, *names: str) -> list[ET.Element]:
    """Find the elements that carry exactly these classes, in the order of drawing."""
    return [e for e in svg.iter() if e.get("class", "").split() == list(names)]


def texts(svg: ET.Element, *names: str) -> list[str]:
    return ["".join(e.itertext()) for e in of_class(svg, *names)]


def number(element: ET.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(element.get(name, "nan")) for name in names)


def all_elements(*drawings: str) -> Iterator[ET.Element]:
    return tree(*drawings).iter()


BARS = {value: bar(Decimal(value)) for value in ("0", "2.95", "4")}

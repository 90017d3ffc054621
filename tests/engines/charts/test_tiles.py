"""The map of tiles."""

from decimal import Decimal
from itertools import combinations

import pytest

from balai.engines.charts import load_grid, step_of, tiles
from balai.engines.charts.figures import Tile
from tests.engines.charts.figures import (
    BANDS,
    HIGHEST,
    LIMITS,
    SVG,
    WORDS,
    number,
    of_class,
    one,
    province_tiles,
    texts,
    tree,
)

WIDTHS = pytest.mark.parametrize("only", ["only-narrow", "only-wide"])


def draw(figures, only="only-wide", bands=BANDS):
    return one(tiles(figures, words=WORDS, bands=bands, prefix="t"), only)


def frames(svg):
    return [number(g.find(f"{SVG}rect"), "x", "y", "width") for g in svg.iter()
            if g.get("class", "").startswith("tile ")]  # fmt: skip


def test_the_grid_holds_each_of_the_38_provinces_once():
    grid = load_grid()
    assert len({place.code for place in grid}) == len(grid) == 38
    assert max(p.column for p in grid) == 14
    assert max(p.row for p in grid) == 7
    assert {p.band for p in grid} == set(BANDS)


def test_no_two_provinces_share_a_place():
    grid = load_grid()
    assert len({(p.column, p.row) for p in grid}) == 38
    assert len({(p.band, p.column_narrow, p.row_narrow) for p in grid}) == 38


def test_the_lines_of_a_narrow_tile_spell_the_short_name():
    for place in load_grid():
        assert "".join(place.lines) == place.short


@WIDTHS
def test_every_province_given_is_one_tile_and_none_touches_another(only):
    svg = draw(province_tiles(), only)
    found = frames(svg)
    assert len(found) == 38
    width, height = number(svg, "width", "height")
    for x, y, size in found:
        assert 0 <= x <= x + size <= width
        assert 0 <= y <= y + size <= height
    for (x, y, size), (other_x, other_y, other) in combinations(found, 2):
        assert abs(x - other_x) >= min(size, other) or abs(y - other_y) >= min(size, other)


@WIDTHS
def test_a_known_province_shows_its_value_in_the_colour_of_its_class(only):
    svg = draw(province_tiles(), only)
    shown = {
        g.get("class"): sorted(t.text for t in of_class(g, "value"))
        for g in svg.iter()
        if g.get("class", "").startswith("tile s")
    }
    assert set(shown) == {"tile s1", "tile s2", "tile s3", "tile s5"}
    assert sorted(texts(svg, "value")) == sorted(v.replace(".", ",") for v in HIGHEST.values())
    assert len(of_class(svg, "tile", "unknown")) == 31
    assert all(of_class(g, "value") == [] for g in of_class(svg, "tile", "unknown"))


def test_a_province_that_is_not_given_is_not_drawn():
    before_2022 = {code: t for code, t in province_tiles().items() if code not in {"95", "96"}}
    svg = draw(before_2022)
    assert len(frames(svg)) == 36
    assert "Papeg" not in texts(svg, "name")


def test_long_names_are_set_smaller_where_wide_and_broken_where_narrow():
    wide, narrow = (draw(province_tiles(), only) for only in ("only-wide", "only-narrow"))
    assert "Gorontalo" in texts(wide, "name", "long")
    assert "Sumsel" in texts(wide, "name")
    assert {"Goron-", "talo", "Sum-", "sel"} <= set(texts(narrow, "name"))
    assert texts(narrow, "name", "long") == []
    assert "Jateng" in texts(narrow, "name")


def test_where_narrow_the_halves_are_stacked_named_and_apart():
    svg = draw(province_tiles(), "only-narrow")
    assert texts(svg, "note") == ["bagian barat", "bagian timur"]
    (between,) = of_class(svg, "grid")
    line = number(between, "y1")[0]
    tops = [y for _, y, _ in frames(svg)]
    assert (sum(y < line for y in tops), sum(y > line for y in tops)) == (21, 17)
    assert texts(draw(province_tiles()), "note") == []


def test_one_half_alone_needs_no_line():
    west = {"11": Tile(), "12": Tile("3,00", 2)}
    svg = draw(west, "only-narrow")
    assert of_class(svg, "grid") == []
    assert texts(svg, "note") == ["bagian barat"]


def test_a_tile_narrow_is_no_smaller_than_a_finger():
    assert min(size for _, _, size in frames(draw(province_tiles(), "only-narrow"))) >= 38


@WIDTHS
def test_links_lie_over_the_image_for_the_mouse_only(only):
    svg = draw(province_tiles(links=True), only)
    (image, over) = list(svg)
    assert svg.get("role") is None
    assert image.get("role") == "img"
    assert over.get("aria-hidden") == "true"
    links = [e for e in svg.iter() if e.tag == f"{SVG}a"]
    assert links == [e for e in over.iter() if e.tag == f"{SVG}a"]
    assert {a.get("tabindex") for a in links} == {"-1"}
    assert sorted(a.get("href") for a in links) == sorted(
        f"/hasil/?provinsi={code}&tahun=2024" for code in HIGHEST
    )
    hits = {number(a.find(f"{SVG}rect"), "x", "y", "width") for a in links}
    known = {
        number(g.find(f"{SVG}rect"), "x", "y", "width")
        for g in image.iter()
        if g.get("class", "").startswith("tile s")
    }
    assert hits == known


def test_without_links_the_drawing_itself_is_the_image():
    assert all(svg.get("role") == "img" for svg in tree(
        tiles(province_tiles(), words=WORDS, bands=BANDS, prefix="t")))  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "bands", "complaint"),
    [
        ({}, BANDS, "no tile"),
        ({"99": Tile()}, BANDS, "not on the grid: 99"),
        ({"11": Tile()}, {}, "half: barat"),
        ({"11": Tile("3,00")}, BANDS, "together"),
        ({"11": Tile(step=1)}, BANDS, "together"),
        ({"11": Tile("3,00", 7)}, BANDS, "no class 7"),
        ({"11": Tile("3,00", 0)}, BANDS, "no class 0"),
        ({"11": Tile("3,00", 1, "javascript:alert(1)")}, BANDS, "link"),
    ],
)
def test_tiles_that_contradict_themselves_are_refused(figures, bands, complaint):
    with pytest.raises(ValueError, match=complaint):
        draw(figures, bands=bands)


@pytest.mark.parametrize(
    ("value", "step"),
    [("2.99", 1), ("3.00", 2), ("3.09", 2), ("3.10", 3), ("3.29", 4), ("3.30", 5), ("4.00", 5)],
)
def test_a_value_on_a_limit_belongs_to_the_class_above(value, step):
    assert step_of(Decimal(value), LIMITS) == step


@pytest.mark.parametrize("limits", [[1, 2, 3, 4, 5, 6], [2, 1], [1, 1]])
def test_limits_that_do_not_rise_or_are_too_many_are_refused(limits):
    with pytest.raises(ValueError, match="limits"):
        step_of(3, limits)


def test_without_limits_there_is_one_class():
    assert step_of(3, []) == 1

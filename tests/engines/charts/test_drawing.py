"""What every chart keeps: one image with words, no style, nothing unescaped, both widths."""

import re
from decimal import Decimal

import pytest
from django.utils.html import conditional_escape

from balai.engines.charts import (
    Component,
    Dimension,
    Dimensions,
    OffTheAxis,
    Place,
    Profile,
    Strip,
    Svg,
    Words,
    bar,
    dots,
    history,
    profile,
    strip,
    tiles,
)
from balai.engines.charts.figures import Tile, TilePlace
from balai.engines.charts.svg import NARROW, element, px
from tests.engines.charts.figures import (
    BARS,
    COMPONENTS,
    KEDIRI,
    NASTY,
    NASTY_READ,
    SVG,
    WORDS,
    all_elements,
    every_chart,
    number,
    of_class,
    one,
    shown,
    tree,
)

CHARTS = every_chart()
KNOWN_CLASSES = {
    "chart", "history", "profile", "dots", "strip", "histogram", "tiles", "only-narrow",
    "only-wide", "bar", "mark", "own", "halo", "line", "gap", "stalk", "leader", "first", "point",
    "chosen", "track", "band", "hatch", "hatch-ground", "hatch-line", "grid", "base", "tick",
    "reference", "axis", "label", "note", "value", "own-label", "first-label", "reference-label",
    "tile", "s1", "s2", "s3", "s4", "s5", "s6", "unknown", "name", "long", "hit",
}  # fmt: skip

each_chart = pytest.mark.parametrize("name", CHARTS)


@each_chart
def test_a_chart_is_drawn_at_both_real_widths(name):
    narrow, wide = tree(CHARTS[name])
    assert "only-narrow" in narrow.get("class").split()
    assert "only-wide" in wide.get("class").split()
    assert narrow.get("width") == str(NARROW)
    for svg in (narrow, wide):
        assert svg.get("viewBox") == f"0 0 {svg.get('width')} {svg.get('height')}"


@each_chart
def test_a_chart_is_one_image_with_title_and_finding(name):
    for svg in tree(CHARTS[name]):
        image = next(e for e in svg.iter() if e.get("role") == "img")
        named = image.get("aria-labelledby").split()
        words = {e.get("id"): e.text for e in image if e.tag in {f"{SVG}title", f"{SVG}desc"}}
        assert list(words) == named
        assert list(words.values()) == [WORDS.title, WORDS.finding]


@each_chart
def test_a_chart_has_no_style_no_script_and_no_colour_of_its_own(name):
    for part in all_elements(CHARTS[name]):
        assert part.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "image"}
        assert not {"style", "stroke", "color", "font-size", "font-family"} & set(part.keys())
        assert not [key for key in part.keys() if key.startswith("on")]  # noqa: SIM118 - an Element is no dict
        assert part.get("fill", "url(#").startswith("url(#")


def test_ids_are_unique_on_a_page_with_every_chart_twice():
    ids = [
        part.get("id")
        for part in all_elements(
            *every_chart(prefix="a").values(), *every_chart(prefix="b").values()
        )
        if part.get("id")
    ]
    assert len(ids) == len(set(ids))


def test_every_reference_leads_to_an_id_in_the_same_drawing():
    for drawing in CHARTS.values():
        for svg in tree(drawing):
            ids = {part.get("id") for part in svg.iter()}
            used = set(re.findall(r"url\(#([^)]+)\)", drawing)) & {
                fill[5:-1] for part in svg.iter() if (fill := part.get("fill"))
            }
            used |= {i for part in svg.iter() for i in part.get("aria-labelledby", "").split()}
            assert used <= ids


def test_classes_are_those_of_the_contract_and_the_readme_names_them_all(request):
    used = {
        name
        for part in all_elements(*CHARTS.values(), *BARS.values())
        for name in part.get("class", "").split()
    }
    assert used <= KNOWN_CLASSES
    readme = (request.config.rootpath / "balai/engines/charts/README.md").read_text("utf-8")
    words = set(re.findall(r"[a-z][a-z0-9-]*", readme))
    assert KNOWN_CLASSES - words <= {"s2", "s3", "s4", "s5"}


@each_chart
def test_the_same_figures_give_the_same_bytes(name):
    assert every_chart()[name] == CHARTS[name]


def test_words_of_every_kind_are_escaped():
    words = Words(NASTY, NASTY)
    place = TilePlace("99", NASTY, NASTY, (NASTY, NASTY), 1, 1, "x", 1, 1)
    drawings = [
        *every_chart(words).values(),
        profile(
            Profile(
                (Component(NASTY, 3, NASTY, Decimal(1), NASTY, NASTY),), Decimal(3), NASTY
            ),
            words=words, tick=lambda _: NASTY, prefix="p",
        ),
        dots(
            Dimensions((Dimension(NASTY, 3, NASTY),), 3, NASTY),
            words=words, tick=lambda _: NASTY, prefix="d",
        ),
        strip(Strip((Place(NASTY, 3, own=True),)), words=words, tick=lambda _: NASTY, prefix="s"),
        tiles(
            {"99": Tile(NASTY, 1, f"/?q={NASTY}", NASTY)},
            words=words, bands={"x": NASTY}, prefix="t", grid=[place],
        ),
    ]  # fmt: skip
    root = tree(*drawings)
    assert not [part for part in root.iter() if part.tag == f"{SVG}script"]
    named = [part.text for part in root.iter() if part.tag in {f"{SVG}title", f"{SVG}desc"}]
    # Title and finding of two drawings each, and the hint of the one link, twice.
    assert named.count(NASTY_READ) == 4 * len(drawings) + 2
    links = {part.get("href") for part in root.iter() if part.tag == f"{SVG}a"}
    assert f"/?q={NASTY_READ}" in links


@pytest.mark.parametrize("prefix", ["", "1a", "a b", 'a"', "a\n", "é"])
def test_a_prefix_that_cannot_begin_an_id_is_refused(prefix):
    with pytest.raises(ValueError, match="id"):
        history(KEDIRI, words=WORDS, tick=shown, prefix=prefix)


def test_a_drawing_tells_templates_that_it_is_safe():
    drawing = CHARTS["history"]
    assert isinstance(drawing, Svg)
    assert conditional_escape(drawing) == drawing
    assert conditional_escape(str(drawing)) != drawing


def test_the_wide_drawing_is_as_wide_as_asked():
    wide = one(profile(COMPONENTS, words=WORDS, tick=shown, prefix="p", wide=1120))
    assert wide.get("width") == "1120"


@each_chart
def test_no_mark_leaves_its_drawing(name):
    for svg in tree(CHARTS[name]):
        width, height = number(svg, "width", "height")
        shapes = [e for e in svg.iter() if e.tag == f"{SVG}rect"]
        for x, y, w, h in (number(e, "x", "y", "width", "height") for e in shapes):
            assert -0.01 <= x <= x + w <= width + 0.01
            assert -0.01 <= y <= y + h <= height + 0.01
        for circle in (e for e in svg.iter() if e.tag == f"{SVG}circle"):
            x, y, r = number(circle, "cx", "cy", "r")
            assert r <= x <= width - r
            assert r <= y <= height - r
        for text in (e for e in svg.iter() if e.tag == f"{SVG}text"):
            x, y = number(text, "x", "y")
            assert 0 <= x <= width
            assert 10 <= y <= height


@pytest.mark.parametrize(("value", "length"), [("0", 0), ("1", 25), ("2.95", 73.75), ("4", 100)])
def test_a_tiny_bar_is_as_long_as_its_value_and_silent(value, length):
    svg = next(iter(tree(bar(Decimal(value), own=True))))
    assert number(of_class(svg, "mark", "own")[0], "width") == (length,)
    assert number(of_class(svg, "track")[0], "width") == (100,)
    assert svg.get("aria-hidden") == "true"
    assert svg.get("class") == "bar"


def test_a_tiny_bar_of_another_region_is_not_the_own_one():
    assert of_class(next(iter(tree(bar(3)))), "mark", "own") == []


@pytest.mark.parametrize("value", [Decimal("4.01"), -1])
def test_a_tiny_bar_is_never_cut_to_fit(value):
    with pytest.raises(OffTheAxis):
        bar(value)


def test_a_tiny_bar_may_have_another_top():
    svg = next(iter(tree(bar(50, top=200))))
    assert number(of_class(svg, "mark")[0], "width") == (25,)


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.0, "12"), (12.345, "12.35"), (-0.001, "0"), (0.1 + 0.2, "0.3"), (7, "7")],
)
def test_a_pixel_is_written_short(value, text):
    assert px(value) == text


def test_an_empty_attribute_is_left_out():
    assert element("rect", {"class": "", "x": 0}) == '<rect x="0"/>'

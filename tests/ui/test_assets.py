"""The build: what it makes, how large it is, that it does nothing twice."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from fontTools.ttLib import TTFont
from whitenoise.middleware import WhiteNoiseMiddleware

from balai.ui.icons import ICONS

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "balai" / "ui" / "static" / "build"
STYLES = ROOT / "balai" / "ui" / "styles"


def built(name: str) -> Path:
    return BUILD / json.loads((BUILD / "manifest.json").read_text())[name]


def sent(name: str) -> int:
    packed = Path(f"{built(name)}.br")
    return (packed if packed.exists() else built(name)).stat().st_size


def test_the_assets_are_fresh():
    run = subprocess.run(
        [sys.executable, ROOT / "bin" / "assets"], capture_output=True, text=True, check=True
    )
    assert run.stdout == "", "the assets had to be built anew: run make env"


def test_packed_files_hold_the_same_as_the_plain_ones():
    for name in ("balai.css", "balai.js", "icons.svg", "favicon.svg"):
        plain = built(name).read_bytes()
        assert gzip.decompress(Path(f"{built(name)}.gz").read_bytes()) == plain
        assert brotli.decompress(Path(f"{built(name)}.br").read_bytes()) == plain


def test_the_kit_leaves_most_of_the_first_load_to_the_page():
    assert sent("balai.css") <= 16_000
    assert sent("balai.js") <= 20_000
    assert sent("plus-jakarta-sans.woff2") <= 18_000
    assert (
        sum(
            map(
                sent,
                ("balai.css", "balai.js", "plus-jakarta-sans.woff2", "icons.svg", "favicon.svg"),
            )
        )
        <= 60_000
    )


def test_the_font_has_the_letters_digits_in_columns_and_weights_of_the_look():
    font = TTFont(BytesIO(built("plus-jakarta-sans.woff2").read_bytes()))
    letters = set(font.getBestCmap())
    assert letters >= {ord(letter) for letter in "AZaz09.,–—“”…↑↓−×•Rpé"}
    (weight,) = font["fvar"].axes
    assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 800)
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features  # lining digits are its only ones
    assert font["GPOS"].table.FeatureList.FeatureRecord[0].FeatureTag == "kern"


def test_the_sprite_holds_the_icons_that_may_be_used_and_no_other():
    assert set(re.findall(r'<symbol id="([a-z-]+)"', built("icons.svg").read_text())) == ICONS


def test_the_style_sheet_names_the_font_by_its_built_name_and_nothing_of_another_house():
    css = built("balai.css").read_text()
    assert (
        f'url("{built("plus-jakarta-sans.woff2").name}")' in css
        or f"url({built('plus-jakarta-sans.woff2').name})" in css
    )
    assert "GDS Transport" not in css
    assert "crown" not in css
    assert re.findall(r"url\(", css) == ["url("]


def test_browsers_may_keep_a_built_file_for_ever():
    server = WhiteNoiseMiddleware(lambda _: None)
    url = staticfiles_storage.url("balai.css")
    assert server.immutable_file_test(built("balai.css"), url)
    assert not server.immutable_file_test(BUILD / "manifest.json", "/static/build/manifest.json")


def _uncommented(path: Path) -> str:
    return re.sub(r"//.*", "", path.read_text())


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.scss")), ids=lambda path: path.name)
def test_colours_come_from_the_tokens(path):
    if path.name == "_tokens.scss":
        return
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", _uncommented(path).replace("#{", "")) == []


TEXT_IN_PX = re.compile(r"font-size:\s*[\d.]+px")


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.scss")), ids=lambda path: path.name)
def test_text_follows_the_readers_size(path):
    """In px is only text inside a drawing, which grows as a whole, and the base size on paper."""
    if path.name in {"_tokens.scss", "_charts.scss", "_print.scss"}:
        return
    assert TEXT_IN_PX.findall(_uncommented(path)) == []

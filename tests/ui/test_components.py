"""Components: every attribute declared, none invented, each one shown in the gallery."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

BALAI = Path(__file__).resolve().parents[2] / "balai"
COMPONENTS = BALAI / "ui" / "templates" / "cotton"
PASSED_ON = {
    "button": {
        *("disabled", "form", "formaction", "formnovalidate", "id"),
        *("aria-controls", "aria-describedby", "aria-label"),
    },
    "progress": {"id", "hx-get", "hx-trigger", "hx-swap"},
}
"""Components that hand further attributes on to their element, and which those may be."""

TAG = re.compile(
    r"<c-([a-z0-9.-]+)((?:[^>\"']|\"(?:\{[%{].*?[%}]\}|[^\"])*\"|'[^']*')*?)/?>", re.DOTALL
)
ATTRIBUTE = re.compile(
    r"(:{0,2}[a-zA-Z_][\w-]*)(\s*=\s*(?:\"(?:\{[%{].*?[%}]\}|[^\"])*\"|'[^']*'|\S+))?", re.DOTALL
)
VARS = re.compile(r"<c-vars\b(.*?)/>", re.DOTALL)


@dataclass(frozen=True)
class Declared:
    """The attributes of a component: all, and those that must be given."""

    names: frozenset[str]
    required: frozenset[str]


def declared(source: str) -> Declared | None:
    found = VARS.match(source)
    if found is None:
        return None
    attributes = ATTRIBUTE.findall(found[1])
    return Declared(
        frozenset(name.lstrip(":") for name, _ in attributes),
        frozenset(name for name, value in attributes if not value),
    )


def components(folder: Path = COMPONENTS) -> dict[str, Declared | None]:
    return {
        path.stem.replace("_", "-"): declared(path.read_text())
        for path in sorted(folder.glob("*.html"))
    }


def misused(source: str, known: dict[str, Declared | None]) -> list[str]:
    """What is wrong with the component tags of a template."""
    found = []
    without_comments = re.sub(
        r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", source, flags=re.DOTALL
    )
    slots = set(re.findall(r'<c-slot\s+name="?([\w-]+)', without_comments))
    for name, inside in TAG.findall(without_comments):
        if name in {"vars", "slot"}:
            continue
        if known.get(name) is None:
            found.append(f"<c-{name}> does not exist")
            continue
        given = {attribute.lstrip(":") for attribute, _ in ATTRIBUTE.findall(inside)}
        allowed = known[name].names | PASSED_ON.get(name, set())
        found += [f"<c-{name}> has no {attribute}" for attribute in sorted(given - allowed)]
        found += [
            f"<c-{name}> lacks {attribute}"
            for attribute in sorted(known[name].required - given - slots)
        ]
    return found


def templates() -> list[Path]:
    return sorted(path for path in BALAI.glob("**/templates/**/*.html"))


def test_every_component_declares_its_attributes_first():
    assert [name for name, names in components().items() if names is None] == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(BALAI)))
def test_a_template_gives_each_component_what_it_declares(path):
    assert misused(path.read_text(), components()) == []


LAMP = {"lamp": Declared(frozenset({"label", "colour"}), frozenset({"label"}))}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<c-lamp label="a" colour="b" />', []),
        ('<c-lamp :label="a">x</c-lamp>', []),
        ('<c-lamp label="{% translate "a > b" %}" />', []),
        ('<c-lamp labl="a" />', ["<c-lamp> has no labl", "<c-lamp> lacks label"]),
        ("<c-lamp />", ["<c-lamp> lacks label"]),
        ("<c-lantern />", ["<c-lantern> does not exist"]),
        ("{# <c-lantern /> #}", []),
    ],
)
def test_a_misspelt_attribute_or_component_is_found(source, found):
    assert misused(source, LAMP) == found


def test_every_component_is_shown_in_the_gallery():
    gallery = BALAI / "ui" / "templates" / "ui"
    shown = {
        name
        for path in [
            *gallery.glob("gallery/*.html"),
            gallery / "gallery.html",
            gallery / "header.html",
            gallery / "table.html",
        ]
        for name, _ in TAG.findall(path.read_text())
    }
    assert set(components()) - shown == set()


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


def test_a_component_does_not_see_what_is_around_it():
    """`note` of the page must not become the note of a provenance that has none."""
    assert "rahasia" not in render(
        '<c-provenance kind="measured" />', note="rahasia", kind="declared"
    )


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("measured", "terukur"),
        ("received", "diterima"),
        ("declared", "dinyatakan"),
        ("synthetic", "sintetis"),
        ("specimen", "spesimen"),
    ],
)
def test_where_a_figure_comes_from_is_always_a_word(kind, word):
    html = render(f'<c-provenance kind="{kind}" note="berita" />')
    assert f"{word}: berita" in html
    assert ("b-from--unreal" in html) is (kind in {"synthetic", "specimen"})


def test_an_origin_that_does_not_exist_stops_the_page():
    from django.template import TemplateSyntaxError

    with pytest.raises(TemplateSyntaxError, match="'guessed'"):
        render('<c-provenance kind="guessed" />')


def test_what_a_person_wrote_is_escaped_in_every_component():
    evil = "<script>alert(1)</script>"
    for source in (
        "<c-tag>{{ evil }}</c-tag>",
        '<c-title-band title="{{ evil }}" />',
        '<c-provenance kind="declared" :note="evil" />',
        '<c-key-figure label="{{ evil }}" :value="evil" />',
        '<c-table :caption="evil"><tbody></tbody></c-table>',
        '<c-empty :title="evil" :text="evil" />',
        '<c-button :href="evil">{{ evil }}</c-button>',
        '<c-search-box action="/" label="a" :value="evil" />',
    ):
        assert "<script>" not in render(source, evil=evil), source


def test_a_change_has_a_sign_a_word_for_its_direction_is_not_left_to_colour():
    assert "+0,25" in render('<c-change :value="25" />')
    assert "−0,11" in render('<c-change :value="-11" />')
    assert render('<c-change :value="0" />').count("<svg") == 0
    assert "belum ada" in render('<c-change :value="nothing" />', nothing=None)


def test_a_link_that_looks_like_a_button_is_a_link():
    assert '<a class="b-button" href="/x/"' in render('<c-button href="/x/">Buka</c-button>')
    assert 'data-prevent-double-click="true"' in render("<c-button>Simpan</c-button>")

"""Templates are strict, and none lies about unused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.house.tree import ROOT

SUMMONED_BY_NAME = {
    "403.html",
    "404.html",
    "500.html",
    "403_csrf.html",
    "429.html",
    "robots.txt",
    "400.html",
}
"""Templates that Django or a library asks for by a fixed name."""

LIBRARIES = (
    "django/forms",
    "allauth/account",
    "allauth/mfa",
    "django/contrib/auth",
    "axes",
    "django_tables2",
)


def _names(root: Path) -> dict[str, Path]:
    """Every template of the tree by the name it is loaded with."""
    return {
        str(path.relative_to(folder)): path
        for folder in sorted(root.glob("balai/**/templates"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _library_text() -> str:
    import allauth

    site = Path(allauth.__file__).parents[1]
    return "\n".join(
        path.read_text(errors="replace")
        for name in LIBRARIES
        for path in sorted((site / name).rglob("*.py"))
    )


def unused(root: Path, library_text: str = "") -> list[str]:
    """Templates that no view, template or component tag of the tree asks for."""
    names = _names(root)
    code = "\n".join(path.read_text() for path in sorted(root.glob("balai/**/*.py")))
    pages = "\n".join(path.read_text(errors="replace") for path in names.values())
    components = {
        tag.replace("-", "_").replace(".", "/") for tag in re.findall(r"<c-([a-z0-9.-]+)", pages)
    }
    return [
        name
        for name in names
        if name not in SUMMONED_BY_NAME
        and f'"{name}"' not in code + pages
        and f"'{name}'" not in code + pages
        and not (
            name.startswith("cotton/")
            and name.removeprefix("cotton/").removesuffix(".html").removesuffix("/index")
            in components
        )
        and f'"{name}"' not in library_text
        and f'"{name.removesuffix(".html")}."' not in library_text
        and not (name.startswith(("account/", "mfa/")) and Path(name).name in library_text)
        and not (
            name.startswith("account/email/") and Path(name).stem.rsplit("_", 1)[0] in library_text
        )
    ]


def test_every_template_is_used():
    assert unused(ROOT, _library_text()) == []


def test_a_template_that_nobody_asks_for_is_found(tmp_path):
    folder = tmp_path / "balai/registers/work/templates"
    (folder / "work").mkdir(parents=True)
    (folder / "cotton").mkdir()
    (folder / "work/used.html").write_text("<c-lamp />")
    (folder / "work/forgotten.html").write_text("x")
    (folder / "cotton/lamp.html").write_text("x")
    (folder / "cotton/attic.html").write_text("x")
    (tmp_path / "balai/registers/work/views.py").write_text('render(request, "work/used.html")')
    assert unused(tmp_path) == ["cotton/attic.html", "work/forgotten.html"]


@pytest.mark.parametrize(
    "source", ["{{ nothing }}", "{{ nothing|default:'x' }}", "{{ user.nothing }}"]
)
def test_a_variable_that_nobody_defined_fails_the_test(source):
    template = engines["django"].from_string(source)
    with pytest.raises(pytest.fail.Exception, match="nothing"):
        template.render({"user": {}})

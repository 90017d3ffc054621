"""The papers: generated ones are fresh, the mission's tests exist and run, links lead somewhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.house.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_DECISION = 40


def broken_promises(mission: dict, root: Path) -> list[str]:
    """Tests that the mission names and that are gone, skipped or expected to fail."""
    found = []
    for system in mission["systems"]:
        for line in system["lines"]:
            for name in line["tests"]:
                path, _, function = name.partition("::")
                file = root / path
                if not file.exists():
                    found.append(f"{name}: no such file")
                    continue
                tree = ast.parse(file.read_text())
                functions = {
                    node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
                }
                asked = [functions.get(function)] if function else [
                    node for key, node in functions.items() if key.startswith("test_")
                ]  # fmt: skip
                if not asked or None in asked:
                    found.append(f"{name}: no such test")
                    continue
                marks = [ast.unparse(mark) for node in asked for mark in node.decorator_list]
                marks += [
                    ast.unparse(node.value)
                    for node in tree.body
                    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
                ]
                if any(re.search(r"\.(skip|skipif|xfail)\b", mark) for mark in marks):
                    found.append(f"{name}: is skipped")
    return found


def test_the_missions_tests_exist_and_run():
    mission = yaml.safe_load((ROOT / "docs/mission.yaml").read_text())
    assert broken_promises(mission, ROOT) == []


@pytest.mark.parametrize(
    ("text", "name", "finding"),
    [
        ("", "gone.py::test_a", "no such file"),
        ("def test_b(): pass\n", "here.py::test_a", "no such test"),
        ("import pytest\n@pytest.mark.skip\ndef test_a(): pass\n", "here.py::test_a", "is skipped"),
        (
            "import pytest\npytestmark = pytest.mark.xfail\ndef test_a(): pass\n",
            "here.py",
            "is skipped",
        ),
        ("x = 1\n", "here.py", "no such test"),
    ],
)
def test_a_broken_promise_is_found(text, name, finding, tmp_path):
    (tmp_path / "here.py").write_text(text)
    mission = {"systems": [{"lines": [{"tests": [name]}]}]}
    assert broken_promises(mission, tmp_path) == [f"{name}: {finding}"]


def test_generated_papers_are_fresh():
    result = subprocess.run(
        [sys.executable, ROOT / "bin/docs", "--check"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout.strip()) == (0, "all fresh"), result.stderr


def dead_links(root: Path) -> list[str]:
    """Relative links of the papers that lead nowhere."""
    papers = [
        *root.glob("*.md"),
        *root.glob("docs/**/*.md"),
        *root.glob("balai/**/README.md"),
        *root.glob("data/**/*.md"),
    ]
    return [
        f"{paper.relative_to(root)}: {target}"
        for paper in sorted(papers)
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", paper.read_text())
        if "://" not in target and not (paper.parent / target).exists()
    ]


def test_every_link_of_the_papers_leads_somewhere(tmp_path):
    assert dead_links(ROOT) == []
    (tmp_path / "README.md").write_text("[a](gone.md) [b](README.md)")
    assert dead_links(tmp_path) == ["README.md: gone.md"]


def test_decisions_are_short_and_say_what_would_change_them():
    for record in sorted((ROOT / "docs/adr").glob("[0-9]*.md")):
        text = record.read_text()
        assert len(text.splitlines()) < LONGEST_DECISION, record.name
        for heading in (
            "**Context.**",
            "**Decision.**",
            "**Rejected.**",
            "**What would change our mind.**",
        ):
            assert heading in text, f"{record.name}: {heading}"


def test_every_part_says_why_it_exists():
    parts = [
        path.parent
        for path in sorted((ROOT / "balai").glob("*/*/__init__.py"))
        if path.parts[-3] not in {"config", "kernel", "ui"}
    ]
    assert [part.name for part in parts if not (part / "README.md").exists()] == []

"""The tree itself: sizes, names, leaks, doors between parts. Each rule is shown to bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

RULES = (
    tree.long_files,
    tree.vague_names,
    tree.leaks,
    tree.unargued,
    tree.side_doors,
    tree.string_models,
    tree.unprotected_models,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule):
    assert rule(tree.ROOT) == []


def _plant(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return folder


MUTANTS = {
    "a file of 401 lines": (tree.long_files, "balai/a.py", "x = 1\n" * 401),
    "a room called utils": (tree.vague_names, "balai/utils.py", "x = 1\n"),
    "an address of a package registry": (tree.leaks, "requirements/a.txt", "--index-url https:" + "//packages.invalid/simple\n"),
    "a path of a developer's machine": (tree.leaks, "docs/a.md", "see /ho" + "me/siti/balai/README.md\n"),
    "a private key": (tree.leaks, "balai/key.pem", "-----BEGIN EC PRIV" + "ATE KEY-----\n"),
    "a password in code": (tree.leaks, "balai/a.py", "pass" + "word = 'aB3dE5fG7hJ9kL1mN3pQ5rS7'\n"),
    "an exception without a reason": (tree.unargued, "balai/a.py", "import x  # no" + "qa: F401\n"),
    "an exception for every rule": (tree.unargued, "balai/a.py", "import x  # no" + "qa\n"),
    "another part's views": (tree.side_doors, "balai/oversight/portal/a.py", "from balai.oversight.assessment.views import x\n"),
    "another part's models": (tree.side_doors, "balai/registers/work/a.py", "from balai.registers.audit.models import AuditEntry\n"),
    "a model by name": (tree.string_models, "balai/registers/work/a.py", "apps.get_model('audit', 'AuditEntry')\n"),
    "tables that nobody guards": (tree.unprotected_models, "balai/registers/newpart/models.py", "x = 1\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTANTS)
def test_each_rule_finds_its_mutant(name, tmp_path):
    rule, path, text = MUTANTS[name]
    (tmp_path / ".importlinter").write_text((tree.ROOT / ".importlinter").read_text())
    found = rule(_plant(tmp_path, path, text))
    assert len(found) == 1, found
    assert path.removesuffix(".py").replace("/", ".") in found[0].replace("/", ".")


def test_the_rules_leave_alone_what_is_allowed(tmp_path):
    _plant(
        tmp_path,
        "balai/oversight/portal/a.py",
        "from balai.oversight.assessment import selectors\n" * 400,
    )
    _plant(tmp_path, "data/published/a.csv", "source\nhttps:" + "//batangkab.invalid/\n")
    (tmp_path / ".importlinter").write_text("")
    assert [finding for rule in RULES for finding in rule(tmp_path)] == []


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    ignore = shutil.ignore_patterns("static", "__pycache__", "locale", "templates")
    shutil.copytree(tree.ROOT / "balai", folder / "balai", ignore=ignore)
    shutil.copy(tree.ROOT / ".importlinter", folder)
    return folder


def test_imports_go_down_only(copy):
    result = _lint_imports(copy)
    assert result.returncode == 0, result.stdout


IMPORT_MUTANTS = {
    "a register that knows the assessment": ("registers/regions/mutant.py", "import balai.oversight.assessment.selectors"),
    "an assessment that knows the portal": ("oversight/assessment/mutant.py", "import balai.oversight.portal.views"),
    "regions that know accounts": ("registers/regions/mutant.py", "import balai.registers.accounts.services"),
    "an interface kit that knows a part": ("ui/mutant.py", "import balai.registers.audit.services"),
    "an engine that knows Django": ("engines/composite/mutant.py", "import django.conf"),
    "an engine that throws dice": ("engines/composite/mutant.py", "import random"),
    "an engine that knows another": ("engines/composite/mutant.py", "import balai.engines.charts"),
    "a kernel that knows an engine": ("kernel/mutant.py", "import balai.engines.composite"),
    "the trail's tables in another part": ("registers/work/mutant.py", "import balai.registers.audit.models"),
    "a folder without a place": ("attic/__init__.py", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPORT_MUTANTS)
def test_an_import_that_goes_up_is_refused(copy, name):
    path, text = IMPORT_MUTANTS[name]
    mutant = copy / "balai" / path
    mutant.parent.mkdir(exist_ok=True)
    mutant.write_text(f'"""Mutant."""\n{text}\n')
    try:
        result = _lint_imports(copy)
        assert result.returncode != 0
        assert Path(path).stem in result.stdout or Path(path).parent.name in result.stdout
    finally:
        mutant.unlink()
        if not any(mutant.parent.iterdir()):
            mutant.parent.rmdir()

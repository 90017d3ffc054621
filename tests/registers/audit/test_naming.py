"""Whatever a part records has a name in both languages: action, target, facts.

The code itself is read: a new `audit.record("…")` without a name fails here, not on a page.
"""

import ast
import itertools
import re
from pathlib import Path

import pytest

from balai.registers.audit import naming
from balai.registers.audit.domain import Kind, Words

ROOT = Path(__file__).resolve().parents[3] / "balai"


class Reader:
    """Reads one module that records: the codes, targets and facts it hands to the trail."""

    def __init__(self, path):
        self.path, self.tree = path, ast.parse(path.read_text())
        self.codes, self.kinds, self.facts = set(), set(), set()
        self._read(self.tree, None)

    def _read(self, node, function):
        for child in ast.iter_child_nodes(node):
            inner = child if isinstance(child, ast.FunctionDef) else function
            if isinstance(child, ast.Call):
                name = ast.unparse(child.func)
                if name == "audit.record" or (
                    name == "record" and "audit/services" in str(self.path)
                ):
                    self._record(child, function)
                elif name in {"audit.facts", "facts"}:
                    for argument in child.args[1:]:
                        self.facts |= self._names(argument)
            self._read(child, inner)

    def _record(self, call, function):
        self.codes |= self.texts(call.args[0], function)
        words = {word.arg: word.value for word in call.keywords}
        for target in self.texts(words["target"], function):
            self.kinds.add(target.partition(":")[0])
        for part in ("before", "after"):
            for found in ast.walk(words.get(part, ast.Constant(None))):
                if isinstance(found, ast.Dict):
                    self.facts |= {key.value for key in found.keys if isinstance(key, ast.Constant)}

    def _names(self, argument):
        """Names of facts: a text, or `*_FACTS` of the same module."""
        if isinstance(argument, ast.Constant):
            return {argument.value}
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and node.targets[0].id == argument.value.id:
                return set(ast.literal_eval(node.value))
        return set()

    def texts(self, node, function):
        """Every text that the expression can be; "*" for what cannot be told."""
        match node:
            case ast.Constant():
                return {node.value}
            case ast.IfExp():
                return self.texts(node.body, function) | self.texts(node.orelse, function)
            case ast.JoinedStr():
                pieces = [
                    self.texts(
                        piece.value if isinstance(piece, ast.FormattedValue) else piece, function
                    )
                    for piece in node.values
                ]
                return {"".join(chosen) for chosen in itertools.product(*pieces)}
            case ast.Call() if isinstance(node.func, ast.Name):
                return self._returned(node.func.id)
            case ast.Name() if function is not None:
                return self._named(node.id, function)
            case _:
                return self._constant(node)

    def _calls(self, function):
        """Calls of a helper, in its module and in those beside it that import it."""
        trees = [self.tree]
        for path in self.path.parent.glob("*.py"):
            tree = ast.parse(path.read_text())
            if any(
                isinstance(node, ast.ImportFrom)
                and (node.module or "").endswith("." + self.path.stem)
                and function in {word.name for word in node.names}
                for node in ast.walk(tree)
            ):
                trees.append(tree)
        for node in itertools.chain.from_iterable(map(ast.walk, trees)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == function:
                yield node

    def _constant(self, node):
        """A name of the module, such as UNKNOWN."""
        if isinstance(node, ast.Name):
            for found in self.tree.body:
                if isinstance(found, ast.Assign) and ast.unparse(found.targets[0]) == node.id:
                    return self.texts(found.value, None)
        return {"*"}

    def _returned(self, name):
        for found in ast.walk(self.tree):
            if isinstance(found, ast.FunctionDef) and found.name == name:
                returns = [node for node in ast.walk(found) if isinstance(node, ast.Return)]
                return set().union(*(self.texts(node.value, None) for node in returns))
        for found in ast.walk(self.tree):
            if isinstance(found, ast.ImportFrom) and name in {word.name for word in found.names}:
                return Reader(ROOT.parent / f"{found.module.replace('.', '/')}.py")._returned(name)
        return {"*"}

    def _named(self, name, function):
        """Values of a variable: where it is set, or what callers of the helper hand over."""
        found = set()
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
                found |= self.texts(node.value, function)
        names = [argument.arg for argument in function.args.args]
        if name in names:
            for call in self._calls(function.name):
                found |= self.texts(call.args[names.index(name)], None)
        return found or self._constant(ast.Name(name))


RECORDING = {
    str(path.relative_to(ROOT)): Reader(path)
    for path in sorted(ROOT.rglob("*.py"))
    if re.search(r"\baudit\.record\(|^    record\(", path.read_text(), re.MULTILINE)
}


def declared(part):
    return {words.part: words for words in naming.parts()}[part]


def test_the_reader_finds_what_is_recorded():
    found = set().union(*(reader.codes for reader in RECORDING.values()))
    assert {
        "audit.export",
        "accounts.sign_in",
        "accounts.revoke_invitation",
        "accounts.deactivate_user",
        "intake.apply",
        "assessment.publish_list",
        "assessment.revise_list",
    } <= found
    assert len(found) > 35


@pytest.mark.parametrize("module", RECORDING)
def test_every_recorded_action_has_a_name_in_both_languages(module):
    for code in RECORDING[module].codes:
        assert "*" not in code, "cannot be told from the code: give the helper a constant"
        names = declared(code.partition(".")[0]).events[code]
        assert len({*names, ""}) == 3, code


def test_no_name_is_declared_for_what_nobody_records():
    recorded = set().union(*(reader.codes for reader in RECORDING.values()))
    assert {code for words in naming.parts() for code in words.events} == recorded


@pytest.mark.parametrize("module", RECORDING)
def test_every_target_and_fact_has_a_name(module):
    reader = RECORDING[module]
    for code in reader.kinds:
        assert naming.kind(code).names != (code, code)
    part = min(reader.codes).partition(".")[0]
    assert reader.facts - set(declared(part).facts) == set()


def test_a_code_that_no_part_declared_stays_a_code():
    assert naming.event("wastebank.record_setoran", "id") == "wastebank.record_setoran"
    assert naming.kind("setoran") == Kind(("setoran", "setoran"))
    assert naming.fact("wastebank.record_setoran", "grams", "id") == "grams"
    assert naming.value("wastebank.record_setoran", "state", "draft", "id") == "draft"


def test_words_follow_the_language_and_old_rows_with_a_colon_are_named_too():
    assert naming.event("intake:apply", "id") == "Menerapkan impor"
    assert naming.event("intake.apply", "en-gb") == "Applied an import"
    assert naming.fact("accounts.end_role", "role", "en") == "Role"
    assert naming.value("accounts.end_role", "role", "officer", "id") == "Petugas OPD"
    assert naming.event("accounts.manage_user", "en") != "accounts.manage_user", "a permission"


def test_an_import_keeps_the_kind_and_the_choices_of_parts_above_and_they_are_named_too():
    assert naming.fact("intake.stage", "source_title", "id") == "Judul sumber"
    assert naming.fact("intake.stage", "kind", "id") == "Jenis impor", "its own word before others'"
    name = naming.value("intake.stage", "kind", "published-results", "id")
    assert name not in {"", "published-results"}
    assert naming.value("intake.stage", "kind", "gone", "id") == "gone"


@pytest.mark.parametrize("code", ["other.sign_in", "accounts:sign_in", "accounts.", "accounts"])
def test_a_part_names_only_its_own_events(code):
    with pytest.raises(ValueError, match="not an event of accounts"):
        naming.register(Words("accounts", ("Akun", "Accounts"), {code: ("x", "y")}))

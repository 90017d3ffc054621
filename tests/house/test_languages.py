"""The English catalogue: nothing missing, nothing stale, nothing said in two ways."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.house.tree import ROOT

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
KEPT = re.compile(r"\A[^A-Za-z]*\Z")


def parts(root: Path) -> list[Path]:
    """Every folder that has a catalogue of its own or ought to have one."""
    apps = [path.parent for path in sorted(root.glob("balai/**/apps.py"))]
    return [folder for folder in apps if any(folder.rglob("*.html")) or _marks_strings(folder)]


def _marks_strings(folder: Path) -> bool:
    return any("gettext" in path.read_text() for path in folder.rglob("*.py"))


def extracted(folder: Path, work: Path) -> set[tuple[str, str]]:
    """(context, message) of every string that the part marks, extracted anew."""
    copy = work / folder.name
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo"))
    (copy / "locale").mkdir(exist_ok=True)
    subprocess.run(
        [Path(sys.executable).parent / "django-admin", "makemessages", "-l", "en", "--no-wrap", "--no-location", "-e", "html,py,txt"],
        cwd=copy, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ""},
    )  # fmt: skip
    po = copy / "locale/en/LC_MESSAGES/django.po"
    return _messages(po) if po.exists() else set()


def _key(message) -> tuple[str, str]:
    text = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return message.context or "", text


def _messages(po: Path) -> set[tuple[str, str]]:
    with po.open("rb") as file:
        return {_key(message) for message in read_po(file, locale="en") if message.id}


def faults(folder: Path, work: Path) -> list[str]:
    """Everything wrong with one part's English catalogue."""
    po = folder / "locale/en/LC_MESSAGES/django.po"
    wanted = extracted(folder, work)
    if not po.exists():
        return [f"{folder.name}: no catalogue"] if wanted else []
    with po.open("rb") as file:
        catalogue = read_po(file, locale="en")
    known = {_key(message): message for message in catalogue if message.id}
    found = [f"{folder.name}: missing “{text}”" for context, text in sorted(wanted - known.keys())]
    found += [
        f"{folder.name}: no longer used “{text}”" for context, text in sorted(known.keys() - wanted)
    ]
    for (_, text), message in sorted(known.items()):
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(said):
            found.append(f"{folder.name}: empty “{text}”")
        elif message.fuzzy:
            found.append(f"{folder.name}: fuzzy “{text}”")
        elif set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(" ".join(said))):
            found.append(f"{folder.name}: a placeholder is lost in “{text}”")
    mo = po.with_suffix(".mo")
    if not mo.exists():
        return [*found, f"{folder.name}: django.mo is missing"]
    with mo.open("rb") as file:
        compiled = {_key(message): message.string for message in read_mo(file) if message.id}
    fresh = BytesIO()
    write_mo(fresh, catalogue)
    fresh.seek(0)
    if compiled != {_key(message): message.string for message in read_mo(fresh) if message.id}:
        found.append(f"{folder.name}: django.mo is stale; run `make messages`")
    return found


def test_the_english_catalogue_is_complete(tmp_path):
    assert [fault for folder in parts(ROOT) for fault in faults(folder, tmp_path)] == []


def test_the_same_words_are_translated_once():
    said = defaultdict(set)
    for folder in parts(ROOT):
        po = folder / "locale/en/LC_MESSAGES/django.po"
        if po.exists():
            with po.open("rb") as file:
                for message in read_po(file, locale="en"):
                    if message.id:
                        said[_key(message)].add(message.string)
    assert {text: sorted(map(str, words)) for text, words in said.items() if len(words) > 1} == {}


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
MUTANTS = {
    "a word without English": ("", "missing “Halo %(nama)s”"),
    "an empty answer": ('msgid "Halo %(nama)s"\nmsgstr ""\n', "empty"),
    "a fuzzy answer": ('#, fuzzy\nmsgid "Halo %(nama)s"\nmsgstr "Hello %(nama)s"\n', "fuzzy"),
    "a lost placeholder": ('msgid "Halo %(nama)s"\nmsgstr "Hello"\n', "placeholder"),
    "a word that went": ('msgid "Halo %(nama)s"\nmsgstr "Hello %(nama)s"\n\nmsgid "Lama"\nmsgstr "Old"\n', "no longer used"),
    "a stale compilation": ('msgid "Halo %(nama)s"\nmsgstr "Hello %(nama)s"\n', "stale"),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTANTS)
def test_a_faulty_catalogue_is_found(name, tmp_path):
    text, expected = MUTANTS[name]
    folder = tmp_path / "source" / "lamp"
    (folder / "locale/en/LC_MESSAGES").mkdir(parents=True)
    (folder / "a.py").write_text(
        'from django.utils.translation import gettext as _\n_("Halo %(nama)s")\n'
    )
    po = folder / "locale/en/LC_MESSAGES/django.po"
    po.write_text(PO + text)
    with po.open("rb") as file:
        catalogue = read_po(file, locale="en")
    if name == "a stale compilation":
        catalogue["Halo %(nama)s"].string = "Hi %(nama)s"
    with po.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    (found,) = [fault for fault in faults(folder, tmp_path / "work") if expected in fault]
    assert found.startswith("lamp: ")

"""What recorded things are called on a page: each part declares its words in its `trail.py`.

The rows keep codes, which never change; readers see these names. Pure: no database.
"""

from __future__ import annotations

import re

from balai.kernel import permissions
from balai.registers.audit.domain import Kind, Names, Words

_EVENT = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")

_parts: dict[str, Words] = {}


def register(words: Words) -> None:
    """Take a part's words; its latest ones count. Raises ValueError for an event of another part."""
    for code in words.events:
        if not _EVENT.match(code) or not code.startswith(words.part + "."):
            raise ValueError(f"not an event of {words.part}: {code!r}")
    _parts[words.part] = words


def parts() -> tuple[Words, ...]:
    """Every part that has declared its words, by its code."""
    return tuple(_parts[part] for part in sorted(_parts))


def pick(names: Names, language: str) -> str:
    """Choose by the page's language: English for "en…", else Indonesian."""
    return names[1] if language.startswith("en") else names[0]


def event(code: str, language: str) -> str:
    """Name of what was done; the permission's name, or the code, where no part declared it.

    Rows of early trails have a colon where all others have a dot.
    """
    known = code.replace(":", ".")
    if (words := _of(known)) and (names := words.events.get(known)):
        return pick(names, language)
    try:
        return pick(permissions.action(known).names, language)
    except KeyError:
        return code


def kind(code: str) -> Kind:
    """Return the kind of a target; one that no part declared is called by its code."""
    for words in _parts.values():
        if found := words.kinds.get(code):
            return found
    return Kind((code, code))


def fact(action: str, name: str, language: str) -> str:
    """Name of one fact of a row with that action; the fact's own name where none is declared.

    The recording part's word counts; else another part's, for a part that keeps the facts of
    others (an import keeps the choices of its kind).
    """
    own = _of(action.replace(":", "."))
    for words in (own, *parts()):
        if words and (names := words.facts.get(name)):
            return pick(names, language)
    return name


def value(action: str, name: str, code: str, language: str) -> str:
    """Say a fact's code in words, such as a state's; any other text stays as it is."""
    words = _of(action.replace(":", "."))
    names = words.values.get(name, {}).get(code) if words else None
    return pick(names, language) if names else code


def _of(action: str) -> Words | None:
    return _parts.get(action.partition(".")[0])

"""Why the intake says no. Each is a reason a person can act on; words are in `messages.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balai.registers.intake.domain import Value, Values


class IntakeRefused(Exception):  # noqa: N818 - the house names what was refused, as kernel does
    """The intake does not do what was asked; nothing was written."""


class UnknownKind(IntakeRefused):
    """No part registered a kind under that code."""

    def __init__(self, code: str, known: Sequence[str]) -> None:
        super().__init__(f"no import kind {code!r}; known: {', '.join(known) or 'none'}")
        self.code = code
        self.known = tuple(known)


class FileRefused(IntakeRefused):
    """The file cannot be read as a table at all. code: a key of `messages.REFUSALS`."""

    def __init__(self, code: str, **params: Value) -> None:
        super().__init__(f"{code} {params}")
        self.code = code
        self.params: Values = params


class BadOptions(IntakeRefused):
    """What was chosen beside the file is not allowed. errors: field → sentences."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(f"{k}: {' '.join(v)}" for k, v in errors.items()))
        self.errors = {field: tuple(texts) for field, texts in errors.items()}


class WorldChanged(IntakeRefused):
    """What the file would change is no longer what its preview showed: check it again."""


class KeyConflict(IntakeRefused):
    """The client's key was already used for something else: a program reuses its keys."""

    def __init__(self, key: str) -> None:
        super().__init__(f"client key already used for another request: {key!r}")
        self.key = key

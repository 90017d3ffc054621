"""What a row of the trail says, as canonical bytes; pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

SECRET_WORDS = frozenset(
    {"password", "passwd", "secret", "token", "otp", "totp", "sandi", "rahasia", "passphrase"}
)
"""A fact whose name holds one of these words is refused: its value must not be in the trail."""

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_TARGET = re.compile(r"[a-z][a-z0-9_]*:\S+\Z")
_ACTION = re.compile(r"[a-z][a-z0-9_]*([.:][a-z0-9_]+)+\Z")


class SecretInTrail(ValueError):
    """A fact with the name of a secret was handed to the trail."""


class BadEntry(ValueError):
    """The action, target or a fact has a shape that the trail does not keep."""


@dataclass(frozen=True, slots=True)
class Row:
    """All that the digest of an entry covers; detail is canonical JSON already."""

    uuid: UUID
    at: datetime
    actor_id: str
    actor_label: str
    action: str
    target: str
    region: str
    detail: str


def plain(value: object) -> object:
    """Turn a fact into what JSON can hold; raises BadEntry for what has no plain form.

    Times become UTC with microseconds, decimals and fractions text (exact), sets sorted lists.
    """
    if value is None or (isinstance(value, (bool, int, str)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, float):
        if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN
            raise BadEntry("a number that is not finite")
        return value
    if isinstance(value, datetime):
        return instant(value) if value.tzinfo else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, Fraction)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise BadEntry("bytes: record their digest instead")
    return str(value)


def instant(at: datetime) -> str:
    """Write a moment the one way that digests use: UTC, microseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def canonical(value: object) -> str:
    """Write JSON with sorted keys and no spaces, so that equal facts are equal bytes."""
    return json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
        default=plain,
    )


def refuse_secrets(facts: object) -> None:
    """Raise SecretInTrail if a key, however deep, has the name of a secret."""
    if isinstance(facts, Mapping):
        for key, value in facts.items():
            words = {word.lower() for word in _WORDS.findall(str(key))}
            if found := words & SECRET_WORDS:
                raise SecretInTrail(f"{key!r} may hold a {min(found)}")
            refuse_secrets(value)
    elif isinstance(facts, (list, tuple, Set)):
        for item in facts:
            refuse_secrets(item)


def detail(
    *, before: Mapping[str, object] | None, after: Mapping[str, object] | None, note: str
) -> str:
    """Write what was before and after, and the note, as canonical JSON; empty parts are left out.

    Raises SecretInTrail, BadEntry.
    """
    parts: dict[str, object] = {}
    if before:
        parts["before"] = before
    if after:
        parts["after"] = after
    if note:
        parts["note"] = note
    refuse_secrets(parts)
    return canonical(parts)


def check_names(action: str, target: str) -> None:
    """Raise BadEntry unless action is "part.verb" (or with a colon) and target "kind:id"."""
    if len(action) > 80 or not _ACTION.match(action):
        raise BadEntry(f"not an action: {action!r}")
    if len(target) > 200 or not _TARGET.match(target):
        raise BadEntry(f"not a target: {target!r}")


def row_bytes(row: Row) -> bytes:
    """Write the canonical bytes of a whole row: a JSON list that begins with its version."""
    return canonical(
        [
            "balai.audit.entry/1",
            str(row.uuid),
            instant(row.at),
            row.actor_id,
            row.actor_label,
            row.action,
            row.target,
            row.region,
            row.detail,
        ]
    ).encode()


def leaf_hash(data: bytes) -> bytes:
    """Digest of a leaf after RFC 9162: SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()

"""What a row of the trail says, as canonical bytes; pure."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from balai.kernel.masking import redact

if TYPE_CHECKING:
    from balai.kernel.region_code import RegionCode

ACTION_LENGTH = 80
TARGET_LENGTH = 200
LABEL_LENGTH = 200

SECRET_WORDS = frozenset(
    {"password", "passwd", "secret", "token", "otp", "totp", "sandi", "rahasia", "passphrase"}
)
"""A fact whose name holds one of these words is refused: its value must not be in the trail."""

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_TARGET = re.compile(r"[a-z][a-z0-9_]*:\S+\Z")
_ACTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+\Z")
_IDENTIFIER = re.compile(
    r"\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?=[0-9]*[a-f])(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}))\b"
)
_TIME_BITS = (1 << 48) - 1 << 80


class SecretInTrailError(ValueError):
    """A fact with the name of a secret was handed to the trail."""


class BadEntryError(ValueError):
    """The action, target or a fact has a shape that the trail does not keep."""


class Row(NamedTuple):
    """All that the digest of an entry covers, as text.

    uuid with hyphens; at as `instant` writes it; detail is canonical JSON already.
    """

    uuid: str
    at: str
    actor_id: str
    actor_label: str
    action: str
    target: str
    region: str
    detail: str


def plain(value: object) -> object:
    """Turn a fact into what JSON can hold; raises BadEntryError for what has no plain form.

    Times become UTC with microseconds, decimals and fractions text (exact), sets sorted lists.
    """
    for kinds, turn in _FORMS:
        if isinstance(value, kinds):
            return turn(value)
    return str(value)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise BadEntryError("a number that is not finite")
    return value


def _no_bytes(value: object) -> object:
    raise BadEntryError(f"{type(value).__name__}: record its digest instead")


_FORMS: tuple[tuple[type | tuple[type, ...], Callable[[Any], object]], ...] = (
    (Enum, lambda value: plain(value.value)),
    ((type(None), bool, int, str), lambda value: value),
    (float, _finite),
    (datetime, lambda value: instant(value) if value.tzinfo else value.isoformat()),
    ((date, time), lambda value: value.isoformat()),
    (Mapping, lambda value: {str(key): plain(item) for key, item in value.items()}),
    (AbstractSet, lambda value: sorted((plain(item) for item in value), key=str)),
    ((list, tuple), lambda value: [plain(item) for item in value]),
    ((bytes, bytearray, memoryview), _no_bytes),
)
"""How each kind of fact is written; the first that fits. All else by `str`: decimals,
fractions, UUIDs, region codes."""

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=plain
)
"""Made once: every write of every part waits for it."""


def instant(at: datetime) -> str:
    """Write a moment the one way that digests use: UTC, microseconds, Z."""
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat("T", "microseconds")[:-6] + "Z"


def timed(uuid: int, at: datetime) -> str:
    """Give a version 7 uuid the millisecond of `at`, so that a day is a range of uuids; with hyphens."""
    digits = f"{uuid & ~_TIME_BITS | int(at.timestamp() * 1000) << 80:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def first_uuid(at: datetime) -> UUID:
    """Return the smallest uuid of the millisecond of `at`."""
    return UUID(int=int(at.timestamp() * 1000) << 80)


def uuid_of(text: str) -> UUID | None:
    """Read a public id; None for a target that is named otherwise ("user:unknown")."""
    try:
        return UUID(text)
    except ValueError:
        return None


def canonical(value: object) -> str:
    """Write JSON with sorted keys and no spaces, so that equal facts are equal bytes."""
    return _ENCODER.encode(value)


def refuse_secrets(facts: object) -> None:
    """Raise SecretInTrailError if a key, however deep, has the name of a secret."""
    if isinstance(facts, Mapping):
        for key, value in facts.items():
            words = {word.lower() for word in _WORDS.findall(str(key))}
            if found := words & SECRET_WORDS:
                raise SecretInTrailError(f"{key!r} may hold a {min(found)}")
            refuse_secrets(value)
    elif isinstance(facts, (list, tuple, AbstractSet)):
        for item in facts:
            refuse_secrets(item)


def detail(
    *, before: Mapping[str, object] | None, after: Mapping[str, object] | None, note: str
) -> str:
    """Write what was before and after, and the note, as canonical JSON; empty parts are left out.

    Nothing is masked yet. Raises SecretInTrailError, BadEntryError.
    """
    parts: dict[str, object] = {}
    if before:
        parts["before"] = before
    if after:
        parts["after"] = after
    if note:
        parts["note"] = note
    text = canonical(parts)
    lowered = text.lower()
    for word in SECRET_WORDS:
        if word in lowered:  # perhaps only in a value: look at the names
            refuse_secrets(parts)
            break
    return text


def without_numbers_of_people(target: str, label: str, text: str) -> tuple[str, str]:
    """Mask NIK and KK numbers in an actor's label and a detail.

    A target is a public id: one that may hold such a number is refused with BadEntryError.
    """
    together = f"{target}\n{label}\n{text}"  # looked through once: nearly all rows are clean
    if redact(together) == together:
        return label, text
    if masked(target) != target:
        raise BadEntryError("a target that holds a NIK or KK number")
    return masked(label), canonical(_masked(json.loads(text)))


def masked(text: str) -> str:
    """Mask NIK and KK numbers in a text; uuids and digests stay whole.

    These may hold sixteen decimal digits in a row by chance.
    """
    if redact(text) == text:
        return text
    return "".join(piece if kept else redact(piece) for kept, piece in _split(text))


def _split(text: str) -> Iterator[tuple[bool, str]]:
    """Cut a text into uuids and digests (True) and what lies between them (False)."""
    end = 0
    for match in _IDENTIFIER.finditer(text):
        yield False, text[end : match.start()]
        yield True, match[0]
        end = match.end()
    yield False, text[end:]


def _masked(value: object) -> object:
    """Mask every text, number and key of facts as JSON gives them back."""
    if isinstance(value, dict):
        return {masked(key): _masked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, (int, float)) and redact(str(value)) != str(value):
        return redact(str(value))
    return value


@cache
def _is_action(action: str) -> bool:
    """Whether it is "part.verb"; actions are words of the code, so few."""
    return len(action) <= ACTION_LENGTH and _ACTION.match(action) is not None


def check_names(action: str, target: str) -> None:
    """Raise BadEntryError unless action is "part.verb" and target "kind:id"."""
    if not _is_action(action):
        raise BadEntryError(f"not an action: {action!r}")
    if len(target) > TARGET_LENGTH or not _TARGET.match(target):
        raise BadEntryError(f"not a target: {target!r}")


_LEAF = hashlib.sha256(b"\x00")


def row_bytes(row: Row) -> bytes:
    """Write the canonical bytes of a whole row: a JSON list of strings that begins with its version."""
    # The same bytes as `canonical([…, *row])`, in a third of the time: each write waits for it.
    return f'["balai.audit.entry/1",{",".join(map(encode_basestring, row))}]'.encode()


def leaf_hash(data: bytes) -> bytes:
    """Digest of a leaf after RFC 9162: SHA-256(0x00 || data)."""
    digest = _LEAF.copy()  # half the time of a new one: OpenSSL looks up nothing
    digest.update(data)
    return digest.digest()


@dataclass(frozen=True, slots=True)
class SealWords:
    """What a seal says and signs: the batch first_position..size, and the roots around it."""

    size: int
    first_position: int
    root: bytes
    previous_root: bytes
    key_id: str
    at: datetime

    def text(self) -> bytes:
        """Write the signed bytes: a JSON list that begins with its version."""
        return canonical(
            [
                "balai.audit.seal/1",
                self.size,
                self.first_position,
                self.root.hex(),
                self.previous_root.hex(),
                self.key_id,
                instant(self.at),
            ]
        ).encode()


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the tree as printed outside the database: how many rows, and their root."""

    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.size}:{self.root.hex()}"


_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})\Z")


def parse_head(text: str) -> Head:
    """Read "size:root"; spaces and capitals, as a typist leaves them, do no harm.

    Raises BadEntryError for any other shape.
    """
    match = _HEAD.match("".join(text.split()).lower())
    if match is None:
        raise BadEntryError(f"not a head of the form size:root: {text!r}")
    return Head(int(match[1]), bytes.fromhex(match[2]))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader of the trail looks for; None or "" for everything.

    action: whole, or a beginning such as "assessment.". region: that area and everything below it. day: in the installation's time zone.
    """

    action: str = ""
    actor: str = ""
    target: str = ""
    region: RegionCode | None = None
    day: date | None = None


Names = tuple[str, str]
"""Indonesian, English."""

Labels = Callable[[Collection[str]], Mapping[str, str]]
"""Public ids → what people call those records; one query at most, unknown ids left out."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of target: its name, and how its records are called."""

    names: Names
    labels: Labels | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """All the words of one part.

    events: every action code that the part records. kinds: what stands before the colon of
    a target. facts: names of what was before and after. values: fact → code → name.
    """

    part: str
    names: Names
    events: Mapping[str, Names]
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    facts: Mapping[str, Names] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Names]] = field(default_factory=dict)

"""Raw reads of the trail that survive whatever somebody wrote into its tables.

The ORM's converters stop at a malformed date or uuid; a check of the trail must go on and
name the row. So a row that cannot be read is a row without a digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from balai.registers.audit import domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

CHUNK = 2000
UUID_DIGITS = 32
_ENTRY = ("uuid", "at", "actor_id", "actor_label", "action", "target", "region", "detail", "leaf")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the trail as it stands: its digest by its content (None: unreadable), and as stored."""

    row: int
    uuid: str
    target: str
    actor: str
    computed: bytes | None
    stored: bytes

    @property
    def sound(self) -> bool:
        """Whether the content still gives the digest stored beside it."""
        return self.computed is not None and self.computed == self.stored


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the tree and the row it stands for (None: gone)."""

    position: int
    row: int
    uuid: str
    target: str
    actor: str
    hash: bytes
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as it stands; at is None where it cannot be read."""

    size: int
    first_position: int
    root: bytes
    previous_root: bytes
    frontier: bytes
    signature: bytes
    key_id: str
    at: datetime | None


def _column(connection: BaseDatabaseWrapper, table: str, name: str) -> str:
    """Name a column so that SQLite hands out its bytes, without converting or decoding them."""
    return f"CAST({table}.{name} AS BLOB)" if connection.vendor == "sqlite" else f"{table}.{name}"


def _columns(connection: BaseDatabaseWrapper, table: str, names: tuple[str, ...]) -> str:
    return ", ".join(_column(connection, table, name) for name in names)


def _text(value: Any) -> str:  # noqa: ANN401 - whatever the database holds
    if value is None:
        return ""
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode(errors="replace")
    return str(value)


def _bytes(value: Any) -> bytes:  # noqa: ANN401 - whatever the database holds
    return bytes(value) if isinstance(value, (bytes, memoryview)) else b""


def _moment(value: Any) -> datetime:  # noqa: ANN401 - whatever the database holds
    """Read a moment; raises ValueError."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.fromisoformat(bytes(value).decode()).replace(tzinfo=UTC)


def _uuid_text(value: Any) -> str:  # noqa: ANN401 - whatever the database holds
    """Write a uuid with hyphens; anything else stays as it is and gives another digest."""
    digits = _text(value)
    if len(digits) != UUID_DIGITS:
        return digits
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _entry(row: int, values: tuple[Any, ...]) -> Entry:
    uuid, at, *texts, leaf = values
    name = _uuid_text(uuid)
    computed: bytes | None = None
    try:
        words = [text.decode() if isinstance(text, bytes) else str(text) for text in texts]
        computed = domain.leaf_hash(
            domain.row_bytes(domain.Row(name, domain.instant(_moment(at)), *words))
        )
    except (ValueError, TypeError, OverflowError):
        computed = None
    return Entry(row, name, _text(texts[3]), _text(texts[0]), computed, _bytes(leaf))


def leaves(connection: BaseDatabaseWrapper, *, upto: int) -> Iterator[Leaf]:
    """Read every leaf up to a position with its row, in sealed order, a chunk at a time."""
    query = (
        "SELECT l.position, l.entry_id, "  # noqa: S608 - our own tables and columns
        f"{_columns(connection, 'l', ('uuid', 'target', 'actor_id', 'hash'))}, e.id, "
        f"{_columns(connection, 'e', _ENTRY)} "
        "FROM audit_auditleaf l LEFT JOIN audit_auditentry e ON e.id = l.entry_id "
        f"WHERE l.position > %s AND l.position <= %s ORDER BY l.position LIMIT {CHUNK}"
    )
    after: int | None = -(2**63)
    while after is not None:
        with connection.cursor() as cursor:
            cursor.execute(query, [after, upto])
            chunk = cursor.fetchall()
        for position, row, uuid, target, actor, digest, entry_id, *values in chunk:
            entry = None if entry_id is None else _entry(entry_id, tuple(values))
            yield Leaf(
                position, row, _uuid_text(uuid), _text(target), _text(actor), _bytes(digest), entry
            )
        after = chunk[-1][0] if len(chunk) == CHUNK else None


def loose_entries(connection: BaseDatabaseWrapper, *, sealed: int) -> Iterator[Entry]:
    """Read every row that no leaf up to position `sealed` stands for, by id."""
    query = (
        f"SELECT e.id, {_columns(connection, 'e', _ENTRY)} FROM audit_auditentry e "  # noqa: S608 - our own table and column names
        "LEFT JOIN audit_auditleaf l ON l.entry_id = e.id AND l.position <= %s "
        f"WHERE l.position IS NULL AND e.id > %s ORDER BY e.id LIMIT {CHUNK}"
    )
    after: int | None = -(2**63)
    while after is not None:
        with connection.cursor() as cursor:
            cursor.execute(query, [sealed, after])
            chunk = cursor.fetchall()
        for row, *values in chunk:
            yield _entry(row, tuple(values))
        after = chunk[-1][0] if len(chunk) == CHUNK else None


def seals(connection: BaseDatabaseWrapper) -> Iterator[Seal]:
    """Read every seal, smallest first, a chunk at a time."""
    names = ("root", "previous_root", "frontier", "signature", "key_id", "at")
    query = (
        f"SELECT s.size, s.first_position, {_columns(connection, 's', names)} "  # noqa: S608 - our own table and column names
        f"FROM audit_auditseal s WHERE s.size > %s ORDER BY s.size LIMIT {CHUNK}"
    )
    after: int | None = -(2**63)
    while after is not None:
        with connection.cursor() as cursor:
            cursor.execute(query, [after])
            chunk = cursor.fetchall()
        for size, first, root, previous, frontier, signature, key, at in chunk:
            try:
                moment = _moment(at)
            except (ValueError, TypeError):
                moment = None
            yield Seal(
                size, first, _bytes(root), _bytes(previous), _bytes(frontier), _bytes(signature),
                _text(key), moment,
            )  # fmt: skip
        after = chunk[-1][0] if len(chunk) == CHUNK else None


def last_position(connection: BaseDatabaseWrapper) -> int:
    """Return the last position among the leaves; 0 for none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(position), 0) FROM audit_auditleaf")
        (position,) = cursor.fetchone()
    return int(position)

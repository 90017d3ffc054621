"""Every write of the trail: record what was done, protect a table, seal, make the key."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from django.utils import timezone
from uuid_utils import uuid7

from balai.kernel.actor import System, require
from balai.registers.audit import domain, keys, naming, triggers
from balai.registers.audit.merkle import EMPTY_ROOT, Frontier
from balai.registers.audit.models import AuditSeal
from balai.registers.audit.permissions import require_reading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import Model

    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode
    from balai.registers.audit.domain import Filters


logger = logging.getLogger("balai.audit")


class NotInTransactionError(RuntimeError):
    """A row of the trail must stand or fall with the write it tells of."""


class SealBusyError(RuntimeError):
    """Somebody writes for so long that the seal gave way; try again later."""


BATCH = 10_000
"""Rows that one seal takes at most: writers wait while it is made, some 70 ms for this many."""

LOCK_TIMEOUT = "2s"
"""How long a seal waits on PostgreSQL for open writers. New writers queue behind it meanwhile."""

_INSERT = (
    "INSERT INTO audit_auditentry "
    "(uuid, at, actor_id, actor_label, action, target, region, detail, leaf) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
"""Written by hand: the ORM takes three times as long, and every write of every part pays it."""

_LOCK_NOT_AVAILABLE = "55P03"


def record(  # noqa: PLR0913 - the house's one signature: who did what to what, where, from what to what
    action: str,
    *,
    by: Actor,
    target: str,
    region: RegionCode | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    note: str = "",
) -> None:
    """Add one row to the trail, inside the caller's transaction: it rolls back with it.

    target: "kind:public-id". before, after: facts, best made by `facts()`; NIK and KK
    numbers in them and in the note are masked. Raises NotInTransactionError, domain.SecretInTrailError
    for a fact named like a secret, domain.BadEntryError for a malformed action or target.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if not database.in_atomic_block:
        raise NotInTransactionError(f"{action} of {target} outside a transaction")
    domain.check_names(action, target)
    label, detail = domain.without_numbers_of_people(
        target,
        by.label[: domain.LABEL_LENGTH],
        domain.detail(before=before, after=after, note=note),
    )
    now = timezone.now()
    row = domain.Row(
        # From the same clock: a day of the trail is found by the index on the uuid.
        uuid=domain.timed(uuid7().int, now),
        at=domain.instant(now),
        actor_id=by.id,
        actor_label=label,
        action=action,
        target=target,
        region=region.value if region else "",
        detail=detail,
    )
    leaf = domain.leaf_hash(domain.row_bytes(row))
    stored = row
    if database.vendor == "sqlite":
        # As Django's fields write them: 32 digits, a blank before the time, no zone.
        at = f"{row.at[:10]} {row.at[11:-1]}"
        stored = row._replace(uuid=row.uuid.replace("-", ""), at=at)
    with database.cursor() as cursor:
        cursor.execute(_INSERT, (*stored, leaf))


def facts(instance: Model, *names: str) -> dict[str, object]:
    """Take facts of a row for the trail, never a sensitive one.

    names: fields or properties; none: every column but the key. Names in the model's
    `SENSITIVE` are left out; a foreign key gives the key of the other row.
    Raises AttributeError for a name that the row does not have.
    """
    sensitive: frozenset[str] = getattr(type(instance), "SENSITIVE", frozenset())
    fields = instance._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
    columns = {field.name: field.attname for field in fields}
    wanted = names or [field.name for field in fields if not field.primary_key]
    return {
        name: domain.plain(getattr(instance, columns.get(name, name)))
        for name in wanted
        if name not in sensitive and columns.get(name, name) not in sensitive
    }


def protect_append_only(table: str) -> None:
    """Let no row of the table be changed, removed or replaced, on both databases.

    Call it in the owner's `apps.ready()`; the triggers are made after every migrate.
    """
    triggers.protect(table)


def register_words(words: domain.Words) -> None:
    """Declare what a part's recorded events, targets and facts are called; in its `apps.ready()`.

    Raises ValueError for an event that is not the part's own.
    """
    naming.register(words)


def labels_of(model: type[Model], name: str) -> domain.Labels:
    """Make `Kind.labels` for a model by a field of it; its rows are found by `public_id`."""

    def labels(public_ids: Collection[str]) -> dict[str, str]:
        known = {uuid for text in public_ids if (uuid := domain.uuid_of(text))}
        rows = model._default_manager.filter(public_id__in=known)  # noqa: SLF001 - Django's documented model API
        return {str(uuid): str(label) for uuid, label in rows.values_list("public_id", name)}

    return labels


def ensure_key() -> bool:
    """Make the key that signs seals unless it is there; returns whether it was made now."""
    return keys.ensure()


@transaction.atomic(durable=True)
def seal(*, by: Actor, limit: int = BATCH) -> AuditSeal | None:
    """Seal the rows after the last seal, at most `limit`; None if there are none.

    A transaction of its own, for it stops writers on PostgreSQL. Raises Forbidden,
    SealBusyError, keys.KeyMissingError.
    """
    require(by, "audit.seal")
    key = keys.signing_key()
    _wait_for_writers()
    last = AuditSeal.objects.order_by("-size").first()
    frontier = Frontier.from_bytes(last.size, bytes(last.frontier)) if last else Frontier()
    new = _rows_after_last_leaf(limit)
    if not new:
        return None
    first = frontier.size + 1
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO audit_auditleaf (position, entry_id, uuid, target, actor_id, hash) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [(position, *row) for position, row in enumerate(new, first)],
        )
    frontier.extend(bytes(leaf) for *_, leaf in new)
    words = domain.SealWords(
        size=frontier.size,
        first_position=first,
        root=frontier.root(),
        previous_root=bytes(last.root) if last else EMPTY_ROOT,
        key_id=key.key_id,
        at=timezone.now(),
    )
    return AuditSeal.objects.create(
        size=words.size,
        first_position=words.first_position,
        root=words.root,
        previous_root=words.previous_root,
        frontier=frontier.to_bytes(),
        signature=key.private.sign(words.text()),
        key_id=words.key_id,
        at=words.at,
    )


def seal_all(*, by: Actor) -> int:
    """Seal until no row is open, one short transaction a batch; returns the seals made.

    Raises as `seal` does; the seals made before stay.
    """
    made = 0
    while (done := seal(by=by)) is not None:
        made += 1
        if done.size - done.first_position + 1 < BATCH:
            break
    return made


def seal_by_the_clock() -> None:
    """Seal what is open, as the worker does each minute; gives way to writers until the next."""
    try:
        seal_all(by=System("worker"))
    except SealBusyError:
        logger.warning("the trail was not sealed this minute: writers are still at work")


@transaction.atomic
def note_export(*, filters: Filters, by: Actor) -> None:
    """Record that somebody takes rows of the trail away, and which. Raises Forbidden."""
    require_reading(filters.region, by=by)
    asked = {name: value for name, value in asdict(filters).items() if value}
    if filters.region:
        asked["region"] = filters.region.value
    record("audit.export", by=by, target="audit:trail", region=filters.region, after=asked)


def _rows_after_last_leaf(limit: int) -> list[tuple[Any, ...]]:
    """Read id, uuid, target, actor, digest of the next rows by id, as the database gives them.

    Past the ORM: ten thousand rows are read and written back while writers wait.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, uuid, target, actor_id, leaf FROM audit_auditentry WHERE id > "
            "(SELECT COALESCE(MAX(entry_id), 0) FROM audit_auditleaf) ORDER BY id LIMIT %s",
            [limit],
        )
        return list(cursor.fetchall())


def _wait_for_writers() -> None:
    """On PostgreSQL let open writers end first: their lower ids would else never be sealed.

    Ids are given out in the order of asking, not of committing. SHARE stops new rows and
    waits for the rows not yet committed; the lock on the seals keeps a second sealer out.
    SQLite has one writer, and IMMEDIATE makes this transaction that one.
    """
    if connection.vendor != "postgresql":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            cursor.execute("LOCK TABLE audit_auditseal IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("LOCK TABLE audit_auditentry IN SHARE MODE")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == _LOCK_NOT_AVAILABLE:
            raise SealBusyError("writers are still at work") from error
        raise

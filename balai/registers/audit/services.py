"""Every write of the trail: record what was done, protect a table, seal, make the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from balai.registers.audit import domain, triggers
from balai.registers.audit.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode


class NotInTransaction(RuntimeError):
    """A row of the trail must stand or fall with the write it tells of."""


def record(
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
    numbers in them and in the note are masked. Raises NotInTransaction, domain.SecretInTrail
    for a fact named like a secret, domain.BadEntry for a malformed action or target.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{action} of {target} outside a transaction")
    domain.check_names(action, target)
    row = domain.Row(
        uuid=uuid7(),
        at=timezone.now(),
        actor_id=by.id,
        actor_label=by.label[:200],
        action=action,
        target=target,
        region=str(region or ""),
        detail=domain.detail(before=before, after=after, note=note),
    )
    AuditEntry.objects.create(
        uuid=row.uuid,
        at=row.at,
        actor_id=row.actor_id,
        actor_label=row.actor_label,
        action=row.action,
        target=row.target,
        region=row.region,
        detail=row.detail,
        leaf=domain.leaf_hash(domain.row_bytes(row)),
    )


def facts(instance: Model, *names: str) -> dict[str, object]:
    """Take facts of a row for the trail, never a sensitive one.

    names: fields or properties; none: every column but the key. Names in the model's
    `SENSITIVE` are left out; a foreign key gives the key of the other row.
    Raises AttributeError for a name that the row does not have.
    """
    sensitive: frozenset[str] = getattr(type(instance), "SENSITIVE", frozenset())
    wanted = names or [
        field.name
        for field in instance._meta.concrete_fields
        if not field.primary_key  # noqa: SLF001
    ]
    columns = {field.name: field.attname for field in instance._meta.concrete_fields}  # noqa: SLF001
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

"""The triggers that make a table append-only, on both databases, as one table of DDL.

What a trigger cannot stop (DROP TABLE, DROP TRIGGER, the owner's ALTER) is seen by
`selectors.verify`: that is what the seal is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

_NAME = re.compile(r"[a-z][a-z0-9_]{0,50}\Z")

_protected: dict[str, None] = {}
"""Protected tables in the order of registration."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger of one table: its name and the statements that make and drop it."""

    table: str
    name: str
    create: tuple[str, ...]
    drop: str


def protect(table: str) -> None:
    """Put a table on the list; the same table twice is harmless."""
    if not _NAME.match(table):
        raise ValueError(f"not a table name of this house: {table!r}")
    _protected.setdefault(table)


def _sqlite(table: str, uniques: Iterable[Sequence[str]]) -> tuple[Trigger, ...]:
    """Three triggers; the third is for REPLACE, which removes the old row without a DELETE.

    uniques: the sets of columns that are unique: by each of them REPLACE finds rows to remove.
    """
    stop = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE "  # noqa: S608 - names of our own tables
        + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
        + ")"
        for columns in uniques
    )
    events = {
        "update": f"BEFORE UPDATE ON {table} {stop}",
        "delete": f"BEFORE DELETE ON {table} {stop}",
        "replace": f"BEFORE INSERT ON {table} WHEN {taken} {stop}",
    }
    return tuple(
        Trigger(
            table=table,
            name=f"{table}_no_{event}",
            create=(f"CREATE TRIGGER {table}_no_{event} {body}",),
            drop=f"DROP TRIGGER IF EXISTS {table}_no_{event}",
        )
        for event, body in events.items()
    )


POSTGRES_FUNCTION = "balai_append_only"
POSTGRES_BODY = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"


def _postgresql(table: str) -> tuple[Trigger, ...]:
    """Two statement triggers that fire even under session_replication_role = replica."""
    # Written as PostgreSQL writes a trigger back (`pg_get_triggerdef`), to be held against it.
    events = {"change": "DELETE OR UPDATE", "truncate": "TRUNCATE"}
    return tuple(
        Trigger(
            table=table,
            name=f"{table}_no_{event}",
            create=(
                (
                    f"CREATE TRIGGER {table}_no_{event} BEFORE {statements} ON {table} "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {POSTGRES_FUNCTION}()"
                ),
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_{event}",
            ),
            drop=f"DROP TRIGGER IF EXISTS {table}_no_{event} ON {table}",
        )
        for event, statements in events.items()
    )


def _uniques(cursor: CursorWrapper, table: str) -> list[tuple[str, ...]]:
    """Read the unique sets of columns of an SQLite table, its primary key first.

    Partial and expression indexes are left out: they cannot be tested by equality. On
    Balai's own connections `recursive_triggers` covers those too.
    """
    cursor.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk")  # noqa: S608 - our own table and column names
    found = [tuple(str(name) for (name,) in cursor.fetchall())]
    cursor.execute(
        f"SELECT name FROM pragma_index_list('{table}') "  # noqa: S608 - names of our own tables
        "WHERE \"unique\" AND NOT partial AND origin <> 'pk' ORDER BY name"
    )
    for (index,) in cursor.fetchall():
        cursor.execute(f"SELECT name FROM pragma_index_info('{index}') ORDER BY seqno")  # noqa: S608 - our own table and column names
        columns = [name for (name,) in cursor.fetchall()]
        if None not in columns and tuple(columns) not in found:
            found.append(tuple(columns))
    return found


def ddl(cursor: CursorWrapper, vendor: str, table: str) -> tuple[Trigger, ...]:
    """Return the triggers that the table ought to have on this database."""
    if vendor == "sqlite":
        return _sqlite(table, _uniques(cursor, table))
    if vendor == "postgresql":
        return _postgresql(table)
    raise ValueError(f"no append-only triggers for {vendor}")


def _standing(cursor: CursorWrapper, vendor: str) -> dict[str, str]:
    """Read the triggers that really stand: name → its SQL; on PostgreSQL its state and body too.

    The whole SQL: a trigger of the right name may be toothless by `OF column` or `WHEN`.
    """
    if vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    else:
        # "A": enabled always. The function's body too: an empty one would let all through.
        cursor.execute(
            "SELECT t.tgname, t.tgenabled::text || p.prosrc || pg_get_triggerdef(t.oid, true) "
            "FROM pg_trigger t "
            "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        )
    return dict(cursor.fetchall())


def _present(
    cursor: CursorWrapper, connection: BaseDatabaseWrapper, tables: Iterable[str]
) -> list[str]:
    """Of these tables, those that have been made already."""
    made = set(connection.introspection.table_names(cursor))
    return [table for table in tables if table in made]


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Name every trigger that a protected table lacks, or that is not as it ought to be.

    A protected table that does not exist counts with all its triggers.
    """
    vendor = connection.vendor
    absent: list[str] = []
    with connection.cursor() as cursor:
        standing = _standing(cursor, vendor)
        made = set(_present(cursor, connection, _protected))
        for table in _protected:
            if table not in made:
                absent.append(f"{table} (table)")
                continue
            for trigger in ddl(cursor, vendor, table):
                state = "" if vendor == "sqlite" else "A" + POSTGRES_BODY
                if standing.get(trigger.name) != state + trigger.create[0]:
                    absent.append(trigger.name)
    return tuple(absent)


def install(cursor: CursorWrapper, vendor: str, table: str) -> None:
    """Make the table's triggers anew, whatever stood there before."""
    if vendor == "postgresql":
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {POSTGRES_FUNCTION}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $${POSTGRES_BODY}$$"
        )
    for trigger in ddl(cursor, vendor, table):
        cursor.execute(trigger.drop)
        for statement in trigger.create:
            cursor.execute(statement)


def remove(cursor: CursorWrapper, vendor: str, table: str) -> None:
    """Drop the table's triggers: for tests that flush, and for nothing else."""
    for trigger in ddl(cursor, vendor, table):
        cursor.execute(trigger.drop)


def install_all(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers of every protected table that exists and lacks one."""
    if not any(not name.endswith("(table)") for name in missing(connection)):
        return
    with connection.cursor() as cursor:
        for table in _present(cursor, connection, _protected):
            install(cursor, connection.vendor, table)


def remove_all(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers of every protected table that exists: for tests that flush."""
    with connection.cursor() as cursor:
        for table in _present(cursor, connection, _protected):
            remove(cursor, connection.vendor, table)

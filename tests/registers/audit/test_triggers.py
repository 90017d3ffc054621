"""The database itself refuses to change, remove or replace what is append-only."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from balai.registers.audit import selectors, services, triggers
from balai.registers.audit.models import AuditEntry, AuditLeaf, AuditSeal
from tests.registers.audit.factories import BY, somebody_with_the_database, write_rows

pytestmark = pytest.mark.django_db

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own statement")
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="PostgreSQL's own statement"
)

EVERYWHERE = [
    "UPDATE audit_auditentry SET detail = '{}'",
    "DELETE FROM audit_auditentry",
    "DELETE FROM audit_auditentry WHERE target = 'setoran:1'",
    "UPDATE audit_auditleaf SET position = position + 100",
    "DELETE FROM audit_auditleaf",
    "UPDATE audit_auditseal SET key_id = ''",
    "DELETE FROM audit_auditseal",
    (
        "INSERT INTO audit_auditleaf SELECT * FROM audit_auditleaf WHERE position = 1 "
        "ON CONFLICT (position) DO UPDATE SET target = 'setoran:9'"
    ),
]
SQLITE = [
    "UPDATE OR IGNORE audit_auditentry SET detail = '{}'",
    "UPDATE OR REPLACE audit_auditentry SET id = 2 WHERE target = 'setoran:1'",
]
POSTGRESQL = [
    "UPDATE audit_auditentry SET detail = '{}' WHERE false",
    "TRUNCATE audit_auditentry",
    "TRUNCATE audit_auditentry CASCADE",
    (
        "MERGE INTO audit_auditleaf a USING audit_auditleaf b ON a.position = b.position "
        "WHEN MATCHED THEN UPDATE SET target = 'setoran:9'"
    ),
]


@pytest.fixture(name="rows")
def two_sealed_rows():
    rows = write_rows(2)
    services.seal(by=BY)
    return rows


def all_that_stands():
    return [
        list(model.objects.order_by("pk").values()) for model in (AuditEntry, AuditLeaf, AuditSeal)
    ]


def refused(statement, params=()):
    before = all_that_stands()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, params)
    assert all_that_stands() == before


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("statement", EVERYWHERE)
def test_a_change_or_removal_is_refused(statement):
    refused(statement)


@on_sqlite
@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("statement", SQLITE)
def test_a_change_with_a_conflict_clause_is_refused(statement):
    refused(statement)


@on_postgresql
@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("statement", POSTGRESQL)
def test_truncate_merge_and_an_update_of_nothing_are_refused(statement):
    refused(statement)


@on_postgresql
@pytest.mark.usefixtures("rows")
def test_a_replica_session_is_refused_too():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        try:
            refused("UPDATE audit_auditentry SET detail = '{}'")
        finally:
            cursor.execute("SET LOCAL session_replication_role = origin")


@on_sqlite
@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("verb", ["REPLACE INTO", "INSERT OR REPLACE INTO"])
@pytest.mark.parametrize("found_by", ["position", "entry_id"])
def test_replace_is_refused_by_whichever_unique_column_it_finds_the_row(recursive, verb, found_by):
    """REPLACE fires no delete trigger on a connection without recursive_triggers."""
    taken = {found_by: AuditLeaf.objects.values_list(found_by, flat=True).get(target="setoran:1")}
    values = {"position": 77, "entry_id": 10**6, **taken}
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    try:
        refused(
            f"{verb} audit_auditleaf (position, entry_id, uuid, target, actor_id, hash)"
            " VALUES (%s, %s, 'a', 'x:1', 'x', x'00')",
            [values["position"], values["entry_id"]],
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@on_sqlite
@pytest.mark.usefixtures("rows")
def test_replace_of_a_row_of_the_trail_is_refused_without_recursive_triggers_too():
    row = AuditEntry.objects.get(target="setoran:1").id
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
    try:
        refused(
            "REPLACE INTO audit_auditentry (id, uuid, at, actor_id, actor_label, action, target, region,"
            " detail, leaf) VALUES (%s, 'a', '2026-01-01 00:00:00', 'x', 'x', 'x.y', 'x:1', '', '{}', x'00')",
            [row],
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@on_sqlite
def test_replace_is_refused_by_columns_that_are_unique_together(monkeypatch):
    monkeypatch.setattr(triggers, "_protected", {})
    services.protect_append_only("ledger_posting")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE ledger_posting (id integer PRIMARY KEY, entry int, line int, rupiah int, "
            "UNIQUE (entry, line))"
        )
        cursor.execute("CREATE UNIQUE INDEX of_money ON ledger_posting (rupiah) WHERE rupiah > 100")
        triggers.install(cursor, "sqlite", "ledger_posting")
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            cursor.execute("INSERT INTO ledger_posting VALUES (1, 1, 1, 50), (2, 1, 2, 50)")
            refused("REPLACE INTO ledger_posting VALUES (3, 1, 2, 70)")
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.execute("SELECT * FROM ledger_posting")
        assert cursor.fetchall() == [(1, 1, 1, 50), (2, 1, 2, 50)]
        cursor.execute("DROP TABLE ledger_posting")


def test_new_rows_go_in():
    write_rows(3)
    assert AuditEntry.objects.count() == 3


def test_all_triggers_stand_after_migrate():
    assert selectors.missing_triggers() == ()


def test_a_dropped_trigger_is_named_and_comes_back():
    triggers.remove_all(connection)
    missing = selectors.missing_triggers()
    expected = {"sqlite": ("update", "delete", "replace"), "postgresql": ("change", "truncate")}
    assert [name for name in missing if name.startswith("audit_auditleaf")] == [
        f"audit_auditleaf_no_{event}" for event in expected[connection.vendor]
    ]
    triggers.install_all(connection)
    assert selectors.missing_triggers() == ()


@on_postgresql
def test_a_disabled_trigger_and_an_emptied_function_are_named():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER audit_auditentry_no_change")
        assert selectors.missing_triggers() == ("audit_auditentry_no_change",)
        cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER audit_auditentry_no_change")
        assert selectors.missing_triggers() == ("audit_auditentry_no_change",), "not ENABLE ALWAYS"
        triggers.install_all(connection)
        cursor.execute(
            "CREATE OR REPLACE FUNCTION balai_append_only() RETURNS trigger LANGUAGE plpgsql "
            "AS $$BEGIN RETURN NULL; END$$"
        )
    assert "audit_auditseal_no_truncate" in selectors.missing_triggers()
    triggers.install_all(connection)
    assert selectors.missing_triggers() == ()


@on_sqlite
def test_a_trigger_with_another_body_is_named():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_auditentry_no_update")
        cursor.execute(
            "CREATE TRIGGER audit_auditentry_no_update BEFORE UPDATE ON audit_auditentry BEGIN SELECT 1; END"
        )
    assert selectors.missing_triggers() == ("audit_auditentry_no_update",)
    triggers.install_all(connection)
    assert selectors.missing_triggers() == ()


TOOTHLESS = {
    "sqlite": [
        ("update", "BEFORE UPDATE OF id ON audit_auditentry WHEN 0 BEGIN {stop}; END"),
        ("update", "BEFORE UPDATE ON audit_auditentry WHEN 0 BEGIN {stop}; END"),
        ("update", "AFTER UPDATE OF uuid ON audit_auditentry BEGIN {stop}; END"),
        ("delete", "BEFORE DELETE ON audit_auditleaf BEGIN {stop}; END"),
    ],
    "postgresql": [
        ("change", "BEFORE UPDATE OF id ON audit_auditentry {each}"),
        ("change", "BEFORE DELETE OR UPDATE OF id ON audit_auditentry {each}"),
        ("change", "BEFORE UPDATE ON audit_auditentry {each}"),
        (
            "change",
            "BEFORE DELETE OR UPDATE ON audit_auditentry FOR EACH STATEMENT WHEN (false) {do}",
        ),
        ("change", "BEFORE DELETE OR UPDATE ON audit_auditentry FOR EACH ROW {do}"),
        ("change", "AFTER DELETE OR UPDATE ON audit_auditentry {each}"),
        ("truncate", "BEFORE INSERT ON audit_auditentry {each}"),
    ],
}


@pytest.mark.parametrize(("event", "body"), TOOTHLESS[connection.vendor])
def test_a_trigger_of_the_right_name_without_teeth_is_named(event, body):
    name = f"audit_auditentry_no_{event}"
    do = "EXECUTE FUNCTION balai_append_only()"
    body = body.format(
        stop="SELECT RAISE(ABORT, 'audit_auditentry is append-only')",
        do=do,
        each=f"FOR EACH STATEMENT {do}",
    )
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON audit_auditentry"
        cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute(f"CREATE TRIGGER {name} {body}")
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE audit_auditentry ENABLE ALWAYS TRIGGER {name}")
    assert selectors.missing_triggers() == (name,)
    triggers.install_all(connection)
    assert selectors.missing_triggers() == ()


def test_a_protected_table_that_does_not_exist_is_named(monkeypatch):
    monkeypatch.setattr(triggers, "_protected", {**triggers._protected})
    services.protect_append_only("ledger_posting")
    services.protect_append_only("ledger_posting")
    assert selectors.missing_triggers() == ("ledger_posting (table)",)
    triggers.install_all(connection)
    assert selectors.missing_triggers() == ("ledger_posting (table)",)


@pytest.mark.parametrize(
    "table", ["", "Ledger", "ledger posting", "x; DROP TABLE y", "1a", "ledger\n"]
)
def test_a_name_that_is_no_table_of_ours_is_refused(table):
    with pytest.raises(ValueError, match="not a table name"):
        services.protect_append_only(table)


def test_a_database_without_known_triggers_is_refused():
    with pytest.raises(ValueError, match="oracle"), connection.cursor() as cursor:
        triggers.ddl(cursor, "oracle", "audit_auditentry")


@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_has_lost_its_triggers_on_sqlite():
    """The trap itself: without the step after migrate nothing would stop a change."""
    old = AuditEntry._meta.get_field("actor_label")
    new = models.CharField("pelaku", max_length=300)
    new.set_attributes_from_name("actor_label")
    with connection.schema_editor() as editor:
        editor.alter_field(AuditEntry, old, new)
    lost = {
        "sqlite": tuple(
            f"audit_auditentry_no_{event}" for event in ("update", "delete", "replace")
        ),
        "postgresql": (),
    }
    try:
        assert selectors.missing_triggers() == lost[connection.vendor]
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(AuditEntry, new, old)


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_the_table_leaves_the_triggers_standing(settings):
    rows = write_rows(2)
    settings.MIGRATION_MODULES = {"audit": "tests.registers.audit.widened.migrations"}
    call_command("migrate", "audit", "0002", verbosity=0)
    try:
        assert selectors.missing_triggers() == ()
        refused("UPDATE audit_auditentry SET detail = '{}'")
        assert list(AuditEntry.objects.order_by("id")) == rows
    finally:
        call_command("migrate", "audit", "0001", verbosity=0)
    assert selectors.missing_triggers() == ()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_a_test_with_real_transactions_can_be_flushed(run):
    """Each run finds the tables empty and the triggers in place, whatever ran before."""
    assert (AuditEntry.objects.count(), selectors.missing_triggers()) == (0, ())
    write_rows(run)
    refused("DELETE FROM audit_auditentry")


@pytest.mark.django_db(transaction=True)
def test_tampering_needs_the_triggers_dropped():
    write_rows(1)
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditentry SET detail = '{}'")
    assert (AuditEntry.objects.get().detail, selectors.missing_triggers()) == ("{}", ())

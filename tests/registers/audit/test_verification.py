"""Whoever tampers with rows of the trail, with the whole database in hand, is found out."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.registers.audit import domain, selectors, services
from balai.registers.audit.findings import Finding, Kind
from balai.registers.audit.merkle import EMPTY_ROOT
from balai.registers.audit.models import AuditEntry, AuditLeaf, AuditSeal
from tests.registers.audit.factories import BY, somebody_with_the_database, write_rows
from tests.registers.audit.tampering import (
    at,
    forge,
    forge_leaf,
    found,
    heads_printed,
    twenty_rows_in_four_seals,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(name="rows")
def twenty_sealed_rows():
    return twenty_rows_in_four_seals()


def test_an_empty_trail_is_clean():
    report = selectors.verify()
    assert (report.clean, report.head, report.seals, report.unsealed) == (
        True,
        domain.Head(0, EMPTY_ROOT),
        0,
        0,
    )


def test_an_untouched_trail_is_clean_and_confirms_every_head_printed_outside(rows):
    report = selectors.verify(heads_printed())
    assert (report.findings, report.confirmed) == ((), tuple(heads_printed()))
    assert (report.head, report.seals, report.unsealed) == (heads_printed()[-1], 4, 0)
    assert report.last_seal_at == AuditSeal.objects.get(size=len(rows)).at


def test_rows_after_the_last_seal_are_told_as_not_sealed_yet(rows):
    write_rows(3, first=21)
    report = selectors.verify()
    assert (report.clean, report.unsealed, report.head.size) == (True, 3, len(rows))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("detail", "{}"),
        ("actor_id", "user:7"),
        ("actor_label", "Orang lain"),
        ("action", "wastebank.cancel_setoran"),
        ("target", "setoran:99"),
        ("region", "99.02"),
        ("at", "2020-01-01 00:00:00"),
    ],
)
def test_a_changed_column_names_the_row(rows, column, value):
    with somebody_with_the_database() as cursor:
        cursor.execute(
            f"UPDATE audit_auditentry SET {column} = %s WHERE id = %s",  # noqa: S608 - words of this test
            [value, rows[6].id],
        )
    assert found() == [at(rows[6], 7, Kind.CHANGED)]


def test_a_changed_uuid_names_the_row_by_its_leaf(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute(
            "UPDATE audit_auditentry SET uuid = %s WHERE id = %s", ["0" * 32, rows[6].id]
        )
    assert found() == [at(rows[6], 7, Kind.CHANGED)]


def test_a_change_with_its_own_digest_rewritten_names_the_row(rows):
    with somebody_with_the_database() as cursor:
        forge(cursor, rows[6], detail="{}")
    assert found() == [at(rows[6], 7, Kind.CHANGED)]


def test_a_changed_digest_alone_names_the_row(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute(
            "UPDATE audit_auditentry SET leaf = %s WHERE id = %s", [b"\x01" * 32, rows[6].id]
        )
    assert found() == [at(rows[6], 7, Kind.CHANGED)]


def test_a_removed_row_is_named(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [rows[11].id])
    assert found() == [at(rows[11], 12, Kind.REMOVED)]


def test_rows_that_swapped_their_ids_are_both_named(rows):
    first, second = rows[2], rows[12]
    with somebody_with_the_database() as cursor:
        for old, new in ((first.id, 10**6), (second.id, first.id), (10**6, second.id)):
            cursor.execute("UPDATE audit_auditentry SET id = %s WHERE id = %s", [new, old])
    assert sorted(found(), key=lambda finding: finding.position) == [
        replace(at(first, 3, Kind.MOVED), row=second.id),
        replace(at(second, 13, Kind.MOVED), row=first.id),
    ]


def test_a_row_moved_to_another_id_is_named(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditentry SET id = %s WHERE id = %s", [10**6, rows[2].id])
    assert found() == [replace(at(rows[2], 3, Kind.MOVED), row=10**6)]


def test_leaves_that_swapped_places_are_named_with_their_batch(rows):
    with somebody_with_the_database() as cursor:
        for old, new in ((7, 1000), (9, 7), (1000, 9)):
            cursor.execute(
                "UPDATE audit_auditleaf SET position = %s WHERE position = %s", [new, old]
            )
    assert found() == [
        at(rows[7], 8, Kind.MOVED),
        at(rows[6], 9, Kind.MOVED),
        Finding(Kind.BATCH, batch=(6, 10)),
    ]


def test_a_row_slipped_in_before_the_seal_is_named(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [rows[0].id])
        cursor.execute(
            "INSERT INTO audit_auditentry (id, uuid, at, actor_id, actor_label, action, target, region, detail, leaf)"
            " VALUES (%s, %s, '2026-01-01 00:00:00', 'x', 'x', 'x.y', 'x:1', '', '{}', %s)",
            [-5, "f" * 32, b"\x00" * 32],
        )
    added, removed = found()
    assert (added.kind, added.row, added.target, added.uuid) == (
        Kind.ADDED,
        -5,
        "x:1",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    )
    assert removed == at(rows[0], 1, Kind.REMOVED)


def test_a_change_before_the_seal_is_found_by_the_rows_own_digest(rows):
    (open_row,) = write_rows(1, first=21)
    assert rows
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditentry SET detail = '{}' WHERE id = %s", [open_row.id])
    report = selectors.verify()
    assert report.findings == (replace(at(open_row, 0, Kind.CHANGED), position=None),)
    assert report.unsealed == 1


def test_row_and_leaf_rewritten_together_name_the_batch_and_no_later_one(rows):
    with somebody_with_the_database() as cursor:
        forge_leaf(cursor, 7, forge(cursor, rows[6], detail="{}"))
    assert found() == [Finding(Kind.BATCH, batch=(6, 10))]


def test_two_batches_rewritten_are_both_named(rows):
    with somebody_with_the_database() as cursor:
        for position in (2, 17):
            forge_leaf(cursor, position, forge(cursor, rows[position - 1], detail="{}"))
    assert found() == [Finding(Kind.BATCH, batch=(1, 5)), Finding(Kind.BATCH, batch=(16, 20))]


def test_a_missing_leaf_is_named_by_its_place(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditleaf WHERE position = 7")
    assert found() == [
        Finding(Kind.LEAF_MISSING, batch=(7, 7)),
        Finding(Kind.BATCH, batch=(6, 10)),
        replace(at(rows[6], 0, Kind.ADDED), position=None),
    ]


def test_the_last_leaves_missing_are_named(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditleaf WHERE position > 18")
    report = selectors.verify()
    assert list(report.findings) == [
        Finding(Kind.LEAF_MISSING, batch=(19, 20)),
        Finding(Kind.BATCH, batch=(16, 20)),
    ]
    assert (report.unsealed, len(rows)) == (2, 20)


@pytest.mark.usefixtures("rows")
def test_a_leaf_that_names_another_target_is_found():
    leaf = AuditLeaf.objects.get(position=4)
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditleaf SET target = 'setoran:99' WHERE position = 4")
    assert found() == [
        Finding(
            Kind.LEAF_RENAMED,
            position=4,
            row=leaf.entry_id,
            uuid=str(leaf.uuid),
            target="setoran:99",
        )
    ]


@pytest.mark.usefixtures("rows")
def test_missing_triggers_are_found():
    trigger = {"sqlite": "audit_auditleaf_no_delete", "postgresql": "audit_auditleaf_no_truncate"}
    on = {"sqlite": "", "postgresql": " ON audit_auditleaf"}
    name = trigger[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on[connection.vendor]}")
    assert found() == [Finding(Kind.TRIGGER, what=name)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its types")
@pytest.mark.parametrize(
    "change",
    [
        "at = 'kemarin'",
        "at = x'ff'",
        "uuid = 'bukan uuid'",
        "detail = x'ff00'",
        "leaf = 7",
        "target = 12",
    ],
)
def test_a_row_that_cannot_even_be_read_is_named(rows, change):
    with somebody_with_the_database() as cursor:
        cursor.execute(f"UPDATE audit_auditentry SET {change} WHERE id = %s", [rows[6].id])  # noqa: S608 - words of this test
    assert found() == [at(rows[6], 7, Kind.CHANGED)]


def test_a_long_trail_is_read_in_a_few_statements(django_assert_num_queries):
    write_rows(4500)
    services.seal_all(by=BY)
    write_rows(10, first=5000)
    with CaptureQueriesContext(connection) as of_triggers:
        selectors.missing_triggers()
    # The last position, the seals, three chunks of leaves, one of rows without a leaf.
    with django_assert_num_queries(6 + len(of_triggers)):
        report = selectors.verify()
    assert (report.clean, report.head.size, report.unsealed) == (True, 4500, 10)


def test_a_finding_is_told_with_all_that_is_known_of_its_place(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditentry SET detail = '{}' WHERE id = %s", [rows[6].id])
    (finding,) = found()
    assert finding.line() == (
        "Baris diubah: isinya tidak lagi sesuai dengan sidiknya. "
        f"(urutan 7, baris {rows[6].id}, sasaran setoran:7, nomor jejak {rows[6].uuid})"
    )
    assert AuditEntry.objects.count() == 20


def test_a_leaf_that_names_another_actor_is_found(rows):
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditleaf SET actor_id = 'user:7' WHERE position = 4")
    assert found() == [at(rows[3], 4, Kind.LEAF_RENAMED)]

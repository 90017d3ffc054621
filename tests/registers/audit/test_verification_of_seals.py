"""Seals, and heads printed outside, show what rows and leaves alone no longer can."""

import pytest
from django.db import connection

from balai.registers.audit import domain, selectors, services
from balai.registers.audit.findings import Finding, Kind
from balai.registers.audit.merkle import EMPTY_ROOT, Frontier
from balai.registers.audit.models import AuditLeaf
from tests.registers.audit.factories import BY, somebody_with_the_database, write_rows
from tests.registers.audit.tampering import (
    forge,
    forge_leaf,
    found,
    heads_printed,
    seal_anew,
    twenty_rows_in_four_seals,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(name="rows")
def twenty_sealed_rows():
    return twenty_rows_in_four_seals()


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ("root = %s", [Kind.SIGNATURE, Kind.BATCH, Kind.CHAIN]),
        ("previous_root = %s", [Kind.CHAIN, Kind.SIGNATURE]),
        ("frontier = %s", [Kind.BATCH]),
        ("signature = %s", [Kind.SIGNATURE]),
    ],
)
def test_a_changed_seal_is_found(change, kinds):
    with somebody_with_the_database() as cursor:
        cursor.execute(f"UPDATE audit_auditseal SET {change} WHERE size = 10", [b"\x01" * 32])  # noqa: S608 - words of this test
    assert [finding.kind for finding in found()] == kinds


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ("at = '2020-01-01 00:00:00'", [Kind.SIGNATURE]),
        ("first_position = 7", [Kind.CHAIN, Kind.SIGNATURE]),
        ("key_id = '0123456789abcdef'", [Kind.KEY]),
    ],
)
def test_a_changed_word_of_a_seal_is_found(change, kinds):
    with somebody_with_the_database() as cursor:
        cursor.execute(f"UPDATE audit_auditseal SET {change} WHERE size = 10")  # noqa: S608 - words of this test
    assert [finding.kind for finding in found()] == kinds


@pytest.mark.usefixtures("rows")
def test_peaks_that_are_not_the_seals_root_blame_no_later_batch():
    """Right in number and false in content, they are not what the seal signed: not gone on from."""
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditseal SET frontier = %s WHERE size = 10", [b"\x01" * 64])
    assert found() == [Finding(Kind.BATCH, batch=(6, 10))]


@pytest.mark.usefixtures("rows")
def test_a_removed_seal_breaks_the_chain():
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditseal WHERE size = 10")
    assert found() == [Finding(Kind.CHAIN, batch=(11, 15))]


@pytest.mark.usefixtures("rows")
def test_leaves_without_a_seal_are_found():
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditseal WHERE size = 20")
    report = selectors.verify()
    assert (report.findings, report.unsealed) == (
        (Finding(Kind.UNSEALED_LEAVES, batch=(16, 20)),),
        5,
    )


@pytest.mark.usefixtures("rows")
def test_all_seals_removed_leave_their_leaves_as_witnesses():
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditseal")
    assert found() == [Finding(Kind.UNSEALED_LEAVES, batch=(1, 20))]


def test_a_seal_by_a_key_that_is_not_here_is_found(rows, home):
    (home / "keys" / "audit.pem").unlink()
    (home / "keys" / "audit.pub").rename(home / "keys" / "audit-2025.pub")
    services.ensure_key()
    write_rows(1, first=21)
    services.seal(by=BY)
    assert (found(), len(rows)) == ([], 20), "the old public key was kept"
    (home / "keys" / "audit-2025.pub").unlink()
    assert [finding.kind for finding in found()] == [Kind.KEY] * 4


def test_row_leaf_and_seals_rewritten_with_the_key_are_shown_by_the_outside_head_alone(rows):
    printed = heads_printed()
    with somebody_with_the_database() as cursor:
        forge_leaf(cursor, 7, forge(cursor, rows[6], detail="{}"))
        seal_anew(cursor)
    assert found() == []
    assert found(*printed) == [
        Finding(Kind.HEAD, batch=(6, head.size), what=str(head)) for head in printed[1:]
    ]
    assert selectors.verify(printed).confirmed == (printed[0],)


def test_the_newest_rows_cut_off_with_their_seal_are_shown_by_the_outside_head_alone(rows):
    printed = heads_printed()
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditseal WHERE size = 20")
        cursor.execute("DELETE FROM audit_auditleaf WHERE position > 15")
        cursor.execute("DELETE FROM audit_auditentry WHERE id >= %s", [rows[15].id])
    assert found() == []
    assert found(printed[-1]) == [Finding(Kind.HEAD_BEYOND, batch=(16, 20), what=str(printed[-1]))]


def test_a_whole_trail_emptied_is_shown_by_the_outside_head(rows):
    printed = heads_printed()
    with somebody_with_the_database() as cursor:
        for table in ("audit_auditseal", "audit_auditleaf", "audit_auditentry"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - words of this test
    assert found(printed[-1]) == [
        Finding(Kind.HEAD_BEYOND, batch=(1, len(rows)), what=str(printed[-1]))
    ]


@pytest.mark.usefixtures("rows")
def test_a_head_of_a_size_between_two_seals_is_checked_as_well():
    leaves = [bytes(leaf.hash) for leaf in AuditLeaf.objects.order_by("position")]
    frontier = Frontier()
    frontier.extend(leaves[:8])
    right = domain.Head(8, frontier.root())
    assert selectors.verify([right]).confirmed == (right,)
    wrong = domain.Head(8, b"\x07" * 32)
    assert found(wrong) == [Finding(Kind.HEAD, batch=(1, 8), what=str(wrong))]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its types")
@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ("at = 'kemarin'", [Kind.SIGNATURE]),
        ("root = 'teks'", [Kind.SIGNATURE, Kind.BATCH, Kind.CHAIN]),
        ("key_id = x'ff'", [Kind.KEY]),
    ],
)
def test_a_seal_that_cannot_even_be_read_is_found(change, kinds):
    with somebody_with_the_database() as cursor:
        cursor.execute(f"UPDATE audit_auditseal SET {change} WHERE size = 10")  # noqa: S608 - words of this test
    assert [finding.kind for finding in found()] == kinds


def test_an_empty_head_from_before_the_first_seal_is_confirmed(rows):
    empty = domain.Head(0, EMPTY_ROOT)
    assert rows
    assert selectors.verify([empty]).confirmed == (empty,)
    wrong = domain.Head(0, b"\x01" * 32)
    assert [finding.kind for finding in found(wrong)] == [Kind.HEAD]

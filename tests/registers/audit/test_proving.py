"""Proofs that somebody outside checks without the database: of one row, and of growth alone."""

import hashlib
import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from balai.registers.audit import domain, merkle, selectors, services
from balai.registers.audit.models import AuditEntry
from tests.registers.audit.factories import BY, somebody_with_the_database, write_rows

pytestmark = pytest.mark.django_db

VERIFY = " Jalankan: balai audit verify"


def proof(*words):
    out = io.StringIO()
    call_command("audit_prove", *words, stdout=out)
    return json.loads(out.getvalue())


def refused(*words):
    with pytest.raises(CommandError) as ended:
        call_command("audit_prove", *words, stdout=io.StringIO())
    return ended.value.returncode, str(ended.value)


@pytest.mark.parametrize("sealed", [1, 2, 7, 8, 13])
def test_every_row_is_proven_under_the_newest_head_with_nothing_but_sha256(sealed):
    rows = write_rows(sealed)
    services.seal(by=BY)
    head = selectors.head().head
    for position, row in enumerate(rows, 1):
        found = proof(str(row.uuid))
        assert found["head"] == str(head)
        inclusion = found["inclusion"]
        assert inclusion["position"] == position
        assert json.loads(inclusion["row"])[6] == row.target
        leaf = hashlib.sha256(b"\x00" + inclusion["row"].encode()).digest()
        assert leaf.hex() == inclusion["leaf"]
        assert merkle.proves_inclusion(
            leaf=leaf,
            index=position - 1,
            size=head.size,
            proof=[bytes.fromhex(digest) for digest in inclusion["path"]],
            root=head.root,
        )


@pytest.mark.parametrize("grown", [0, 1, 6])
def test_an_older_head_is_proven_to_be_a_beginning(grown):
    write_rows(5)
    services.seal(by=BY)
    older = selectors.head().head
    write_rows(grown, first=6)
    services.seal(by=BY)
    head = selectors.head().head
    found = proof("--from", str(older))
    assert found["head"] == str(head)
    assert found["consistency"]["from"] == str(older)
    assert merkle.proves_consistency(
        first=5,
        first_root=older.root,
        second=5 + grown,
        second_root=head.root,
        proof=[bytes.fromhex(digest) for digest in found["consistency"]["path"]],
    )


def test_both_proofs_can_be_asked_for_at_once():
    rows = write_rows(3)
    services.seal(by=BY)
    found = proof(str(rows[0].uuid), "--from", str(selectors.head().head))
    assert set(found) == {"head", "inclusion", "consistency"}
    assert found["consistency"]["path"] == []


def test_a_changed_row_is_not_proven():
    rows = write_rows(3)
    services.seal(by=BY)
    with somebody_with_the_database() as cursor:
        cursor.execute("UPDATE audit_auditentry SET detail = '{}' WHERE id = %s", [rows[1].id])
    assert refused(str(rows[1].uuid)) == (
        1,
        f"Tidak terbukti: baris urutan 2 tidak sesuai dengan segel {selectors.head().head}.{VERIFY}",
    )
    assert proof(str(rows[0].uuid))["inclusion"]["position"] == 1, "the others still are"


def test_a_row_that_was_removed_and_a_leaf_that_was_removed_are_not_proven():
    rows = write_rows(3)
    services.seal(by=BY)
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [rows[2].id])
    assert refused(str(rows[2].uuid)) == (
        1,
        f"Tidak terbukti: baris {rows[2].uuid} sudah disegel, tetapi tidak ada lagi.{VERIFY}",
    )
    with somebody_with_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditleaf WHERE position = 3")
    assert refused(str(rows[0].uuid)) == (
        1,
        f"Tidak terbukti: banyak baris di bawah segel {selectors.head().head} sekarang 2.{VERIFY}",
    )
    assert refused(str(rows[2].uuid)) == (65, "Tidak ada baris dengan nomor itu.")


def test_a_head_of_another_trail_or_of_the_future_is_not_proven():
    write_rows(3)
    services.seal(by=BY)
    head = selectors.head().head
    for other in (
        domain.Head(2, bytes(32)),
        domain.Head(3, bytes(32)),
        domain.Head(4, head.root),
        domain.Head(0, merkle.EMPTY_ROOT),
    ):
        assert refused("--from", str(other)) == (
            1,
            f"Tidak terbukti: {other} bukan permulaan dari {head}. Jalankan: balai audit verify",
        )


def test_before_its_seal_a_row_waits():
    first = write_rows(1)[0]
    assert refused(str(first.uuid)) == (69, "Baris itu belum disegel. Jalankan: balai audit seal")
    services.seal(by=BY)
    write_rows(1, first=2)
    last = AuditEntry.objects.latest("id")
    assert refused(str(last.uuid))[0] == 69


@pytest.mark.parametrize("words", [[], ["besok"], ["--from", "besok"]])
def test_words_that_are_none_are_refused(words):
    assert refused(*words)[0] == 2


def test_a_head_that_is_none_is_answered_with_how_one_is_written():
    told = "Tulis segel sebagai BANYAK:AKAR seperti dari balai audit head, bukan besok."
    assert refused("--from", "besok") == (2, told)

"""Seals cover every committed row once, in an order that nobody can change later."""

import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.utils import timezone

from balai.kernel.actor import Forbidden, Nobody
from balai.registers.audit import domain, keys, selectors, services
from balai.registers.audit.merkle import EMPTY_ROOT, root_of
from balai.registers.audit.models import AuditEntry, AuditLeaf, AuditSeal
from balai.registers.work import services as work
from balai.registers.work.models import ScheduledRun
from tests.registers.audit.factories import BY, write_rows

pytestmark = pytest.mark.django_db

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite has one writer: ids are the order of committing",
)


def leaves():
    return [bytes(leaf.hash) for leaf in AuditLeaf.objects.order_by("position")]


def test_a_trail_without_rows_gets_no_seal():
    assert (services.seal(by=BY), services.seal_all(by=BY), AuditSeal.objects.count()) == (
        None,
        0,
        0,
    )
    assert selectors.head() is None


def test_a_seal_covers_all_new_rows_in_the_order_of_their_ids():
    rows = write_rows(5)
    seal = services.seal(by=BY)
    assert list(
        AuditLeaf.objects.order_by("position").values_list("position", "entry_id", "uuid", "target")
    ) == [(position, row.id, row.uuid, row.target) for position, row in enumerate(rows, 1)]
    assert leaves() == [bytes(row.leaf) for row in rows]
    assert (seal.size, seal.first_position, seal.root, seal.previous_root) == (
        5,
        1,
        root_of(leaves()),
        EMPTY_ROOT,
    )


def test_the_next_seal_takes_only_the_new_rows_and_chains_to_the_last():
    write_rows(5)
    first = services.seal(by=BY)
    write_rows(3, first=6)
    second = services.seal(by=BY)
    assert (second.size, second.first_position, second.previous_root) == (8, 6, first.root)
    assert second.root == root_of(leaves())
    assert selectors.head() == selectors.SealedHead(
        domain.Head(8, second.root), second.at, keys.signing_key().key_id
    )


def test_sealing_again_without_new_rows_changes_nothing():
    write_rows(2)
    services.seal(by=BY)
    assert services.seal(by=BY) is None
    assert (AuditSeal.objects.count(), AuditLeaf.objects.count()) == (1, 2)


def test_the_signature_is_by_the_installations_key_over_the_seals_words():
    write_rows(2)
    seal = AuditSeal.objects.get(size=services.seal(by=BY).size)
    words = domain.SealWords(
        2, 1, bytes(seal.root), bytes(seal.previous_root), seal.key_id, seal.at
    )
    keys.public_keys()[seal.key_id].verify(bytes(seal.signature), words.text())


def test_many_rows_are_sealed_in_batches(monkeypatch):
    monkeypatch.setattr(services, "BATCH", 4)
    monkeypatch.setitem(services.seal.__wrapped__.__kwdefaults__, "limit", 4)
    write_rows(10)
    assert services.seal_all(by=BY) == 3
    assert list(AuditSeal.objects.order_by("size").values_list("size", "first_position")) == [
        (4, 1),
        (8, 5),
        (10, 9),
    ]
    assert (selectors.unsealed(), selectors.verify().findings) == (0, ())


def test_a_minute_with_more_rows_than_one_batch_leaves_none_open():
    """The worker seals batch after batch, each short for the writers, until none waits."""
    rows = write_rows(services.BATCH + 5)
    services.seal_by_the_clock()
    assert list(AuditSeal.objects.order_by("size").values_list("size", "first_position")) == [
        (services.BATCH, 1),
        (len(rows), services.BATCH + 1),
    ]
    assert selectors.unsealed() == 0


def test_nobody_may_not_seal():
    write_rows(1)
    with pytest.raises(Forbidden):
        services.seal(by=Nobody())
    assert AuditSeal.objects.count() == 0


def test_without_a_key_nothing_is_sealed(home):
    write_rows(1)
    (home / "keys" / "audit.pem").unlink()
    with pytest.raises(keys.KeyMissingError, match="balai setup"):
        services.seal(by=BY)
    assert AuditLeaf.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_seal_that_fails_leaves_no_leaves(monkeypatch):
    write_rows(3)

    def breaks(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(AuditSeal.objects, "create", breaks)
    with pytest.raises(DatabaseError):
        services.seal(by=BY)
    assert (AuditLeaf.objects.count(), selectors.unsealed()) == (0, 3)


@pytest.mark.django_db(transaction=True)
def test_a_seal_is_a_transaction_of_its_own():
    write_rows(1)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        services.seal(by=BY)
    assert AuditSeal.objects.count() == 0


def test_a_seal_takes_the_same_few_statements_for_few_and_for_many_rows(
    django_assert_max_num_queries,
):
    for count in (2, 2000):
        write_rows(count)
        with django_assert_max_num_queries(10):
            services.seal(by=BY)


def test_the_key_is_made_once_and_only_its_owner_may_read_it(home):
    private, public = home / "keys" / "audit.pem", home / "keys" / "audit.pub"
    before = private.read_bytes()
    assert services.ensure_key() is False
    assert private.read_bytes() == before
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(private.parent.stat().st_mode) == 0o700
    assert sorted(path.name for path in private.parent.iterdir()) == ["audit.pem", "audit.pub"]
    assert selectors.public_key() == public.read_text()
    assert list(keys.public_keys()) == [keys.signing_key().key_id]


def test_a_lost_public_key_is_written_again_and_a_lost_pair_made_anew(home):
    folder = home / "keys"
    first = keys.signing_key().key_id
    (folder / "audit.pub").unlink()
    assert selectors.public_key() == ""
    assert (services.ensure_key(), list(keys.public_keys())) == (False, [first])
    for name in ("audit.pem", "audit.pub"):
        (folder / name).unlink()
    assert services.ensure_key() is True
    assert keys.signing_key().key_id != first


def test_eight_set_ups_at_once_agree_on_one_key(home):
    for path in (home / "keys").iterdir():
        path.unlink()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: services.ensure_key(), range(8)))
    assert sum(made) == 1
    assert list(keys.public_keys()) == [keys.signing_key().key_id]


def test_a_key_of_another_kind_is_refused(home):
    other = X25519PrivateKey.generate()
    (home / "keys" / "audit.pem").write_bytes(
        other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    with pytest.raises(keys.KeyMissingError, match="not an Ed25519"):
        keys.signing_key()


def test_a_key_that_cannot_be_read_is_refused(home):
    (home / "keys" / "audit.pem").write_text("bukan kunci")
    with pytest.raises(keys.KeyMissingError, match="cannot be read"):
        keys.signing_key()


def in_a_thread(work):
    """Run with a connection of the thread's own, closed afterwards."""

    def run(*args):
        try:
            return work(*args)
        finally:
            connections.close_all()

    return run


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_row_that_commits_after_a_later_one_is_sealed_all_the_same():
    """A takes the lower id, B the higher and commits; the seal begins; A commits: both are in."""
    taken, finish = threading.Event(), threading.Event()

    def slow_writer():
        with transaction.atomic():
            services.record("user.invite", by=BY, target="user:slow")
            taken.set()
            assert finish.wait(20)

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(in_a_thread(slow_writer))
        assert taken.wait(20)
        with transaction.atomic():
            services.record("user.invite", by=BY, target="user:quick")
        assert list(AuditEntry.objects.values_list("target", flat=True)) == ["user:quick"]
        sealing = pool.submit(in_a_thread(lambda: services.seal(by=BY)))
        time.sleep(0.5)
        assert not sealing.done(), "the seal waits for the open writer"
        finish.set()
        slow.result(20)
        assert sealing.result(20).size == 2
    assert list(AuditLeaf.objects.order_by("position").values_list("target", flat=True)) == [
        "user:slow",
        "user:quick",
    ]
    assert selectors.verify().findings == ()


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_seal_gives_way_to_a_writer_that_takes_too_long_and_succeeds_later(monkeypatch):
    monkeypatch.setattr(services, "LOCK_TIMEOUT", "200ms")
    taken, finish = threading.Event(), threading.Event()

    def slow_writer():
        with transaction.atomic():
            services.record("user.invite", by=BY, target="user:slow")
            taken.set()
            assert finish.wait(20)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(in_a_thread(slow_writer))
        assert taken.wait(20)
        with pytest.raises(services.SealBusyError):
            services.seal(by=BY)
        finish.set()
        slow.result(20)
    assert services.seal(by=BY).size == 1


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_every_row_once():
    write_rows(50)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(in_a_thread(lambda _: services.seal(by=BY)), range(4)))
    assert [seal.size for seal in made if seal] == [50]
    assert (AuditLeaf.objects.count(), selectors.verify().findings) == (50, ())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_hundred_writers_at_once_lose_nothing_while_seals_are_made():
    """Each of 200 threads writes five transactions; a sealer works beside them."""
    done = threading.Event()

    def write(number):
        for turn in range(5):
            while not accepted(f"setoran:{number}-{turn}"):
                pass

    def accepted(target):
        """The pool turns a writer away rather than let it wait for ever: it comes again."""
        try:
            with transaction.atomic():
                services.record(
                    "wastebank.record_setoran", by=BY, target=target, after={"grams": 100}
                )
        except OperationalError:
            return False
        return True

    def seal():
        sizes = []
        while not done.is_set():
            try:
                if made := services.seal(by=BY):
                    sizes.append(made.size)
            except (services.SealBusyError, OperationalError):
                continue
            time.sleep(0.05)
        return sizes

    with ThreadPoolExecutor(201) as pool:
        sealer = pool.submit(in_a_thread(seal))
        list(pool.map(in_a_thread(write), range(200)))
        done.set()
        sizes = sealer.result(60)
    services.seal_all(by=BY)
    targets = AuditEntry.objects.values_list("target", flat=True)
    assert sorted(targets) == sorted(
        f"setoran:{number}-{turn}" for number in range(200) for turn in range(5)
    )
    report = selectors.verify(
        [domain.Head(seal.size, bytes(seal.root)) for seal in AuditSeal.objects.all()]
    )
    assert (report.findings, report.head.size, report.unsealed) == ((), 1000, 0)
    assert sizes == sorted(sizes)
    assert len(report.confirmed) == AuditSeal.objects.count()


def test_a_quiet_minute_leaves_neither_a_row_nor_a_seal():
    """The trail cannot shrink: bookkeeping of the worker must not fill it minute by minute."""
    write_rows(1)
    services.seal_by_the_clock()
    before = (AuditEntry.objects.count(), AuditSeal.objects.count())
    noon = timezone.now().replace(hour=5, minute=0, second=30)
    for minute in range(5):
        work.run_due(now=noon + timedelta(minutes=minute))
    assert ScheduledRun.objects.filter(name="audit.seal", failure="").count() == 5
    assert (AuditEntry.objects.count(), AuditSeal.objects.count()) == before

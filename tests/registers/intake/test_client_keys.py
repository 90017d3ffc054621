"""A write that a client repeats is done once."""

import threading

import pytest
from django.db import connection, connections, transaction

from balai.registers.intake import services
from balai.registers.intake.errors import KeyConflict
from balai.registers.intake.models import ClientKey
from tests.registers.intake.factories import STORE, Person, put_stall, stalls

RINA = Person("rina")


class Till:
    """Opens stalls and counts how often it really did."""

    def __init__(self):
        self.opened = 0

    def __call__(self):
        self.opened += 1
        put_stall(f"A-{self.opened}", "Kios", "3")
        return f"stall:{self.opened}"


def once(perform, key="k-1", by=RINA, action="stalls.open", body=None):
    return services.once(
        key=key, by=by, action=action, body=body or {"name": "Kios"}, perform=perform
    )


@pytest.mark.django_db
def test_a_repeat_gets_the_first_result_and_does_nothing():
    till = Till()
    assert [once(till), once(till)] == ["stall:1", "stall:1"]
    assert (till.opened, len(stalls())) == (1, 1)


@pytest.mark.django_db
def test_the_order_in_which_a_body_is_written_does_not_matter():
    till = Till()
    once(till, body={"a": 1, "b": 2})
    assert once(till, body={"b": 2, "a": 1}) == "stall:1"


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"body": {"name": "Toko"}}, {"action": "stalls.close"}])
def test_a_key_reused_for_something_else_is_a_conflict(other):
    till = Till()
    once(till)
    with pytest.raises(KeyConflict):
        once(till, **other)
    assert till.opened == 1


@pytest.mark.django_db
def test_other_keys_and_other_people_are_other_writes():
    till = Till()
    assert [once(till), once(till, key="k-2"), once(till, by=Person("sari"))] == [
        "stall:1",
        "stall:2",
        "stall:3",
    ]


@pytest.mark.django_db
def test_a_write_that_failed_leaves_its_key_free():
    def broken():
        put_stall("A-9", "Kios", "3")
        raise RuntimeError("the till is jammed")

    with pytest.raises(RuntimeError), transaction.atomic():
        once(broken)
    assert stalls() == {}
    assert once(Till()) == "stall:1"


@pytest.mark.django_db
def test_the_key_keeps_a_digest_and_not_the_body():
    once(Till(), body={"nik": "9901010101010001"})
    row = ClientKey.objects.exclude(actor=STORE).get()
    assert (row.key, row.actor, row.action, len(row.digest)) == (
        "k-1",
        "user:rina",
        "stalls.open",
        64,
    )


@pytest.mark.django_db(transaction=True)
def test_repeats_at_the_same_moment_do_it_once():
    till, results, errors = Till(), [], []
    start = threading.Barrier(8)

    def repeat():
        try:
            start.wait(timeout=30)
            results.append(once(till))
        except Exception as wrong:  # noqa: BLE001 - shown below
            errors.append(wrong)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=repeat) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    assert results == ["stall:1"] * 8
    assert (till.opened, len(stalls())) == (1, 1)
    assert connection.vendor in {"sqlite", "postgresql"}

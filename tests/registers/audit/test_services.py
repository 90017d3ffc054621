"""What is recorded stands or falls with the write it tells of, and holds nothing it must not."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import connection, models, transaction

from balai.kernel.region_code import RegionCode
from balai.registers.audit import domain, services
from balai.registers.audit.models import AuditEntry
from tests.registers.audit.factories import BY, write_rows

pytestmark = pytest.mark.django_db

NIK = "9901014107900001"


class Office(models.Model):
    """A table that is never made: `facts` reads instances only."""

    name = models.CharField(max_length=20)

    class Meta:
        app_label = "tests"
        managed = False

    def __str__(self):
        return self.name


class Person(models.Model):
    SENSITIVE: ClassVar[frozenset[str]] = frozenset({"nik", "mother", "home_id"})

    nik = models.CharField(max_length=16)
    name = models.CharField(max_length=20)
    mother = models.CharField(max_length=20)
    born = models.DateField()
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    home = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")

    class Meta:
        app_label = "tests"
        managed = False

    def __str__(self):
        return self.name

    @property
    def initial(self):
        return self.name[0]


@dataclass(frozen=True)
class Visitor:
    id: str
    label: str

    def may(self, action, *, region=None, office=None):
        del action, region, office
        return False


def only():
    return AuditEntry.objects.get()


def test_a_row_says_who_did_what_to_what_where_and_what_changed():
    before = datetime.now(UTC)
    services.record(
        "user.invite",
        by=Visitor("user:7", "Siti"),
        target="user:8",
        region=RegionCode("99.01"),
        before={"role": None},
        after={"role": "clerk"},
        note="atas surat dinas",
    )
    row = only()
    assert (row.action, row.actor_id, row.actor_label, row.target, row.region, row.detail) == (
        "user.invite",
        "user:7",
        "Siti",
        "user:8",
        "99.01",
        '{"after":{"role":"clerk"},"before":{"role":null},"note":"atas surat dinas"}',
    )
    assert before <= row.at <= datetime.now(UTC)
    assert (
        domain.first_uuid(row.at)
        <= row.uuid
        < domain.first_uuid(datetime.now(UTC).replace(year=2100))
    )


def test_the_digest_covers_the_row_as_the_database_gives_it_back():
    services.record("user.invite", by=BY, target="user:8", after={"name": "Áminah ✓"})
    row = only()
    words = domain.Row(
        str(row.uuid),
        domain.instant(row.at),
        row.actor_id,
        row.actor_label,
        row.action,
        row.target,
        row.region,
        row.detail,
    )
    assert bytes(row.leaf) == domain.leaf_hash(domain.row_bytes(words))


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(services.NotInTransactionError, match=r"user\.invite of user:8"):
        services.record("user.invite", by=BY, target="user:8")
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_row_rolls_back_with_the_write_it_tells_of():
    write_rows(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - undone after it
        write_rows(1, first=2)
        raise ZeroDivisionError
    assert only().target == "setoran:1"


@pytest.mark.parametrize(
    "bad", [{"action": "invite"}, {"target": "8"}, {"after": {"password": "x"}}]
)
def test_a_refused_row_leaves_nothing_and_the_transaction_whole(bad):
    facts = {"action": "user.invite", "target": "user:8", **bad}
    with pytest.raises(ValueError, match=r"not a|may hold"):
        services.record(facts.pop("action"), by=BY, **facts)
    assert AuditEntry.objects.count() == 0


def test_the_same_thing_done_twice_is_two_rows():
    services.record("user.invite", by=BY, target="user:8")
    services.record("user.invite", by=BY, target="user:8")
    assert len(set(AuditEntry.objects.values_list("uuid", flat=True))) == 2


@pytest.mark.parametrize(
    "where",
    [
        {"after": {"nik": NIK}},
        {"after": {"nik": int(NIK)}},
        {"after": {"family": [{"members": [f"anak {NIK}"]}]}},
        {"before": {NIK: "Siti"}},
        {"note": f"NIK {NIK}."},
        {"note": "NIK 990101 410790 0001"},
        {"by": Visitor("user:7", f"Siti {NIK}")},
    ],
)
def test_a_nik_never_enters_the_trail(where):
    services.record("user.invite", target="user:8", **{"by": BY, **where})
    row = AuditEntry.objects.filter().values().get()
    assert NIK not in str(row).replace(" ", "")


def test_a_nik_as_target_is_refused():
    with pytest.raises(domain.BadEntryError, match="NIK"):
        services.record("user.invite", by=BY, target=f"resident:{NIK}")


def test_amounts_uuids_and_digests_stay_as_they_are():
    facts = {
        "rupiah": 1_500_000_000,
        "sha256": "a" + "1234567890123456" * 3 + "b" * 15,
        "office": "office:01935000-0000-7000-8000-000000000001",
        "at": datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    }
    services.record(
        "user.invite", by=BY, target="user:01935000-0000-7000-8000-000000000001", after=facts
    )
    assert only().detail == domain.canonical({"after": facts})


def test_a_nik_beside_a_uuid_is_masked_and_the_uuid_is_not():
    uuid = "01935000-0000-7000-8000-000000000001"
    services.record("user.invite", by=BY, target="user:8", note=f"{uuid} {NIK}")
    assert only().detail == domain.canonical({"note": f"{uuid} [•••]"})


def test_a_label_longer_than_the_column_is_cut():
    services.record("user.invite", by=Visitor("user:7", "x" * 300), target="user:8")
    assert only().actor_label == "x" * 200


def person():
    return Person(
        nik=NIK,
        name="Siti",
        mother="Aminah",
        born=datetime(1990, 7, 1, tzinfo=UTC).date(),
        office_id=4,
        home_id=5,
    )


def test_facts_never_hold_a_sensitive_field_even_when_asked():
    assert services.facts(person(), "nik", "name", "mother", "home") == {"name": "Siti"}


def test_facts_without_names_are_all_columns_that_are_not_sensitive():
    assert services.facts(person()) == {"name": "Siti", "born": "1990-07-01", "office": 4}


def test_facts_take_properties_and_refuse_unknown_names():
    assert services.facts(person(), "initial", "office_id") == {"initial": "S", "office_id": 4}
    with pytest.raises(AttributeError):
        services.facts(person(), "age")


def test_facts_of_a_model_without_a_list_are_all_its_columns():
    assert services.facts(Office(name="Dinkes")) == {"name": "Dinkes"}


def test_recording_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        services.record("user.invite", by=BY, target="user:8")
    assert connection.in_atomic_block

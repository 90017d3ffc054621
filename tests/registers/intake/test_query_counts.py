"""How many queries the import desk's pages ask, with few rows and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.kernel.permissions import Role
from balai.registers.intake import services
from balai.registers.intake.models import Batch
from tests.registers.accounts.factories import signed_in_client, user_with
from tests.registers.intake.factories import GOOD_ROWS, Person, csv_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stall_kind")]
LIST = "/impor/"


@pytest.fixture
def desk():
    """Give a browser of somebody of the secretariat."""
    return signed_in_client(user_with(Role.SECRETARIAT))


def stage(content=None, key="k-1"):
    content = csv_bytes(*GOOD_ROWS) if content is None else content
    return services.stage(
        kind="stalls", content=content, name="kios.csv", options={}, key=key, by=Person()
    )


def url(batch):
    return f"/impor/{batch.public_id}/"


def queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(address)
    assert page.status_code == 200
    return len(captured)


def test_the_list_asks_as_many_queries_for_2_batches_as_for_200(desk):
    for number in range(2):
        stage(key=f"k-{number}")
    few = queries(desk, LIST)
    first = Batch.objects.first()
    rows = []
    for number in range(198):
        first.pk, first.client_key = None, f"copy-{number}"
        first.public_id = Batch._meta.get_field("public_id").get_default()
        rows.append(Batch(**{f.attname: getattr(first, f.attname) for f in Batch._meta.fields}))
    Batch.objects.bulk_create(rows)
    assert (few, queries(desk, LIST)) == (few, few)
    assert few <= 8


@pytest.mark.parametrize("bad", [False, True])
def test_a_batch_asks_as_many_queries_for_2_rows_as_for_200(desk, bad):
    def rows(count):
        return [(f"B-{n}", "Kios", "9" if bad else "3", "2024") for n in range(count)]

    few = stage(csv_bytes(*rows(2)), key="few")
    many = stage(csv_bytes(*rows(200)), key="many")
    assert queries(desk, url(few)) == queries(desk, url(many)) <= 8

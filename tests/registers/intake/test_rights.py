"""Who may take a file in: the kind's action, in the rows' area, or in the whole country."""

import pytest

from balai.kernel.actor import Forbidden, System
from balai.registers.audit.models import AuditEntry
from balai.registers.intake import selectors, services
from balai.registers.intake.models import Batch, StagedRow
from tests.registers.intake.factories import (
    GOOD_ROWS,
    STRANGER,
    Person,
    StallKind,
    csv_bytes,
    stalls,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stall_kind")]
RINA = Person("rina")


def stage(key="k-1", by=RINA, options=None):
    return services.stage(
        kind="stalls",
        content=csv_bytes(*GOOD_ROWS),
        name="kios.csv",
        options=options or {},
        key=key,
        by=by,
    )


def everything():
    trail = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    return Batch.objects.count(), StagedRow.objects.count(), stalls(), trail


NOTHING = (0, 0, {}, [])


def test_who_may_not_import_may_neither_stage_nor_touch_a_batch():
    with pytest.raises(Forbidden):
        stage(by=STRANGER)
    assert everything() == NOTHING
    batch = stage()
    before = everything()
    for step in (services.apply, services.discard, services.recheck):
        with pytest.raises(Forbidden):
            step(batch=batch, by=STRANGER)
    assert everything() == before


def test_rights_in_another_area_do_not_reach_a_file_of_this_one():
    neighbour = Person("tono", areas=frozenset({"99.02"}))
    with pytest.raises(Forbidden):
        stage(options={"region": "99.01"}, by=neighbour)
    batch = stage(options={"region": "99.01"}, by=Person("rina", areas=frozenset({"99.01"})))
    with pytest.raises(Forbidden):
        services.apply(batch=batch, by=neighbour)
    assert stalls() == {}


def test_a_kind_without_an_area_and_without_a_national_action_is_taken_in_by_nobody(
    stall_kind, monkeypatch
):
    batch = stage()
    monkeypatch.setattr(StallKind, "region", lambda *_: None)
    with pytest.raises(Forbidden):
        stage(key="k-2")
    Batch.objects.update(region="")
    batch.refresh_from_db()
    somewhere = Person("tono", areas=frozenset({"99.02"}))
    for by in (somewhere, RINA, System("intake import")):
        for step in (services.apply, services.discard, services.recheck):
            with pytest.raises(Forbidden):
                step(batch=batch, by=by)
        assert not selectors.may_apply(batch, by=by)
    for by in (somewhere, RINA):
        with pytest.raises(Forbidden):
            selectors.batch(batch.public_id, by=by)
        assert not selectors.batches(by).exists()
    batch.refresh_from_db()
    assert (batch.state, stalls(), stall_kind.applied) == ("checked", {}, [])

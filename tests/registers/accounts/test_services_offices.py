"""Writes of offices: what they do, refuse, and do twice."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from balai.kernel.actor import Forbidden, System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import services
from balai.registers.accounts.models import Office
from tests.registers.accounts.factories import (
    actor_with,
    make_office,
)
from tests.registers.accounts.telling import (
    trail,
)

pytestmark = pytest.mark.django_db

CONTOH = RegionCode("99.01")
SETUP = System("test")


def test_an_office_is_made_renamed_and_closed_and_each_again_changes_nothing():
    by = actor_with(Role.ADMINISTRATOR, "99.01")
    office = services.create_office(
        code=" dlh ", name="Dinas Lingkungan Hidup", kind="agency", region=CONTOH, by=by
    )
    for _ in range(2):
        services.rename_office(office=office, name="DLH Baru", short_name="DLH", by=by)
        services.close_office(office=office, by=by)
    office.refresh_from_db()
    assert (office.code, office.name, str(office), office.is_active) == (
        "DLH",
        "DLH Baru",
        "DLH",
        False,
    )
    assert trail() == ["accounts.create_office", "accounts.rename_office", "accounts.close_office"]


@pytest.mark.parametrize("region", [None, RegionCode("99"), RegionCode("15.04")])
def test_an_administrator_of_a_regency_makes_no_office_outside_it(region):
    by = actor_with(Role.ADMINISTRATOR, "99.01")
    with pytest.raises(Forbidden):
        services.create_office(code="A", name="A", kind="agency", region=region, by=by)
    assert not Office.objects.exists()


@pytest.mark.parametrize("write", ["rename_office", "close_office"])
def test_an_office_elsewhere_is_left_alone(write):
    office = make_office(region="15.04")
    more = {"name": "Lain"} if write == "rename_office" else {}
    with pytest.raises(Forbidden):
        getattr(services, write)(office=office, by=actor_with(Role.ADMINISTRATOR, "99.01"), **more)


def test_a_code_is_used_once_in_an_area_and_again_in_another():
    make_office()
    with pytest.raises(ValidationError, match="Kode itu sudah dipakai di wilayah ini"):
        services.create_office(code="DINKES", name="X", kind="agency", region=CONTOH, by=SETUP)
    services.create_office(
        code="DINKES", name="X", kind="agency", region=RegionCode("15.04"), by=SETUP
    )
    assert Office.objects.filter(code="DINKES").count() == 2


@pytest.mark.parametrize("code", ["DIN KES", "DINKES\n1", "-A", "DINAS/1"])
def test_a_code_with_other_characters_is_refused_in_words(code):
    with pytest.raises(ValidationError, match="huruf besar, angka, dan tanda hubung"):
        services.create_office(code=code, name="X", kind="agency", region=CONTOH, by=SETUP)

"""Writes of roles: what they do, refuse, roll back, and do twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from balai.kernel.actor import Forbidden, System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import selectors, services
from balai.registers.accounts.models import Assignment
from tests.registers.accounts.factories import (
    actor_with,
    give_role,
    make_office,
    make_user,
    set_up_totp,
    user_with,
)
from tests.registers.accounts.telling import (
    national_administrator,
    refused,
    trail,
)

pytestmark = pytest.mark.django_db

CONTOH = RegionCode("99.01")
SETUP = System("test")


def test_an_administrator_gives_a_role_that_works_at_once():
    user, office = make_user(), make_office()
    by = national_administrator()
    services.assign_role(user=user, role=Role.OFFICER, region=CONTOH, office=office, by=by)
    row = Assignment.objects.get(user=user)
    assert (row.role, row.region_code, row.office, row.granted_by, row.valid_from) == (
        "officer",
        "99.01",
        office,
        by.id,
        timezone.localdate(),
    )
    assert trail() == ["accounts.declare_home", "accounts.assign_role"]


def test_whoever_works_for_an_office_comes_from_there():
    user, office = make_user(), make_office()
    services.assign_role(user=user, role=Role.OFFICER, region=CONTOH, office=office, by=SETUP)
    user.refresh_from_db()
    assert user.home_office == office


def test_giving_the_same_role_again_is_refused():
    user = user_with(Role.CLERK, "99.01")
    arguments = {"user": user, "role": Role.CLERK, "region": CONTOH, "by": SETUP}
    assert refused(services.assign_role, **arguments) == "overlap"


def test_a_role_after_the_last_day_of_the_same_role_is_no_overlap():
    user = make_user()
    today = timezone.localdate()
    give_role(user, Role.CLERK, "99.01", valid_to=today)
    tomorrow = today + timedelta(days=1)
    services.assign_role(user=user, role=Role.CLERK, region=CONTOH, valid_from=tomorrow, by=SETUP)
    assert Assignment.objects.filter(user=user).count() == 2


def test_an_administrator_of_a_regency_gives_roles_in_it():
    by = actor_with(Role.ADMINISTRATOR, "99.01")
    row = services.assign_role(
        user=make_user(), role=Role.CLERK, region=RegionCode("99.01.01"), by=by
    )
    assert row.region_code == "99.01.01"


@pytest.mark.parametrize("region", [None, RegionCode("99"), RegionCode("15.04")])
def test_an_administrator_of_a_regency_gives_nothing_outside_it(region):
    by = actor_with(Role.ADMINISTRATOR, "99.01")
    arguments = {"user": make_user(), "role": Role.CLERK, "region": region, "by": by}
    assert refused(services.assign_role, **arguments) == "wider_than_own"


def test_an_administrator_of_one_office_does_not_give_roles_for_all():
    by = actor_with(Role.ADMINISTRATOR, "99.01", make_office())
    arguments = {"user": make_user(), "role": Role.CLERK, "region": CONTOH, "by": by}
    assert refused(services.assign_role, **arguments) == "wider_than_own"


def test_an_administrator_until_friday_gives_nothing_beyond_friday():
    friday = timezone.localdate() + timedelta(days=3)
    administrator = make_user()
    give_role(administrator, Role.ADMINISTRATOR, valid_to=friday)
    set_up_totp(administrator)
    by = selectors.actor_for(administrator, second_factor=True)
    arguments = {"user": make_user(), "role": Role.CLERK, "region": CONTOH, "by": by}
    assert refused(services.assign_role, **arguments) == "wider_than_own"
    assert services.assign_role(**arguments, valid_to=friday).valid_to == friday


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ASSESSOR, Role.MODERATOR])
def test_an_administrator_of_a_regency_gives_no_role_of_the_evaluation(role):
    by = actor_with(Role.ADMINISTRATOR, "99.01")
    user = make_user(home_independent=True)
    arguments = {"user": user, "role": role, "region": CONTOH, "by": by}
    assert refused(services.assign_role, **arguments) == "evaluation_role"


def test_nobody_gives_themselves_a_role():
    by = national_administrator()
    arguments = {"user": by.user, "role": Role.REGENT, "region": CONTOH, "by": by}
    assert refused(services.assign_role, **arguments) == "own_account"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.SECRETARIAT])
def test_whoever_is_no_administrator_gives_no_role(role):
    by = actor_with(role)
    with pytest.raises(Forbidden):
        services.assign_role(user=make_user(), role=Role.CLERK, region=CONTOH, by=by)


def test_an_administrator_without_second_factor_gives_no_role():
    by = actor_with(Role.ADMINISTRATOR, second_factor=False)
    with pytest.raises(Forbidden):
        services.assign_role(user=make_user(), role=Role.CLERK, region=CONTOH, by=by)


def test_a_closed_account_gets_no_role():
    arguments = {"role": Role.CLERK, "region": CONTOH, "by": SETUP}
    assert refused(services.assign_role, user=make_user(is_active=False), **arguments) == (
        "inactive_user"
    )


def test_a_closed_office_gets_no_one():
    office = make_office(is_active=False)
    arguments = {"user": make_user(), "role": Role.OFFICER, "region": CONTOH, "by": SETUP}
    assert refused(services.assign_role, office=office, **arguments) == "office_closed"


def test_a_role_for_an_office_stays_in_the_offices_area():
    arguments = {"user": make_user(), "role": Role.OFFICER, "office": make_office(), "by": SETUP}
    answers = [
        refused(services.assign_role, region=region, **arguments)
        for region in (None, RegionCode("99"), RegionCode("15.04"))
    ]
    assert answers == ["outside_office"] * 3


def test_a_role_that_would_be_over_already_is_refused():
    yesterday = timezone.localdate() - timedelta(days=1)
    arguments = {"user": make_user(), "role": Role.CLERK, "region": CONTOH, "by": SETUP}
    assert refused(services.assign_role, valid_to=yesterday, **arguments) == "in_the_past"


def test_a_role_that_ends_before_it_begins_is_refused_in_words():
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="Tanggal akhir tidak boleh sebelum tanggal mulai"):
        services.assign_role(
            user=make_user(),
            role=Role.CLERK,
            region=CONTOH,
            valid_from=today + timedelta(days=5),
            valid_to=today + timedelta(days=2),
            by=SETUP,
        )


def test_an_assessor_says_first_where_they_come_from():
    arguments = {"user": make_user(), "role": Role.ASSESSOR, "region": None, "by": SETUP}
    assert refused(services.assign_role, **arguments) == "home_missing"


def test_an_assessor_does_not_get_their_own_region():
    user = make_user(home_office=make_office())
    arguments = {"user": user, "role": Role.ASSESSOR, "region": CONTOH, "by": SETUP}
    assert refused(services.assign_role, **arguments) == "own_region"


def test_an_assessor_of_the_whole_country_cannot_reach_their_own_region():
    user = make_user(home_office=make_office())
    services.assign_role(user=user, role=Role.ASSESSOR, region=None, by=SETUP)
    actor = selectors.actor_for(user)
    assert actor.home == CONTOH


def test_who_assesses_a_region_is_not_taken_on_by_an_office_there():
    user = make_user()
    give_role(user, Role.ASSESSOR, "99.01")
    arguments = {"user": user, "role": Role.OFFICER, "region": CONTOH, "by": SETUP}
    assert refused(services.assign_role, office=make_office(), **arguments) == "own_region"
    user.refresh_from_db()
    assert user.home_office is None


def test_who_assesses_a_region_does_not_declare_to_come_from_it():
    user = make_user(home_independent=True)
    give_role(user, Role.ASSESSOR, "99.01")
    assert refused(services.declare_home, user=user, office=make_office(), by=SETUP) == "own_region"
    user.refresh_from_db()
    assert (user.home_office, user.home_independent) == (None, True)


def test_declaring_the_same_origin_again_changes_nothing():
    user, office = make_user(), make_office()
    for _ in range(2):
        services.declare_home(user=user, office=office, by=SETUP)
    assert trail() == ["accounts.declare_home"]


def test_a_role_ends_at_once_and_only_once():
    row = give_role(make_user(), Role.CLERK, "99.01")
    by = national_administrator()
    services.end_role(assignment=row, by=by)
    row.refresh_from_db()
    assert (row.ended_by, row.ended_at is not None) == (by.id, True)
    assert not selectors.actor_for(row.user).scopes
    assert refused(services.end_role, assignment=row, by=by) == "already_ended"
    assert trail() == ["accounts.end_role"]


def test_an_administrator_of_another_regency_does_not_end_the_role():
    row = give_role(make_user(), Role.CLERK, "99.01")
    by = actor_with(Role.ADMINISTRATOR, "99.02")
    assert refused(services.end_role, assignment=row, by=by) == "wider_than_own"


def test_whoever_is_no_administrator_ends_no_role():
    row = give_role(make_user(), Role.CLERK, "99.01")
    with pytest.raises(Forbidden):
        services.end_role(assignment=row, by=actor_with(Role.AUDITOR))


def test_the_last_administrator_stays():
    by = national_administrator()
    row = Assignment.objects.get(user=by.user)
    assert refused(services.end_role, assignment=row, by=by) == "last_administrator"


def test_an_administrator_may_go_when_another_stays():
    by, other = national_administrator(), user_with(Role.ADMINISTRATOR)
    services.end_role(assignment=other.assignments.get(), by=by)
    assert not selectors.actor_for(other).scopes


def test_an_administrator_with_a_closed_account_is_no_successor():
    by = national_administrator()
    user_with(Role.ADMINISTRATOR, is_active=False)
    row = Assignment.objects.get(user=by.user)
    assert refused(services.end_role, assignment=row, by=by) == "last_administrator"

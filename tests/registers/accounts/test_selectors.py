"""What is read about people: their rights, and where a right reaches."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from balai.kernel.actor import Forbidden, Nobody, System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import people_pages, selectors, services
from tests.registers.accounts.factories import (
    actor_with,
    give_role,
    make_office,
    make_user,
    user_with,
)

pytestmark = pytest.mark.django_db

CONTOH = RegionCode("99.01")
SETUP = System("test")


def test_an_actor_reads_its_scopes_once(django_assert_num_queries):
    user = user_with(Role.OFFICER, "99.01", make_office())
    actor = selectors.actor_for(user)
    with django_assert_num_queries(1):
        answers = [
            actor.may("accounts.invite", region=CONTOH),
            actor.may("accounts.view_users"),
            actor.second_factor,
            actor.home,
        ]
    assert answers == [False, False, False, None]


def test_the_areas_of_a_right_narrow_a_list():
    areas = [
        selectors.areas_for(by, "accounts.view_users")
        for by in (
            actor_with(Role.AUDITOR, "99.01"),
            actor_with(Role.AUDITOR, "99.01", make_office()),
            actor_with(Role.AUDITOR),
            actor_with(Role.OFFICER, "99.01"),
            actor_with(Role.ADMINISTRATOR, "99.01", second_factor=False),
            Nobody(),
            SETUP,
        )
    ]
    nothing: frozenset[RegionCode] = frozenset()
    assert areas == [frozenset({CONTOH}), nothing, None, nothing, nothing, nothing, None]


def test_a_right_for_one_office_is_told_with_the_area_of_the_office():
    by = actor_with(Role.AUDITOR, "99.01.01", make_office("DINKES", "99.01"))
    named = [
        (scope.office, scope.office_region, scope.region)
        for scope in selectors.office_scopes_for(by, "accounts.view_users")
    ]
    assert named == [("DINKES", CONTOH, RegionCode("99.01.01"))]
    assert selectors.office_scopes_for(by, "accounts.invite") == ()
    assert selectors.office_scopes_for(Nobody(), "accounts.view_users") == ()


def test_whoever_sees_one_office_sees_its_people_and_invitations_only():
    dinkes, dlh = make_office("DINKES"), make_office("DLH")
    provincial = make_office("DINKES", "99")
    ours = user_with(Role.OFFICER, "99.01", dinkes)
    for office in (dlh, provincial):
        user_with(Role.OFFICER, "99.01", office)
    user_with(Role.OFFICER, "99.01")
    for number, office in enumerate((dinkes, dlh, None)):
        services.invite(
            email=f"baru{number}@contoh.invalid",
            name=f"Baru {number}",
            role=Role.CLERK,
            region=CONTOH,
            office=office,
            site="http://testserver",
            by=SETUP,
        )
    by = actor_with(Role.ADMINISTRATOR, "99.01", dinkes)
    assert set(people_pages.users_for(by)) == {ours, by.user}
    assert [row.name for row in people_pages.invitations_for(by)] == ["Baru 0"]


def test_the_administrator_of_a_provincial_office_has_no_say_in_a_regencys_office_of_that_code():
    person = user_with(Role.OFFICER, "99.01", make_office("DINKES", "99.01"))
    by = actor_with(Role.ADMINISTRATOR, "99", make_office("DINKES", "99"))
    assert not by.may("accounts.manage_user", region=CONTOH, office="DINKES")
    with pytest.raises(Forbidden):
        services.remove_second_factor(user=person, by=by, reason="hilang")


def test_a_role_in_the_future_gives_nothing_today():
    user = make_user()
    give_role(user, Role.AUDITOR, valid_from=date(2100, 1, 1))
    assert not selectors.actor_for(user).may("accounts.view_users")


def test_constraints_hold_at_the_end():
    services.create_demo_accounts(by=SETUP)
    connection.check_constraints()

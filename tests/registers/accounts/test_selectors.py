"""What is read about people: their rights, and where a right reaches."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from balai.kernel.actor import Nobody, System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import selectors, services
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
            actor_with(Role.AUDITOR),
            actor_with(Role.OFFICER, "99.01"),
            actor_with(Role.ADMINISTRATOR, "99.01", second_factor=False),
            Nobody(),
            SETUP,
        )
    ]
    nothing: frozenset[RegionCode] = frozenset()
    assert areas == [frozenset({CONTOH}), None, nothing, nothing, nothing, None]


def test_a_role_in_the_future_gives_nothing_today():
    user = make_user()
    give_role(user, Role.AUDITOR, valid_from=date(2100, 1, 1))
    assert not selectors.actor_for(user).may("accounts.view_users")


def test_constraints_hold_at_the_end():
    services.create_demo_accounts(by=SETUP)
    connection.check_constraints()

"""Two people, or one in a hurry, do the same at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from balai.kernel.actor import Forbidden, System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import selectors, services
from balai.registers.accounts.invitation import LinkRefusedError
from balai.registers.accounts.models import Assignment, User
from balai.registers.accounts.services import RefusedError
from tests.registers.accounts.factories import PASSWORD, make_user, set_up_totp, user_with

pytestmark = pytest.mark.django_db(transaction=True)

SETUP = System("test")


def at_once(*calls):
    """Run the calls in threads that start together; returns results or refusals."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return call()
        except (Forbidden, LinkRefusedError, RefusedError, ValidationError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_a_link_opened_twice_at_once_makes_one_account():
    invited = services.invite(
        email="budi@contoh.invalid",
        name="Budi",
        role=Role.CLERK,
        region=RegionCode("99.01"),
        site="http://testserver",
        by=SETUP,
    )
    token = invited.link.rstrip("/").rpartition("/")[2]

    def accept():
        return services.accept_invitation(token=token, password=PASSWORD)

    results = at_once(accept, accept, accept)
    assert sorted(type(result).__name__ for result in results) == [
        "LinkRefusedError",
        "LinkRefusedError",
        "User",
    ]
    assert (User.objects.count(), Assignment.objects.count()) == (1, 1)


def test_a_role_given_twice_at_once_is_given_once():
    user = make_user()

    def give():
        return services.assign_role(
            user=user, role=Role.CLERK, region=RegionCode("99.01"), by=SETUP
        )

    results = at_once(give, give)
    assert sorted(type(result).__name__ for result in results) == ["Assignment", "RefusedError"]
    assert Assignment.objects.count() == 1


def two_administrators():
    """Two people who hold the whole country, as actors that have read their rights."""
    people = [user_with(Role.ADMINISTRATOR) for _ in range(2)]
    for person in people:
        set_up_totp(person)
    actors = [selectors.actor_for(person, second_factor=True) for person in people]
    for actor in actors:
        assert (len(actor.scopes), actor.second_factor) == (1, True)
    return people, actors


@pytest.mark.parametrize("round_", range(6))
def test_two_administrators_who_end_each_other_at_once_do_not_leave_nobody(round_):
    people, actors = two_administrators()
    rows = [person.assignments.get() for person in people]
    results = at_once(
        lambda: services.end_role(assignment=rows[1], by=actors[0]),
        lambda: services.end_role(assignment=rows[0], by=actors[1]),
    )
    assert sorted(type(result).__name__ for result in results) == ["Assignment", "RefusedError"]
    assert Assignment.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize("round_", range(6))
def test_two_administrators_who_close_each_other_at_once_do_not_leave_nobody(round_):
    people, actors = two_administrators()
    results = at_once(
        lambda: services.deactivate_user(user=people[1], by=actors[0], reason="x"),
        lambda: services.deactivate_user(user=people[0], by=actors[1], reason="x"),
    )
    assert sorted(type(result).__name__ for result in results) == ["RefusedError", "User"]
    assert User.objects.filter(is_active=True).count() == 1


@pytest.mark.parametrize("round_", range(6))
def test_one_who_ends_and_one_who_closes_at_once_do_not_leave_nobody(round_):
    people, actors = two_administrators()
    row = people[0].assignments.get()
    results = at_once(
        lambda: services.deactivate_user(user=people[1], by=actors[0], reason="x"),
        lambda: services.end_role(assignment=row, by=actors[1]),
    )
    assert [type(result).__name__ for result in results].count("RefusedError") == 1
    assert Assignment.objects.filter(ended_at=None, user__is_active=True).count() == 1


@pytest.mark.parametrize("round_", range(4))
def test_an_office_made_twice_at_once_is_made_once(round_):
    def make():
        return services.create_office(
            code="DLH", name="Dinas", kind="agency", region=RegionCode("99.01"), by=SETUP
        )

    results = at_once(make, make)
    assert sorted(type(result).__name__ for result in results) == ["Office", "ValidationError"]
    (refusal,) = [result for result in results if isinstance(result, ValidationError)]
    assert refusal.messages == ["Kode itu sudah dipakai di wilayah ini."]


@pytest.mark.parametrize("round_", range(4))
def test_somebody_invited_twice_at_once_is_invited_once(round_):
    def invite():
        return services.invite(
            email="budi@contoh.invalid",
            name="Budi",
            role=Role.CLERK,
            region=RegionCode("99.01"),
            site="http://testserver",
            by=SETUP,
        )

    results = at_once(invite, invite)
    assert sorted(type(result).__name__ for result in results) == ["Invited", "RefusedError"]
    assert [result.code for result in results if isinstance(result, RefusedError)] == [
        "already_invited"
    ]

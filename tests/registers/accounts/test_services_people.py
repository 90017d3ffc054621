"""Writes of accounts and of demo accounts: what they do, refuse, roll back, and do twice."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from balai.kernel.actor import Forbidden, Nobody, System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import selectors, services
from balai.registers.accounts.models import Assignment, Office, User
from balai.registers.audit.models import AuditEntry
from tests.registers.accounts.factories import (
    PASSWORD,
    actor_with,
    give_role,
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


def test_a_closed_account_is_out_at_once_and_again_changes_nothing():
    user, by = user_with(Role.CLERK, "99.01"), national_administrator()
    before = user.get_session_auth_hash()
    for _ in range(2):
        services.deactivate_user(user=user, by=by, reason="Pindah tugas")
    user.refresh_from_db()
    assert (user.is_active, user.get_session_auth_hash() == before) == (False, False)
    assert trail() == ["accounts.deactivate_user"]


def test_an_opened_account_has_its_roles_again():
    user, by = user_with(Role.CLERK, "99.01", is_active=False), national_administrator()
    for _ in range(2):
        services.reactivate_user(user=user, by=by, reason="Kembali bertugas")
    user.refresh_from_db()
    assert (user.is_active, len(selectors.actor_for(user).scopes)) == (True, 1)
    assert trail() == ["accounts.reactivate_user"]


def test_nobody_closes_their_own_account():
    by = national_administrator()
    user_with(Role.ADMINISTRATOR)
    assert refused(services.deactivate_user, user=by.user, by=by, reason="x") == "own_account"


def test_the_account_of_the_last_administrator_stays_open():
    user = user_with(Role.ADMINISTRATOR)
    assert refused(services.deactivate_user, user=user, by=SETUP, reason="x") == (
        "last_administrator"
    )


@pytest.mark.parametrize("write", ["deactivate_user", "reactivate_user", "remove_second_factor"])
def test_an_administrator_of_a_regency_leaves_people_elsewhere_alone(write):
    user = user_with(Role.CLERK, "15.04")
    with pytest.raises(Forbidden):
        getattr(services, write)(user=user, by=actor_with(Role.ADMINISTRATOR, "99.01"), reason="x")


def test_an_administrator_of_a_regency_leaves_alone_who_also_works_elsewhere():
    user = user_with(Role.CLERK, "99.01")
    give_role(user, Role.CLERK, "15.04")
    with pytest.raises(Forbidden):
        services.deactivate_user(user=user, by=actor_with(Role.ADMINISTRATOR, "99.01"), reason="x")


def test_an_administrator_still_manages_who_lost_their_last_role_there():
    user, by = user_with(Role.CLERK, "99.01"), actor_with(Role.ADMINISTRATOR, "99.01")
    services.end_role(assignment=user.assignments.get(), by=by)
    services.deactivate_user(user=user, by=by, reason="Pensiun")
    user.refresh_from_db()
    assert not user.is_active


def test_an_administrator_of_a_regency_does_not_manage_who_never_had_a_role_there():
    with pytest.raises(Forbidden):
        services.change_name(
            user=make_user(), name="Lain", by=actor_with(Role.ADMINISTRATOR, "99.01")
        )


def test_one_changes_ones_own_name_and_it_is_found_under_the_new_one():
    user = make_user(name="Siti")
    by = selectors.actor_for(user)
    for _ in range(2):
        services.change_name(user=user, name=" Siti Áminah ", by=by)
    user.refresh_from_db()
    assert (user.name, user.search_key) == ("Siti Áminah", f"siti aminah {user.email}")
    assert trail() == ["accounts.change_name"]


def test_another_persons_name_is_not_ones_own_to_change():
    with pytest.raises(Forbidden):
        services.change_name(user=make_user(), name="Lain", by=actor_with(Role.OFFICER, "99.01"))


def test_an_empty_name_is_refused():
    user = make_user()
    with pytest.raises(ValidationError):
        services.change_name(user=user, name=" ", by=selectors.actor_for(user))


def test_signing_out_everywhere_ends_every_session():
    user = make_user()
    before = user.get_session_auth_hash()
    services.end_sessions(user=user, by=selectors.actor_for(user))
    assert user.get_session_auth_hash() != before
    with pytest.raises(Forbidden):
        services.end_sessions(user=user, by=Nobody())


def test_a_lost_second_factor_is_taken_away_with_its_sessions():
    user, by = user_with(Role.REGENT, "99.01"), national_administrator()
    set_up_totp(user)
    before = user.get_session_auth_hash()
    for _ in range(2):
        services.remove_second_factor(user=user, by=by, reason="Ponsel hilang")
    user.refresh_from_db()
    assert not Authenticator.objects.filter(user=user).exists()
    assert user.get_session_auth_hash() != before
    assert trail() == ["accounts.remove_second_factor"]


def test_nobody_takes_away_their_own_second_factor_as_administrator():
    by = national_administrator()
    assert refused(services.remove_second_factor, user=by.user, by=by, reason="x") == "own_account"


def test_rights_that_need_a_second_factor_end_when_it_is_taken_away():
    user = user_with(Role.ADMINISTRATOR)
    set_up_totp(user)
    before = selectors.actor_for(user, second_factor=True).may("accounts.assign_role")
    Authenticator.objects.filter(user=user).delete()
    after = selectors.actor_for(user, second_factor=True).may("accounts.assign_role")
    assert (before, after) == (True, False)


def test_the_first_administrator_comes_from_the_server():
    user = services.create_administrator(
        email=" Ketua@Contoh.Invalid ", name="Ketua", password=PASSWORD, by=SETUP
    )
    assert (user.email, user.check_password(PASSWORD), user.assignments.get().region_code) == (
        "ketua@contoh.invalid",
        True,
        "",
    )
    assert refused(
        services.create_administrator,
        email="ketua@contoh.invalid",
        name="Ketua",
        password=PASSWORD,
        by=SETUP,
    ) == ("has_account")


def test_not_even_an_administrator_makes_one_without_an_invitation():
    with pytest.raises(Forbidden):
        services.create_administrator(
            email="a@contoh.invalid", name="A", password=PASSWORD, by=national_administrator()
        )


@pytest.mark.parametrize(
    ("password", "says"),
    [("pendek", "setidaknya 12"), ("ketua@contoh.invalid", "mirip"), ("password1234", "umum")],
)
def test_a_weak_password_is_refused_and_nobody_is_made(password, says):
    with pytest.raises(ValidationError, match=says):
        services.create_administrator(
            email="ketua@contoh.invalid", name="Ketua", password=password, by=SETUP
        )
    assert not User.objects.exists()


def test_an_account_and_its_trail_stand_or_fall_together():
    def made_and_then_something_breaks():
        with transaction.atomic():
            services.create_administrator(email="a@b.id", name="A", password=PASSWORD, by=SETUP)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        made_and_then_something_breaks()
    assert (User.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_the_trail_never_holds_an_address_or_a_password():
    services.create_administrator(
        email="ketua@contoh.invalid", name="Ketua", password=PASSWORD, by=SETUP
    )
    kept = str(list(AuditEntry.objects.values()))
    assert ("ketua@contoh.invalid" in kept, PASSWORD in kept, "Ketua" in kept) == (
        False,
        False,
        True,
    )


def test_the_database_itself_refuses_an_address_in_capitals():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Besar@contoh.id", name="Besar")


def test_the_database_itself_refuses_a_region_code_with_a_newline():
    with pytest.raises(IntegrityError), transaction.atomic():
        give_role(make_user(), Role.CLERK, "99.01\n")


def test_the_database_itself_refuses_the_same_role_twice():
    user = user_with(Role.CLERK, "99.01")
    with pytest.raises(IntegrityError), transaction.atomic():
        give_role(user, Role.CLERK, "99.01")


def test_there_is_one_demo_account_a_role_each_with_its_own_password():
    made = services.create_demo_accounts(by=SETUP)
    assert [account.role for account in made] == [
        Role.ADMINISTRATOR,
        Role.SECRETARIAT,
        Role.ASSESSOR,
        Role.MODERATOR,
        Role.COORDINATOR,
        Role.OFFICER,
        Role.CLERK,
        Role.REGENT,
        Role.AUDITOR,
    ]
    assert {account.role for account in made} == set(Role)
    assert len({account.password for account in made}) == len(made)
    for account in made:
        user = User.objects.get(email=account.email)
        assert user.check_password(account.password)
        assert (user.is_demo, "sintetis" in user.name) == (True, True)


def test_demo_accounts_of_a_region_lie_in_the_fictional_one():
    services.create_demo_accounts(by=SETUP)
    codes = set(Assignment.objects.values_list("region_code", flat=True))
    codes |= set(Office.objects.values_list("region_code", flat=True))
    assert codes == {"", "99.01", "99.01.01.2001"}


def test_demo_accounts_made_twice_are_the_same_without_their_passwords():
    first = services.create_demo_accounts(by=SETUP)
    rows = AuditEntry.objects.count()
    second = services.create_demo_accounts(by=SETUP)
    assert [(account.email, account.password) for account in second] == [
        (account.email, None) for account in first
    ]
    assert AuditEntry.objects.count() == rows


def test_there_are_no_demo_accounts_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(services.NotATrialError):
        services.create_demo_accounts(by=SETUP)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Siti\u202egnp.exe", "hidden_letters"),
        ("Siti\nBudi", "hidden_letters"),
        ("Siti\u200bBudi", "hidden_letters"),
        ("Sistem (setup)", "poses_as_system"),
        ("  sistem(jam)", "poses_as_system"),
        ("System (x)", "poses_as_system"),
        ("\uff33istem \uff08jam\uff09", "poses_as_system"),
    ],
)
def test_a_name_that_would_mislead_a_reader_is_refused_everywhere(name, code):
    user = make_user()
    own = selectors.actor_for(user)
    assert refused(services.change_name, user=user, name=name, by=own) == code
    assert (
        refused(
            services.create_administrator,
            email="baru@contoh.invalid",
            name=name,
            password=PASSWORD,
            by=SETUP,
        )
        == code
    )
    assert (
        refused(
            services.invite,
            email="baru@contoh.invalid",
            name=name,
            role=Role.CLERK,
            region=None,
            site="http://testserver",
            by=SETUP,
        )
        == code
    )
    assert (
        refused(services.create_office, code="DLH", name=name, kind="agency", region=None, by=SETUP)
        == code
    )


@pytest.mark.parametrize("name", ["Ánh Nguyễn", "Sistemi", "I Gusti Ayu (Bali)", "O'Brien"])
def test_other_names_are_taken_as_they_are(name):
    user = make_user()
    services.change_name(user=user, name=name, by=selectors.actor_for(user))
    user.refresh_from_db()
    assert user.name == name


def test_taking_the_list_away_is_for_who_may_see_it():
    with pytest.raises(Forbidden):
        services.record_export(by=actor_with(Role.OFFICER, "99.01"), rows=1)

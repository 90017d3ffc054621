"""Writes of people, offices and roles: what they do, refuse, roll back, and do twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from balai.kernel.actor import Forbidden, Nobody, System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import selectors, services
from balai.registers.accounts.models import Assignment, Office, User
from balai.registers.accounts.services import RefusedError
from balai.registers.audit.models import AuditEntry
from tests.registers.accounts.factories import (
    PASSWORD,
    actor_with,
    give_role,
    make_office,
    make_user,
    set_up_totp,
    user_with,
)

pytestmark = pytest.mark.django_db

CONTOH = RegionCode("99.01")
SETUP = System("test")


def trail() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def national_administrator():
    return actor_with(Role.ADMINISTRATOR)


def refused(call, **arguments) -> str:
    before = (Assignment.objects.count(), User.objects.count(), AuditEntry.objects.count())
    with pytest.raises(RefusedError) as caught:
        call(**arguments)
    after = (Assignment.objects.count(), User.objects.count(), AuditEntry.objects.count())
    assert after == before, "a refusal must leave nothing behind"
    return caught.value.code


# Roles


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


# Accounts


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


# Offices


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


# Demo accounts


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


# Reading


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

"""An invitation from its making to its end: the only way into the house."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from balai.kernel.actor import Forbidden, System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import links, selectors, services
from balai.registers.accounts.invitation import LinkProblem, LinkRefusedError
from balai.registers.accounts.models import Assignment, Invitation, User
from balai.registers.accounts.services import RefusedError
from balai.registers.audit.models import AuditEntry
from tests.registers.accounts.factories import (
    PASSWORD,
    actor_with,
    give_role,
    make_office,
    make_user,
)

pytestmark = pytest.mark.django_db

CONTOH = RegionCode("99.01")
SETUP = System("test")


def invite(by=SETUP, **changes):
    arguments = {
        "email": "Budi@Contoh.invalid",
        "name": "Budi",
        "role": Role.CLERK,
        "region": CONTOH,
        "site": "https://balai.example/",
        "by": by,
        **changes,
    }
    return services.invite(**arguments)


def token_of(invited) -> str:
    return invited.link.rstrip("/").rpartition("/")[2]


def problem_of(token: str) -> LinkProblem:
    with pytest.raises(LinkRefusedError) as caught:
        services.accept_invitation(token=token, password=PASSWORD)
    with pytest.raises(LinkRefusedError) as read:
        links.open_invitation(token)
    assert read.value.problem == caught.value.problem
    return caught.value.problem


def refusal(**arguments) -> str:
    before = (Invitation.objects.count(), AuditEntry.objects.count())
    with pytest.raises(RefusedError) as caught:
        invite(**arguments)
    assert (Invitation.objects.count(), AuditEntry.objects.count()) == before
    return caught.value.code


def test_the_invited_person_makes_an_account_with_the_role():
    office = make_office()
    by = actor_with(Role.ADMINISTRATOR, "99.01")
    invited = invite(by, role=Role.OFFICER, office=office)
    user = services.accept_invitation(token=token_of(invited), password=PASSWORD)
    role = user.assignments.get()
    assert (user.email, user.name, user.home_office, user.check_password(PASSWORD)) == (
        "budi@contoh.invalid",
        "Budi",
        office,
        True,
    )
    assert (role.role, role.region_code, role.office, role.granted_by) == (
        "officer",
        "99.01",
        office,
        by.id,
    )
    assert list(AuditEntry.objects.order_by("id").values_list("action", "actor_id")) == [
        ("accounts.invite", by.id),
        ("accounts.create_user", f"invitation:{invited.invitation.public_id}"),
        ("accounts.accept_invitation", f"invitation:{invited.invitation.public_id}"),
        ("accounts.assign_role", f"invitation:{invited.invitation.public_id}"),
    ]


def test_the_link_goes_to_the_invited_person_by_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invited = invite()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, invited.link in sent.body) == (
        ["budi@contoh.invalid"],
        "Undangan ke Balai",
        True,
    )


def test_an_invitation_that_is_rolled_back_sends_nothing(django_capture_on_commit_callbacks):
    def invited_and_then_something_breaks():
        with transaction.atomic():
            invite()
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        invited_and_then_something_breaks()
    assert (mail.outbox, Invitation.objects.count(), AuditEntry.objects.count()) == ([], 0, 0)


def test_the_link_itself_is_kept_nowhere():
    invited = invite()
    token = token_of(invited)
    kept = str(list(Invitation.objects.values())) + str(list(AuditEntry.objects.values()))
    assert (token in kept, "budi@contoh.invalid" in str(list(AuditEntry.objects.values()))) == (
        False,
        False,
    )


def test_a_link_works_once():
    token = token_of(invite())
    services.accept_invitation(token=token, password=PASSWORD)
    assert problem_of(token) is LinkProblem.ACCEPTED
    assert User.objects.count() == 1


def test_a_link_works_for_seven_days():
    invited = invite()
    left = invited.invitation.expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now())
    assert problem_of(token_of(invited)) is LinkProblem.EXPIRED


def test_a_revoked_link_is_useless_and_is_revoked_only_once():
    by = actor_with(Role.ADMINISTRATOR, "99.01")
    invited = invite(by)
    services.revoke_invitation(invitation=invited.invitation, by=by)
    assert problem_of(token_of(invited)) is LinkProblem.REVOKED
    with pytest.raises(RefusedError) as caught:
        services.revoke_invitation(invitation=invited.invitation, by=by)
    assert caught.value.code == "not_open"


def test_a_link_of_somebody_who_has_an_account_by_now_is_useless():
    invited = invite()
    make_user(email="budi@contoh.invalid")
    assert problem_of(token_of(invited)) is LinkProblem.HAS_ACCOUNT


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda _: "noise"])
def test_a_link_that_was_cut_or_made_up_is_not_known(change):
    token = change(token_of(invite()))
    assert problem_of(token) is LinkProblem.INVALID


def test_noise_is_refused_before_the_database_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(LinkRefusedError):
        links.open_invitation("noise")


def test_a_weak_password_leaves_the_link_open():
    token = token_of(invite())
    with pytest.raises(ValidationError):
        services.accept_invitation(token=token, password="pendek")
    assert (User.objects.count(), Invitation.objects.get().state) == (0, "open")
    assert services.accept_invitation(token=token, password=PASSWORD).name == "Budi"


def test_an_address_with_an_account_is_not_invited():
    make_user(email="budi@contoh.invalid")
    assert refusal() == "has_account"


def test_an_address_is_not_invited_twice_at_once_but_again_after_the_first_is_over():
    invite()
    assert refusal() == "already_invited"
    Invitation.objects.update(expires_at=timezone.now())
    invite()
    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["expired", "open"]


def test_overdue_invitations_are_closed_by_the_clock_once():
    invite()
    Invitation.objects.update(expires_at=timezone.now())
    assert [services.close_overdue(), services.close_overdue()] == [1, 0]
    last = AuditEntry.objects.order_by("id").last()
    assert last is not None
    assert (last.action, last.actor_id) == ("accounts.expire_invitation", "system:clock")


@pytest.mark.parametrize("region", [None, RegionCode("99"), RegionCode("15.04")])
def test_an_administrator_of_a_regency_invites_nobody_for_outside(region):
    assert refusal(by=actor_with(Role.ADMINISTRATOR, "99.01"), region=region) == "wider_than_own"


def test_an_administrator_of_a_regency_invites_no_assessor():
    by = actor_with(Role.ADMINISTRATOR, "99.01")
    assert refusal(by=by, role=Role.ASSESSOR, home_independent=True) == "evaluation_role"


def test_an_assessor_is_not_invited_for_the_region_they_come_from():
    assert refusal(role=Role.ASSESSOR, home_office=make_office()) == "own_region"


def test_an_assessor_is_not_invited_without_saying_where_they_come_from():
    assert refusal(role=Role.ASSESSOR) == "home_missing"


def test_whoever_is_no_administrator_invites_nobody():
    with pytest.raises(Forbidden):
        invite(actor_with(Role.OFFICER, "99.01"))
    assert not Invitation.objects.exists()


def test_an_administrator_elsewhere_does_not_revoke():
    invited = invite()
    with pytest.raises(Forbidden):
        services.revoke_invitation(
            invitation=invited.invitation, by=actor_with(Role.ADMINISTRATOR, "99.02")
        )


def test_the_role_of_an_invitation_ends_on_the_day_that_was_chosen():
    last_day = timezone.localdate() + timedelta(days=30)
    user = services.accept_invitation(token=token_of(invite(valid_to=last_day)), password=PASSWORD)
    assert user.assignments.get().valid_to == last_day


def test_an_invitation_is_not_for_a_role_that_is_over():
    assert refusal(valid_to=timezone.localdate() - timedelta(days=1)) == "in_the_past"


def test_a_malformed_address_is_refused_in_words():
    with pytest.raises(ValidationError, match=r"e-?mail"):
        invite(email="budi")


def test_what_one_may_give_is_asked_again_for_each_invitation():
    administrator = make_user()
    give_role(administrator, Role.ADMINISTRATOR, "99.01")
    with pytest.raises(Forbidden):
        invite(selectors.actor_for(administrator))


def test_closing_an_administrator_revokes_what_they_invited():
    boss, rogue = actor_with(Role.ADMINISTRATOR), actor_with(Role.ADMINISTRATOR)
    token = token_of(invite(by=rogue))
    kept = token_of(invite(by=boss, email="siti@contoh.invalid"))
    services.deactivate_user(user=rogue.user, by=boss, reason="keluar")
    assert problem_of(token) is LinkProblem.REVOKED
    assert services.accept_invitation(token=kept, password=PASSWORD).email == "siti@contoh.invalid"
    last = AuditEntry.objects.get(action="accounts.revoke_invitation")
    assert last.actor_id == boss.id


def test_ending_a_role_revokes_only_what_rested_on_it():
    boss, other = actor_with(Role.ADMINISTRATOR), actor_with(Role.ADMINISTRATOR, "99.01")
    give_role(other.user, Role.ADMINISTRATOR, "99.02")
    other = selectors.actor_for(other.user, second_factor=True)
    rests = token_of(invite(by=other))
    stays = token_of(invite(by=other, email="siti@contoh.invalid", region=RegionCode("99.02")))
    services.end_role(assignment=other.user.assignments.get(region_code="99.01"), by=boss)
    assert problem_of(rests) is LinkProblem.REVOKED
    assert links.open_invitation(stays).email == "siti@contoh.invalid"


def test_a_link_whose_sender_ran_out_of_time_does_not_work():
    token = token_of(invite(by=actor_with(Role.ADMINISTRATOR, "99.01")))
    Assignment.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert problem_of(token) is LinkProblem.WITHDRAWN
    assert not User.objects.filter(name="Budi").exists()


def test_a_role_of_the_evaluation_needs_a_sender_of_the_whole_country_to_the_end():
    by = actor_with(Role.ADMINISTRATOR)
    token = token_of(invite(by=by, role=Role.SECRETARIAT, region=None))
    assert links.open_invitation(token).name == "Budi"
    Assignment.objects.update(region_code="99")
    assert problem_of(token) is LinkProblem.WITHDRAWN


def test_a_role_of_the_evaluation_in_one_area_is_not_backed_by_an_administrator_of_that_area():
    by = actor_with(Role.ADMINISTRATOR)
    secretary = token_of(invite(by=by, role=Role.SECRETARIAT))
    clerk = token_of(invite(by=by, email="siti@contoh.invalid"))
    Assignment.objects.update(region_code="99.01")
    assert problem_of(secretary) is LinkProblem.WITHDRAWN
    assert links.open_invitation(clerk).email == "siti@contoh.invalid"


def test_a_sender_who_lost_the_telephone_since_keeps_their_word():
    by = actor_with(Role.ADMINISTRATOR)
    token = token_of(invite(by=by))
    services.remove_second_factor(user=by.user, by=SETUP, reason="hilang")
    assert services.accept_invitation(token=token, password=PASSWORD).name == "Budi"


def test_a_link_to_a_closed_office_does_not_work():
    office = make_office()
    token = token_of(invite(office=office))
    services.close_office(office=office, by=SETUP)
    assert problem_of(token) is LinkProblem.OFFICE_CLOSED


def test_a_link_to_a_role_that_is_over_does_not_work():
    token = token_of(invite(valid_to=timezone.localdate()))
    Invitation.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert problem_of(token) is LinkProblem.ROLE_OVER

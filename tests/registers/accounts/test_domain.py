"""Who may do what, where and when: every way out of the decision, and what must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel import permissions
from balai.kernel.permissions import DECIDING_ROLES, Action, Role
from balai.kernel.region_code import RegionCode
from balai.kernel.transitions import IllegalTransition
from balai.registers.accounts import permissions as accounts
from balai.registers.accounts.domain import (
    ASSESSING_ROLES,
    Decision,
    Scope,
    covers,
    decide,
    judges_own_region,
    leaves_nobody,
    overlap,
    poses_as_system,
    search_key,
)
from balai.registers.accounts.invitation import MACHINE, Invitee

TODAY = date(2026, 11, 24)
CONTOH = RegionCode("99.01")
PROVINCE = RegionCode("99")
BATANGHARI = RegionCode("15.04")

COUNT = Action(
    "test_accounts.count", ("Menghitung", "Count"), frozenset({Role.OFFICER, Role.CLERK})
)
SCORE = Action("test_accounts.score", ("Menilai", "Score"), frozenset(ASSESSING_ROLES))
RULE = Action("test_accounts.rule", ("Memutus", "Rule"), frozenset({Role.REGENT, Role.COORDINATOR}))
OPEN_ROUND = Action(
    "test_accounts.open_round",
    ("Membuka putaran", "Open a round"),
    frozenset({Role.SECRETARIAT, Role.AUDITOR}),
    national=True,
)


@pytest.fixture(autouse=True, scope="module")
def declared_actions():
    permissions.register(COUNT, SCORE, RULE, OPEN_ROUND)
    yield
    for action in (COUNT, SCORE, RULE, OPEN_ROUND):
        permissions._actions.pop(action.code)


def scope(role=Role.OFFICER, region=CONTOH, office=None, since=date(2026, 1, 1), until=None):
    return Scope(role, region, office, since, until, office_region=region if office else None)


def ask(action, *scopes, region=None, office=None, day=TODAY, second_factor=False, home=None):
    return decide(
        action.code if isinstance(action, Action) else action,
        scopes,
        region=region,
        office=office,
        day=day,
        second_factor=second_factor,
        home=home,
    )


def test_a_role_in_the_area_is_allowed():
    assert ask(COUNT, scope(), region=CONTOH) is Decision.ALLOWED


def test_a_role_reaches_everything_inside_its_area():
    assert ask(COUNT, scope(), region=RegionCode("99.01.01.2001")) is Decision.ALLOWED


def test_a_role_does_not_reach_the_wider_area():
    assert ask(COUNT, scope(), region=PROVINCE) is Decision.NO_SCOPE


def test_a_code_that_only_begins_alike_is_another_area():
    assert ask(COUNT, scope(region=RegionCode("99.0" + "1")), region=RegionCode("99.02")) is (
        Decision.NO_SCOPE
    )


def test_an_unknown_action_is_refused_whatever_one_holds():
    everything = [scope(role=role, region=None) for role in Role]
    assert ask("test_accounts.fly", *everything, second_factor=True) is Decision.UNKNOWN_ACTION


def test_nobody_may_do_anything_without_a_role():
    assert ask(COUNT, region=CONTOH) is Decision.NO_SCOPE


def test_a_role_that_the_action_does_not_name_is_refused():
    assert ask(COUNT, scope(role=Role.AUDITOR), region=CONTOH) is Decision.NO_SCOPE


def test_a_role_begins_on_its_first_day_and_ends_after_its_last():
    held = scope(since=TODAY, until=TODAY)
    days = {day: ask(COUNT, held, region=CONTOH, day=TODAY + timedelta(day)) for day in (-1, 0, 1)}
    assert days == {-1: Decision.NO_SCOPE, 0: Decision.ALLOWED, 1: Decision.NO_SCOPE}


def test_a_role_for_one_office_does_not_reach_another():
    held = scope(office="DINKES")
    answers = [ask(COUNT, held, region=CONTOH, office=office) for office in ("DINKES", "DLH", None)]
    assert answers == [Decision.ALLOWED, Decision.NO_SCOPE, Decision.ALLOWED]


def test_a_role_for_one_office_does_not_reach_an_office_of_the_same_code_elsewhere():
    provincial = scope(region=PROVINCE, office="DINKES")
    asked = {"region": CONTOH, "office": "DINKES"}
    assert ask(COUNT, provincial, **asked) is Decision.NO_SCOPE
    assert ask(COUNT, scope(office="DINKES"), **asked) is Decision.ALLOWED


def test_a_role_for_all_offices_reaches_each():
    assert ask(COUNT, scope(), region=CONTOH, office="DLH") is Decision.ALLOWED


def test_an_office_without_its_area_means_nothing_to_a_role_in_one_area():
    assert ask(COUNT, scope(office="DINKES"), office="DINKES") is Decision.NO_SCOPE


def test_without_an_area_the_question_is_whether_one_may_anywhere():
    assert ask(COUNT, scope()) is Decision.ALLOWED


def test_a_national_action_needs_the_whole_country():
    area, country = scope(role=Role.AUDITOR), scope(role=Role.AUDITOR, region=None)
    assert [ask(OPEN_ROUND, held) for held in (area, country)] == [
        Decision.NO_SCOPE,
        Decision.ALLOWED,
    ]


def test_a_national_action_about_one_area_still_needs_the_whole_country():
    assert ask(OPEN_ROUND, scope(role=Role.AUDITOR), region=CONTOH) is Decision.NO_SCOPE


def test_a_deciding_role_counts_for_nothing_without_its_second_factor():
    held = scope(role=Role.REGENT)
    answers = [ask(RULE, held, region=CONTOH, second_factor=proved) for proved in (False, True)]
    assert answers == [Decision.SECOND_FACTOR, Decision.ALLOWED]


def test_another_role_that_does_not_decide_is_enough_without_a_second_factor():
    held = [scope(role=Role.REGENT), scope(role=Role.COORDINATOR)]
    assert ask(RULE, *held, region=CONTOH) is Decision.ALLOWED


def test_nobody_assesses_the_region_they_come_from_not_even_with_the_whole_country():
    held = scope(role=Role.ASSESSOR, region=None)
    answers = [ask(SCORE, held, region=r, home=CONTOH) for r in (CONTOH, BATANGHARI)]
    assert answers == [Decision.OWN_REGION, Decision.ALLOWED]


def test_nobody_from_a_province_assesses_a_regency_in_it():
    held = scope(role=Role.ASSESSOR, region=None)
    assert ask(SCORE, held, region=CONTOH, home=PROVINCE) is Decision.OWN_REGION


@pytest.mark.parametrize("region", [CONTOH, None])
def test_no_panel_chair_judges_the_region_they_come_from(region):
    held = scope(role=Role.MODERATOR, region=region)
    answers = [
        ask(SCORE, held, region=CONTOH, home=home, second_factor=True)
        for home in (CONTOH, BATANGHARI)
    ]
    assert answers == [Decision.OWN_REGION, Decision.ALLOWED]


def test_where_one_comes_from_does_not_matter_to_other_roles():
    assert ask(COUNT, scope(), region=CONTOH, home=CONTOH) is Decision.ALLOWED


regions = st.sampled_from(
    [
        None,
        *(RegionCode(c) for c in ("99", "99.01", "99.01.02", "99.02", "15", "15.04", "15.04.01")),
    ]
)
offices = st.sampled_from([None, "DINKES", "DLH"])
days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
scopes = st.builds(
    Scope,
    role=st.sampled_from(Role),
    region=regions,
    office=offices,
    valid_from=days,
    valid_to=st.none() | days,
    office_region=regions,
)
actions = st.sampled_from([COUNT, SCORE, RULE, OPEN_ROUND, accounts.MANAGE_USER, accounts.INVITE])


@given(actions, st.lists(scopes, max_size=4), st.data(), days, st.booleans(), regions)
def test_widening_a_scope_never_removes_a_right(action, held, data, day, proved, home):
    region, office = data.draw(regions), data.draw(offices)

    def answer(scopes):
        return ask(
            action, *scopes, region=region, office=office, day=day, second_factor=proved, home=home
        )

    before = answer(held)
    wider = [
        replace(
            one,
            region=data.draw(st.sampled_from([one.region, one.region and one.region.parent, None])),
            office=data.draw(st.sampled_from([one.office, None])),
            valid_to=data.draw(st.sampled_from([one.valid_to, None])),
        )
        for one in held
    ]
    assert before is not Decision.ALLOWED or answer(wider) is Decision.ALLOWED


@given(actions, st.lists(scopes, max_size=4), scopes, regions, offices, days, st.booleans())
def test_one_more_role_never_removes_a_right(action, held, more, region, office, day, proved):
    question = {"region": region, "office": office, "day": day, "second_factor": proved}
    before = ask(action, *held, **question)
    assert before is not Decision.ALLOWED or ask(action, *held, more, **question) is before


@given(actions, st.lists(scopes, max_size=4), regions, offices)
def test_a_role_that_is_over_never_allows(action, held, region, office):
    over = [replace(one, valid_to=date(2026, 3, 1)) for one in held]
    answer = ask(
        action, *over, region=region, office=office, day=date(2026, 3, 2), second_factor=True
    )
    assert answer is Decision.NO_SCOPE


@given(st.text(max_size=40), st.lists(scopes, max_size=4), days)
def test_an_action_that_no_part_declared_is_never_allowed(code, held, day):
    known = {action.code for action in permissions.all_actions()}
    answer = ask(code, *held, day=day, second_factor=True)
    assert code in known or answer is Decision.UNKNOWN_ACTION


@given(actions, st.lists(scopes, max_size=4), regions, offices, days)
def test_without_a_second_factor_deciding_roles_add_nothing(action, held, region, office, day):
    plain = [one for one in held if one.role not in DECIDING_ROLES]
    question = {"region": region, "office": office, "day": day}
    allowed = [ask(action, *some, **question) is Decision.ALLOWED for some in (held, plain)]
    assert allowed[0] == allowed[1]


def cover(held, *, region=CONTOH, office=None, office_region=None, until=None, second_factor=True):
    return covers(
        [held],
        frozenset({Role.ADMINISTRATOR}),
        region=region,
        office=office,
        office_region=office_region,
        until=until,
        day=TODAY,
        second_factor=second_factor,
    )


ADMIN = scope(role=Role.ADMINISTRATOR)
FOR_OFFICE = scope(role=Role.ADMINISTRATOR, office="DINKES")


@pytest.mark.parametrize(
    ("held", "asked", "covered"),
    [
        (ADMIN, {}, True),
        (ADMIN, {"region": RegionCode("99.01.01")}, True),
        (ADMIN, {"region": PROVINCE}, False),
        (ADMIN, {"region": None}, False),
        (replace(ADMIN, region=None), {"region": None}, True),
        (FOR_OFFICE, {}, False),
        (FOR_OFFICE, {"office": "DINKES", "office_region": CONTOH}, True),
        (FOR_OFFICE, {"office": "DINKES", "office_region": PROVINCE}, False),
        (FOR_OFFICE, {"office": "DLH", "office_region": CONTOH}, False),
        (ADMIN, {"office": "DINKES", "office_region": PROVINCE}, True),
        (replace(ADMIN, valid_to=date(2026, 12, 31)), {}, False),
        (replace(ADMIN, valid_to=date(2026, 12, 31)), {"until": date(2026, 12, 31)}, True),
        (replace(ADMIN, valid_to=date(2026, 12, 31)), {"until": date(2027, 1, 1)}, False),
        (replace(ADMIN, valid_to=date(2026, 11, 23)), {"until": date(2026, 11, 23)}, False),
        (replace(ADMIN, role=Role.AUDITOR), {}, False),
        (ADMIN, {"second_factor": False}, False),
    ],
)
def test_nobody_covers_more_than_they_hold(held, asked, covered):
    assert cover(held, **asked) is covered


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (scope(), scope(), True),
        (scope(), scope(region=RegionCode("99.01.01")), True),
        (scope(), scope(region=None), True),
        (scope(), scope(region=RegionCode("99.02")), False),
        (scope(), scope(role=Role.CLERK), False),
        (scope(office="DLH"), scope(), True),
        (scope(office="DLH"), scope(office="DINKES"), False),
        (scope(office="DLH"), scope(office="DLH"), True),
        (scope(office="DLH"), replace(scope(office="DLH"), office_region=PROVINCE), False),
        (scope(until=date(2026, 6, 30)), scope(since=date(2026, 6, 30)), True),
        (scope(until=date(2026, 6, 30)), scope(since=date(2026, 7, 1)), False),
    ],
)
def test_two_assignments_overlap_when_they_share_a_place_an_office_and_a_day(one, other, same):
    assert (overlap(one, other), overlap(other, one)) == (same, same)


@pytest.mark.parametrize(
    ("ending", "others", "nobody"),
    [
        (ADMIN, [], True),
        (ADMIN, [replace(ADMIN, region=None)], False),
        (ADMIN, [replace(ADMIN, region=RegionCode("99.02"))], True),
        (ADMIN, [FOR_OFFICE], True),
        (FOR_OFFICE, [replace(FOR_OFFICE, office_region=PROVINCE)], True),
        (FOR_OFFICE, [FOR_OFFICE], False),
        (ADMIN, [replace(ADMIN, valid_to=date(2026, 11, 23))], True),
        (ADMIN, [scope(role=Role.AUDITOR)], True),
        (scope(role=Role.AUDITOR), [], False),
        (replace(ADMIN, valid_to=date(2026, 11, 23)), [], False),
    ],
)
def test_the_last_administrator_of_an_area_is_known(ending, others, nobody):
    assert leaves_nobody(ending, others, day=TODAY) is nobody


@pytest.mark.parametrize(
    ("held", "home", "own"),
    [
        (scope(role=Role.ASSESSOR), CONTOH, True),
        (scope(role=Role.MODERATOR), PROVINCE, True),
        (scope(role=Role.ASSESSOR, region=PROVINCE), CONTOH, False),
        (scope(role=Role.ASSESSOR, region=None), CONTOH, False),
        (scope(role=Role.ASSESSOR), BATANGHARI, False),
        (scope(role=Role.ASSESSOR), None, False),
        (scope(role=Role.OFFICER), CONTOH, False),
    ],
)
def test_an_assessing_role_wholly_in_ones_own_region_is_known(held, home, own):
    assert judges_own_region(held, home) is own


def test_people_are_found_without_regard_to_case_and_accents():
    assert search_key("Siti  ÁMINAH", "Siti@Contoh.id") == "siti aminah siti@contoh.id"


@pytest.mark.parametrize(
    ("name", "poses"),
    [
        ("Sistem (x)", True),
        ("System (x)", True),
        ("sYSTEM(clock)", True),
        ("System", False),
        ("Systema (x)", False),
        ("Budi System (x)", False),
    ],
)
def test_a_name_that_reads_like_the_installation_in_either_language_is_known(name, poses):
    assert poses_as_system(name) is poses


def test_an_invitation_moves_only_from_open_and_each_end_is_final():
    assert (MACHINE.initial, MACHINE.finals) == ("open", {"accepted", "revoked", "expired"})


def test_an_accepted_invitation_is_not_accepted_again():
    with pytest.raises(IllegalTransition):
        MACHINE.apply("accepted", "accept", by=Invitee("x", "Budi"))


def test_the_holder_of_a_link_may_accept_and_nothing_else():
    invitee = Invitee("x", "Budi")
    allowed = [action.code for action in permissions.all_actions() if invitee.may(action.code)]
    assert allowed == ["accounts.accept_invitation"]

"""Roles and the table of actions."""

import pytest

from balai.kernel import permissions
from balai.kernel.permissions import DECIDING_ROLES, ROLE_LABELS, Action, Role


@pytest.fixture(autouse=True)
def _own_table(monkeypatch):
    monkeypatch.setattr(permissions, "_actions", {})


CLOSE = Action("round.close", ("Tutup ronde", "Close the round"), frozenset({Role.MODERATOR}))


def test_every_role_has_a_name_in_both_languages():
    assert set(ROLE_LABELS) == set(Role)
    assert all(word.strip() for names in ROLE_LABELS.values() for word in names)


def test_roles_that_decide_are_roles():
    assert DECIDING_ROLES.issubset(Role)


def test_a_registered_action_is_found_by_its_code():
    permissions.register(CLOSE)
    assert permissions.action("round.close") == CLOSE


def test_an_action_that_no_part_declared_is_not_found():
    with pytest.raises(KeyError):
        permissions.action("round.close")


def test_the_same_action_twice_is_harmless():
    permissions.register(CLOSE)
    permissions.register(CLOSE)
    assert permissions.all_actions() == (CLOSE,)


def test_two_actions_under_one_code_are_an_error_and_the_first_stays():
    permissions.register(CLOSE)
    other = Action("round.close", ("Lain", "Other"), frozenset({Role.CLERK}))
    with pytest.raises(ValueError, match=r"round\.close"):
        permissions.register(other)
    assert permissions.action("round.close") == CLOSE


def test_actions_are_listed_by_code():
    open_ = Action("round.open", ("Buka ronde", "Open the round"), frozenset({Role.SECRETARIAT}))
    permissions.register(open_, CLOSE)
    assert permissions.all_actions() == (CLOSE, open_)


@pytest.mark.parametrize("code", ["", "close", "Round.close", "round.close now", "round.close\n"])
def test_an_action_without_part_and_verb_is_refused(code):
    with pytest.raises(ValueError, match=r"part\.verb_noun"):
        Action(code, ("Tutup", "Close"), frozenset())

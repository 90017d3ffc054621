"""Who acts."""

import pytest

from balai.kernel.actor import Forbidden, Nobody, System, require
from balai.kernel.region_code import RegionCode

HERE = RegionCode("99.01")


def test_the_installation_itself_may_do_all_and_says_what_it_is():
    system = System("setup")
    assert system.may("round.close", region=HERE, office="diskominfo")
    assert (system.id, system.label) == ("system:setup", "Sistem (setup)")


def test_a_visitor_may_do_nothing():
    assert not Nobody().may("round.close")
    assert not Nobody().may("round.close", region=HERE, office="diskominfo")


def test_require_stops_who_may_not_and_names_the_action():
    with pytest.raises(Forbidden) as refused:
        require(Nobody(), "round.close", region=HERE)
    assert refused.value.action == "round.close"


def test_require_lets_pass_who_may():
    assert require(System("setup"), "round.close", region=HERE, office="diskominfo") is None

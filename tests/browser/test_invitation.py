"""An invitation in a real browser, which minds what the page says about referrers."""

from __future__ import annotations

import pytest

from balai.kernel.actor import System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.accounts import services
from tests.registers.accounts.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_whoever_is_invited_makes_their_account_and_signs_in(live_server, page):
    invited = services.invite(
        email="budi@contoh.invalid",
        name="Budi",
        role=Role.CLERK,
        region=RegionCode("99.01"),
        site=live_server.url,
        by=System("test"),
    )
    page.goto(invited.link)
    for field in ("password1", "password2"):
        page.fill(f"[name={field}]", PASSWORD)
    page.click("main form[method=post] button")
    page.wait_for_url("**/akun/masuk/")
    assert "Akun Anda siap" in page.inner_text("main")
    page.fill("[name=login]", "budi@contoh.invalid")
    page.fill("[name=password]", PASSWORD)
    page.click("main form[method=post] button")
    page.wait_for_url("**/akun/")
    assert "Budi" in page.inner_text("main")

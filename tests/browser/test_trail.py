"""The trail on a phone and a desk: its rows in words, its details open, nothing cut off."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction

from balai.kernel.actor import System
from balai.kernel.permissions import Role
from balai.kernel.region_code import RegionCode
from balai.registers.audit import services
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_every_page import SIDEWAYS
from tests.registers.accounts.factories import signed_in_client, user_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIGEST = "9f3c" * 16
OVERFLOWING = """() => [...document.querySelectorAll('.b-table td, .b-table th, .b-facts dd')]
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.trim().slice(0, 60))"""
CUT = (
    "() => { const b = document.querySelector('.b-scroll'); return b.scrollWidth - b.clientWidth; }"
)


@pytest.fixture
def auditor(transactional_db, settings, tmp_path):
    settings.HOME = tmp_path
    services.ensure_key()
    person = user_with(Role.OFFICER, "99.01", name="Siti Nurhaliza Wulandari Kusumaningtyas")
    with transaction.atomic():
        services.record(
            "accounts.assign_role",
            by=System("tes"),
            target=f"user:{person.public_id}",
            region=RegionCode("99.01.01.2001"),
            after={"role": "officer", "region_code": "99.01", "valid_from": "2026-11-24"},
        )
        services.record(
            "intake.stage",
            by=System("tes"),
            target="batch:0193f3c6-9a1e-7000-8000-000000000001",
            before={"state": "failed"},
            after={"state": "checked", "sha256": DIGEST, "file_name": "x" * 120},
            note="y" * 150,
        )
    services.seal_all(by=System("tes"))
    return signed_in_client(user_with(Role.AUDITOR, name="Pemeriksa Uji"))


@pytest.fixture
def opened(auditor, live_server, open_page):
    def make(viewport, path):
        page = open_page(viewport)
        cookie = auditor.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('td details').forEach(d => { d.open = true; })")
        return page

    return make


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_trail_fits_its_page_with_all_details_open(opened, axe, viewport, prefix):
    page = opened(viewport, f"{prefix}/jejak/")
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CUT) == 0
    assert page.evaluate(OVERFLOWING) == []
    assert axe(page) == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_seal_fits_a_phone_and_double_text(opened, axe, prefix):
    phone = opened(PHONE, f"{prefix}/jejak/segel/")
    assert (phone.evaluate(SIDEWAYS), axe(phone)) == (0, [])
    wide = opened(WIDE, f"{prefix}/jejak/segel/")
    wide.evaluate("document.documentElement.style.fontSize = '200%'")
    assert wide.evaluate(SIDEWAYS) == 0

"""The secretariat's morning in Chromium: sign in with a code, correct a result by a file, sign out.

Once as most people work and once without scripts on a phone; every page met on the way is looked at
by axe, those of the second step and of refusals too, which no address alone leads to.
"""

from __future__ import annotations

import pytest

from balai.kernel.permissions import Role
from balai.oversight.assessment import selectors
from tests.browser.conftest import PHONE, WIDE
from tests.house import examples
from tests.oversight.assessment.factories import published_results
from tests.registers.accounts import factories as accounts
from tests.registers.accounts.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def secretariat(transactional_db):
    published_results()
    user = accounts.user_with(Role.SECRETARIAT, name="Sekretariat Contoh")
    accounts.set_up_totp(user)
    return user


def sign_in(page, live_server, user, look=lambda: None):
    page.goto(f"{live_server.url}/akun/")
    look()
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form[method=post] button")
    page.wait_for_url("**/kode/")
    look()
    page.fill("[name=code]", accounts.totp_code(user))
    page.click("main form[method=post] button[type=submit] >> nth=0")
    page.wait_for_url("**/akun/")


@pytest.mark.parametrize(
    ("viewport", "scripts"), [(WIDE, True), (PHONE, False)], ids=["desk", "phone-no-script"]
)
def test_a_correction_goes_from_a_file_to_the_public_page(
    live_server, secretariat, open_page, axe, tmp_path, viewport, scripts
):
    page, found = open_page(viewport, java_script_enabled=scripts), []

    def look():
        if scripts:
            found.extend(axe(page))

    sign_in(page, live_server, secretariat, look)
    text = (examples.PUBLISHED / "2024-top-ten.csv").read_text().replace("2.95", "2.96")
    file = tmp_path / "koreksi.csv"
    file.write_text(text)
    page.goto(f"{live_server.url}/impor/baru/published-results/")
    look()
    page.set_input_files("[name=file]", file)
    page.select_option("[name=list]", "2024/baru")
    page.click("main form[method=post] button")
    page.wait_for_url("**/impor/*-*/")
    look()
    preview = page.inner_text("main")
    assert "2,95" in preview
    assert "2,96" in preview
    assert "Batanghari" in preview
    page.click("form[action$='/terapkan/'] button")
    page.wait_for_load_state()
    look()
    page.goto(f"{live_server.url}/daerah/15.04/")
    assert "2,96" in page.inner_text("main")
    assert found == []
    (row,) = [r for r in selectors.list_rows("2024", "baru") if str(r.region) == "15.04"]
    assert str(row.score) == "2.96"


def test_pages_that_refuse_are_pages_too(live_server, secretariat, open_page, axe):
    """Not found, not allowed, shut after five failures, too large: each says what to do."""
    officer = accounts.user_with(Role.OFFICER, "99.01", accounts.make_office())
    for viewport in (WIDE, PHONE):
        page, found = open_page(viewport), []
        page.goto(f"{live_server.url}/tidak-ada/")
        found += axe(page)
        assert page.locator("h1").inner_text().strip() != ""
        page.goto(f"{live_server.url}/akun/")
        page.fill("[name=login]", officer.email)
        page.fill("[name=password]", PASSWORD)
        page.click("main form[method=post] button")
        page.wait_for_url("**/akun/")
        answer = page.goto(f"{live_server.url}/akun/pengguna/")
        assert answer.status == 403
        found += axe(page)
        assert found == []


def test_five_failures_shut_the_door_with_a_page_that_says_for_how_long(
    live_server, secretariat, page, axe
):
    for _ in range(5):
        page.goto(f"{live_server.url}/akun/masuk/")
        page.fill("[name=login]", secretariat.email)
        page.fill("[name=password]", "salah-sekali-lagi")
        page.click("main form[method=post] button")
        page.wait_for_load_state()
    assert "15 menit" in page.inner_text("main")
    assert axe(page) == []

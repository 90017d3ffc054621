"""The kit in Chromium: what only a browser can tell of it."""

from __future__ import annotations

import gzip

import pytest

from tests.browser.conftest import PHONE, WIDE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.ui.urls"),
]
FIRST_LOAD = 120_000


def size_of(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("path", ["/gaya/", "/en/gaya/"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_gallery_is_accessible_and_fits(live_server, open_page, axe, path, viewport):
    page = open_page(viewport)
    page.goto(live_server.url + path)
    assert axe(page) == []
    assert size_of(page) <= viewport["width"]


def test_text_of_twice_the_size_fits_a_wide_screen(live_server, page):
    page.goto(f"{live_server.url}/gaya/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert size_of(page) <= WIDE["width"]


def test_a_page_of_320_pixels_does_not_move_sideways(live_server, open_page):
    page = open_page({"width": 320, "height": 700})
    page.goto(f"{live_server.url}/gaya/")
    assert size_of(page) == 320


def test_the_first_load_of_the_largest_page_stays_within_the_budget(live_server, page):
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - the driver wants a function it can mark
    page.goto(f"{live_server.url}/gaya/")
    page.wait_for_load_state("networkidle")
    # The test's own server packs nothing; whitenoise and the front do, and smaller than this.
    sizes = {answer.url: len(gzip.compress(answer.body(), 9)) for answer in answers}
    assert sum(sizes.values()) <= FIRST_LOAD, sizes


def test_the_font_is_ours_also_in_drawings(live_server, page):
    page.goto(f"{live_server.url}/gaya/")
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate("document.fonts.check('700 16px \"Plus Jakarta Sans\"')")
    families = page.evaluate(
        "[...new Set([...document.querySelectorAll('svg text, h1, td, button, input:not([type=radio], [type=checkbox]), select, textarea, legend')]"
        ".map(node => getComputedStyle(node).fontFamily.split(',')[0]))]"
    )
    assert families == ['"Plus Jakarta Sans"']


def test_the_menu_of_a_phone_opens_without_a_script(live_server, open_page):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(f"{live_server.url}/gaya/")
    assert not page.locator(".b-menu__panel").is_visible()
    page.locator(".b-menu > summary").click()
    assert page.locator(".b-menu__panel .b-language a").is_visible()
    page.locator(".b-menu__panel .b-language a").click()
    assert page.url == f"{live_server.url}/en/gaya/"


def test_filters_stand_open_where_there_is_room_and_fold_on_a_phone(live_server, open_page):
    wide, phone = open_page(WIDE), open_page(PHONE)
    for page in (wide, phone):
        page.goto(f"{live_server.url}/gaya/")
    assert wide.locator("#g-name").is_visible()
    assert not phone.locator("#g-name").is_visible()
    phone.locator(".b-filters > summary").click()
    assert phone.locator("#g-name").is_visible()


def test_whatever_takes_the_focus_shows_it_in_the_order_of_the_page(live_server, page):
    page.goto(f"{live_server.url}/gaya/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("govuk-skip-link")
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " const box = document.activeElement.getBoundingClientRect();"
            " return [document.activeElement.tagName, style.outlineStyle !== 'none' || style.boxShadow !== 'none',"
            "         box.bottom > 0 && box.top < innerHeight, [...document.querySelectorAll('*')].indexOf(document.activeElement)]; }"
        )
        seen.append(shown)
    assert [stop for stop in seen if not (stop[1] and stop[2])] == []
    assert [stop[3] for stop in seen] == sorted(stop[3] for stop in seen)


def test_a_desk_moves_to_the_summary_and_its_link_to_the_first_control(live_server, page):
    page.goto(f"{live_server.url}/meja/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert page.title().startswith("Kesalahan: ")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Pilih cara angka didapat").click()
    assert page.evaluate("document.activeElement.id") == "id_way_0"
    page.get_by_role("link", name="Isi tanggal dokumen").click()
    assert page.evaluate("document.activeElement.id") == "id_issued_0"


def test_a_desk_is_accessible_with_its_errors(live_server, open_page, axe):
    for viewport in (PHONE, WIDE):
        page = open_page(viewport)
        page.goto(f"{live_server.url}/meja/")
        page.locator("main form button[type=submit]").click()
        page.wait_for_load_state()
        assert axe(page) == []
        assert size_of(page) <= viewport["width"]


def test_a_fragment_is_fetched_and_its_parts_start_anew(live_server, page):
    """Htmx works within the content policy, and a 500 page never lands inside a page."""
    page.goto(f"{live_server.url}/meja/")
    page.evaluate(
        "() => { const button = document.createElement('button'); button.id = 'fetch';"
        " button.setAttribute('hx-get', '/potongan/'); button.setAttribute('hx-target', '#place');"
        " const place = document.createElement('div'); place.id = 'place';"
        " document.querySelector('main').append(button, place); window.htmx.process(document.body); }"
    )
    page.locator("#fetch").click()
    page.locator("#place .govuk-error-summary").wait_for()
    page.evaluate("document.querySelector('#fetch').setAttribute('hx-get', '/rusak/')")
    with page.expect_response("**/rusak/"):
        page.evaluate("htmx.ajax('GET', '/rusak/', '#place')")
    page.wait_for_timeout(200)
    assert page.locator("#place h1").count() == 0

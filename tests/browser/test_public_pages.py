"""The public pages as people use them: a phone, a keyboard, no script, large text, a thin line."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import caches

from tests.browser.conftest import PHONE, WIDE
from tests.oversight.assessment.factories import published_results

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

FIRST_LOAD = 120 * 1024
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

VARIANTS = (
    "/",
    "/daerah/",
    "/daerah/?q=kediri",
    "/daerah/?q=qqqq",
    "/daerah/?provinsi=15",
    "/daerah/35.71/?tahun=2022",
    "/daerah/15.04/",
    "/daerah/14.71/",
    "/daerah/15.01/",
    "/daerah/77.77/",
    "/daerah/99.01/",
    "/daerah/15/",
    "/hasil/2024/baru/?daerah=15.04",
    "/hasil/2024/baru/?nama=zzz",
    "/hasil/2024/reguler/?urut=provinsi",
    "/hasil/2018/terpilih/",
    "/cara-menilai/",
    "/cara-membaca-peringkat/",
    "/data-terbuka/",
    "/istilah/",
    "/versi-data/",
)
"""Pages in the states that the walk over all addresses does not see, and the main ones again."""


@pytest.fixture
def site(live_server, transactional_db):
    """The address of a server with all published results."""
    caches["pages"].clear()
    published_results()
    return live_server.url


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_state_of_the_public_pages_is_accessible(site, open_page, axe, language):
    wide, narrow = open_page(WIDE), open_page(PHONE)
    found = []
    for path in VARIANTS:
        for page in (wide, narrow):
            page.goto(f"{site}{language}{path}")
            found += axe(page)
    assert found == []


def test_nothing_scrolls_sideways_at_320_px_or_with_text_twice_as_large(site, open_page):
    narrow, double = open_page({"width": 320, "height": 640}), open_page(WIDE)
    found = []
    for path in VARIANTS:
        for language in ("", "/en"):
            narrow.goto(f"{site}{language}{path}")
            if over := narrow.evaluate(SIDEWAYS):
                found.append(f"{language}{path}: {over} px at 320")
        double.goto(f"{site}{path}")
        double.evaluate("document.documentElement.style.fontSize = '200%'")
        if over := double.evaluate(SIDEWAYS):
            found.append(f"{path}: {over} px at 200 %")
    assert found == []


def test_from_the_home_page_to_a_regions_place_in_its_list_without_script(site, open_page):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(site)
    page.get_by_label("Cari daerah Anda").fill("batanghari")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Kab. Batanghari").click()
    assert page.locator("h1").inner_text().endswith("Kabupaten Batanghari")
    page.get_by_role("link", name="Lihat dalam daftarnya").click()
    assert page.locator("tr.b-own th").inner_text().startswith("Kab. Batanghari")

    page.locator("details.b-filters summary").click()
    page.get_by_label("Provinsi", exact=True).select_option(label="Jambi")
    page.get_by_role("button", name="Terapkan").click()
    assert page.get_by_role("status").inner_text() == "1 daerah ditemukan dalam daftar ini."
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^CSV")).click()
    assert "Kabupaten Batanghari" in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_the_same_way_by_keyboard_alone(site, page):
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.get_by_label("Cari daerah Anda").focus()
    page.keyboard.type("35.71")
    page.keyboard.press("Enter")
    page.wait_for_url("**/daerah/?q=35.71")
    page.get_by_role("link", name="Kota Kediri").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/daerah/35.71/")
    page.get_by_role("link", name="2022", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/daerah/35.71/?tahun=2022")
    assert page.locator("[aria-current=page]", has_text="2022").count() == 1


def test_the_other_language_shows_the_same_page(site, page):
    page.goto(f"{site}/daerah/35.71/?tahun=2022")
    page.get_by_role("link", name="English").first.click()
    page.wait_for_url("**/en/daerah/35.71/?tahun=2022")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "up 0.25 in a year" in page.locator(".b-sentences").inner_text()


def test_one_of_two_drawings_is_seen_and_each_has_its_table(site, open_page):
    for size, seen in ((PHONE, "only-narrow"), (WIDE, "only-wide")):
        page = open_page(size)
        page.goto(f"{site}/daerah/35.71/?tahun=2022")
        drawn = page.locator("svg.chart:visible")
        assert drawn.count() == 4
        assert all(seen in (svg.get_attribute("class") or "") for svg in drawn.all())
        assert page.locator("main table").count() == 3


def test_a_tablet_sees_a_strip_whose_letters_are_not_shrunk(site, open_page):
    for path in ("/daerah/35.71/?tahun=2022", "/hasil/2024/baru/"):
        page = open_page({"width": 768, "height": 1000})
        page.goto(f"{site}{path}")
        drawn = page.locator("svg.chart.strip:visible")
        assert drawn.count() == 1
        assert "only-middle" in drawn.get_attribute("class")
        height = drawn.locator("text.axis").first.evaluate("t => t.getBoundingClientRect().height")
        assert height >= 12


def test_whoever_has_an_account_finds_the_way_in_from_any_public_page(site, open_page):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(f"{site}/en/daerah/15.04/")
    page.locator("details.b-menu summary").click()
    page.get_by_role("link", name="Sign in").click()
    page.wait_for_url("**/en/akun/masuk/?next=%2Fen%2Fakun%2F")
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"


def test_the_header_fits_a_phone_with_text_twice_as_large(site, open_page):
    page = open_page(PHONE)
    page.goto(site)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    right = "e => e.getBoundingClientRect().right"
    assert all(
        part.evaluate(right) <= 360 for part in page.locator(".b-header__row > *:visible").all()
    )


def test_where_there_is_room_the_filters_stand_open_without_script(site, open_page):
    page = open_page(WIDE, java_script_enabled=False)
    page.goto(f"{site}/hasil/2024/baru/")
    assert page.get_by_label("Nama daerah").is_visible()


@pytest.mark.parametrize("path", ["/daerah/35.71/?tahun=2022", "/hasil/2024/baru/?daerah=15.04"])
def test_a_page_prints_on_two_sheets_of_a4(site, page, path):
    page.goto(f"{site}{path}")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 2


def built_size(path):
    """Bytes over the wire of a built file: its brotli twin if it has one."""
    file = Path(settings.STATIC_ROOT) / path.removeprefix(settings.STATIC_URL)
    twin = file.with_name(f"{file.name}.br")
    return (twin if twin.exists() else file).stat().st_size


@pytest.mark.parametrize(
    "path", ["/", "/daerah/35.71/?tahun=2022", "/hasil/2024/baru/?daerah=15.04"]
)
def test_the_first_load_stays_under_120_kb(site, open_page, path):
    page = open_page(PHONE)
    sizes = {}

    def arrived(response):
        where = urlsplit(response.url).path
        if where.startswith(settings.STATIC_URL):
            sizes[where] = built_size(where)
        else:
            assert response.headers["content-encoding"] in {"br", "gzip"}
            sizes[where] = int(response.headers["content-length"])

    page.on("response", arrived)
    page.goto(f"{site}{path}", wait_until="networkidle")
    assert len(sizes) >= 3
    assert sum(sizes.values()) <= FIRST_LOAD, sizes

"""Every page of the house in Chromium: accessible, within its policy, whole at 320 px and at 200 % text."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import translation

from tests.browser.conftest import PHONE, WIDE
from tests.house import examples
from tests.house.test_pages import pages
from tests.registers.accounts.factories import signed_in_client

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(900),
]

LOOSE_ENDS = """() => {
  const ids = new Set([...document.querySelectorAll('[id]')].map(e => e.id));
  const bad = [];
  for (const a of document.querySelectorAll('a[href^="#"]'))
    if (a.getAttribute('href').length > 1 && !ids.has(decodeURIComponent(a.getAttribute('href').slice(1)))) bad.push('link ' + a.getAttribute('href'));
  for (const e of document.querySelectorAll('[aria-describedby],[aria-labelledby],[for]'))
    for (const name of ['aria-describedby', 'aria-labelledby', 'for'])
      for (const id of (e.getAttribute(name) || '').split(' ').filter(Boolean))
        if (!ids.has(id)) bad.push(name + ' ' + id);
  const seen = new Set();
  for (const e of document.querySelectorAll('[id]')) { if (seen.has(e.id)) bad.push('twice ' + e.id); seen.add(e.id); }
  return bad;
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def house(transactional_db):
    return examples.furnish()


@pytest.fixture
def signed_in(house):
    """Give a browser context the cookie of the person who may open every page."""
    client = signed_in_client(examples.visitor_of(house), second_factor=True)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value

    def lend(page, live_server):
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )
        return page

    return lend


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_is_accessible_and_breaks_no_policy(
    live_server, house, signed_in, open_page, axe, language
):
    wide = signed_in(open_page(WIDE), live_server)
    narrow = signed_in(open_page(PHONE), live_server)
    found = []
    with translation.override(language):
        where = pages(house)
    for path in where.values():
        for page in (wide, narrow):
            page.goto(live_server.url + path)
            found += axe(page)
            found += [f"{path}: {end}" for end in page.evaluate(LOOSE_ENDS)]
    assert found == []


def test_no_page_scrolls_sideways_on_a_small_phone_or_at_double_text(
    live_server, house, signed_in, open_page
):
    narrow = signed_in(open_page({"width": 320, "height": 640}), live_server)
    double = signed_in(open_page(WIDE), live_server)
    found = []
    for path in pages(house).values():
        narrow.goto(live_server.url + path)
        if over := narrow.evaluate(SIDEWAYS):
            found.append(f"{path}: {over} px at 320")
        double.goto(live_server.url + path)
        double.evaluate("document.documentElement.style.fontSize = '200%'")
        if over := double.evaluate(SIDEWAYS):
            found.append(f"{path}: {over} px at 200 %")
    assert found == []


def test_every_page_can_be_walked_by_keyboard_with_the_focus_in_sight(
    live_server, house, signed_in, open_page
):
    page = signed_in(open_page(WIDE), live_server)
    found = []
    for path in pages(house).values():
        page.goto(live_server.url + path)
        count = page.evaluate(
            "() => document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex=\"0\"]').length"
        )
        for _ in range(min(count, 25)):
            page.keyboard.press("Tab")
            state = page.evaluate("""() => {
              const e = document.activeElement;
              if (!e || e === document.body) return 'gone';
              const s = getComputedStyle(e), r = e.getBoundingClientRect();
              const label = e.closest('label') || (e.id && document.querySelector(`label[for="${e.id}"]`));
              const ring = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
              const before = label ? getComputedStyle(label, '::before') : null;
              if (!ring(e) && !(before && (before.boxShadow !== 'none' || before.outlineStyle !== 'none'))) return 'no ring on ' + e.outerHTML.slice(0, 90);
              if (r.bottom < 0 || r.top > innerHeight) return 'out of sight: ' + e.outerHTML.slice(0, 90);
              return '';
            }""")
            if state == "gone":
                break
            if state:
                found.append(f"{path}: {state}")
    assert found == []

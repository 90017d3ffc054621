"""Every page of the house in Chromium: accessible, within its policy, whole at 320 px and at 200 % text."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import translation

from tests.browser.conftest import PHONE, WIDE
from tests.house import examples
from tests.house.test_pages import pages

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


FOCUSABLE = "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex='0']"
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return 'gone';
  const r = e.getBoundingClientRect();
  const label = e.closest('label') || (e.id && document.querySelector(`label[for="${e.id}"]`));
  const ring = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  if (!ring(getComputedStyle(e)) && !(label && ring(getComputedStyle(label, '::before'))))
    return 'no ring on ' + e.outerHTML.slice(0, 90);
  if (r.bottom < 0 || r.top > innerHeight) return 'out of sight: ' + e.outerHTML.slice(0, 90);
  return '';
}"""


@pytest.fixture
def house(transactional_db):
    return examples.furnish()


@pytest.fixture
def visiting(house, live_server):
    """Open every page, each as somebody who may: yields the page's path after going there."""

    def each(page):
        for visit in pages(house).values():
            page.context.clear_cookies()
            cookie = visit.client.cookies.get(settings.SESSION_COOKIE_NAME)
            if cookie:
                page.context.add_cookies(
                    [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
                )
            page.goto(live_server.url + visit.path)
            yield visit.path

    return each


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_is_accessible_and_breaks_no_policy(visiting, open_page, axe, language):
    found = []
    with translation.override(language):
        for page in (open_page(WIDE), open_page(PHONE)):
            for path in visiting(page):
                found += axe(page)
                found += [f"{path}: {end}" for end in page.evaluate(LOOSE_ENDS)]
    assert found == []


def test_no_page_scrolls_sideways_on_a_small_phone(visiting, open_page):
    page = open_page({"width": 320, "height": 640})
    found = {path: over for path in visiting(page) if (over := page.evaluate(SIDEWAYS))}
    assert found == {}


def test_no_page_scrolls_sideways_at_double_text(visiting, open_page):
    page, found = open_page(WIDE), {}
    for path in visiting(page):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if over := page.evaluate(SIDEWAYS):
            found[path] = over
    assert found == {}


def test_every_page_can_be_walked_by_keyboard_with_the_focus_in_sight(visiting, open_page):
    page, found = open_page(WIDE), []
    for path in visiting(page):
        count = page.evaluate(f"() => document.querySelectorAll({FOCUSABLE!r}).length")
        for _ in range(min(count, 25)):
            page.keyboard.press("Tab")
            state = page.evaluate(FOCUS)
            if state == "gone":
                break
            if state:
                found.append(f"{path}: {state}")
    assert found == []


def test_every_page_says_its_piece_without_scripts(visiting, open_page):
    page = open_page(PHONE, java_script_enabled=False)
    silent = [path for path in visiting(page) if not page.locator("main h1").is_visible()]
    assert silent == []

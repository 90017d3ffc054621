"""Tables: what a screen reader is told, how they are sorted and paged."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.template import engines
from django.utils import translation
from django_tables2 import RequestConfig

from balai.ui.gallery import SampleTable, sample_rows
from balai.ui.tables import DayColumn

pytestmark = pytest.mark.urls("tests.ui.urls")


def shown(rf, query="", rows=None, *, per_page=10, language="id") -> str:
    request = rf.get(f"/gaya/{query}")
    table = SampleTable(sample_rows() if rows is None else rows)
    RequestConfig(request, paginate={"per_page": per_page}).configure(table)
    with translation.override(language):
        return (
            engines["django"]
            .from_string("{% load django_tables2 %}{% render_table table %}")
            .render({"table": table, "request": request}, request)
        )


def test_a_table_has_a_caption_and_a_region_of_the_same_name_that_the_keyboard_reaches(rf):
    html = shown(rf)
    assert "<caption>Nilai contoh, Provinsi Contoh</caption>" in html
    assert 'role="region" aria-label="Nilai contoh, Provinsi Contoh" tabindex="0"' in html


def test_the_sorted_column_says_so_and_only_it(rf):
    assert re.findall(r'aria-sort="(\w+)"', shown(rf)) == ["ascending"]
    assert re.findall(r'aria-sort="(\w+)"', shown(rf, "?sort=-score")) == ["descending"]


def test_a_head_link_sorts_the_other_way_and_goes_back_to_the_first_page(rf):
    html = shown(rf, "?sort=score&page=2&tahun=2024")
    assert 'href="?sort=-score&amp;tahun=2024"' in html
    assert 'href="?sort=name&amp;tahun=2024"' in html


def test_a_column_without_order_has_no_link(rf):
    assert re.search(r"<th scope=\"col\">\s*Tanggal\s*</th>", shown(rf))


def test_scores_have_two_decimals_and_the_mark_of_the_language(rf):
    assert '<td class="b-num">3,34</td>' in shown(rf)
    assert '<td class="b-num">3.34</td>' in shown(rf, language="en")
    assert '<td class="b-num">+0,16</td>' in shown(rf)


def test_what_is_not_known_is_said_and_never_zero(rf):
    row = next(row for row in shown(rf).split("<tr") if "Kabupaten Contoh 5" in row)
    assert "belum ada" in row


def test_the_name_is_the_head_of_its_row_and_the_own_row_is_marked(rf):
    html = shown(rf)
    assert '<th scope="row">Kabupaten Contoh 1</th>' in html
    assert html.count("b-own") == 1


def test_pages_are_named_and_the_current_one_is_no_link(rf):
    html = shown(rf, "?page=2")
    assert 'aria-label="Halaman tabel"' in html
    assert (
        '<span aria-current="page"><span class="govuk-visually-hidden">Halaman </span>2</span>'
        in html
    )
    assert 'rel="prev"' in html
    assert 'rel="next"' not in html


def test_one_page_needs_no_pagination(rf):
    assert "b-pages" not in shown(rf, per_page=50)


def test_an_empty_table_says_so(rf):
    page = shown(rf, rows=[])
    assert re.search(r'<div class="b-empty">.*<h2>Belum ada baris\.</h2>', page, re.DOTALL)
    assert "<table" not in page


def test_a_moment_after_midnight_here_is_the_day_it_was_here():
    """18.00 UTC is already the next day in Jakarta."""
    moment = dt.datetime(2024, 11, 25, 18, 0, tzinfo=dt.UTC)
    assert DayColumn().render(moment) == DayColumn().render(dt.date(2024, 11, 26))

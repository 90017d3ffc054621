"""A form as it is read by eye and by ear: labels, hints, errors, the summary and its links."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

from balai.ui.controls import Problem, problems
from balai.ui.forms import BalaiForm, render_form
from balai.ui.gallery import SampleForm, wrong_form


class Ids(HTMLParser):
    """Every id of a fragment, and every reference to one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.names: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(found["id"])
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.references += (found.get(name) or "").split()
        if tag == "a" and (found.get("href") or "").startswith("#"):
            self.references.append(found["href"][1:])


@pytest.mark.parametrize(
    "form", [SampleForm(), SampleForm({}), wrong_form()], ids=["new", "empty", "wrong"]
)
def test_every_label_hint_error_and_summary_link_points_to_something_that_is_there(form):
    html = page(form)
    seen = Ids(html)
    assert len(seen.ids) == len(set(seen.ids))
    assert sorted(set(seen.references) - set(seen.ids)) == []


def page(form) -> str:
    # Cotton compiles its tags when a template is loaded from a file; a text needs it done.
    source = CottonCompiler().process('<c-error-summary :form="form" />{{ form }}')
    return engines["django"].from_string(source).render({"form": form})


def test_the_summary_goes_to_the_first_control_of_a_group_and_of_a_date():
    targets = {problem.message: problem.target for problem in problems(SampleForm({}))}
    assert targets["Pilih cara angka didapat"] == "id_way_0"
    assert targets["Isi tanggal dokumen"] == "id_issued_0"
    assert targets["Isi berat"] == "id_weight"


def test_a_form_that_nobody_has_sent_has_no_problems():
    assert problems(SampleForm()) == []


class Pair(BalaiForm):
    first = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Mulai lagi"})

    def clean(self):
        raise forms.ValidationError("Keduanya tidak cocok")


def test_what_is_wrong_with_the_whole_form_stands_first_and_links_nowhere():
    assert problems(Pair({})) == [Problem("Keduanya tidak cocok", ""), Problem("Mulai lagi", "")]
    assert NON_FIELD_ERRORS in Pair({}).errors
    assert "Keduanya tidak cocok" in str(Pair({}))


def test_errors_are_answered_with_422_and_a_title_that_says_so(rf, settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    request = rf.get("/gaya/")
    wrong = render_form(request, "403.html", SampleForm({}))
    assert wrong.status_code == 422
    assert re.search(r"<title>\s*Kesalahan: ", wrong.content.decode())
    fresh = render_form(request, "403.html", SampleForm())
    assert fresh.status_code == 200
    assert "Kesalahan:" not in fresh.content.decode()


def test_a_form_that_is_right_is_answered_with_200(rf, settings):
    settings.ROOT_URLCONF = "tests.ui.urls"

    class Empty(BalaiForm):
        note = forms.CharField(required=False)

    assert render_form(rf.get("/"), "403.html", Empty({})).status_code == 200


def test_the_browser_does_not_check_so_that_our_words_are_read():
    assert " required" not in str(SampleForm())


def test_the_unit_is_said_to_those_who_hear_the_label():
    html = str(SampleForm()["weight"].as_field_group())
    assert '<span class="govuk-visually-hidden">, ton</span>' in html


def test_no_error_of_the_kit_is_one_that_tells_nothing():
    empty = "Bidang ini tidak boleh kosong."
    assert empty not in {problem.message for problem in problems(SampleForm({}))}

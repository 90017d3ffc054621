"""What the import desk says in small: headings, choices carried along, steps that came too late."""

import re

import pytest

from balai.kernel.permissions import Role
from balai.registers.intake import services
from balai.registers.intake.models import Batch
from tests.registers.accounts.factories import signed_in_client, user_with
from tests.registers.intake.factories import Person, StallKind, csv_bytes, put_stall, stalls
from tests.registers.intake.test_pages import UPLOAD, seen, send, stage, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stall_kind")]
BAD = csv_bytes(("", "Kios Melati", "tiga", "2024"))


@pytest.fixture
def desk():
    """Give a browser of somebody of the secretariat."""
    return signed_in_client(user_with(Role.SECRETARIAT, name="Rina Secretariat"))


def test_the_heading_above_all_problems_is_plural_in_english(desk):
    batch = stage(BAD)
    assert "Masalah dalam berkas ini" in seen(desk.get(url(batch)))
    assert "Problems in this file" in seen(desk.get("/en" + url(batch)))


def test_the_corrected_file_is_uploaded_with_the_choices_of_the_one_before(desk):
    failed = send(desk, BAD, market="sore")
    page = desk.get(failed.url).content.decode()
    again = re.search(r'href="(/impor/baru/stalls/[^"]*)"', page)[1].replace("&amp;", "&")
    assert again == f"{UPLOAD}?market=sore"
    assert '<option value="sore" selected>' in desk.get(again).content.decode()


def test_a_link_chooses_neither_the_key_nor_the_file(desk):
    page = desk.get(f"{UPLOAD}?key=mine&market=malam").content.decode()
    assert ('value="mine"' in page, "selected" in page.partition("<main")[2]) == (False, False)


def test_a_narrow_page_has_the_changes_below_the_name(desk):
    put_stall("A-02", "Kios Kenanga", "1.00", "2024")
    page = desk.get(url(stage())).content.decode()
    below = re.findall(r'<div class="b-second b-second--narrow">(.*?)</td>', page, re.DOTALL)
    assert ["Kios Melati" in below[0], "1,00" in below[1]] == [True, True]
    assert '<th class="b-wide"' in page or 'class="b-wide"' in page


def test_who_comes_too_late_while_the_records_change_is_told(desk, monkeypatch):
    batch = stage()
    put_stall("A-01", "Kios Melati", "1.00", "2024")
    compare, times = StallKind.difference, []

    def meanwhile(kind, parsed, options):
        times.append(1)
        if len(times) == 2:
            services.discard(batch=Batch.objects.get(), by=Person("sari"))
        return compare(kind, parsed, options)

    monkeypatch.setattr(StallKind, "difference", meanwhile)
    page = desk.post(url(batch, "apply"), follow=True)
    assert "keadaan impor ini tidak mengizinkannya" in seen(page)
    assert "Dibuang" in seen(page)
    assert str(stalls()["A-01"]["score"]) == "1.00"


def test_an_example_is_written_in_the_languages_way(desk, monkeypatch):
    code, name, score, year = StallKind.columns
    said = type(score)(score.code, score.names, example=("3,25", "3.25"))
    monkeypatch.setattr(StallKind, "columns", (code, name, said, year))
    page, english = seen(desk.get(UPLOAD)), seen(desk.get("/en" + UPLOAD))
    assert ("Contoh: 3,25" in page, "3.25" in page) == (True, False)
    assert ("Example: 3.25" in english, "3,25" in english) == (True, False)


def test_the_kind_puts_the_rows_of_a_page_into_words_at_once(desk, monkeypatch):
    asked = []

    def display(kind, changes):
        del kind
        asked.append(len(changes))
        return [
            type(c)(c.key, c.kind, c.label, c.before, {"score": c.after["score"]}) for c in changes
        ]

    monkeypatch.setattr(StallKind, "display", display)
    page = seen(desk.get(url(stage())))
    assert asked == [2]
    assert ("Nilai: 3,25" in page, "Kios Melati" in page) == (True, False)

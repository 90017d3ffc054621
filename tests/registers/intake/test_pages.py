"""The import desk as people use it."""

import html
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from balai.kernel.permissions import Role
from balai.registers.intake import readers, services
from balai.registers.intake.models import Batch
from tests.registers.accounts.factories import signed_in_client, user_with
from tests.registers.intake.factories import (
    GOOD_ROWS,
    Person,
    StallKind,
    csv_bytes,
    put_stall,
    stalls,
    xlsx_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stall_kind")]
RINA = Person("rina")
LIST = "/impor/"
UPLOAD = "/impor/baru/stalls/"
PAGE_KEY = "0192f0a0-0000-7000-8000-000000000001"


@pytest.fixture
def desk():
    """Give a browser of somebody of the secretariat."""
    return signed_in_client(user_with(Role.SECRETARIAT, name="Rina Secretariat"))


def stage(content=None, key="k-1", by=RINA, name="kios.csv", options=None):
    content = csv_bytes(*GOOD_ROWS) if content is None else content
    return services.stage(
        kind="stalls", content=content, name=name, options=options or {}, key=key, by=by
    )


def url(batch, name="batch"):
    return reverse(f"intake:{name}", args=[batch.public_id])


def send(browser, content=None, name="kios.csv", **fields):
    content = csv_bytes(*GOOD_ROWS) if content is None else content
    data = {"file": SimpleUploadedFile(name, content), "key": PAGE_KEY, "sheet": ""} | fields
    return browser.post(UPLOAD, data)


def seen(response):
    """Return what a person reads: text without markup, spaces folded."""
    text = re.sub(r"<(script|style|title).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def buttons(response):
    found = re.findall(r"<button[^>]*b-button[^>]*>(.*?)</button>", response.content.decode())
    return [" ".join(text.split()) for text in found]


def filled_buttons(response):
    """Buttons and links that look like the one main action of the page's content."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'class="b-button"[^>]*>(.*?)</(?:button|a)>', main)
    return [" ".join(text.split()) for text in found]


def test_a_visitor_is_sent_to_sign_in_from_every_page_and_nothing_happens():
    batch = stage()
    steps = [url(batch, name) for name in ("apply", "recheck", "discard")]
    pages = [LIST, UPLOAD, url(batch), url(batch, "problems_csv"), "/impor/templat/stalls.csv"]
    answers = [Client().get(page) for page in pages] + [Client().post(step) for step in steps]
    assert {answer.status_code for answer in answers} == {302}
    assert all("/masuk" in a.url or "login" in a.url or "akun" in a.url for a in answers)
    batch.refresh_from_db()
    assert (batch.state, stalls()) == ("checked", {})


def test_who_may_not_import_gets_a_refusal_and_nothing_happens():
    batch = stage()
    clerk = signed_in_client(user_with(Role.CLERK, "99.01"))
    answers = [clerk.get(LIST), clerk.get(UPLOAD), clerk.get(url(batch)), send(clerk)]
    answers += [clerk.post(url(batch, name)) for name in ("apply", "recheck", "discard")]
    assert {answer.status_code for answer in answers} == {403}
    batch.refresh_from_db()
    assert (batch.state, Batch.objects.count(), stalls()) == ("checked", 1, {})


def test_an_auditor_reads_everything_and_finds_no_button():
    batch = stage()
    auditor = signed_in_client(user_with(Role.AUDITOR))
    page = auditor.get(url(batch))
    assert "Kios A-01 baru" in seen(page)
    assert "intake.apply" not in page.content.decode()
    assert [b for b in buttons(page) if "Terapkan" in b or "Buang" in b] == []
    assert auditor.post(url(batch, "apply")).status_code == 403
    assert "kios.csv" in seen(auditor.get(LIST))
    assert "Unggah berkas" not in seen(auditor.get(LIST))


@pytest.mark.parametrize("address", [LIST, UPLOAD])
def test_pages_have_language_title_and_one_heading(desk, address):
    for prefix, language in (("", "id"), ("/en", "en")):
        page = desk.get(prefix + address).content.decode()
        assert f'<html lang="{language}"' in page
        assert len(re.findall(r"<h1[ >]", page)) == 1
        assert re.search(r"<title>\S.* – Balai</title>", page)


def test_a_file_goes_from_upload_to_preview_to_result(desk):
    put_stall("A-02", "Kios Kenanga", "2.90", "2024")
    sent = send(desk, market="pagi")
    batch = Batch.objects.get()
    assert (sent.status_code, sent.url) == (302, url(batch))
    preview = desk.get(sent.url)
    text = seen(preview)
    assert "Berkas ini tanpa masalah. Belum ada yang disimpan." in text
    assert "Kios A-01 baru Nama kios: Kios Melati ; Nilai: 3,25 ; Tahun: 2024" in text
    assert "Kios A-02 berubah Nilai: 2,90 → menjadi 2,95" in text
    assert "Pasar Pasar Pagi" in text
    assert filled_buttons(preview) == ["Terapkan 2 perubahan"]
    applied = desk.post(url(batch, "apply"), follow=True)
    assert applied.redirect_chain == [(url(batch), 302)]
    assert re.search(r"Diterapkan .* oleh Rina Secretariat: 1 baru, 1 berubah\.", seen(applied))
    assert '<a href="/impor/">Lihat hasilnya</a>' in applied.content.decode()
    assert set(stalls()) == {"A-01", "A-02"}
    assert filled_buttons(applied) == []


def test_sending_the_same_page_twice_is_one_batch_and_another_file_is_another(desk):
    first, again = send(desk), send(desk)
    other = send(desk, csv_bytes(GOOD_ROWS[0]))
    assert first.url == again.url != other.url
    assert Batch.objects.count() == 2


def test_applying_twice_shows_the_same_result(desk):
    batch = stage()
    desk.post(url(batch, "apply"))
    again = desk.post(url(batch, "apply"), follow=True)
    assert "Diterapkan" in seen(again)
    assert len(stalls()) == 2


def test_problems_stand_in_a_table_by_row_and_column_with_their_remedy(desk):
    rows = [("", "Kios", "5,25", "2024"), ("A-02", "Kios", "2", "2024")]
    sent = send(desk, csv_bytes(*rows))
    page = desk.get(sent.url)
    text = seen(page)
    assert "Ada 2 masalah, jadi tidak ada baris yang dapat diterapkan." in text
    assert "2 Nilai Nilai 5,25 di luar 0–4. Periksa nilainya." in text
    assert "2 Kode Kode kosong. Isi kode kios." in text
    assert filled_buttons(page) == ["Unggah berkas yang sudah diperbaiki"]
    refused = desk.post(url(Batch.objects.get(), "apply"), follow=True)
    assert "keadaan impor ini tidak mengizinkannya" in seen(refused)
    assert stalls() == {}


def test_one_upload_is_read_in_both_languages(desk):
    batch = stage(csv_bytes(("A-01", "Kios", "9", "2024"), ("A-02", "Kios", "3")))
    indonesian, english = (seen(desk.get(prefix + url(batch))) for prefix in ("", "/en"))
    assert "3 — Baris ini berisi 3 sel, judulnya 4." in indonesian
    assert "There are 2 problems, so no row can be applied." in english
    assert "2 Score Nilai 9 di luar 0–4." in english  # the kind's words are the kind's to translate
    assert "3 — This row has 3 cells, the titles are 4." in english


def test_problems_can_be_taken_along_as_csv(desk):
    batch = stage(csv_bytes(("", '=cmd|"/c"', "tiga", "2024")))
    answer = desk.get(url(batch, "problems_csv"))
    assert answer["Content-Disposition"] == 'attachment; filename="masalah-kios.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Baris,Kolom,Masalah,Yang perlu dilakukan",
        '2,Nilai,“tiga” bukan angka.,"Tulis seperti 3,25."',
        "2,Kode,Kode kosong.,Isi kode kios.",
    ]


def test_a_file_that_is_no_table_is_told_at_the_file_with_what_to_do(desk):
    page = send(desk, b"MZ\x90\x00", name="kios.xlsx")
    text = seen(page)
    assert page.status_code == 422
    assert text.count("Isi berkas ini program komputer, bukan tabel, apa pun nama berkasnya.") == 2
    assert "Unggah berkas .xlsx atau .csv." in text
    assert '<a href="#id_file">' in page.content.decode()
    assert "<title>Kesalahan:" in page.content.decode()
    assert Batch.objects.count() == 0


def test_an_empty_file_and_no_file_are_told_in_plain_words(desk):
    assert "Berkas ini kosong (0 bita)." in seen(send(desk, b""))
    missing = desk.post(UPLOAD, {"key": PAGE_KEY})
    assert (missing.status_code, "Pilih berkas" in seen(missing)) == (422, True)


def test_a_file_over_the_limit_is_told_with_the_limit(desk, monkeypatch):
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
    assert "batasnya" in seen(send(desk))


def test_a_wrong_option_is_told_at_its_field_and_the_file_is_not_read(desk):
    page = send(desk, market="malam")
    assert (page.status_code, "Pilih pasar dari daftar" in seen(page)) == (422, True)
    assert Batch.objects.count() == 0


def test_a_named_sheet_is_read_and_shown(desk):
    rows = [("code", "name", "score"), ("B-01", "Sore", "2")]
    sent = send(desk, xlsx_bytes(*GOOD_ROWS, more=[("Sore", rows)]), "kios.xlsx", sheet="Sore")
    text = seen(desk.get(sent.url))
    assert ("Kios B-01" in text, "Lembar Sore" in text) == (True, True)


def test_a_note_of_the_reading_stands_above_the_difference(desk):
    content = csv_bytes(("A-01", "Café", "3", ""), encoding="cp1252")
    assert "dibaca sebagai Windows-1252" in seen(desk.get(send(desk, content).url))


def test_a_file_that_changes_nothing_says_so_and_offers_nothing_to_apply(desk):
    services.apply(batch=stage(), by=Person("sari"))
    page = desk.get(send(desk).url)
    text = seen(page)
    assert "Tidak ada perubahan: semua baris sama dengan yang sudah tersimpan." in text
    assert ("Tanpa perubahan" in text, "Siap diterapkan" in text) == (True, False)
    assert re.search(r"Berkas yang sama diterapkan .* oleh Sari\.", text)
    assert filled_buttons(page) == []


def test_a_preview_that_came_out_of_date_is_shown_again_before_it_is_applied(desk):
    batch = stage()
    put_stall("A-01", "Kios Melati", "1.00", "2024")
    page = desk.post(url(batch, "apply"), follow=True)
    assert "Belum diterapkan: data di sini berubah" in seen(page)
    assert "Nilai: 1,00 → menjadi 3,25" in seen(page)
    assert str(stalls()["A-01"]["score"]) == "1.00"
    desk.post(url(batch, "apply"))
    assert str(stalls()["A-01"]["score"]) == "3.25"


def test_checking_again_after_the_cause_is_gone_makes_a_batch_ready(desk, stall_kind):
    stall_kind.least = 3
    batch = stage()
    stall_kind.least = 1
    page = desk.post(url(batch, "recheck"), follow=True)
    assert filled_buttons(page) == ["Terapkan 2 perubahan"]


def test_a_discarded_batch_says_by_whom_and_offers_nothing(desk):
    batch = stage()
    page = desk.post(url(batch, "discard"), follow=True)
    assert re.search(r"Dibuang .* oleh Rina Secretariat\. Tidak ada yang diterapkan", seen(page))
    assert filled_buttons(page) == []
    late = desk.post(url(batch, "recheck"), follow=True)
    assert "keadaan impor ini tidak mengizinkannya" in seen(late)


def test_counts_narrow_the_difference(desk):
    put_stall("A-02", "Kios Kenanga", "2.95", "2024")
    batch = stage()
    everything, new, same = (
        seen(desk.get(url(batch) + query)) for query in ("", "?change=new", "?change=unchanged")
    )
    assert ("Kios A-01" in everything, "Kios A-02" in everything) == (True, True)
    assert ("Kios A-01" in new, "Kios A-02" in new) == (True, False)
    assert ("Kios A-01" in same, "Kios A-02" in same) == (False, True)
    nonsense = seen(desk.get(url(batch) + "?change=x"))
    assert "Kios A-01" in nonsense


def test_text_of_a_file_is_never_markup(desk):
    batch = stage(csv_bytes(("<b>A</b>", "<script>alert(1)</script>", "3", "")), name="<i>.csv")
    page = desk.get(url(batch)).content.decode()
    assert ("<script>alert" in page, "<b>A</b>" in page, "<i>.csv" in page) == (False,) * 3
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_address_of_a_step_leads_to_the_batch_and_takes_no_step(desk):
    batch = stage()
    answers = [desk.get(url(batch, name)) for name in ("apply", "recheck", "discard")]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, url(batch))] * 3
    assert desk.put(url(batch, "apply")).status_code == 405
    batch.refresh_from_db()
    assert (batch.state, stalls()) == ("checked", {})


def test_steps_need_the_token_of_the_page():
    batch = stage()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in_client(user_with(Role.SECRETARIAT)).cookies
    assert strict.post(url(batch, "apply")).status_code == 403
    assert stalls() == {}


def test_what_is_not_there_is_not_found(desk):
    missing = "/impor/0192f0a0-0000-7000-8000-000000000009/"
    pages = [
        missing,
        "/impor/baru/kiosks/",
        "/impor/templat/kiosks.csv",
        "/impor/templat/stalls.pdf",
    ]
    assert [desk.get(page).status_code for page in pages] == [404] * 4


def test_a_batch_whose_kind_was_removed_is_listed_and_not_opened(monkeypatch):
    batch = stage()
    monkeypatch.setattr("balai.registers.intake.kinds._kinds", {})
    auditor = signed_in_client(user_with(Role.AUDITOR))
    assert "kios.csv stalls" in seen(auditor.get(LIST))
    assert auditor.get(url(batch)).status_code == 404


@pytest.mark.parametrize(("prefix", "first"), [("", "Kode"), ("/en", "Code")])
def test_a_template_filled_in_is_read_back(desk, prefix, first):
    book = openpyxl.load_workbook(
        io.BytesIO(desk.get(f"{prefix}/impor/templat/stalls.xlsx").content)
    )
    sheet = book.worksheets[0]
    assert sheet["A1"].value == first
    assert sheet.column_dimensions["A"].number_format == "@"
    sheet.append(["A-01", "Kios Melati", "3,25", "2024"])
    out = io.BytesIO()
    book.save(out)
    sent = send(desk, out.getvalue(), "templat.xlsx")
    assert "Kios A-01 baru" in seen(desk.get(sent.url))


def test_a_template_as_csv_holds_only_titles(desk):
    answer = desk.get("/impor/templat/stalls.csv")
    assert answer.content.decode("utf-8-sig") == "Kode,Nama kios,Nilai,Tahun\r\n"


def test_the_upload_page_explains_every_column(desk):
    text = seen(desk.get(UPLOAD))
    assert "Kode Nomor kios Contoh: A-01" in text
    assert "Tahun boleh tidak ada Contoh: 2024" in text
    assert filled_buttons(desk.get(UPLOAD)) == ["Periksa berkas"]


def test_the_list_is_narrowed_by_kind_and_state(desk):
    stage(name="siap.csv")
    stage(csv_bytes(("", "Kios", "3", "")), key="k-2", name="gagal.csv")
    listed = seen(desk.get(LIST + "?kind=stalls&state=failed"))
    assert ("gagal.csv" in listed, "siap.csv" in listed) == (True, False)
    wrong = desk.get(LIST + "?state=x")
    assert (wrong.status_code, "Pilih keadaan dari daftar" in seen(wrong)) == (422, True)


def test_people_of_one_area_see_only_its_imports(desk):
    stage(name="sini.csv", options={"region": "99.01"})
    stage(key="k-2", name="sana.csv", options={"region": "99.02"})
    officer = signed_in_client(user_with(Role.OFFICER, "99.01"))
    listed = seen(officer.get(LIST))
    assert ("sini.csv" in listed, "sana.csv" in listed) == (True, False)
    assert "sana.csv" in seen(desk.get(LIST))


def test_long_lists_are_paged(desk):
    rows = [(f"B-{n:03}", "Kios", "3", "2024") for n in range(120)]
    batch = stage(csv_bytes(*rows))
    last = seen(desk.get(url(batch) + "?page=3"))
    assert ("Kios B-100" in last, "Kios B-119" in last, "Kios B-000" in last) == (True, True, False)
    assert "Kios B-119" in seen(desk.get(url(batch) + "?page=999"))


def test_a_kind_that_asks_nothing_has_only_the_file(desk, monkeypatch):
    monkeypatch.setattr(StallKind, "options_form", lambda _: None)
    page = desk.get(UPLOAD).content.decode()
    assert re.findall(r'<input[^>]* name="(\w+)"', page.partition("<main")[2])[1:] == [
        "file",
        "sheet",
        "key",
    ]

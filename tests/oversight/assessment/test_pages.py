"""The secretariat's way of a file: from the menu to the preview to the public list."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from balai.kernel.permissions import Role
from balai.oversight.assessment import selectors
from balai.oversight.assessment.models import Result
from balai.oversight.assessment.published.columns import COLUMNS
from balai.registers.intake.models import Batch
from balai.ui.registry import menu
from tests.oversight.assessment.factories import PUBLISHED
from tests.registers.accounts.factories import actor_with, signed_in_client, user_with

pytestmark = pytest.mark.django_db

UPLOAD = "/impor/baru/published-results/"


@pytest.fixture
def secretariat(published):
    return signed_in_client(user_with(Role.SECRETARIAT))


def words(response):
    """The text a person reads, without tags and runs of blanks."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.split())


def send(client, text, **options):
    key = "5f0f8b9e-0000-7000-8000-000000000001"
    file = SimpleUploadedFile("hasil.csv", text.encode())
    return client.post(UPLOAD, {"file": file, "key": key, **options}, follow=True)


def test_a_short_address_leads_the_secretariat_to_the_upload(secretariat):
    response = secretariat.get(reverse("assessment:import_results"))

    assert (response.status_code, response.headers["Location"]) == (302, UPLOAD)


def test_the_menu_has_one_way_to_imports_for_who_may_import(db):
    labels = {
        role: [str(item.label) for item in menu("desk", actor_with(role)) if "Impor" in item.label]
        for role in (Role.SECRETARIAT, Role.ASSESSOR)
    }

    assert labels == {Role.SECRETARIAT: ["Impor"], Role.ASSESSOR: []}


def test_a_stranger_is_sent_to_sign_in_and_others_are_refused(client, db):
    address = reverse("assessment:import_results")

    stranger = client.get(address)
    assessor = signed_in_client(user_with(Role.ASSESSOR)).get(address)

    assert stranger.status_code == 302
    assert stranger.headers["Location"].startswith(reverse("account_login"))
    assert assessor.status_code == 403


def test_the_upload_asks_for_round_list_and_source(secretariat):
    page = words(secretariat.get(UPLOAD))

    for label in ("Putaran", "Daftar", "Judul sumber", "Alamat sumber", "Daftar baru 2024"):
        assert label in page


def test_a_file_is_previewed_then_applied_and_the_public_list_has_its_next_version(secretariat):
    text = (PUBLISHED / "2024-top-ten.csv").read_text().replace("2.91", "2.90")

    preview = send(secretariat, text, list="2024/baru")
    batch = Batch.objects.get(file_name="hasil.csv")
    assert "Kab. Sampang, 2024" in words(preview)
    assert "2,91" in words(preview)
    assert Result.objects.filter(score=291).exists(), "a preview changes nothing"

    secretariat.post(reverse("intake:apply", args=[batch.public_id]), follow=True)

    assert selectors.list_version("2024", "baru") == 2
    assert not Result.objects.filter(score=291).exists()


def test_a_bad_file_is_shown_with_row_column_reason_and_remedy(secretariat):
    text = (PUBLISHED / "2024-top-ten.csv").read_text().replace("2.95", "29.5")

    page = words(send(secretariat, text, list="2024/baru"))

    assert "29,5 di luar skala 0 sampai 4." in page
    assert "Periksa dengan sumbernya." in page


def test_a_list_of_another_round_is_refused_by_the_form(secretariat):
    page = send(secretariat, "score\n", list="2024/baru", round="2023")

    assert page.status_code == 422
    assert "Daftar ini bukan dari putaran yang dipilih." in words(page)
    assert not Batch.objects.filter(file_name="hasil.csv").exists()


def test_a_preview_names_the_list_first_says_score_and_rank_and_nothing_technical(secretariat):
    row = "2024,35.79,Kota Batu,2.11,120,191 kab/kota,Surat percobaan,\n"
    head = "year,region_code,name_as_published,score,rank,rank_scope,source_title,source_url\n"

    page = words(send(secretariat, head + row)).partition("Yang akan berubah")[2]

    told = page.partition("Kota Batu, 2024 baru")[2]
    order = ["Nilai: 2,11", "Peringkat: 120", "Daftar: Daftar reguler 2024", "Judul sumber: Surat"]
    assert [told.index(text) for text in order] == sorted(told.index(text) for text in order)
    for hidden in ("2024/reguler", "Alamat sumber", "Peringkat daftar itu", "Inggris", ": -"):
        assert hidden not in told.partition("Tentang berkas ini")[0]


def test_a_rank_that_becomes_that_of_the_list_is_told(secretariat, tmp_path):
    Result.objects.filter(round__code="2024", region="15.04").update(rank_of_list=False)

    page = words(send(secretariat, (PUBLISHED / "2024-top-ten.csv").read_text(), list="2024/baru"))

    assert "Peringkat daftar itu: tidak → menjadi ya" in page


@pytest.mark.parametrize("by_option", [True, False])
def test_after_applying_the_way_leads_to_the_list_however_it_was_chosen(secretariat, by_option):
    head = "year,region_code,name_as_published,score,rank,rank_scope,source_title\n"
    text = head + "2024,35.79,Kota Batu,2.11,120,191 kab/kota,Ralat\n"
    send(secretariat, text, **({"list": "2024/reguler"} if by_option else {}))
    batch = Batch.objects.get(file_name="hasil.csv")

    page = secretariat.post(reverse("intake:apply", args=[batch.public_id]), follow=True)

    assert "Lihat hasilnya" in words(page)
    assert 'href="/hasil/2024/reguler/"' in page.content.decode()


def test_after_applying_a_result_of_no_list_the_way_leads_to_its_region(secretariat):
    text = "year,region_code,name_as_published,score,source_title\n2022,35.71,Kota Kediri,3.30,R\n"
    send(secretariat, text)
    Result.objects.filter(round__code="2022").update(list=None)
    batch = Batch.objects.get(file_name="hasil.csv")
    secretariat.post(reverse("intake:recheck", args=[batch.public_id]))

    page = secretariat.post(reverse("intake:apply", args=[batch.public_id]), follow=True)

    assert 'href="/daerah/35.71/"' in page.content.decode()


def test_what_every_row_lacks_is_said_once(secretariat):
    text = "region_code,name_as_published,score\n35.71,Kota Kediri,3.30\n15.04,Kab. Batanghari,3\n"

    page = words(send(secretariat, text))

    assert page.count("Putarannya tidak disebut.") == 1
    assert page.count("Sumbernya tidak disebut.") == 1
    assert "Ada 2 masalah" in page


def test_what_some_rows_lack_is_said_of_those_rows(secretariat):
    text = (
        "year,region_code,name_as_published,score,source_title\n"
        "2022,35.71,Kota Kediri,3.30,R\n,15.04,Kab. Batanghari,3,R\n,15.71,Kota Jambi,3,R\n"
    )

    assert words(send(secretariat, text)).count("Putarannya tidak disebut.") == 2


def test_every_column_is_explained_and_figures_are_written_in_one_way(secretariat):
    page, english = words(secretariat.get(UPLOAD)), words(secretariat.get("/en" + UPLOAD))

    assert all(all(column.hint) and column.example for column in COLUMNS)
    assert ("2,95" in page, "2.95" in page) == (True, False)
    assert ("2.95" in english, "2,95" in english) == (True, False)


def test_a_choice_that_is_none_is_refused_in_plain_words(secretariat):
    page = words(send(secretariat, "score\n", list="baru", round="dua"))

    assert "Pilih daftar dari pilihan yang ada" in page
    assert "Pilih putaran dari pilihan yang ada" in page
    assert "pilihan yang valid" not in page


@pytest.mark.usefixtures("published")
def test_the_english_page_of_the_method_tells_its_sources_in_english(client):
    page = words(client.get("/en" + reverse("portal:method")))

    assert "as quoted by Pelita Sumsel and Republika, January 2022" in page
    assert [text for text in ("seperti dikutip", "tentang Ambon", "Januari") if text in page] == []

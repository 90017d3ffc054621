"""The secretariat's way of a file: from the menu to the preview to the public list."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from balai.kernel.permissions import Role
from balai.oversight.assessment import selectors
from balai.oversight.assessment.models import Result
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


def test_the_menu_leads_the_secretariat_to_the_upload(secretariat):
    response = secretariat.get(reverse("assessment:import_results"))

    assert (response.status_code, response.headers["Location"]) == (302, UPLOAD)


def test_only_who_may_import_finds_it_in_the_menu(db):
    labels = {
        role: [str(item.label) for item in menu("desk", actor_with(role))]
        for role in (Role.SECRETARIAT, Role.ASSESSOR)
    }

    assert "Impor hasil" in labels[Role.SECRETARIAT]
    assert "Impor hasil" not in labels[Role.ASSESSOR]


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

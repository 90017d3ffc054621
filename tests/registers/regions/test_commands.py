"""`balai regions load` tells what it did, how far it is, and what to do when it cannot."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from balai.registers.regions.management.commands.regions_load import Command, progress_on
from balai.registers.regions.models import AreaList, Region
from tests.registers.regions.test_official_list import EDITION, package

pytestmark = pytest.mark.django_db


def load(directory, edition=EDITION):
    """Run the command as if this were the list that the release knows."""
    out, err = io.StringIO(), io.StringIO()
    command = Command()
    command.edition = edition
    call_command(command, directory=directory, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


@pytest.fixture
def small(tmp_path):
    return package(tmp_path / "package")


def test_it_loads_the_official_list_and_province_99(small):
    out, err = load(small)
    assert out == [
        "Daftar wilayah resmi 4.0.1: 6 wilayah; 6 dibuka, 0 ditutup.",
        "Provinsi contoh 99: 52 wilayah; 52 dibuka, 0 ditutup.",
    ]
    assert err == ["Memuat wilayah: 0 dari 6", "Memuat wilayah: 6 dari 6"]
    assert Region.objects.count() == 58


def test_again_it_says_that_nothing_changed(small):
    load(small)
    out, err = load(small)
    assert out == [
        "Daftar wilayah resmi 4.0.1: sudah dimuat, tidak ada yang berubah.",
        "Provinsi contoh 99: sudah dimuat, tidak ada yang berubah.",
    ]
    assert err == []


def test_a_wrong_version_ends_with_the_remedy_and_nothing_loaded(tmp_path):
    with pytest.raises(CommandError) as refused:
        load(package(tmp_path, version="3.1.2"))
    assert str(refused.value) == (
        "Daftar wilayah ini versi 3.1.2, bukan 4.0.1. "
        "Jalankan npm install --save-exact idn-area-data@4.0.1, lalu ulangi."
    )
    assert refused.value.returncode == 65
    assert AreaList.objects.count() == 0


def test_a_folder_that_is_not_there_ends_with_the_remedy(tmp_path):
    with pytest.raises(CommandError, match=r"package\.json tidak dapat dibaca.*make env"):
        load(tmp_path / "nowhere")


def test_a_file_of_successions_that_is_not_there_is_a_matter_of_usage(small, tmp_path):
    with pytest.raises(CommandError, match=r"Berkas .*none\.csv tidak dapat dibaca\.") as refused:
        call_command("regions_load", directory=small, successions=tmp_path / "none.csv")
    assert (refused.value.returncode, AreaList.objects.count()) == (2, 0)


def test_codes_that_end_without_a_successor_are_told(small, tmp_path):
    load(small)
    villages = "code,district_code,name\n15.04.08.1008,15.04.08,Terusan\n"
    later = replace(EDITION, version="5.0.0", day=date(2027, 1, 1), counts=None)
    out, err = load(package(tmp_path / "later", version="5.0.0", villages=villages), later)
    assert out[0] == "Daftar wilayah resmi 5.0.0: 5 wilayah; 0 dibuka, 1 ditutup."
    assert err == ["1 kode berakhir tanpa pengganti tercatat: 15.04.08.2006"]


def test_on_a_terminal_progress_is_one_moving_line():
    class Terminal:
        written = ""

        def write(self, text, ending="\n"):
            self.written += text + ending

    terminal = Terminal()
    report = progress_on(terminal, live=True)
    for done in range(101):
        report(done, 100)
    assert terminal.written.count("\n") == 1
    assert terminal.written.count("\r") == 11
    assert terminal.written.endswith("\rMemuat wilayah: 100 dari 100\n")

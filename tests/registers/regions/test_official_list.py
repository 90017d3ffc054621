"""A list of areas is read and checked whole; what is wrong is named with its remedy."""

import json
from dataclasses import replace
from datetime import date

import pytest

from balai.registers.regions import official_list
from balai.registers.regions.domain import BadAreaListError
from balai.registers.regions.official_list import Counts, Edition
from balai.registers.regions.successions import Succession, read_successions

SMALL = {
    "provinces.csv": "code,name\n15,Jambi\n",
    "regencies.csv": "code,province_code,name\n15.04,15,Kabupaten Batanghari\n15.71,15,Kota Jambi\n",
    "districts.csv": "code,regency_code,name\n15.04.08,15.04,Maro Sebo Ilir\n",
    "villages.csv": (
        "code,district_code,name\n15.04.08.1008,15.04.08,Terusan\n15.04.08.2006,15.04.08,Terusan\n"
    ),
}
COUNTS = Counts(provinsi=1, kabupaten=1, kota=1, kecamatan=1, kelurahan=1, desa=1, desa_adat=0)
EDITION = Edition(
    version="4.0.1",
    decree="Kepmendagri 300.2.2-2138 Tahun 2025",
    day=date(2025, 4, 25),
    source="idn-area-data",
    licence="ODbL-1.0",
    counts=COUNTS,
)


def package(folder, *, version="4.0.1", **changed):
    """Write a package into the folder; changed: file name without .csv → its text."""
    (folder / "data").mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": version}))
    for name, text in SMALL.items():
        text = changed.get(name.removesuffix(".csv"), text)  # noqa: PLW2901 - the changed text
        (folder / "data" / name).write_text(text)
    return folder


def problem_of(folder, edition=EDITION):
    with pytest.raises(BadAreaListError) as refused:
        official_list.check(official_list.open_package(folder, edition))
    assert refused.value.remedy
    return refused.value.problem


def test_a_good_list_gives_its_rows_with_keys(tmp_path):
    file = official_list.check(official_list.open_package(package(tmp_path), EDITION))
    assert file.counts == COUNTS
    assert file.rows[1] == official_list.AreaRow(
        code="15.04",
        name="Kabupaten Batanghari",
        level="regency",
        kind="kabupaten",
        parent_code="15",
        key="kabbatanghari",
        own_key="batanghari",
        turned_key="irahgnatab",
        words="batanghari | jambi",
    )
    assert file.rows[-1].words == "terusan | maro sebo ilir batanghari jambi"


def test_the_digest_changes_with_one_letter(tmp_path):
    one = official_list.open_package(package(tmp_path / "a"), EDITION)
    text = SMALL["provinces.csv"].replace("Jambi", "Jambu")
    other = official_list.open_package(package(tmp_path / "b", provinces=text), EDITION)
    assert one.digest != other.digest


def test_the_list_that_node_20_brings_is_refused_with_the_command_that_helps(tmp_path):
    with pytest.raises(BadAreaListError) as refused:
        official_list.open_package(package(tmp_path, version="3.1.2"), EDITION)
    assert refused.value.problem == "Daftar wilayah ini versi 3.1.2, bukan 4.0.1."
    assert refused.value.remedy == (
        "Jalankan npm install --save-exact idn-area-data@4.0.1, lalu ulangi."
    )


@pytest.mark.parametrize("text", ["{}", "[]", "no json"])
def test_a_package_without_a_version_is_refused(tmp_path, text):
    package(tmp_path)
    (tmp_path / "package.json").write_text(text)
    assert problem_of(tmp_path) == "package.json tidak menyebut versi."


def test_a_missing_file_is_named(tmp_path):
    package(tmp_path)
    (tmp_path / "data" / "villages.csv").unlink()
    assert problem_of(tmp_path) == "Berkas villages.csv tidak dapat dibaca."


def test_other_counts_are_refused_and_named(tmp_path):
    edition = replace(EDITION, counts=replace(COUNTS, kota=98, desa_adat=14))
    assert problem_of(package(tmp_path), edition) == (
        "Isi daftar tidak lengkap atau berlebih: kota 1 ≠ 98, desa adat 0 ≠ 14."
    )


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("provinces", "kode,nama\n15,Jambi\n", "Kolom provinces.csv harus code, name."),
        ("provinces", "", "Kolom provinces.csv harus code, name."),
        (
            "provinces",
            "code,name\n15\n",
            "provinces.csv baris 2: jumlah kolom tidak sama dengan judulnya.",
        ),
        (
            "provinces",
            "code,name\n1x,Jambi\n",
            "provinces.csv baris 2: kode 1x tidak berbentuk kode wilayah.",
        ),
        (
            "provinces",
            "code,name\n15.04,Jambi\n",
            "provinces.csv baris 2: kode 15.04 bukan dari tingkat berkas ini.",
        ),
        (
            "provinces",
            "code,name\n15,Jambi\n15,Jambi\n",
            "provinces.csv baris 3: kode 15 sudah ada di atas.",
        ),
        ("provinces", "code,name\n98,Baru\n", "provinces.csv baris 2: provinsi 98 tidak dikenal."),
        (
            "provinces",
            "code,name\n99,Contoh\n",
            "provinces.csv baris 2: provinsi 99 tidak dikenal.",
        ),
        (
            "provinces",
            "code,name\n15, \n",
            "provinces.csv baris 2: nama 15 kosong, berspasi di tepi atau terlalu panjang.",
        ),
        (
            "provinces",
            "code,name\n15," + "x" * 81 + "\n",
            "provinces.csv baris 2: nama 15 kosong, berspasi di tepi atau terlalu panjang.",
        ),
        (
            "regencies",
            "code,province_code,name\n15.04,16,Kabupaten Batanghari\n",
            "regencies.csv baris 2: kode induk 16 tidak cocok.",
        ),
        (
            "regencies",
            "code,province_code,name\n16.04,16,Kabupaten Lahat\n",
            "regencies.csv baris 2: induk 16 tidak ada dalam daftar.",
        ),
        (
            "regencies",
            "code,province_code,name\n15.71,15,Kabupaten Jambi\n",
            "regencies.csv baris 2: nama 15.71 harus diawali Kota.",
        ),
        (
            "villages",
            "code,district_code,name\n15.04.08.4001,15.04.08,Terusan\n",
            "villages.csv baris 2: kode 15.04.08.4001 tidak berbentuk kode wilayah.",
        ),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path, file, text, problem):
    assert problem_of(package(tmp_path, **{file: text})) == problem


def test_a_file_in_another_encoding_is_refused(tmp_path):
    package(tmp_path)
    (tmp_path / "data" / "provinces.csv").write_bytes("code,name\n15,Jambí\n".encode("latin-1"))
    assert problem_of(tmp_path) == "Berkas provinces.csv bukan UTF-8."


def test_a_byte_order_mark_does_no_harm(tmp_path):
    package(tmp_path)
    path = tmp_path / "data" / "provinces.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    file = official_list.check(official_list.open_package(tmp_path, EDITION))
    assert file.rows[0].code == "15"


def test_successions_are_read(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("old,new,kind,source\n99.01.01.2001,99.01.02.2009,renumbered,uji\n")
    assert read_successions(path) == (
        Succession("99.01.01.2001", "99.01.02.2009", "renumbered", "uji"),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("old,new\n", "Kolom s.csv harus old, new, kind, source."),
        ("old,new,kind,source\nx,99,split,uji\n", "s.csv baris 2: kode wilayah tidak terbaca."),
        ("old,new,kind,source\n99,,split,uji\n", "s.csv baris 2: kode wilayah tidak terbaca."),
        (
            "old,new,kind,source\n99.01,99.02,moved,uji\n",
            "s.csv baris 2: cara, kode baru atau sumber tidak ada.",
        ),
        (
            "old,new,kind,source\n99.01,99.01,split,uji\n",
            "s.csv baris 2: cara, kode baru atau sumber tidak ada.",
        ),
        (
            "old,new,kind,source\n99.01,99.02,split,\n",
            "s.csv baris 2: cara, kode baru atau sumber tidak ada.",
        ),
    ],
)
def test_a_bad_succession_is_named_by_line(tmp_path, text, problem):
    path = tmp_path / "s.csv"
    path.write_text(text)
    with pytest.raises(BadAreaListError) as refused:
        read_successions(path)
    assert refused.value.problem == problem

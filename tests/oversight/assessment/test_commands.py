"""Commands of the assessment: what they print and with which code they end."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from balai.oversight.assessment import edition_file
from tests.oversight.assessment.test_edition_file import SHIPPED, six_components

KEDIRI = ["baseline=3.60", "output=3.21", "outcome=3.23", "impact=3.07", "quick_win=3.65"]


def run(*words):
    """Return exit code, what was printed, and what was complained of."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*words, stdout=out, stderr=err)
    except CommandError as refused:
        return refused.returncode, out.getvalue(), str(refused)
    except SystemExit as left:
        return left.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


# index: none of these tests has a database


def test_the_index_of_kota_kediri_2022_is_exactly_663_200ths_and_consistent_with_3_31():
    code, printed, _ = run("assessment_index", *KEDIRI, "--published", "3.31", "--format", "json")

    answer = json.loads(printed)
    assert code == 0
    assert {
        key: answer[key] for key in ("exact", "shown", "consistent", "edition", "interval")
    } == {
        "exact": "663/200",
        "shown": "3.32",
        "consistent": True,
        "edition": "gmsc-2021",
        "interval": ["331/100", "83/25"],
    }
    assert [c["contribution"] for c in answer["contributions"]] == [
        "0.36",
        "0.642",
        "0.969",
        "0.614",
        "0.73",
    ]


@pytest.mark.parametrize(("check", "expected"), [([], 0), (["--check"], 1)])
def test_outcome_five_hundredths_higher_is_inconsistent(check, expected):
    values = [v.replace("3.23", "3.28") for v in KEDIRI]

    code, printed, _ = run("assessment_index", *values, "--published=3.31", "--format=json", *check)

    assert (code, json.loads(printed)["consistent"]) == (expected, False)


def test_without_a_published_total_nothing_is_called_consistent():
    code, printed, _ = run("assessment_index", *KEDIRI, "--format=json", "--check")

    assert (code, json.loads(printed)["consistent"]) == (0, None)


def test_a_person_reads_commas_and_whether_it_fits():
    _, printed, _ = run("assessment_index", *KEDIRI, "--published=3,31")

    assert printed.splitlines() == [
        "Indeks pencapaian · gmsc-2021",
        "",
        "Bagian     Nilai  Bobot  Sumbangan",
        "Baseline    3,60    10%      0,360",
        "Output      3,21    20%      0,642",
        "Outcome     3,23    30%      0,969",
        "Impact      3,07    20%      0,614",
        "Quick win   3,65    20%      0,730",
        "",
        "Dihitung: tepat 663/200 = 3,315, ditampilkan 3,32.",
        "Terbit 3,31: cocok. Komponen dua desimal berarti 3,31 sampai 3,32.",
    ]


def test_an_english_reader_reads_points():
    _, printed, _ = run("assessment_index", *KEDIRI, "--published=3.40", "--language=en")

    assert (
        printed.splitlines()[-1]
        == "Published 3.40: inconsistent. Its components mean 3.31 to 3.32."
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["baseline"], 2, "tulis KODE=NILAI"),
        (["baseline="], 2, "tulis KODE=NILAI"),
        (["baseline=3", "baseline=3"], 2, "disebut dua kali"),
        ([*KEDIRI, "--edition=lain"], 2, "Tidak ada edisi"),
        ([*KEDIRI, "--edition=none.yaml"], 2, "berkas ini tidak ada"),
        ([*KEDIRI, "--roll-up=lain"], 2, "Tidak ada edisi atau gabungan"),
        (KEDIRI[1:], 65, "Tidak ada nilai untuk: baseline."),
        ([*KEDIRI, "lain=3"], 65, "Bukan komponen edisi ini: lain."),
        (["baseline=4.01", *KEDIRI[1:]], 65, "baseline: 4.01 di luar skala 0 sampai 4."),
        (["baseline=tinggi", *KEDIRI[1:]], 65, "“tinggi” bukan angka."),
        (["baseline=1e1", *KEDIRI[1:]], 65, "“1e1” bukan angka."),
        (["baseline=3.601", *KEDIRI[1:], "--published=3.31"], 65, "paling banyak 2 angka desimal"),
        ([*KEDIRI, "--published=3.315"], 65, "paling banyak 2 angka desimal"),
    ],
)
@pytest.mark.django_db
def test_what_is_wrong_is_said_and_the_code_tells_usage_from_data(words, code, said):
    left, printed, complaint = run("assessment_index", *words)

    assert (left, printed) == (code, "")
    assert said in complaint


def test_the_index_follows_another_edition_from_its_file(tmp_path):
    path = tmp_path / "uji.yaml"
    path.write_text(six_components())
    values = [f"{code}=4.50" for code in "abcde"] + ["f=1"]

    code, printed, _ = run("assessment_index", *values, f"--edition={path}", "--format=json")

    answer = json.loads(printed)
    assert (code, answer["exact"], answer["shown"], answer["rounding"]) == (
        0,
        "65/16",
        "4.06",
        "down",
    )


def test_another_roll_up_is_computed_by_its_name():
    values = [
        "governance=2.75",
        "branding=2.75",
        "economy=3.5",
        "living=3.33",
        "society=3.33",
        "environment=2.75",
    ]

    _, printed, _ = run(
        "assessment_index", *values, "--roll-up=impact", "--published=3.07", "--format=json"
    )

    answer = json.loads(printed)
    assert (answer["exact"], answer["consistent"], answer["status"]) == (
        "1841/600",
        True,
        "rekonstruksi",
    )


# check-instrument: no database either


def test_a_good_edition_is_told_in_numbers():
    code, printed, _ = run(
        "assessment_check_instrument", str(edition_file.FOLDER / "gmsc-2021.yaml")
    )

    assert (code, printed.strip()) == (
        0,
        (
            "gmsc-2021: 5 komponen, 6 dimensi, 18 sub-dimensi, 19 butir, gabungan index, impact. "
            "Tidak ada kesalahan."
        ),
    )


def test_a_bad_edition_is_told_by_line_with_a_remedy_and_ends_with_65(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(SHIPPED.replace("outcome: 30", "outcome: 40"))
    line = SHIPPED[: SHIPPED.index("outcome: 30")].count("\n") + 1

    code, printed, _ = run("assessment_check_instrument", str(path))

    assert (code, printed.splitlines()) == (
        65,
        [
            (
                f"bad.yaml:{line}: roll_ups[1].weights: Jumlah bobot “index” 110%, bukan 1. "
                "Periksa bobot dengan sumbernya sampai jumlahnya tepat 100%."
            ),
            "1 kesalahan. Edisi ini belum dapat dimuat.",
        ],
    )


def test_one_fault_is_one_and_two_are_two(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(SHIPPED.replace("outcome: 30", "outcome: 40"))
    _, one, _ = run("assessment_check_instrument", str(path), "--language=en")
    path.write_text("edition: x\n")
    _, several, _ = run("assessment_check_instrument", str(path), "--language=en")

    assert one.splitlines()[-1] == "1 fault. This edition cannot be loaded yet."
    assert (
        several.splitlines()[-1].partition(" ")[2] == "faults. This edition cannot be loaded yet."
    )


def test_a_program_reads_the_faults_as_json(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("edition: x\n")

    code, printed, _ = run("assessment_check_instrument", str(path), "--format=json")

    answer = json.loads(printed)
    assert (code, answer["good"], answer["faults"][0]["line"]) == (65, False, 1)


def test_a_file_that_is_not_there_is_a_matter_of_usage(tmp_path):
    code, _, complaint = run("assessment_check_instrument", str(tmp_path / "none.yaml"))

    assert code == 2
    assert "berkas ini tidak ada" in complaint


# rank and lists


@pytest.mark.django_db
@pytest.mark.parametrize("words", [["--round=1999", "--list=all"], ["--round=2024", "--list=lain"]])
def test_a_ranking_of_what_is_not_published_is_refused(words):
    code, _, complaint = run("assessment_rank", *words)

    assert code == 65
    assert "Tidak ada daftar terbit" in complaint


def test_a_ranking_as_text_says_first_how_far_the_list_is_known(published):
    _, printed, _ = run("assessment_rank", "--round=2024", "--list=baru")

    lines = printed.splitlines()
    assert lines[0] == (
        "Daftar baru 2024: 10 dari 50 nilai diketahui, lengkap sampai peringkat 10."
    )
    assert lines[10].split() == ["8", "15.04", "Kab.", "Batanghari", "Jambi", "2,95"]


def test_where_no_rank_is_known_the_possible_ones_are_shown(published):
    _, printed, _ = run("assessment_rank", "--round=2024", "--list=reguler")

    rows = [line.split() for line in printed.splitlines() if "Kota" in line]
    assert [(row[0], row[3], row[-1]) for row in rows[:4]] == [
        ("–", "Madiun", "3"),
        ("–", "Makassar", "4"),
        ("–", "Cimahi", "5"),
        ("–", "Banjarmasin", "6–190"),
    ]


def test_a_ranking_as_csv_is_read_back_as_the_same_rows(published):
    _, printed, _ = run("assessment_rank", "--round=2024", "--list=baru", "--format=csv")

    rows = list(csv.DictReader(io.StringIO(printed)))
    assert [(r["rank"], r["region"], r["score"]) for r in rows][7] == ("8", "15.04", "2.95")


def test_a_rank_across_lists_shows_its_warning_in_every_format(published):
    words = ("assessment_rank", "--round=2024", "--list=all", "--across-lists")

    _, text, _ = run(*words)
    _, table, complaint = run(*words, "--format=csv")

    assert "bukan peringkat resmi" in text
    assert "bukan peringkat resmi" in complaint
    assert all(
        "bukan peringkat resmi" in row["warning"] for row in csv.DictReader(io.StringIO(table))
    )


def test_the_lists_are_told_with_size_known_and_letter(published):
    _, printed, _ = run("assessment_lists", "--round=2024", "--format=json")

    assert [
        (r["list"], r["size"], r["known"], r["known_down_to"], r["letter"])
        for r in json.loads(printed)
    ] == [
        ("baru", 50, 10, 10, "B-1477/DJAI/AI.01.02/11/2024"),
        ("reguler", 191, 5, None, "B-1478/DJAI/AI.01.02/11/2024"),
    ]
    _, text, _ = run("assessment_lists")
    assert len(text.splitlines()) == 8

"""`balai assessment import-results`: what it prints, in which language, and with which code it ends."""

import json

import pytest
from django.core.management import call_command
from django.utils.translation import override

from balai.oversight.assessment import selectors
from tests.oversight.assessment.factories import PUBLISHED, published_results
from tests.oversight.assessment.test_commands import run


def test_an_import_of_a_file_that_is_there_already_changes_nothing(published):
    code, printed, _ = run(
        "assessment_import_results", str(PUBLISHED / "2024-top-ten.csv"), "--format=json"
    )

    assert (code, json.loads(printed)["outcome"]) == (0, "unchanged")


def test_a_refused_file_ends_with_65_and_leaves_nothing(published, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text((PUBLISHED / "2024-top-ten.csv").read_text().replace("3.38", "4.38"))

    code, printed, _ = run("assessment_import_results", str(path), "--round=2024", "--list=baru")

    assert code == 65
    assert "4,38 di luar skala 0 sampai 4" in printed


def test_a_dry_run_tells_what_would_change_and_changes_nothing(published, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text((PUBLISHED / "2024-top-ten.csv").read_text().replace("2.91", "2.90"))
    version = selectors.data_version()

    code, printed, _ = run(
        "assessment_import_results",
        str(path),
        "--round=2024",
        "--list=baru",
        "--dry-run",
        "--format=json",
    )

    answer = json.loads(printed)
    assert (code, answer["outcome"], answer["changed"], answer["unchanged"]) == (
        0,
        "would_apply",
        1,
        9,
    )
    assert selectors.data_version() == version


def test_an_import_speaks_the_installation_s_language_unless_told_otherwise(published):
    words = ("assessment_import_results", str(PUBLISHED / "2024-top-ten.csv"), "--dry-run")

    with override("en"):
        _, english, _ = run(*words)
        _, indonesian, _ = run(*words, "--language=id")

    assert english.splitlines()[0].startswith("Published results: ")
    assert indonesian.splitlines()[0].startswith("Hasil yang sudah terbit: ")


def test_what_a_file_lacks_is_told_with_the_option_that_gives_it(published, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("region_code,name_as_published,score\n15.04,Kab. Batanghari,2.95\n")

    code, printed, _ = run("assessment_import_results", str(path))

    assert code == 65
    assert "atau pilih putaran saat mengunggah (di perintah: --round)." in printed
    assert "saat mengunggah (di perintah: --source-title)." in printed


def test_options_on_the_command_win_over_what_is_written_beside_the_file(published):
    """Rank 13 of the new list of 2023 has 2.88, so its rank 10 cannot have the 2.83 of 2024."""
    code, printed, _ = run(
        "assessment_import_results",
        str(PUBLISHED / "2024-top-ten.csv"),
        "--round=2023",
        "--list=baru",
        "--format=json",
    )

    problems = json.loads(printed)["problems"]
    assert (code, [(p["row"], p["column"], p["code"]) for p in problems]) == (
        65,
        [(11, "rank", "rank-impossible")],
    )


@pytest.mark.django_db
def test_a_list_without_its_round_is_a_matter_of_usage():
    code, _, complaint = run("assessment_import_results", "x.csv", "--list=baru")

    assert (code, complaint) == (2, "--list perlu --round.")


@pytest.mark.django_db
def test_an_unknown_list_or_a_missing_file_is_a_matter_of_usage(tmp_path):
    code, _, _ = run("assessment_import_results", str(tmp_path / "none.csv"))
    assert code == 2
    path = tmp_path / "a.csv"
    path.write_text("score\n")
    code, _, _ = run("assessment_import_results", str(path), "--round=2024", "--list=lain")
    assert code == 2


def test_an_import_names_each_row_that_it_changes_with_before_and_after(db, tmp_path, capsys):
    published_results()
    text = (PUBLISHED / "2024-top-ten.csv").read_text().replace("2.95", "2.96")
    file = tmp_path / "koreksi.csv"
    file.write_text(text)
    words = [
        "assessment_import_results",
        str(file),
        "--round",
        "2024",
        "--list",
        "baru",
        "--dry-run",
    ]
    call_command(*words)
    assert "~ Kab. Batanghari, 2024: Nilai 2,95 → 2,96" in capsys.readouterr().out
    call_command(*words, "--format", "json")
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [(row["kind"], row["label"]) for row in changes] == [
        ("changed", "Kab. Batanghari, 2024")
    ]
    assert changes[0]["fields"] == {"score": ["2.95", "2.96"]}

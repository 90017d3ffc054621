"""The `balai` command as a person types it."""

from __future__ import annotations

import os
import subprocess

import pytest

from balai.config import cli
from tests.house.tree import ROOT


def balai(*words, home, **environment):
    return subprocess.run(
        [ROOT / "bin/balai", *words], capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "BALAI_HOME": str(home), "BALAI_ENV": "test", **environment},
    )  # fmt: skip


def test_without_words_it_lists_every_command_and_what_exit_codes_mean(tmp_path):
    result = balai(home=tmp_path)
    assert result.returncode == 0
    assert "balai COMMAND --help" in result.stdout
    for command in (
        "setup",
        "serve",
        "worker",
        "doctor",
        "assessment rank",
        "assessment import-results",
        "audit verify",
        "regions load",
        "accounts invite",
        "database migrate",
    ):
        assert f"\n  {command} " in result.stdout, command
    assert "65  the data given are refused" in result.stdout


def test_a_command_with_a_short_name_is_listed_by_that_name_alone():
    table = cli.commands()
    assert table["worker",] == "work_worker"
    assert sorted(table.values()) == sorted(set(table.values()))


def test_the_long_form_of_a_short_command_leads_to_it(tmp_path):
    result = balai("work", "worker", home=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Did you mean: worker?" in result.stderr


def test_a_mistyped_command_is_answered_with_those_that_exist(tmp_path):
    result = balai("asessment", "rank", home=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "assessment rank" in result.stderr
    result = balai("assessment", "rnak", home=tmp_path)
    assert result.returncode == 2
    assert "assessment rank" in result.stderr


def test_help_of_a_command_shows_its_own_name(tmp_path):
    result = balai("assessment", "rank", "--help", home=tmp_path)
    assert result.returncode == 0
    assert result.stdout.startswith("usage: balai assessment rank ")


def test_a_wrong_option_is_a_usage_error(tmp_path):
    assert balai("doctor", "--colour", home=tmp_path).returncode == 2


def test_doctor_on_an_empty_machine_names_every_lack_and_its_remedy(tmp_path):
    result = balai("doctor", home=tmp_path / "nothing")
    assert result.returncode == 1
    lines = [line for line in result.stdout.splitlines() if line.startswith("error")]
    assert any("belum ada" in line and line.endswith("→  balai setup") for line in lines)
    assert "Traceback" not in result.stderr


def test_before_set_up_a_command_says_so_instead_of_breaking(tmp_path):
    result = balai("assessment", "rank", "--round", "2024", "--list", "baru", home=tmp_path)
    assert (result.returncode, result.stdout) == (78, "")
    assert "`balai setup`" in result.stderr
    assert "Traceback" not in result.stderr


def test_nothing_is_served_before_set_up(tmp_path):
    result = balai("serve", "--port", "8999", home=tmp_path)
    assert (result.returncode, result.stdout) == (78, "")
    assert "balai setup" in result.stderr


def test_the_operator_may_choose_english(tmp_path):
    result = balai("doctor", home=tmp_path / "nothing", BALAI_LANGUAGE="en")
    assert "does not exist yet" in result.stdout


def test_it_runs_from_any_folder_and_through_a_link(tmp_path):
    link = tmp_path / "balai"
    link.symlink_to(ROOT / "bin/balai")
    result = subprocess.run(
        [link, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0


@pytest.mark.parametrize("command", ["setup", "serve", "doctor", "worker"])
def test_each_command_of_the_installation_explains_itself(command, tmp_path):
    result = balai(command, "--help", home=tmp_path)
    assert result.returncode == 0
    assert f"usage: balai {command} " in result.stdout

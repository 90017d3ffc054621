"""An installation from nothing to its first page, as a stranger makes it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import time
import urllib.request

import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.slow
DATABASE = f"installation_{os.getpid()}"


def surroundings(home):
    """The environment of an installation of its own: its home, and on PostgreSQL its database."""
    theirs = ("BALAI_", "DJANGO_", "DATABASE_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(theirs)}
    if url := os.environ.get("DATABASE_URL"):
        environment["DATABASE_URL"] = f"{url.rpartition('/')[0]}/{DATABASE}"
    return {**environment, "BALAI_HOME": str(home)}


def run(home, *words):
    return subprocess.run(
        [ROOT / "bin/balai", *words], capture_output=True, text=True, check=False,
        env=surroundings(home),
    )  # fmt: skip


@pytest.fixture(scope="module")
def database():
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield
        return
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
        yield
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


@pytest.fixture(scope="module")
def home(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("installation") / "home"
    result = run(folder, "setup")
    assert result.returncode == 0, result.stderr
    assert "[3/5] Wilayah resmi" in result.stdout
    yield folder
    shutil.rmtree(folder)


def _rows(home):
    dump = run(home, "audit", "export", "--format", "jsonl")
    assert dump.returncode == 0, dump.stderr
    # That somebody took the trail away is itself in the trail.
    return [line for line in dump.stdout.splitlines() if '"audit.export"' not in line]


def test_a_second_set_up_changes_nothing(home):
    before, keys = _rows(home), (home / "secret.key").read_text()
    accounts = (home / "demo-accounts.txt").read_text()
    result = run(home, "setup")
    assert result.returncode == 0, result.stderr
    assert "mutakhir" in result.stdout
    assert _rows(home) == before
    assert (home / "secret.key").read_text() == keys
    assert (home / "demo-accounts.txt").read_text() == accounts


def test_secrets_are_for_the_owner_alone(home):
    for name in ("secret.key", "demo-accounts.txt", "keys/audit.pem"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600, name


def test_nobody_else_may_enter_the_home_or_read_the_database(home):
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    for database in home.glob("balai.sqlite3*"):
        assert stat.S_IMODE(database.stat().st_mode) == 0o600, database.name


def test_there_is_one_trial_account_a_role(home):
    roles = [
        line.split()[-1]
        for line in (home / "demo-accounts.txt").read_text().splitlines()[1:]
        if "@" in line
    ]
    assert sorted(roles) == sorted(
        [
            "administrator",
            "secretariat",
            "assessor",
            "moderator",
            "coordinator",
            "officer",
            "clerk",
            "regent",
            "auditor",
        ]
    )


def test_doctor_finds_nothing_wrong_and_then_what_was_broken(home):
    assert run(home, "doctor").returncode == 0
    (home / "secret.key").chmod(0o644)
    try:
        result = run(home, "doctor", "--format", "json")
        assert result.returncode == 1
        errors = [row for row in json.loads(result.stdout) if row["weight"] == "error"]
        assert [row["what"] for row in errors] == ["kunci rahasia dapat dibaca orang lain"]
        assert errors[0]["remedy"].startswith("chmod 600 ")
    finally:
        (home / "secret.key").chmod(0o600)


def test_a_trial_that_became_production_says_what_is_left_of_it(home):
    environment = {**surroundings(home), "BALAI_ENV": "production"}
    result = subprocess.run(
        [ROOT / "bin/balai", "doctor", "--format", "json"], capture_output=True, text=True,
        check=False, env=environment,
    )  # fmt: skip
    found = {row["what"]: row["remedy"] for row in json.loads(result.stdout) if row["remedy"]}
    assert found["sandi akun percobaan masih tersimpan"] == f"rm {home / 'demo-accounts.txt'}"
    assert found["hanya mesin ini yang dapat membuka halaman"] == "isi BALAI_HOSTS"
    assert found["server surel belum diisi: undangan tidak terkirim"] == "isi BALAI_EMAIL_URL"


def test_the_ranking_of_2024_can_be_asked_for_at_once(home):
    result = run(
        home, "assessment", "rank", "--round", "2024", "--list", "baru", "--format", "json"
    )
    rows = json.loads(result.stdout)
    assert [
        (row["rank"], row["region"], row["score"]) for row in rows if row["region"] == "15.04"
    ] == [(8, "15.04", 2.95)]


def test_the_server_serves_and_one_interrupt_ends_it(home):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [ROOT / "bin/balai", "serve", "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, env=surroundings(home), start_new_session=True,
    )  # fmt: skip
    try:
        for _ in range(100):
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/daerah/15.04/", timeout=5
                ) as answer:
                    page = answer.read().decode()
                break
            except OSError:
                time.sleep(0.2)
        assert "2,95" in page
        second = run(home, "serve", "--port", str(port))
        assert second.returncode == 69
        assert f"--port {port + 1}" in second.stderr
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert said.rstrip().endswith("Balai berhenti.")

"""Settings that must not go wrong in silence, and what the server writes about an error."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

SHOW = "from balai.config import settings as s; print(s.{name})"


def setting(name, tmp_path, **environment):
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(name=name)], cwd=ROOT, capture_output=True, text=True,
        check=False, env={"PATH": os.environ["PATH"], "BALAI_HOME": str(tmp_path), **environment},
    )  # fmt: skip


def test_a_misspelt_environment_is_refused_and_not_taken_for_a_trial(tmp_path):
    result = setting("PRODUCTION", tmp_path, BALAI_ENV="prod")
    assert result.returncode == 1
    assert "BALAI_ENV is 'prod': trial, production or test" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BALAI_ENV", "prod"),
        ("BALAI_TRUSTED_PROXIES", "x"),
        ("BALAI_EMAIL_URL", "foo"),
        ("BALAI_EMAIL_URL", "gopher://h"),
        ("BALAI_EMAIL_URL", "smtp://h:99999"),
        ("BALAI_TIME_ZONE", "Nix/Da"),
        ("DATABASE_URL", "bogus"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_in_one_line(name, value, tmp_path):
    result = subprocess.run(
        [ROOT / "bin/balai", "doctor"], capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "BALAI_HOME": str(tmp_path), name: value},
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (78, "")
    assert result.stderr.startswith("balai: a setting cannot be used: ")
    assert len(result.stderr.splitlines()) == 1


def test_production_keeps_its_cookies_to_encrypted_lines(tmp_path):
    result = setting(
        "SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG", tmp_path, BALAI_ENV="production"
    )
    assert result.stdout.strip() == "True True False"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", "console localhost False False"),
        ("smtp://siti:ra%40hasia@surat.example.org", "smtp surat.example.org True False"),
        ("smtps://surat.example.org:4465", "smtp surat.example.org False True"),
    ],
)
def test_email_goes_where_the_installation_says(url, expected, tmp_path):
    names = "EMAIL_BACKEND.split('.')[-2], s.EMAIL_HOST, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL"
    assert setting(names, tmp_path, BALAI_EMAIL_URL=url).stdout.strip() == expected


def test_a_password_of_the_mail_server_may_hold_any_sign(tmp_path):
    result = setting(
        "EMAIL_HOST_PASSWORD", tmp_path, BALAI_EMAIL_URL="smtp://siti:ra%40hasia@s.example.org"
    )
    assert result.stdout.strip() == "ra@hasia"


def test_production_without_a_mail_server_does_not_print_its_links(tmp_path):
    result = setting("EMAIL_BACKEND", tmp_path, BALAI_ENV="production")
    assert result.stdout.strip() == "django.core.mail.backends.smtp.EmailBackend"


BREAK = """
import django
django.setup()
from django.test import Client
from django.urls import path
from django.conf import settings
import types
def broken(request):
    raise RuntimeError("kartu 1504015708900001 tidak terbaca di /akun/terima/WyIwMTkz/")
broken.access = "public"
urls = types.ModuleType("urls")
urls.urlpatterns = [path("rusak/", broken)]
settings.ROOT_URLCONF = urls
print(Client(raise_request_exception=False).get("/rusak/", HTTP_HOST="localhost").status_code)
"""


def test_an_unhandled_error_leaves_its_traceback_but_no_number_of_a_person_and_no_live_link(
    tmp_path,
):
    result = subprocess.run(
        [sys.executable, "-c", BREAK], cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "BALAI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "balai.config.settings"},
    )  # fmt: skip
    assert result.stdout.strip() == "500"
    assert "RuntimeError: kartu [•••] tidak terbaca di /akun/terima/[•••]/" in result.stderr
    assert "1504015708900001" not in result.stderr
    assert "WyIwMTkz" not in result.stderr

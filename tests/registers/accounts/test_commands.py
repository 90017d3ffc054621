"""Commands of accounts: what they print, what they refuse, and with which exit code."""

from __future__ import annotations

import io
import socket

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from balai.kernel.permissions import Role
from balai.registers.accounts import links
from balai.registers.accounts.models import Assignment, Invitation, User
from balai.registers.audit.models import AuditEntry
from tests.registers.accounts.factories import PASSWORD, make_office, make_user, user_with


@pytest.fixture(autouse=True)
def terminal(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


def run(name: str, *words: str) -> str:
    out = io.StringIO()
    call_command(f"accounts_{name}", *words, stdout=out, skip_checks=True)
    return out.getvalue()


def refused(name: str, *words: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        run(name, *words)
    return caught.value.returncode, str(caught.value)


INVITE = ("budi@contoh.invalid", "--name=Budi", "--role=officer", "--region=99.01")


def test_an_invitation_from_the_command_line_prints_a_link_that_works():
    office = make_office()
    link = run("invite", *INVITE, "--office=dinkes", "--site=https://balai.example").strip()
    assert link.startswith("https://balai.example/akun/terima/")
    row = links.open_invitation(link.rstrip("/").rpartition("/")[2])
    assert (row.name, row.role, row.region_code, row.office, row.invited_by) == (
        "Budi",
        "officer",
        "99.01",
        office,
        "system:accounts-invite",
    )


def test_an_invitation_for_the_whole_country_says_so_in_words():
    run("invite", "a@contoh.invalid", "--name=A", "--role=auditor", "--region=nasional")
    assert Invitation.objects.get().region_code == ""


def test_an_assessor_is_invited_with_an_origin():
    make_office()
    words = ("a@contoh.invalid", "--name=A", "--role=assessor", "--region=nasional")
    assert refused("invite", *words)[0] == 65
    run("invite", *words, "--origin=99.01 dinkes")
    home = Invitation.objects.get().home_office
    assert home is not None
    assert home.code == "DINKES"


def test_inviting_somebody_with_an_account_is_refused_with_exit_code_65():
    make_user(email="budi@contoh.invalid")
    code, message = refused("invite", *INVITE)
    assert (code, "sudah punya akun" in message) == (65, True)


@pytest.mark.parametrize("change", ["--region=abc", "--office=XYZ", "--role=king", "--until=soon"])
def test_wrong_words_end_with_exit_code_two(change):
    with pytest.raises((CommandError, SystemExit)) as caught:
        run("invite", *INVITE, change)
    error = caught.value
    code = error.code if isinstance(error, SystemExit) else error.returncode
    # argparse inside call_command raises CommandError; on a real command line it exits with 2.
    assert code == 2 or change in {"--role=king", "--until=soon"}
    assert not Invitation.objects.exists()


def test_a_malformed_address_is_refused_with_exit_code_65():
    assert refused("invite", "budi", *INVITE[1:])[0] == 65
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("production", "hosts", "port", "begins"),
    [
        (True, ["balai.example", "127.0.0.1"], None, "https://balai.example/akun/terima/"),
        (True, ["*", ".balai.example"], "9000", "https://balai.example/akun/terima/"),
        (False, ["127.0.0.1", "localhost"], None, "http://127.0.0.1:8000/akun/terima/"),
        (False, ["127.0.0.1", "localhost"], "8123", "http://127.0.0.1:8123/akun/terima/"),
        (False, ["*"], None, "http://127.0.0.1:8000/akun/terima/"),
    ],
)
def test_a_link_leads_to_where_the_installation_is_reached(
    settings, monkeypatch, production, hosts, port, begins
):
    settings.PRODUCTION, settings.ALLOWED_HOSTS = production, hosts
    monkeypatch.delenv("BALAI_PORT", raising=False)
    if port:
        monkeypatch.setenv("BALAI_PORT", port)
    assert run("invite", *INVITE).startswith(begins)


@pytest.fixture
def no_mail_server(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_does_not_go_is_told_and_the_link_works(no_mail_server, caplog):
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("accounts_invite", *INVITE, stdout=out, skip_checks=True)
    assert (caught.value.returncode, str(caught.value)) == (
        1,
        (
            "Undangan sudah dibuat, tetapi suratnya tidak terkirim ke budi@contoh.invalid. "
            "Serahkan tautan itu sendiri, lalu periksa BALAI_EMAIL_URL."
        ),
    )
    (link,) = out.getvalue().split()
    row = links.open_invitation(link.rstrip("/").rpartition("/")[2])
    (logged,) = caplog.records
    assert (logged.getMessage(), logged.exc_info) == (
        f"the letter of invitation:{row.public_id} did not go: ConnectionRefusedError",
        None,
    )


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_goes_ends_with_exit_code_zero():
    link = run("invite", *INVITE).strip()
    (letter,) = mail.outbox
    assert (letter.to, link in letter.body) == (["budi@contoh.invalid"], True)


def test_the_list_names_people_with_their_roles():
    user_with(Role.OFFICER, "99.01", make_office(), name="Siti", email="siti@contoh.invalid")
    make_user(name="Budi", email="budi@contoh.invalid", is_active=False)
    assert run("list").splitlines() == [
        "budi@contoh.invalid\tBudi\tclosed\t-",
        "siti@contoh.invalid\tSiti\tactive\tPetugas OPD · 99.01 · Dinas DINKES",
    ]
    assert run("list", "--role=officer").count("\n") == 1
    assert run("list", "--text=budi").count("\n") == 1


def test_the_first_administrator_is_made_from_the_command_line():
    run("create_administrator", "ketua@contoh.invalid", "--name=Ketua")
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert Assignment.objects.get(user=user).role == "administrator"


def test_an_administrator_is_not_made_twice():
    make_user(email="ketua@contoh.invalid")
    assert refused("create_administrator", "ketua@contoh.invalid", "--name=Ketua")[0] == 65


@pytest.mark.parametrize(("typed", "code"), [("", 2), ("pendek\n", 65)])
def test_an_administrator_needs_a_good_password(monkeypatch, typed, code):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert refused("create_administrator", "ketua@contoh.invalid", "--name=Ketua")[0] == code
    assert not User.objects.exists()


def test_the_table_of_permissions_has_a_row_an_action_and_a_column_a_role():
    lines = run("permissions").splitlines()
    heads = [cell.strip() for cell in lines[0].split("|")[1:-1]]
    invite = next(line for line in lines if "`accounts.invite`" in line)
    cells = dict(zip(heads, (cell.strip() for cell in invite.split("|")[1:-1]), strict=True))
    assert len(heads) == 3 + len(Role)
    assert cells == {
        **dict.fromkeys(heads, ""),
        "Action": "Invite people and revoke invitations",
        "Code": "`accounts.invite`",
        "Scope": "area",
        "System administrator \\*": "✓",
    }


def test_the_table_of_permissions_tells_the_states_of_an_invitation():
    text = run("permissions", "--language=id")
    assert ("stateDiagram-v2" in text, "open --> accepted" in text) == (True, True)


def test_what_a_command_does_is_in_the_trail_under_its_name():
    run("create_administrator", "ketua@contoh.invalid", "--name=Ketua")
    actors = set(AuditEntry.objects.values_list("actor_id", flat=True))
    assert actors == {"system:accounts-create-administrator"}

"""`balai accounts create-administrator`: the first account of an installation."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from balai.kernel.actor import System
from balai.registers.accounts import services

DATA_REFUSED = 65
"""Exit code when a rule refuses the account."""


class Command(BaseCommand):
    help = (
        "Make an administrator of the whole country. Asks for the password, or reads it as one "
        "line from standard input. Exit code 65 when it is refused, 2 when the words are wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="name in full")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        try:
            user = services.create_administrator(
                email=options["email"],
                name=options["name"],
                password=read_password(),
                by=System("accounts-create-administrator"),
            )
        except services.RefusedError as refusal:
            raise CommandError(str(refusal), returncode=DATA_REFUSED) from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=DATA_REFUSED) from error
        self.stdout.write(
            f"{user.email} is an administrator of the whole country. At the first sign-in the "
            "second factor is set up."
        )


def read_password() -> str:
    """Ask twice on a terminal, else read one line; raises CommandError with exit code 2."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise CommandError("no password on standard input", returncode=2)
        return password
    password = getpass("Password: ")
    if password != getpass("Password again: "):
        raise CommandError("the two passwords differ", returncode=2)
    return password

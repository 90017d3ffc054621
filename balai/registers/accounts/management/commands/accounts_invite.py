"""`balai accounts invite`: invite somebody from the server's command line."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from balai.kernel.actor import System
from balai.kernel.permissions import Role
from balai.kernel.region_code import BadRegionCode, RegionCode
from balai.registers.accounts import services
from balai.registers.accounts.models import Office

COUNTRY = "nasional"
LETTER_LOST, DATA_REFUSED = 1, 65
"""Exit codes: the invitation stands without its letter; a rule refused it."""


class Command(BaseCommand):
    help = (
        "Invite a person with one role; prints the link, which works once and for seven days. "
        "Exit code 1 when its letter did not go, 65 when a rule refuses it, 2 when the words are "
        "wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="name in full")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument(
            "--region", required=True, help=f'code of an area, such as 99.01, or "{COUNTRY}"'
        )
        parser.add_argument("--office", default="", help="code of an office in that area")
        parser.add_argument("--until", type=date.fromisoformat, help="last day, YYYY-MM-DD")
        parser.add_argument(
            "--origin", default="", help='office the person comes from: "99.01 DINKES"'
        )
        parser.add_argument(
            "--independent", action="store_true", help="the person comes from no region"
        )
        parser.add_argument(
            "--site",
            default=own_address(),
            help="address before the link's path (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        region = area(options["region"])
        try:
            invited = services.invite(
                email=options["email"],
                name=options["name"],
                role=Role(options["role"]),
                region=region,
                office=office(str(region or ""), options["office"]),
                valid_to=options["until"],
                home_office=office(*options["origin"].split(" ", 1)) if options["origin"] else None,
                home_independent=options["independent"],
                site=options["site"],
                by=System("accounts-invite"),
            )
        except services.RefusedError as refusal:
            raise CommandError(str(refusal), returncode=DATA_REFUSED) from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=DATA_REFUSED) from error
        self.stdout.write(invited.link)
        if invited.letter_went is False:
            raise CommandError(
                _(
                    "Undangan sudah dibuat, tetapi suratnya tidak terkirim ke %(email)s. Serahkan "
                    "tautan itu sendiri, lalu periksa BALAI_EMAIL_URL."
                )
                % {"email": invited.invitation.email},
                returncode=LETTER_LOST,
            )


def own_address() -> str:
    """Address at which people reach this installation: its first host name, as it is served.

    In production behind a proxy that speaks HTTPS; a trial by `balai serve` on its port.
    """
    names = [host.strip().lstrip(".") for host in settings.ALLOWED_HOSTS]
    host = next((name for name in names if name not in {"", "*"}), "127.0.0.1")
    if settings.PRODUCTION:
        return f"https://{host}"
    return f"http://{host}:{os.environ.get('BALAI_PORT', '8000')}"


def area(text: str) -> RegionCode | None:
    """Area of a code, None for the whole country; raises CommandError with exit code 2."""
    if text == COUNTRY:
        return None
    try:
        return RegionCode(text)
    except BadRegionCode as error:
        raise CommandError(f"{text!r} is not an area code such as 99.01", returncode=2) from error


def office(region: str, code: str = "") -> Office | None:
    """Return the office of that area and code; raises CommandError with exit code 2."""
    if not code:
        return None
    found = Office.objects.filter(region_code=region, code=code.strip().upper()).first()
    if found is None:
        raise CommandError(
            f"there is no office {code!r} in {region or 'the country'}", returncode=2
        )
    return found

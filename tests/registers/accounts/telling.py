"""What tests of accounts ask of pages, of the trail, and of refusals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from balai.kernel.permissions import Role
from balai.registers.accounts.models import Assignment, User
from balai.registers.accounts.services import RefusedError
from balai.registers.audit.models import AuditEntry
from tests.registers.accounts.factories import PASSWORD, actor_with, signed_in_client, user_with

if TYPE_CHECKING:
    from django.test import Client

SIGN_IN = "/akun/masuk/"


def text_of(response) -> str:
    """What a person reads on the page, blanks folded."""
    bare = re.sub(
        r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL
    )
    return " ".join(bare.split())


def trail() -> list[str]:
    """Actions in the trail, in their order."""
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def sign_in(client: Client, email: str, password: str = PASSWORD, to: str = "", **extra):
    """Send the form of signing in."""
    address = f"{SIGN_IN}?next={quote(to)}" if to else SIGN_IN
    return client.post(address, {"login": email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    """Whether the browser gets to see an account."""
    return client.get("/akun/").status_code == 200


def administrator(region: str | None = None) -> Client:
    """Return the browser of an administrator with a proved second factor."""
    return signed_in_client(user_with(Role.ADMINISTRATOR, region, name="Pengelola"))


def national_administrator():
    """Return an administrator of the whole country as an actor."""
    return actor_with(Role.ADMINISTRATOR)


def refused(call, **arguments) -> str:
    """Return the code of the refusal, after seeing that it left nothing behind."""
    before = (Assignment.objects.count(), User.objects.count(), AuditEntry.objects.count())
    with pytest.raises(RefusedError) as caught:
        call(**arguments)
    after = (Assignment.objects.count(), User.objects.count(), AuditEntry.objects.count())
    assert after == before, "a refusal must leave nothing behind"
    return caught.value.code

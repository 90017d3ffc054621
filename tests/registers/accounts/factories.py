"""Real people, offices and sessions for tests; other parts' tests may use them."""

from __future__ import annotations

import itertools
import time
from datetime import date
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.utils import decrypt
from django.test import Client

from balai.kernel.permissions import DECIDING_ROLES, Role
from balai.registers.accounts import selectors
from balai.registers.accounts.domain import search_key
from balai.registers.accounts.models import Assignment, Office, OfficeKind, User

if TYPE_CHECKING:
    from balai.kernel.region_code import RegionCode

PASSWORD = "kuda-laut-renang-pelan"
LONG_AGO = date(2020, 1, 1)

_numbers = itertools.count(1)


def make_office(code: str = "DINKES", region: str = "99.01", **fields: Any) -> Office:
    """Return the office of that code and region, made if it is not there yet."""
    defaults = {"name": f"Dinas {code}", "kind": OfficeKind.AGENCY, **fields}
    return Office.objects.get_or_create(code=code, region_code=region, defaults=defaults)[0]


def make_user(email: str = "", name: str = "", password: str = PASSWORD, **fields: Any) -> User:
    """Return a new person without any role."""
    number = next(_numbers)
    email = email or f"orang{number}@contoh.invalid"
    name = name or f"Orang {number}"
    user = User(email=email, name=name, search_key=search_key(name, email), **fields)
    user.set_password(password)
    user.save()
    return user


def give_role(
    user: User,
    role: Role,
    region: str | RegionCode | None = None,
    office: Office | None = None,
    valid_from: date = LONG_AGO,
    valid_to: date | None = None,
) -> Assignment:
    """Give a role without asking any rule; region None is the whole country."""
    return Assignment.objects.create(
        user=user,
        role=role.value,
        region_code=str(region or ""),
        office=office,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by="system:test",
    )


def user_with(
    role: Role,
    region: str | RegionCode | None = None,
    office: Office | None = None,
    **fields: Any,
) -> User:
    """Return a new person with that role; region None is the whole country."""
    user = make_user(**fields)
    give_role(user, role, region, office)
    return user


def actor_with(
    role: Role,
    region: str | RegionCode | None = None,
    office: Office | None = None,
    *,
    second_factor: bool = True,
    **fields: Any,
) -> selectors.UserActor:
    """Return a new person with that role as an actor, with a proven second factor."""
    user = user_with(role, region, office, **fields)
    if second_factor:
        set_up_totp(user)
    return selectors.actor_for(user, second_factor=second_factor)


def set_up_totp(user: User) -> str:
    """Give the person an authenticator app and return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def totp_code(user_or_secret: User | str, *, step: int = 0) -> str:
    """Return the code that the app shows now, or `step` half minutes later."""
    if isinstance(user_or_secret, User):
        row = Authenticator.objects.get(user=user_or_secret, type=Authenticator.Type.TOTP)
        secret = decrypt(row.data["secret"])
    else:
        secret = user_or_secret
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def signed_in_client(user: User, *, second_factor: bool | None = None) -> Client:
    """Return a browser in which the person has signed in.

    second_factor: whether the session proved one (an app is made if there is none); left
    out: only for people whose role decides.
    """
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if second_factor is None:
        second_factor = user.assignments.filter(
            role__in=[role.value for role in DECIDING_ROLES]
        ).exists()
    records = [{"method": "password", "at": time.time(), "email": user.email}]
    if second_factor:
        if not Authenticator.objects.filter(user=user).exists():
            set_up_totp(user)
        records.append({"method": "mfa", "type": "totp", "at": time.time()})
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client

"""Writes around the authenticator app that allauth leaves open."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.db.models import F

from balai.registers.accounts.models import User


@transaction.atomic
def use_code_once(*, authenticator: Authenticator, code: str) -> bool:
    """Mark a right code of the app as used; False if it, or a later one, was used before.

    allauth remembers used codes in the cache of one process for 30 seconds, but the code
    lives for 90 and there are several processes: the step used last is kept with the key
    (RFC 6238, section 5.2). Not audited: signing in is.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = _step(decrypt(row.data["secret"]), code)
    if step is None or step <= row.data.get("last_step", -1):
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    # allauth saves its own copy again when it notes the last use.
    authenticator.data = row.data
    return True


@transaction.atomic
def finish_set_up(*, user: User, code: str) -> User:
    """Use up the code that set the app up, and end every session of before: they knew less.

    The caller keeps its own session by `update_session_auth_hash`. Not audited: adding the
    second factor is.
    """
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    use_code_once(authenticator=app, code=code)
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db()
    return user


def _step(secret: str, code: str) -> int | None:
    digits = "".join(char for char in code if char.isdigit())
    for step in yield_hotp_counters_from_time():
        if format_hotp_value(hotp_value(secret, step)) == digits:
            return step
    return None

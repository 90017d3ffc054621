"""Clients' keys: a write that is repeated is done once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from balai.registers.intake.errors import KeyConflict
from balai.registers.intake.models import ClientKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from balai.kernel.actor import Actor

KEY_LENGTH = 100
"""Longest client key."""


@transaction.atomic
def once(
    *,
    key: str,
    by: Actor,
    action: str,
    body: Mapping[str, object],
    perform: Callable[[], str],
) -> str:
    """Do a write once for a client's key, however often and from wherever it is repeated.

    body: what was asked, for telling a repeat from a reused key; only its digest is kept.
    perform: does the write, checks the permission, and returns a reference to its result
    (a public id). Same key and same body give the first reference; same key with another
    body or action raises KeyConflict. If perform raises, the key is free again.
    A repeat that comes while the first still works waits for it.
    """
    check_key(key)
    text = json.dumps({"action": action, "body": body}, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        with transaction.atomic():
            mine = ClientKey.objects.create(
                key=key, actor=by.id, action=action, digest=digest, created_at=timezone.now()
            )
    except IntegrityError:
        first = ClientKey.objects.select_for_update().get(actor=by.id, key=key)
        if first.digest != digest:
            raise KeyConflict(key) from None
        return first.result
    mine.result = perform()
    mine.save(update_fields=["result"])
    return mine.result


def check_key(key: str) -> None:
    """Refuse a key that could not be kept; raises ValueError."""
    if not 0 < len(key) <= KEY_LENGTH:
        raise ValueError(f"a client key has 1 to {KEY_LENGTH} characters")

"""Links of invitations: signed, random, and kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets

from django.core import signing

_SALT = "balai.accounts.invitation"


def make_token(public_id: str) -> str:
    """Make a signed link token with 128 random bits; only its hash is to be stored."""
    return signing.dumps([public_id, secrets.token_urlsafe(16)], salt=_SALT)


def is_signed(token: str) -> bool:
    """Whether the token was made here: refuses noise before the database is asked."""
    try:
        signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return False
    return True


def token_hash(token: str) -> str:
    """SHA-256 of the token in hex, as stored."""
    return hashlib.sha256(token.encode()).hexdigest()

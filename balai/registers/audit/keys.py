"""The key that signs heads of the tree, as files in the installation's home.

keys/audit.pem (private, mode 0600) and keys/audit.pub. Public keys of former years stay
beside it as keys/audit-<anything>.pub, so that their seals can still be checked.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings


class KeyMissingError(RuntimeError):
    """The installation has no key to sign seals with; `balai setup` makes it."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private key with the short name of its public half."""

    key_id: str
    private: Ed25519PrivateKey


def folder() -> Path:
    """Where the keys lie."""
    return Path(settings.HOME) / "keys"


def key_id(public: Ed25519PublicKey) -> str:
    """Short name of a key: 16 hexadecimal digits of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def _write_once(path: Path, data: bytes, mode: int) -> bool:
    """Write a file completely or not at all, never over one that is there; returns if it did."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".key-")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        return False  # another process was first: its key stands
    finally:
        draft.unlink()
    return True


def ensure() -> bool:
    """Make the pair of keys unless it is there; returns whether it did. Safe to call together."""
    home = folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    private_file, public_file = home / "audit.pem", home / "audit.pub"
    made = False
    if not private_file.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        made = _write_once(private_file, pem, 0o600)
    public = (
        signing_key()
        .private.public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    if not public_file.exists():
        _write_once(public_file, public, 0o644)
    return made


def signing_key() -> SigningKey:
    """Load the private key; raises KeyMissingError if there is none."""
    try:
        pem = (folder() / "audit.pem").read_bytes()
    except FileNotFoundError as error:
        raise KeyMissingError("keys/audit.pem is missing: run `balai setup`") from error
    try:
        private = load_pem_private_key(pem, password=None)
    except ValueError as error:
        raise KeyMissingError("keys/audit.pem cannot be read as a key") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyMissingError("keys/audit.pem is not an Ed25519 key")
    return SigningKey(key_id(private.public_key()), private)


def public_keys() -> dict[str, Ed25519PublicKey]:
    """Every public key that lies in the folder, by its id."""
    found: dict[str, Ed25519PublicKey] = {}
    for path in sorted(folder().glob("audit*.pub")):
        public = load_pem_public_key(path.read_bytes())
        if isinstance(public, Ed25519PublicKey):
            found[key_id(public)] = public
    return found


def public_pem() -> str:
    """Text of the present public key, or "" where there is none."""
    path = folder() / "audit.pub"
    return path.read_text() if path.exists() else ""

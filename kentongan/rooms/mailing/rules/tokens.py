"""Links in mails: who holds one may change what it belongs to, and it names nobody."""

import base64
import binascii
import hashlib
import secrets
from uuid import UUID

MARK_BYTES = 16
KEY_BYTES = 16
TOKEN_LENGTH = 43  # of 32 bytes


def make_token() -> str:
    """Return a random token of 43 letters; only its hash is kept."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """Return what is kept of a random token."""
    return hashlib.sha256(token.encode()).digest()


def join_token(key: UUID, mark: bytes) -> str:
    """Return a token that carries a key and its mark, by which a forged one is known."""
    return base64.urlsafe_b64encode(key.bytes + mark[:MARK_BYTES]).decode().rstrip("=")


def split_token(token: str) -> tuple[UUID, bytes] | None:
    """Return key and mark of a token, or None when it is none of ours."""
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return None
    try:
        data = base64.urlsafe_b64decode(token + "=")
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=data[:KEY_BYTES]), data[KEY_BYTES:]

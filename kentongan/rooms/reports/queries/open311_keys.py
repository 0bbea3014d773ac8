"""Who may send reports by Open311."""

import hashlib

from kentongan.rooms.reports.models import Open311Key

LONGEST = 100


def find_open311_key(secret: str) -> Open311Key | None:
    """Return the living key of this secret, or nothing."""
    if not secret or len(secret) > LONGEST:
        return None
    return Open311Key.objects.filter(secret_hash=hash_secret(secret), revoked_at=None).first()


def hash_secret(secret: str) -> bytes:
    """Return what is kept of a key: SHA-256 is enough for 192 random bits."""
    return hashlib.sha256(secret.encode()).digest()

"""
Sealing of personal data: AES-256-GCM for what must be read again, HMAC for what must be found.

Keys come from SECRET_KEY by HKDF (RFC 5869), one per purpose. To change SECRET_KEY put the old one
into SECRET_KEY_FALLBACKS: sealed texts of old keys are still read, new ones use the new key.
"""

import hashlib
import hmac
import os
from functools import cache

from django.conf import settings

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32


class CannotUnseal(Exception):
    """No key of this installation opens the sealed text."""


@cache
def _derive(secret: str, purpose: str) -> bytes:
    derivation = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"kentongan {purpose}".encode())
    return derivation.derive(secret.encode())


def seal(text: str, *, purpose: str = "text") -> bytes:
    """Encrypt `text`; the result differs each time."""
    nonce = os.urandom(NONCE_BYTES)
    key = _derive(settings.SECRET_KEY, f"seal {purpose}")
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), purpose.encode())


def unseal(sealed: bytes | memoryview, *, purpose: str = "text") -> str:
    """Decrypt what `seal` made; raises CannotUnseal when no known key fits."""
    data = bytes(sealed)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = _derive(secret, f"seal {purpose}")
        try:
            plain = AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], purpose.encode())
        except InvalidTag:
            continue
        return plain.decode()
    raise CannotUnseal(purpose)


def blind_index(text: str, *, purpose: str) -> bytes:
    """Return 32 bytes by which a sealed text can be found without being readable."""
    key = _derive(settings.SECRET_KEY, f"index {purpose}")
    return hmac.new(key, text.encode(), hashlib.sha256).digest()

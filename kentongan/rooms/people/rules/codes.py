"""Codes of a second factor by time (RFC 6238): six digits, new every 30 seconds."""

import base64
import hashlib
import hmac
from datetime import datetime

PERIOD = 30
DIGITS = 6


def make_code(secret: str, *, at: datetime, steps: int = 0) -> str:
    """Return the code of a base32 secret at a moment, or some periods of 30 seconds away."""
    counter = int(at.timestamp()) // PERIOD + steps
    key = base64.b32decode(secret, casefold=True)
    digest = hmac.new(key, counter.to_bytes(8), hashlib.sha1).digest()  # RFC 4226 section 5.3
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def derive_secret(text: str) -> str:
    """Return a base32 secret that is always the same for a text; for invented people only."""
    return base64.b32encode(hashlib.sha256(text.encode()).digest()[:20]).decode()

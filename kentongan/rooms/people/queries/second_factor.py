"""Secrets of code apps: sealed in the database, opened only to compare or, in the demo, to show."""

import base64
from datetime import datetime

from django.conf import settings

from allauth.mfa.models import Authenticator

from kentongan.foundation import vault
from kentongan.foundation.throttle import services as throttle
from kentongan.rooms.people.rules import make_code

SECRET = "second factor"  # noqa: S105 - purpose of the vault


def seal_secret(text: str) -> str:
    """Seal the secret of a code app for a JSON column."""
    return base64.b64encode(vault.seal(text, purpose=SECRET)).decode()


def open_secret(sealed: str) -> str:
    """Open what `seal_secret` sealed."""
    return vault.unseal(base64.b64decode(sealed), purpose=SECRET)


def key_of_code(user_id: int, code: str) -> str:
    """Return under which key a used code is remembered."""
    return f"used code|{user_id}|{code}"


def get_demo_code(user_id: int, *, now: datetime) -> str:
    """Return the code that opens this account now; "" outside the demo or without a code app."""
    if not settings.DEMO:
        return ""
    row = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    if row is None:
        return ""
    secret = open_secret(row.data["secret"])
    codes = [make_code(secret, at=now, steps=steps) for steps in (0, 1, -1)]
    fresh = (
        code for code in codes if not throttle.count_tries(key_of_code(user_id, code), now=now)
    )
    return next(fresh, codes[0])

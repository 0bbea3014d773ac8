"""Keys that programs show to send reports by Open311."""

import secrets
from datetime import datetime

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.reports.errors import KeyExists, NoSuchKey
from kentongan.rooms.reports.models import Open311Key
from kentongan.rooms.reports.queries.open311_keys import hash_secret

PREFIX = "o311_"
RANDOM_BYTES = 24


@transaction.atomic
def create_open311_key(*, label: str, is_batch: bool = False, by: Acting, now: datetime) -> str:
    """
    Make a key and return its secret, which is never shown again; raises KeyExists.

    With `is_batch` its reports are answered by a token, by which the code is asked afterwards.
    """
    if Open311Key.objects.filter(label=label, revoked_at=None).exists():
        raise KeyExists(label=label)
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    key = Open311Key.objects.create(
        label=label, secret_hash=hash_secret(secret), is_batch=is_batch, made_at=now
    )
    audit.record(
        by=by, action="reports.open311_key_created", subject=f"open311_key:{key.pk}", now=now,
        detail={"label": label, "batch": is_batch}, topics=("reports",),
    )  # fmt: skip
    return secret


@transaction.atomic
def revoke_open311_key(*, label: str, by: Acting, now: datetime) -> None:
    """End the key with this label at once; raises NoSuchKey."""
    key = Open311Key.objects.select_for_update().filter(label=label, revoked_at=None).first()
    if key is None:
        raise NoSuchKey(label=label)
    key.revoked_at = now
    key.save(update_fields=["revoked_at"])
    audit.record(
        by=by, action="reports.open311_key_revoked", subject=f"open311_key:{key.pk}", now=now,
        topics=("reports",),
    )  # fmt: skip

"""Access tokens: what a machine of an office shows to the API."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain
from kentongan.rooms.people.errors import PeriodWrong, PersonNotFound
from kentongan.rooms.people.models import AccessToken
from kentongan.rooms.people.permissions import check_can_manage_roles
from kentongan.rooms.people.queries import hash_secret

PREFIX = "kt_"
RANDOM_BYTES = 32


@transaction.atomic
def create_token(
    *,
    office_id: int,
    name: str,
    scopes: Sequence[str],
    ends_at: datetime,
    by: Acting,
    now: datetime,
) -> str:
    """Make a token and return its secret, which is never shown again."""
    check_can_manage_roles(by)
    if ends_at <= now:
        raise PeriodWrong
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    token = AccessToken.objects.create(
        office_id=office_id,
        name=name,
        secret_hash=hash_secret(secret),
        scopes=sorted(set(scopes)),
        starts_at=now,
        ends_at=ends_at,
    )
    chain.record(
        by=by,
        action="people.token_created",
        subject=f"token:{token.pk}",
        detail={"office": office_id, "scopes": token.scopes, "ends_at": ends_at},
        now=now,
    )
    return secret


@transaction.atomic
def end_token(*, token_id: int, by: Acting, now: datetime) -> None:
    """End a token at once."""
    check_can_manage_roles(by)
    changed = AccessToken.objects.filter(pk=token_id, starts_at__lt=now, ends_at__gt=now).update(
        ends_at=now
    )
    if not changed:
        raise PersonNotFound
    chain.record(by=by, action="people.token_ended", subject=f"token:{token_id}", now=now)

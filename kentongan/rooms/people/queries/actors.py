"""Who acts in a request."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db.models import FilteredRelation, Q

from kentongan.rooms.people.errors import PersonNotFound
from kentongan.rooms.people.models import AccessToken, User
from kentongan.rooms.people.rules import Actor, Holding, Role


def get_actor(
    user_id: int,
    *,
    now: datetime,
    has_second_factor: bool = False,
    proven_cases: Sequence[str] = (),
) -> Actor:
    """Return who this account is today, in one query; an unknown or closed account is nobody."""
    held = FilteredRelation(
        "holdings",
        condition=Q(holdings__starts_at__lte=now)
        & (Q(holdings__ends_at__isnull=True) | Q(holdings__ends_at__gt=now)),
    )
    rows = list(
        User.objects.filter(pk=user_id, is_active=True)
        .annotate(held=held)
        .order_by("held__starts_at", "held__pk")
        .values_list(
            "name",
            "person__id",
            "held__office_id",
            "held__office__key",
            "held__role",
            "held__capacity",
            "held__behalf_of",
        )
    )
    if not rows:
        raise PersonNotFound
    return Actor(
        ref=f"user:{user_id}",
        user_id=user_id,
        person_id=rows[0][1],
        name=rows[0][0],
        holdings=tuple(Holding(*row[2:]) for row in rows if row[2] is not None),
        has_second_factor=has_second_factor,
        proven_cases=frozenset(proven_cases),
    )


def find_token_actor(secret: str, *, now: datetime) -> Actor | None:
    """Return who shows this access token: an officer of its office, limited to its scopes."""
    token = (
        AccessToken.objects.filter(
            secret_hash=hash_secret(secret), starts_at__lte=now, ends_at__gt=now
        )
        .values_list("pk", "name", "office_id", "office__key", "scopes")
        .first()
    )
    if token is None:
        return None
    number, name, office_id, office_key, scopes = token
    return Actor(
        ref=f"token:{number}",
        name=name,
        holdings=(Holding(office_id, office_key, Role.OFFICER.value),),
        scopes=frozenset(scopes),
    )


def hash_secret(secret: str) -> bytes:
    """Return what is kept of a token: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).digest()

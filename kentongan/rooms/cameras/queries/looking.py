"""What somebody may see, what they look for, and which looks lost their right."""

import hashlib
from collections.abc import Collection, Mapping, MutableMapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import BinaryField, Exists, F, Func, OuterRef, Q

from kentongan.foundation.actors import Acting
from kentongan.rooms.cameras.errors import NoPurpose, NoSuchCamera
from kentongan.rooms.cameras.models import Camera, CameraMask, Look
from kentongan.rooms.cameras.permissions import LOOKING_ROLES, filter_visible, list_rights
from kentongan.rooms.cameras.rules.looking import Chosen, LookFacts, find_loss

PURPOSE_KEY = "cameras.purpose"  # in the session


class _HashOfKey(Func):
    """The hash of a session's key, written as the index session_by_hash is."""

    template = "sha256(decode(%(expressions)s, 'escape'))"
    output_field = BinaryField()


def hash_session(session_key: str) -> bytes:
    """Return what a look keeps of the session it began in."""
    return hashlib.sha256(session_key.encode()).digest()


def read_chosen(session: Mapping[str, Any]) -> Chosen | None:
    """Return for what this session looks, or None when nothing was chosen yet."""
    kept = session.get(PURPOSE_KEY)
    return Chosen(str(kept["purpose"]), str(kept["words"])) if kept else None


def get_chosen(session: Mapping[str, Any]) -> Chosen:
    """Return for what this session looks; raises NoPurpose."""
    chosen = read_chosen(session)
    if chosen is None:
        raise NoPurpose
    return chosen


def note_chosen(session: MutableMapping[str, Any], chosen: Chosen) -> None:
    """Remember for what this session looks, once: until it ends."""
    session[PURPOSE_KEY] = {"purpose": chosen.purpose, "words": chosen.words}


def get_visible_camera(code: str, *, by: Acting, now: datetime) -> Camera:
    """Return a camera that somebody may see now, for whatever purpose; raises NoSuchCamera."""
    camera = Camera.objects.select_related("place", "office").filter(code=code.upper()).first()
    if camera is None or not list_rights(camera, by=by, now=now):
        raise NoSuchCamera
    return camera


def list_visible_cameras(*, purpose: str = "", by: Acting, now: datetime) -> list[Camera]:
    """Return the cameras somebody may see now, all or for one purpose, by code."""
    seen = filter_visible(purpose=purpose, by=by, now=now)
    if seen is None:
        return []
    cameras = Camera.objects.filter(pk__in=Camera.objects.filter(seen).values("pk"))
    return list(cameras.select_related("place", "office").order_by("name", "code"))


def is_masked(camera: Camera) -> bool:
    """Tell whether parts of a camera's picture may not be seen."""
    return CameraMask.objects.filter(camera=camera).exists()


def list_masked(camera_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these cameras have masks, in one query."""
    masks = CameraMask.objects.filter(camera__in=camera_ids)
    return set(masks.values_list("camera_id", flat=True))


def list_lost_looks(look_ids: Collection[UUID], *, now: datetime) -> dict[UUID, str]:
    """
    Return which looks must be cut and why, in one query: the live process asks every two seconds.

    Why is one of closed, camera, grant, role, session, masked; a look nobody knows is closed.
    """
    if not look_ids:
        return {}
    lost = dict.fromkeys(look_ids, "closed")
    for look_id, facts in _read_facts(look_ids, now=now):
        why = find_loss(facts, now=now)
        if why:
            lost[look_id] = why
        else:
            del lost[look_id]
    return lost


def _read_facts(look_ids: Collection[UUID], *, now: datetime) -> list[tuple[UUID, LookFacts]]:
    rows: Any = (
        Look.objects.filter(pk__in=look_ids)
        .annotate(
            has_role=Exists(_with_role(now)),
            has_session=Exists(
                Session.objects.annotate(hash=_HashOfKey(F("session_key"))).filter(
                    hash=OuterRef("session_hash"), expire_date__gt=now
                )
            ),
            is_masked=Exists(CameraMask.objects.filter(camera=OuterRef("camera"))),
        )
        .values_list(
            "pk", "ended_at", "kind", "camera__standing", "camera__mode", "camera__office",
            "office", "grant", "grant__starts_at", "grant__ends_at", "grant__ended_at",
            "has_role", "has_session", "is_masked",
        )
    )  # fmt: skip
    return [
        (row[0], LookFacts(
            is_over=row[1] is not None, kind=row[2], standing=row[3], mode=row[4],
            is_own=row[7] is None and row[5] == row[6], grant_starts_at=row[8],
            grant_ends_at=row[9], grant_ended_at=row[10], has_role=row[11],
            has_session=row[12], is_masked=row[13],
        ))
        for row in rows
    ]  # fmt: skip


def _with_role(now: datetime) -> Any:
    """Return the look when who looks is still what let them look."""
    return Look.objects.filter(
        Q(user__holdings__ends_at__isnull=True) | Q(user__holdings__ends_at__gt=now),
        pk=OuterRef("pk"),
        user__is_active=True,
        user__holdings__office=F("office"),
        user__holdings__role__in=LOOKING_ROLES,
        user__holdings__starts_at__lte=now,
    )

"""Look at a camera: say why, begin, be admitted to the film, end. Each look is written down."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.keys import make_key
from kentongan.rooms.cameras.errors import MaskedCamera, NoSuchCamera, NotAdmitted, WrongPurpose
from kentongan.rooms.cameras.models import Camera, Look
from kentongan.rooms.cameras.permissions import (
    KEEPING_ROLES,
    check_can_look,
    find_looking_role,
)
from kentongan.rooms.cameras.queries.looking import (
    hash_session,
    is_masked,
    list_lost_looks,
)
from kentongan.rooms.cameras.rules.looking import (
    LONGEST_WORDS,
    SAME_LOOK,
    SHORTEST_WORDS,
    SILENT_AFTER,
    TOKEN_SECONDS,
    Chosen,
)
from kentongan.rooms.cameras.rules.words import LookKind, Mode, Purpose
from kentongan.rooms.people import api as people

SALT = "kentongan.cameras.look"
CHECK_WORDS = "Pemeriksaan kamera"  # kept as a reason that somebody typed, in the house's language
NOTE = """UPDATE camera_look SET seconds = camera_look.seconds + told.seconds, last_at = %s
          FROM unnest(%s::uuid[], %s::int[]) AS told(id, seconds)
          WHERE camera_look.id = told.id AND ended_at IS NULL"""


@dataclass(frozen=True)
class Admitted:
    """Who stands behind a token: a look, and the camera it is of."""

    look_id: UUID
    camera_id: UUID


def choose_purpose(*, purpose: str, words: str, by: people.Actor, now: datetime) -> Chosen:
    """Say for what one looks in this session; raises WrongPurpose. The audit chain keeps it."""
    tidy = " ".join(words.split())[:LONGEST_WORDS]
    wrong = {}
    if purpose not in set(Purpose):
        wrong["purpose"] = _("Choose one of the three purposes the law allows.")
    if len(tidy) < SHORTEST_WORDS:
        wrong["words"] = _("Give a case number or say in a few words why you look.")
    if wrong:
        raise WrongPurpose(fields=wrong)
    subject = f"user:{by.user_id}"
    audit.record(
        by=by, action="cameras.purpose_chosen", subject=subject, now=now,
        detail={"purpose": purpose},
    )  # fmt: skip
    return Chosen(purpose, tidy)


@transaction.atomic
def open_look(
    *, camera: Camera, session_key: str, chosen: Chosen, kind: str = LookKind.LIVE,
    by: people.Actor, now: datetime,
) -> tuple[Look, str]:  # fmt: skip
    """
    Begin a look; returns it with the token that opens the live socket once within a minute.

    Raises NoSuchCamera, OtherPurpose, and MaskedCamera for live film of a masked camera.
    """
    right = check_can_look(camera, purpose=chosen.purpose, by=by, now=now)
    if camera.mode != Mode.STREAM or by.user_id is None or not session_key:
        raise NoSuchCamera
    if kind == LookKind.LIVE and is_masked(camera):
        raise MaskedCamera
    look = Look(
        id=make_key(), camera=camera, user_id=by.user_id, office_id=right.office_id,
        grant_id=right.grant_id, role=find_looking_role(right.office_id, by=by),
        purpose=chosen.purpose, purpose_words=chosen.words, kind=kind,
        session_hash=hash_session(session_key), started_at=now, last_at=now,
    )  # fmt: skip
    token = _give_token(look) if kind == LookKind.LIVE else ""
    look.save(force_insert=True)
    audit.record(
        by=by, action="cameras.look_begun", subject=f"camera:{camera.pk}", now=now,
        detail={
            "look": str(look.pk), "kind": kind, "purpose": chosen.purpose,
            "office": right.office_id, "grant": str(right.grant_id or ""),
        },
    )  # fmt: skip
    return look, token


def _give_token(look: Look) -> str:
    nonce = secrets.token_urlsafe(16)
    look.token_hash = hashlib.sha256(nonce.encode()).digest()
    return signing.dumps([str(look.pk), str(look.camera_id), nonce], salt=SALT)


@transaction.atomic
def renew_token(*, look_id: UUID, session_key: str, by: people.Actor, now: datetime) -> str:
    """
    Return a new token for a look that still runs, for a player that lost its socket.

    Only in the session in which it began; raises NotAdmitted when its right is gone.
    """
    look = Look.objects.select_for_update().filter(pk=look_id, user=by.user_id).first()
    is_same = look is not None and bytes(look.session_hash) == hash_session(session_key)
    if look is None or not is_same or list_lost_looks([look_id], now=now):
        raise NotAdmitted
    token = _give_token(look)
    look.last_at = max(now, look.last_at)
    look.save(update_fields=["token_hash", "last_at"])
    return token


def admit_viewer(token: str, *, by: Acting, now: datetime) -> Admitted:
    """
    Let the bearer of a token watch, once; asked by the live process before the first picture.

    Raises NotAdmitted when it is forged, older than a minute, used, or its right is gone.
    """
    del by
    try:
        look_id, camera_id, nonce = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise NotAdmitted from error
    digest = hashlib.sha256(str(nonce).encode()).digest()
    used = Look.objects.filter(pk=look_id, token_hash=digest, ended_at=None)
    if not used.update(token_hash=None, last_at=now):
        raise NotAdmitted
    if list_lost_looks([UUID(look_id)], now=now):
        raise NotAdmitted
    return Admitted(UUID(look_id), UUID(camera_id))


def note_seconds(seconds: Mapping[UUID, int], *, by: Acting, now: datetime) -> int:
    """
    Add to looks that run the seconds they had a picture since the last note; returns how many.

    The live process calls it at least every 30 seconds: a silent look is closed after two minutes.
    """
    del by
    if not seconds:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [now, list(seconds), list(seconds.values())])
        return int(cursor.rowcount)


@transaction.atomic
def end_looks(look_ids: Collection[UUID], *, why: str = "closed", by: Acting, now: datetime) -> int:
    """End looks that run, with one audit line each that says the seconds; returns how many."""
    rows = Look.objects.select_for_update(of=("self",)).filter(pk__in=look_ids, ended_at=None)
    looks = list(rows.order_by("pk"))
    for look in looks:
        look.ended_at, look.ended_why = max(now, look.started_at), why
        look.token_hash = None
        audit.record(
            by=by, action="cameras.look_ended", subject=f"camera:{look.camera_id}", now=now,
            detail={"look": str(look.pk), "seconds": look.seconds, "why": why},
        )  # fmt: skip
    Look.objects.bulk_update(looks, ["ended_at", "ended_why", "token_hash"])
    return len(looks)


def close_silent_looks(*, by: Acting, now: datetime) -> int:
    """End looks whose process died or whose page was closed; returns how many."""
    silent = Look.objects.filter(ended_at=None, last_at__lt=now - SILENT_AFTER)
    return end_looks(list(silent.values_list("pk", flat=True)), why="silent", by=by, now=now)


@transaction.atomic
def note_check_look(
    *, camera: Camera, session_key: str, by: people.Actor, now: datetime
) -> Look | None:
    """
    Write down that somebody looked at the picture of a check, for the registry; once in a while.

    It shows what the camera saw, so its owner reads of it as of any other look.
    """
    holding = next((one for one in by.holdings if one.role in KEEPING_ROLES), None)
    known = Look.objects.filter(
        camera=camera, user=by.user_id, kind=LookKind.SNAPSHOT, last_at__gt=now - SAME_LOOK,
        session_hash=hash_session(session_key), purpose_words=CHECK_WORDS,
    )  # fmt: skip
    if holding is None or by.user_id is None or known.exists():
        return None
    look = Look.objects.create(
        id=make_key(), camera=camera, user_id=by.user_id, office_id=holding.office_id,
        role=holding.role, purpose=camera.purpose, purpose_words=CHECK_WORDS,
        kind=LookKind.SNAPSHOT, session_hash=hash_session(session_key), started_at=now,
        last_at=now, ended_at=now, ended_why="closed",
    )  # fmt: skip
    audit.record(
        by=by, action="cameras.check_looked_at", subject=f"camera:{camera.pk}", now=now,
        detail={"look": str(look.pk)},
    )  # fmt: skip
    return look


@transaction.atomic
def take_picture_look(
    *, camera: Camera, session_key: str, chosen: Chosen, by: people.Actor, now: datetime
) -> Look:
    """Count a single picture: pictures that follow one another in a session are one look."""
    check_can_look(camera, purpose=chosen.purpose, by=by, now=now)
    known = Look.objects.select_for_update().filter(
        camera=camera, user=by.user_id, kind=LookKind.SNAPSHOT, ended_at=None,
        last_at__gt=now - SAME_LOOK, session_hash=hash_session(session_key),
        purpose=chosen.purpose,
    )  # fmt: skip
    look = known.order_by("-started_at").first()
    if look is None:
        made, _no_token = open_look(
            camera=camera, session_key=session_key, chosen=chosen, kind=LookKind.SNAPSHOT, by=by,
            now=now,
        )  # fmt: skip
        return made
    look.seconds += max(0, int((now - look.last_at).total_seconds()))
    look.last_at = now
    look.save(update_fields=["seconds", "last_at"])
    return look

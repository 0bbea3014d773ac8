"""The officer's eye: a person looks at the picture and says whether it is the road."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cameras.errors import NoSuchCamera, NotNow, WrongCamera
from kentongan.rooms.cameras.events import Change, tell_change
from kentongan.rooms.cameras.models import Camera, CameraCheck
from kentongan.rooms.cameras.permissions import can_judge
from kentongan.rooms.cameras.queries.registry import can_be_judged
from kentongan.rooms.cameras.rules.words import Standing
from kentongan.rooms.people import api as people

SHORTEST_WORDS = 10


@transaction.atomic
def judge_camera(
    *, camera_id: UUID, sees_road: bool, words: str = "", by: people.Actor, now: datetime
) -> Camera:
    """
    Verify a camera, or refuse it with words for its owner.

    Raises NoSuchCamera, NotNow when there is no good check to judge, WrongCamera without words.
    """
    camera = Camera.objects.select_for_update().filter(pk=camera_id).first()
    if camera is None or not can_judge(camera, by=by):
        raise NoSuchCamera
    check = _find_check(camera)
    if not can_be_judged(camera, check):
        raise NotNow
    if not sees_road and len(words.strip()) < SHORTEST_WORDS:
        raise WrongCamera(fields={"words": _("Say in a few words what its owner has to change.")})
    if check is not None:
        check.eye_sees_road, check.eye_words = sees_road, words.strip()
        check.eye_id, check.eye_at = by.user_id, now
        check.save(update_fields=["eye_sees_road", "eye_words", "eye", "eye_at"])
    camera.standing = Standing.VERIFIED if sees_road else Standing.REFUSED
    camera.verified_at = now if sees_road else None
    camera.refused_words = "" if sees_road else words.strip()
    camera.changed_at = now
    camera.version += 1
    camera.save()
    change = Change.VERIFIED if sees_road else Change.REFUSED
    audit.record(
        by=by, action=f"cameras.{change}", subject=f"camera:{camera.pk}", now=now,
        topics=(f"camera:{camera.pk}",),
    )  # fmt: skip
    tell_change(camera_id=camera.pk, change=change, by=by, now=now)
    return camera


def _find_check(camera: Camera) -> CameraCheck | None:
    return camera.checks.filter(ended_at__isnull=False).first()

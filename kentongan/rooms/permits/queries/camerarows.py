"""The cameras of a duty as its page shows them; the picture says what each one sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.permits.models import Duty

STANDING_NAMES = {
    cameras.Standing.DECLARED: _("Declared"),
    cameras.Standing.CHECKING: _("Being checked"),
    cameras.Standing.WAITING: _("Waiting for an officer's eye"),
    cameras.Standing.VERIFIED: _("Verified"),
    cameras.Standing.REFUSED: _("Refused"),
    cameras.Standing.RETIRED: _("Retired"),
}
TAGS = {cameras.Standing.VERIFIED: "ok", cameras.Standing.REFUSED: "late"}


@dataclass(frozen=True)
class CameraRow:
    """A declared camera: how far it is, why it was refused, and what it sees."""

    code: str
    name: str
    tag: str
    standing: str
    standing_words: Any
    why: str
    drawing: cameras.Drawing


def list_duty_cameras(duty: Duty) -> Sequence[CameraRow]:
    """Return the cameras that count for a duty, in the order they were declared."""
    rows = duty.cameras.filter(removed_at=None).order_by("id")
    shown = [_show(camera_id) for camera_id in rows.values_list("camera_id", flat=True)]
    return [row for row in shown if row is not None]


def _show(camera_id: UUID) -> CameraRow | None:
    try:
        facts = cameras.get_camera(camera_id)
        drawing = cameras.get_drawing(camera_id)
    except cameras.NoSuchCamera:
        return None
    standing = cameras.Standing(facts.standing)
    return CameraRow(
        code=facts.code,
        name=facts.name,
        tag=TAGS.get(standing, "soon"),
        standing=facts.standing,
        standing_words=STANDING_NAMES[standing],
        why=facts.refused_words,
        drawing=drawing,
    )

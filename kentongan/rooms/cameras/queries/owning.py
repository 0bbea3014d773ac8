"""What owners read: their cameras, and who looked at them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.rooms.cameras.errors import NoSuchCamera
from kentongan.rooms.cameras.models import Camera, Grant, Look
from kentongan.rooms.cameras.permissions import is_owner
from kentongan.rooms.cameras.rules.looking import list_regions_above
from kentongan.rooms.people import api as people

PAGE = 50
ROLE_NAMES = {people.Role.OPERATOR: _("Camera operator"), people.Role.HEAD: _("Head")}


@dataclass(frozen=True)
class ShownLook:
    """A look as the owner reads it: office and role, never the person's name."""

    office: str
    role: str
    purpose: str
    words: str
    kind: str
    started_at: datetime
    seconds: int
    is_open: bool


def list_own_cameras(*, by: Acting) -> list[Camera]:
    """Return the cameras of a resident, with how many open looks each has had."""
    if not isinstance(by, people.Actor) or by.person_id is None:
        return []
    return list(Camera.objects.filter(owner_id=by.person_id).select_related("place", "health"))


def get_own_camera(code: str, *, by: Acting) -> Camera:
    """Return a camera to its owner; raises NoSuchCamera."""
    cameras = Camera.objects.select_related("place", "health").filter(code=code.upper())
    camera = cameras.first()
    if camera is None or not is_owner(camera, by=by):
        raise NoSuchCamera
    return camera


def list_looks_at(camera_id: UUID, *, page: int = 1, now: datetime) -> tuple[list[ShownLook], bool]:
    """
    Return who looked at a camera, newest first, and whether there are more.

    Looks under a grant that a law seals are left out until that day.
    """
    rows = (
        Look.objects.filter(_may_be_read(now), camera=camera_id)
        .select_related("office")
        .order_by("-started_at")
    )
    first = (max(page, 1) - 1) * PAGE
    found = list(rows[first : first + PAGE + 1])
    return [_show(look) for look in found[:PAGE]], len(found) > PAGE


def count_sealed(camera_id: UUID, *, now: datetime) -> int:
    """Return how many looks are still sealed: that there are some is no secret."""
    return Look.objects.filter(camera=camera_id).exclude(_may_be_read(now)).count()


def list_open_grants(camera: Camera, *, now: datetime) -> list[Grant]:
    """Return the grants in force that open a camera, but for sealed ones."""
    rows = Grant.objects.filter(
        Q(cameras=camera) | Q(area__in=list_regions_above(camera.place_id)),
        Q(sealed_until=None) | Q(sealed_until__lte=now),
        ended_at=None, ends_at__gt=now, purpose=camera.purpose,
    )  # fmt: skip
    return list(rows.select_related("to_office", "area").distinct().order_by("ends_at"))


def count_looks(camera_ids: list[UUID], *, now: datetime) -> dict[UUID, int]:
    """Return how many looks each camera has had, but for sealed ones, in one query."""
    rows = Look.objects.filter(_may_be_read(now), camera__in=camera_ids).values_list("camera")
    return dict(rows.annotate(Count("pk")).order_by())


def _may_be_read(now: datetime) -> Q:
    return Q(grant=None) | Q(grant__sealed_until=None) | Q(grant__sealed_until__lte=now)


def _show(look: Look) -> ShownLook:
    return ShownLook(
        office=look.office.name,
        role=_name_role(look),
        purpose=look.get_purpose_display(),
        words=look.purpose_words,
        kind=look.kind,
        started_at=look.started_at,
        seconds=look.seconds,
        is_open=look.ended_at is None,
    )


def _name_role(look: Look) -> str:
    known = look.role in ROLE_NAMES
    return str(ROLE_NAMES[people.Role(look.role)]) if known else ""

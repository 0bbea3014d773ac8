"""Questions about registered cameras, their checks and who waits for an eye."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from kentongan.foundation.actors import Acting
from kentongan.rooms.cameras.errors import NoSuchCamera
from kentongan.rooms.cameras.models import Camera, CameraCheck
from kentongan.rooms.cameras.permissions import (
    can_judge,
    can_keep,
    can_keep_private,
    can_see_findings,
)
from kentongan.rooms.cameras.queries.roads import get_view_of
from kentongan.rooms.cameras.rules.drawing import Drawing, draw_view
from kentongan.rooms.cameras.rules.words import Mode, OwnerKind, Standing


@dataclass(frozen=True)
class CameraFacts:
    """What other rooms may know of a camera: nothing of its address."""

    id: UUID
    code: str
    name: str
    standing: str
    owner_kind: str
    owner_id: UUID | None
    office_id: int | None
    place_code: str
    lat: float
    lon: float
    bearing: int
    field_of_view: int
    range_m: int
    mode: str
    faces_road: bool | None
    refused_words: str

    @property
    def is_verified(self) -> bool:
        """The machine and an officer's eye found it good."""
        return self.standing == Standing.VERIFIED


def get_camera(camera_id: UUID) -> CameraFacts:
    """Return what other rooms may know of a camera, whoever asks; raises NoSuchCamera."""
    camera = Camera.objects.select_related("place").filter(pk=camera_id).first()
    if camera is None:
        raise NoSuchCamera
    return CameraFacts(
        id=camera.pk, code=camera.code, name=camera.name, standing=camera.standing,
        owner_kind=camera.owner_kind, owner_id=camera.owner_id, office_id=camera.office_id,
        place_code=camera.place.code, lat=camera.lat, lon=camera.lon, bearing=camera.bearing,
        field_of_view=camera.field_of_view, range_m=camera.range_m, mode=camera.mode,
        faces_road=camera.faces_road, refused_words=camera.refused_words,
    )  # fmt: skip


def get_drawing(camera_id: UUID) -> Drawing:
    """Return the picture of a camera, its view and the road, for `cameras/_view.html`."""
    camera = Camera.objects.filter(pk=camera_id).first()
    if camera is None:
        raise NoSuchCamera
    return draw_view(get_view_of(camera))


def get_camera_to_check(code: str, *, by: Acting) -> Camera:
    """Return a camera whose findings somebody may read; raises NoSuchCamera."""
    camera = (
        Camera.objects.select_related("place", "office", "sign_photo")
        .filter(code=code.upper())
        .first()
    )
    if camera is None or not can_see_findings(camera, by=by):
        raise NoSuchCamera
    return camera


def get_camera_to_judge(code: str, *, by: Acting) -> Camera:
    """Return a camera that somebody's eye may judge; raises NoSuchCamera."""
    camera = get_camera_to_check(code, by=by)
    if not can_judge(camera, by=by):
        raise NoSuchCamera
    return camera


def find_last_check(camera: Camera) -> CameraCheck | None:
    """Return the newest technical look at a camera, with its picture."""
    return camera.checks.select_related("snapshot", "eye").first()


def can_be_judged(camera: Camera, check: CameraCheck | None) -> bool:
    """Tell whether an eye may judge: a good picture waits, or there is no stream to be checked."""
    if camera.mode != Mode.STREAM and camera.stream_sealed is None:
        return camera.standing in {Standing.DECLARED, Standing.WAITING}
    is_waiting = camera.standing in {Standing.WAITING, Standing.VERIFIED}
    return is_waiting and check is not None and bool(check.is_good)


def list_to_judge(*, by: Acting) -> QuerySet[Camera]:
    """Return the cameras that are not verified yet and that somebody works with, oldest first."""
    found = Camera.objects.select_related("place", "office").filter(
        standing__in=[Standing.DECLARED, Standing.CHECKING, Standing.WAITING, Standing.REFUSED]
    )
    if not can_keep_private(by):
        return found.none()
    if not can_keep(by):
        found = found.filter(owner_kind=OwnerKind.PRIVATE)
    newest = CameraCheck.objects.filter(camera=OuterRef("pk"), ended_at__isnull=False)
    last = Subquery(newest.order_by("-started_at").values("is_good")[:1])
    return found.annotate(is_good=last).order_by("changed_at")

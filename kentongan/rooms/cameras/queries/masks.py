"""Masks of cameras, and pictures with them."""

from dataclasses import dataclass

from kentongan.foundation.actors import Acting
from kentongan.foundation.files.services import open_file
from kentongan.foundation.video.masking import mask_picture
from kentongan.rooms.cameras.errors import NoSuchCamera
from kentongan.rooms.cameras.models import Camera, CameraCheck, CameraMask
from kentongan.rooms.cameras.permissions import is_owner, list_looking_offices


def list_masks(camera: Camera) -> list[CameraMask]:
    """Return the masks of a camera."""
    return list(CameraMask.objects.filter(camera=camera))


def masked_snapshot(camera: Camera, jpeg: bytes) -> bytes:
    """Return a picture of a camera as it may be seen: with its masks burnt in."""
    masks = [mask.corners for mask in list_masks(camera)]
    return mask_picture(jpeg, masks) if masks else jpeg


@dataclass(frozen=True)
class ShownMask:
    """A mask with its corners as one types them."""

    id: int
    corners: str
    reason: str


def list_shown_masks(camera: Camera) -> list[ShownMask]:
    """Return the masks with their corners in per cent."""
    return [
        ShownMask(
            mask.pk, ", ".join(f"{x * 100:g} {y * 100:g}" for x, y in mask.corners), mask.reason
        )
        for mask in list_masks(camera)
    ]


def get_maskable_camera(code: str, *, by: Acting) -> Camera:
    """Return a camera to its owner, or to who looks for the office that owns it."""
    camera = Camera.objects.filter(code=code.upper()).first()
    if camera is None:
        raise NoSuchCamera
    if not is_owner(camera, by=by) and camera.office_id not in list_looking_offices(by):
        raise NoSuchCamera
    return camera


def has_checked_picture(camera: Camera) -> bool:
    """Tell whether a check has left a picture to draw on."""
    return CameraCheck.objects.filter(camera=camera, snapshot__isnull=False).exists()


def find_checked_picture(camera: Camera) -> bytes | None:
    """Return the last checked picture with its masks burnt in."""
    checks = CameraCheck.objects.filter(camera=camera, snapshot__isnull=False)
    check = checks.select_related("snapshot").order_by("-started_at").first()
    if check is None or check.snapshot is None:
        return None
    with open_file(check.snapshot) as stored:
        return masked_snapshot(camera, stored.read())

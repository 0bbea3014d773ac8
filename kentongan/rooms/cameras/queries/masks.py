"""Masks of cameras, and pictures with them."""

from kentongan.foundation.video.masking import mask_picture
from kentongan.rooms.cameras.models import Camera, CameraMask


def list_masks(camera: Camera) -> list[CameraMask]:
    """Return the masks of a camera."""
    return list(CameraMask.objects.filter(camera=camera))


def masked_snapshot(camera: Camera, jpeg: bytes) -> bytes:
    """Return a picture of a camera as it may be seen: with its masks burnt in."""
    masks = [mask.corners for mask in list_masks(camera)]
    return mask_picture(jpeg, masks) if masks else jpeg

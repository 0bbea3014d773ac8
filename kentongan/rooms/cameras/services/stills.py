"""One picture of a camera, with its masks burnt in. Each is a look and written down."""

from datetime import datetime

from django.core.cache import cache

from kentongan.foundation.video.stills import take_still, write_jpeg
from kentongan.foundation.video.trouble import VideoTrouble
from kentongan.rooms.cameras.errors import NoPicture
from kentongan.rooms.cameras.models import Camera
from kentongan.rooms.cameras.queries.addresses import find_stream_address
from kentongan.rooms.cameras.queries.masks import masked_snapshot
from kentongan.rooms.cameras.rules.looking import Chosen
from kentongan.rooms.cameras.services.looking import take_picture_look
from kentongan.rooms.people import api as people

FRESH_SECONDS = 3  # several who look at once share one picture


def take_picture(
    camera: Camera, *, session_key: str, chosen: Chosen, by: people.Actor, now: datetime
) -> bytes:
    """Return a JPEG of now; raises NoSuchCamera, OtherPurpose, or NoPicture."""
    take_picture_look(camera=camera, session_key=session_key, chosen=chosen, by=by, now=now)
    return masked_snapshot(camera, _take(camera))


def _take(camera: Camera) -> bytes:
    key = f"camera-still:{camera.pk}:{camera.version}"
    kept: bytes | None = cache.get(key)
    if kept:
        return kept
    try:
        data = write_jpeg(take_still(find_stream_address(camera.pk)))
    except VideoTrouble as trouble:
        raise NoPicture from trouble
    cache.set(key, data, FRESH_SECONDS)
    return data

"""What a video wall shows of each camera."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kentongan.foundation.actors import Acting
from kentongan.rooms.cameras.models import Camera, CameraHealth
from kentongan.rooms.cameras.models.camera import PURPOSE_NAMES
from kentongan.rooms.cameras.models.health import HEALTH_NAMES
from kentongan.rooms.cameras.queries.looking import list_masked, list_visible_cameras
from kentongan.rooms.cameras.rules.words import Health, Mode, Purpose

MOST_TILES = 16
FIRST_TILES = 4
UNPLAYABLE = ("H265", "HEVC")
WELL = (Health.LIVE, Health.UNKNOWN)


@dataclass(frozen=True)
class Tile:
    """One camera on the wall."""

    code: str
    name: str
    whose: str
    is_chosen: bool
    can_play: bool  # film; else single pictures only
    is_unplayable: bool  # H.265
    is_masked: bool
    down_since: datetime | None
    fault: str  # what is wrong with the picture that comes: frozen, black, covered, turned


def list_tiles(
    *, purpose: str, chosen: Sequence[str], by: Acting, now: datetime
) -> tuple[list[Tile], list[Tile]]:
    """
    Return all cameras somebody may see for a purpose, and those on the wall: at most sixteen.

    When none was chosen the first four are on the wall.
    """
    cameras = list_visible_cameras(purpose=purpose, by=by, now=now)
    connected = [camera for camera in cameras if camera.mode == Mode.STREAM]
    known = [code for code in dict.fromkeys(chosen) if code in {one.code for one in connected}]
    codes = set(known[:MOST_TILES] or [camera.code for camera in connected[:FIRST_TILES]])
    tiles = _make_tiles(connected, codes)
    return tiles, [tile for tile in tiles if tile.is_chosen]


def name_purpose(purpose: str) -> str:
    """Return what people call a purpose."""
    return str(PURPOSE_NAMES[Purpose(purpose)])


def make_tile(camera: Camera) -> Tile:
    """Return the tile of one camera."""
    return _make_tiles([camera], {camera.code})[0]


def _make_tiles(cameras: Sequence[Camera], codes: set[str]) -> list[Tile]:
    ids = [camera.pk for camera in cameras]
    masked = list_masked(ids)
    ill = CameraHealth.objects.filter(camera__in=ids).exclude(state__in=WELL).in_bulk()
    return [
        _make_tile(
            camera, ill.get(camera.pk),
            is_chosen=camera.code in codes, is_masked=camera.pk in masked,
        )
        for camera in cameras
    ]  # fmt: skip


def _make_tile(
    camera: Camera, illness: CameraHealth | None, *, is_chosen: bool, is_masked: bool
) -> Tile:
    state = Health(illness.state) if illness else Health.LIVE
    return Tile(
        code=camera.code,
        name=camera.name,
        whose=str(camera.office.name) if camera.office else "",
        is_chosen=is_chosen,
        can_play=not is_masked and not _is_unplayable(camera),
        is_unplayable=_is_unplayable(camera),
        is_masked=is_masked,
        down_since=illness.seen_at if illness and state is Health.DOWN else None,
        fault="" if state in {Health.LIVE, Health.DOWN} else str(HEALTH_NAMES[state]),
    )


def _is_unplayable(camera: Camera) -> bool:
    return camera.codec.upper().replace(".", "") in UNPLAYABLE

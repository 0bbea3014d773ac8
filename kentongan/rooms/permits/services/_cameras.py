"""What this room asks of cameras: verified or not, alive how long, declared by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from kentongan.rooms.cameras import api as cameras


@dataclass(frozen=True)
class CameraFacts:
    """What a duty has to know of a camera."""

    is_verified: bool
    uptime_percent: float | None = None  # over the days that were asked about; None: not all known


class Source(Protocol):
    """Who knows the cameras."""

    def look(
        self, camera_ids: Sequence[UUID], *, first: date, last: date
    ) -> Mapping[UUID, CameraFacts]:
        """Return what is known of each camera, uptime over [first, last]."""
        ...

    def is_of(self, camera_id: UUID, *, owner_id: UUID) -> bool:
        """Tell whether a camera is registered as this person's."""
        ...


class _Registry:
    """The house's own registry of cameras."""

    def look(
        self, camera_ids: Sequence[UUID], *, first: date, last: date
    ) -> Mapping[UUID, CameraFacts]:
        uptimes = cameras.uptimes_of(camera_ids, first=first, last=last)
        found = {}
        for camera_id in camera_ids:
            try:
                is_verified = cameras.get_camera(camera_id).is_verified
            except cameras.NoSuchCamera:
                continue
            found[camera_id] = CameraFacts(is_verified, uptimes[camera_id].known_percent)
        return found

    def is_of(self, camera_id: UUID, *, owner_id: UUID) -> bool:
        try:
            return cameras.get_camera(camera_id).owner_id == owner_id
        except cameras.NoSuchCamera:
            return False


source: Source = _Registry()

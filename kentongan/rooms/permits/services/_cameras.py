"""What this room asks of cameras: verified or not, alive how long, declared by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID


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


class _Nothing:
    def look(
        self, camera_ids: Sequence[UUID], *, first: date, last: date
    ) -> Mapping[UUID, CameraFacts]:
        del camera_ids, first, last
        return {}


source: Source = _Nothing()

"""Verified cameras to look at, of an office or of Wati."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.keys import make_key
from kentongan.foundation.video.glimpse import Glimpse
from kentongan.foundation.video.trouble import Reason
from kentongan.rooms.cameras.models import Camera
from kentongan.rooms.cameras.queries.addresses import seal_target
from kentongan.rooms.cameras.rules.description import read_target
from kentongan.rooms.cameras.services.watching import Taken, watch_due
from kentongan.rooms.cameras.tests.health.scenes import (
    add_noise,
    draw_street,
    shrink_whole,
)
from kentongan.rooms.places import api as places
from tests.people import SUMBERBERAS

MORNING = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # eight, local time
SMALL = (160, 90)
HOUR = timedelta(hours=1)


@pytest.fixture
def make_camera(regency: None) -> Callable[..., Camera]:
    def _make(code: str = "KAM-2222-22", *, owner: Any = None, port: int = 554) -> Camera:
        whose: dict[str, Any] = {"owner_kind": "office", "office": places.get_office("dishub")}
        if owner is not None:
            whose = {"owner_kind": "private", "owner_id": owner, "consent_at": MORNING}
        target = read_target(f"rtsp://127.0.0.1:{port}/one")
        assert target is not None
        return Camera.objects.create(
            id=make_key(), code=code, name="Simpang", purpose="traffic", mode="stream",
            place_id=SUMBERBERAS, lat=-8.45, lon=114.33, bearing=90, field_of_view=90,
            standing="verified", verified_at=MORNING, created_at=MORNING, changed_at=MORNING,
            stream_sealed=seal_target(target), **whose,
        )  # fmt: skip

    return _make


class Street:
    """What a camera sees when it is looked at, as a test wants it."""

    def __init__(self) -> None:
        self.scene = draw_street()
        self.trouble: Reason | None = None
        self.is_frozen = False
        self.count = 0

    async def look(self, one: Taken) -> Glimpse:
        del one
        if self.trouble:
            return Glimpse(trouble=self.trouble)
        self.count += not self.is_frozen
        picture = add_noise(self.scene.resize(SMALL), self.count)
        return Glimpse((shrink_whole(picture),))

    def watch(self, now: datetime) -> int:
        return watch_due(by=CLOCK, now=now, look=self.look, seconds=5)


@pytest.fixture
def street() -> Street:
    return Street()

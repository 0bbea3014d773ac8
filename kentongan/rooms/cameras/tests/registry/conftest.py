"""Cameras to register and to check."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kentongan.rooms.cameras import api as cameras
from kentongan.rooms.cameras.models import Camera
from kentongan.rooms.places import api as places
from tests.people import SUMBERBERAS, People

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)
LAT, LON = -8.45, 114.30
ROAD = [[114.29, -8.4499], [114.31, -8.4499]]  # eleven metres north, from west to east
SECRET = "rahasia-7Qz!"  # noqa: S105 - of an invented camera
STREAM = {"url": "rtsp://kamera.example:554/jalan", "user": "pengamat", "password": SECRET}


def describe(**facts: Any) -> dict[str, Any]:
    """Describe a camera of dishub that looks north at its road."""
    return {
        "name": "Simpang Lima", "owner_kind": "regency", "purpose": "traffic", "mode": "stream",
        "place_code": SUMBERBERAS, "lat": LAT, "lon": LON, "bearing": 0, "field_of_view": 90,
        "range_m": 40, "road_line": ROAD, "place_words": "Tiang lampu di sudut", **facts,
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _no_interface_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kentongan.foundation.netguard.is_own", lambda _: False)


@pytest.fixture
def declare(folk: People) -> Callable[..., Camera]:
    """Register a camera, as Tono unless said otherwise."""

    def _declare(who: str = "Tono", **facts: Any) -> Camera:
        whole = describe(**facts)
        if whole["owner_kind"] != "private":
            whole.setdefault("office_id", places.get_office("dishub").pk)
        whole.setdefault("stream", STREAM)
        return cameras.declare_camera(**whole, by=folk.actor(who, now=MONDAY), now=MONDAY)

    return _declare


@pytest.fixture
def private(folk: People) -> dict[str, Any]:
    """Say that Wati owns it and agrees."""
    return {"owner_kind": "private", "owner_id": folk.persons["Wati"], "has_consented": True}

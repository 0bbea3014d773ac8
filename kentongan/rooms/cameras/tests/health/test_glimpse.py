"""A glimpse ends soon, whatever a camera does, and leaves nothing behind."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kentongan.foundation.actors import CLOCK
from kentongan.foundation.video import glimpse as glimpses
from kentongan.foundation.video.address import make_address
from kentongan.foundation.video.glimpse import Glimpse, glimpse
from kentongan.foundation.video.pulling import Patience
from kentongan.foundation.video.simulator import Camera as Device
from kentongan.foundation.video.simulator import make_film
from kentongan.foundation.video.trouble import Reason
from kentongan.rooms.cameras.models import CameraHealth
from kentongan.rooms.cameras.rules.picture import SIZE, is_still
from kentongan.rooms.cameras.services.watching import watch_due
from kentongan.rooms.cameras.tests.health.conftest import HOUR, MORNING

pytestmark = pytest.mark.enable_socket
HASTY = Patience(dial=1, answer=0.4, silence=0.4, picture=0.6, broken=0.6)
FILM: dict[str, Any] = {"group": 5, "rate": 25, "seconds": 2}


@contextmanager
def run_camera(film: dict[str, Any] | None = None, **facts: Any) -> Iterator[Device]:
    """Serve a camera in a thread of its own."""
    loop, device = asyncio.new_event_loop(), Device(make_film(**(film or FILM)), **facts)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(device.open(), loop).result(5)
    try:
        yield device
    finally:
        asyncio.run_coroutine_threadsafe(device.cut(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


def look(device: Device, **how: Any) -> Glimpse:
    address = make_address(device.url, ip="127.0.0.1", user="tamu", password="salah")  # noqa: S106
    return asyncio.run(glimpse(address, **how))


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glimpses, "PATIENCE", HASTY)
    monkeypatch.setattr(glimpses, "SECOND_LOOK", 0.5)


def test_one_picture_of_a_living_camera_and_two_when_in_doubt() -> None:
    with run_camera() as device:
        (first,) = look(device).pictures
        one, two = look(device, is_doubtful=lambda _: True).pictures

    assert len(first) == 2 * SIZE
    assert not is_still(one, two)


def test_a_frozen_camera_is_the_same_each_time() -> None:
    with run_camera({"group": 1, "rate": 25, "seconds": 0.04}) as device:
        (first,) = look(device).pictures
        one, two = look(device, is_doubtful=lambda seen: is_still(seen, first)).pictures

    assert is_still(one, two)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"stalls": True}, Reason.STALLED),
        ({"sends_garbage": True}, Reason.GARBAGE),
        ({"user": "admin", "password": "geheim"}, Reason.PASSWORD),
        ({"codec": "H265"}, Reason.CODEC),
        ({"redirect": "rtsp://169.254.169.254/"}, Reason.REDIRECT),
    ],
)
def test_what_is_wrong_is_said(facts: dict[str, Any], reason: Reason) -> None:
    before = threading.active_count()
    with run_camera(**facts) as device:
        assert look(device) == Glimpse(trouble=reason)
    assert threading.active_count() == before


def test_a_look_over_the_network_is_written_down(make_camera: Any, settings: Any) -> None:
    with run_camera() as device:
        settings.CAMERA_LOOPBACK_PORTS = [str(device.port)]
        camera, other = make_camera(port=device.port), make_camera("KAM-3333-33", port=9)
        for turn in range(2):
            assert watch_due(by=CLOCK, now=MORNING + 2 * turn * HOUR) == 2

    states = {one.pk: (one.state, one.reason) for one in CameraHealth.objects.all()}
    assert states == {camera.pk: ("live", ""), other.pk: ("down", "forbidden")}

"""The player shows a camera's film in a browser, and shows it again after the camera was away."""

from collections.abc import Iterator
from typing import Any

import pytest

from bench.cameras_seen import FIRST, READ_NUMBER, Page
from bench.video import Live, Process, open_cameras
from bench.web import find_port
from tests.journeys.marks import JOURNEY

pytestmark = JOURNEY
FILM = {"width": 320, "height": 180, "rate": 15, "group": 15, "seconds": 4, "kbits": 200}


@pytest.fixture
def street() -> Iterator[tuple[Page, int, Process]]:
    """A page with the player, a live process and a camera."""
    page, camera = Page(), find_port()
    with open_cameras(1, first=camera, **FILM) as source, Live(origin=page.origin) as live:
        page.live = f"http://127.0.0.1:{live.port}/live"
        yield page, camera, source
    page.close()


def test_a_picture_moves_and_returns_after_a_cut(street: Any, chromium: Any) -> None:
    page, camera, source = street
    seen = chromium.new_page()
    seen.goto(f"{page.origin}/?{camera}")
    seen.wait_for_function(FIRST)
    video = seen.query_selector("video")
    first = seen.evaluate(READ_NUMBER, video)[0]
    seen.wait_for_function(f"(video) => ({READ_NUMBER})(video)[0] !== {first}", arg=video)

    source.tell("cut")
    seen.wait_for_selector("[data-camera-now=unreachable]")
    source.tell("back")

    seen.wait_for_selector("[data-camera-now=live]")
    seen.close()

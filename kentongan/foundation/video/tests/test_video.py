"""A camera's pictures reach whoever looks, whatever the camera does."""

import asyncio
import io
import threading
from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import Any

import av
import pytest

from kentongan.foundation.video.address import StreamAddress, make_address
from kentongan.foundation.video.hub import VideoHub
from kentongan.foundation.video.pulling import Patience
from kentongan.foundation.video.simulator import Camera, Film, make_film
from kentongan.foundation.video.source import Pace
from kentongan.foundation.video.stills import take_still
from kentongan.foundation.video.trouble import Reason, VideoTrouble
from kentongan.foundation.video.viewer import Viewer

LOOPBACK = "127.0.0.1"
pytestmark = pytest.mark.enable_socket
LOGIN = {"user": "admin", "password": "geheim"}
QUICK = Pace(shortest=0.05, longest=0.2, patient=0.2, linger=0.05)
HASTY = Patience(dial=1, answer=0.4, silence=0.4, picture=0.6, broken=0.6)


class Looking:
    """A viewer that keeps what it was told and what it was shown."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.words: list[dict[str, Any]] = []
        self.film = b""

    async def until(self, enough: Callable[["Looking"], object]) -> "Looking":
        async with asyncio.timeout(5):
            while not enough(self):
                message = await self.viewer.next()
                if isinstance(message, dict):
                    self.words.append(message)
                elif message is not None:
                    self.film += message
        return self

    @property
    def reasons(self) -> list[str]:
        return [one.get("reason") for one in self.words if one["kind"] == "state"]

    @property
    def starts(self) -> int:
        return sum(one["kind"] == "start" for one in self.words)


def play(scene: Callable[[Camera, VideoHub], Awaitable[Any]], *, film: Film | None = None,
         patience: Patience = HASTY, **camera: Any) -> Any:  # fmt: skip
    """Open a camera and a hub, act, and see that nothing is left."""

    async def act() -> Any:
        device = Camera(film or make_film(), **camera)
        await device.open()
        hub = VideoHub(pace=QUICK, patience=patience)
        try:
            return await scene(device, hub)
        finally:
            await hub.close()
            await device.cut()
            assert hub.sources == {}

    before = threading.active_count()
    try:
        return asyncio.run(act())
    finally:
        assert threading.active_count() == before


def finder(camera: Camera, **login: str) -> Callable[[], Awaitable[StreamAddress]]:
    async def find() -> StreamAddress:
        return make_address(camera.url, ip=LOOPBACK, **login)

    return find


def decode(film: bytes) -> list[Any]:
    with av.open(io.BytesIO(film)) as container:
        return list(container.decode(video=0))


def read_times(film: bytes) -> list[tuple[int, int]]:
    with av.open(io.BytesIO(film)) as container:
        return [(one.dts, one.pts) for one in container.demux(video=0) if one.dts is not None]


def fragments(count: int) -> Callable[[Looking], bool]:
    return lambda looking: looking.film.count(b"moof") >= count


async def look(camera: Camera, hub: VideoHub, *, enough: Callable[[Looking], object]) -> Looking:
    with hub.watch("one", finder(camera)) as viewer:
        return await Looking(viewer).until(enough)


def test_what_is_repackaged_decodes_to_pictures_of_the_same_size() -> None:
    looking = play(lambda camera, hub: look(camera, hub, enough=fragments(8)))

    pictures = decode(looking.film)

    assert looking.words[-1]["mime"].startswith('video/mp4; codecs="avc1.')
    assert {(one.width, one.height) for one in pictures} == {(320, 180)}
    assert len(pictures) > 8


def test_parameter_sets_inside_the_stream_are_enough() -> None:
    looking = play(lambda c, h: look(c, h, enough=fragments(2)), tells_parameters=False)

    assert decode(looking.film)


def test_who_comes_late_sees_at_once_and_the_camera_is_dialled_once() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> Any:
        with hub.watch("one", finder(camera)) as first:
            await Looking(first).until(fragments(4))
            with hub.watch("one", finder(camera)) as second:
                late = [await second.next(), await second.next()]
        return late, camera.asked

    (words, film), asked = play(scene)

    assert words["kind"] == "start"
    assert len(decode(film)) >= 4
    assert asked.count("PLAY") == 1


def test_time_that_steps_back_goes_forward_for_the_viewer() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> tuple[bytes, int]:
        with hub.watch("one", finder(camera)) as viewer:
            looking = await Looking(viewer).until(fragments(12))
            return looking.film, hub.count()["pictures_mended"]

    film, mended = play(scene, steps_back_every=7)
    times = [dts for dts, _ in read_times(film)]

    assert mended > 0
    assert times == sorted(set(times))


def test_pictures_that_are_shown_out_of_order_come_out_in_order() -> None:
    looking = play(lambda c, h: look(c, h, enough=fragments(14)), film=make_film(bframes=2))

    times = read_times(looking.film)
    shown = sorted(pts for _, pts in times[10:])

    assert all(pts >= dts for dts, pts in times)
    assert [dts for dts, _ in times] == sorted({dts for dts, _ in times})
    assert {round((b - a) / 3600) for a, b in pairwise(shown)} == {1}


def test_a_camera_that_was_cut_comes_back_by_itself() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> Looking:
        with hub.watch("one", finder(camera)) as viewer:
            looking = await Looking(viewer).until(fragments(2))
            await camera.cut()
            await looking.until(lambda one: Reason.UNREACHABLE in one.reasons)
            await camera.open()
            return await looking.until(lambda one: one.starts == 2)

    looking = play(scene)

    assert Reason.CUT in looking.reasons


def test_a_stalled_camera_is_said_and_dialled_again() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> Looking:
        with hub.watch("one", finder(camera)) as viewer:
            looking = await Looking(viewer).until(fragments(2))
            camera.stalls = True
            await looking.until(lambda one: Reason.STALLED in one.reasons)
            camera.stalls = False
            return await looking.until(lambda one: one.starts == 2)

    looking = play(scene)

    assert looking.words[-2]["since"]


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ({"codec": "H265"}, Reason.CODEC),
        ({"redirect": "rtsp://169.254.169.254/latest"}, Reason.REDIRECT),
        ({"user": "admin", "password": "right"}, Reason.PASSWORD),
        ({"sends_garbage": True}, Reason.GARBAGE),
        ({"stalls": True}, Reason.STALLED),
    ],
)
def test_each_trouble_has_its_word(does: dict[str, Any], reason: Reason) -> None:
    looking = play(lambda c, h: look(c, h, enough=lambda one: reason in one.reasons), **does)

    assert looking.film == b""


def test_pictures_without_a_key_frame_are_said() -> None:
    film = make_film()
    rest = Film(film.sets, film.pictures[1:20], film.rate, film.times[1:20])

    looking = play(
        lambda c, h: look(c, h, enough=lambda one: Reason.NO_KEY_FRAME in one.reasons), film=rest
    )

    assert looking.film == b""


def test_a_redirect_is_never_dialled() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> list[str]:
        trap = Camera(make_film())
        await trap.open()
        camera.redirect = trap.url
        await look(camera, hub, enough=lambda one: Reason.REDIRECT in one.reasons)
        await trap.cut()
        return trap.asked

    assert play(scene) == []


def test_a_password_opens_the_camera_and_stands_in_no_error() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> tuple[Looking, str]:
        with hub.watch("one", finder(camera, **LOGIN)) as viewer:
            looking = await Looking(viewer).until(fragments(1))
        return looking, repr(await finder(camera, **LOGIN)())

    looking, shown = play(scene, **LOGIN)

    assert looking.film
    assert shown == "StreamAddress()"


def test_a_slow_viewer_loses_pictures_and_goes_on_with_a_key_frame() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> tuple[bytes, int, int]:
        with hub.watch("one", finder(camera)) as fast, hub.watch("one", finder(camera)) as slow:
            object.__setattr__(slow, "limits", type(slow.limits)(pieces=5))
            await Looking(fast).until(fragments(14))
            looking = await Looking(slow).until(fragments(6))
            return looking.film, slow.dropped, fast.dropped

    film, dropped, none = play(scene)

    assert dropped > 0
    assert none == 0
    assert decode(film)


def test_a_camera_is_let_go_soon_after_the_last_viewer_left() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> tuple[int, list[str]]:
        await look(camera, hub, enough=fragments(1))
        lingers = len(hub.sources)
        async with asyncio.timeout(3):
            while hub.sources or camera.connections:
                await asyncio.sleep(0.01)
        return lingers, camera.asked

    lingers, asked = play(scene)

    assert lingers == 1
    assert asked[-1] == "TEARDOWN"


def test_an_address_that_cannot_be_found_is_said() -> None:
    async def scene(camera: Camera, hub: VideoHub) -> Looking:
        async def find() -> StreamAddress:
            raise VideoTrouble(Reason.FORBIDDEN)

        with hub.watch("one", find) as viewer:
            return await Looking(viewer).until(lambda one: Reason.FORBIDDEN in one.reasons)

    play(scene)


def test_one_picture_can_be_taken_in_several_threads_at_once() -> None:
    async def scene() -> list[Any]:
        camera = Camera(make_film(group=5), follows_clock=True)
        await camera.open()
        address = await finder(camera)()
        taking = [asyncio.to_thread(take_still, address) for _ in range(4)]
        pictures = await asyncio.gather(*taking)
        await camera.cut()
        return pictures

    pictures = asyncio.run(scene())

    assert [one.size for one in pictures] == [(320, 180)] * 4


def test_a_camera_without_a_picture_is_said_in_time() -> None:
    async def scene() -> None:
        camera = Camera(make_film(), stalls=True)
        await camera.open()
        address = await finder(camera)()
        with pytest.raises(VideoTrouble):
            await asyncio.to_thread(take_still, address, seconds=0.3)
        await camera.cut()

    asyncio.run(scene())

"""A technical look at streams that do well and that do wrong: a reason, never a hang."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest

from kentongan.foundation.video.address import make_address
from kentongan.foundation.video.hub import VideoHub
from kentongan.foundation.video.probe import CLOCK, Limits, Measurer, Stream, look
from kentongan.foundation.video.pulling import Patience
from kentongan.foundation.video.rtp import Unit
from kentongan.foundation.video.simulator import Camera, make_film
from kentongan.foundation.video.trouble import Reason

pytestmark = pytest.mark.enable_socket
SHORT = Limits(deadline=6, film=3, patience=Patience(dial=1, answer=1, silence=1, picture=2))
PICTURES = 5
LOGIN = {"user": "pengamat", "password": "rahasia-1"}


def try_camera(camera: Camera, **login: str) -> tuple[Stream, float]:
    """Look at a camera, and say how long it took."""

    async def go() -> tuple[Stream, float]:
        await camera.open()
        began = time.monotonic()
        try:
            found = await look(make_address(camera.url, ip="127.0.0.1", **login), SHORT)
        finally:
            await camera.cut()
        return found, time.monotonic() - began

    return asyncio.run(go())


def test_codec_size_pace_and_key_frames_are_measured() -> None:
    found, _ = try_camera(Camera(make_film()))

    assert found.trouble is None
    assert (found.codec, found.width, found.height) == ("H264", 320, 180)
    assert found.fps == pytest.approx(25, abs=1)
    assert found.key_frame_seconds == pytest.approx(1, abs=0.05)
    assert found.picture.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("camera", "login", "reason"),
    [
        (lambda: Camera(make_film(), **LOGIN), {}, Reason.PASSWORD),
        (lambda: Camera(make_film(), **LOGIN), {**LOGIN, "password": "salah"}, Reason.PASSWORD),
        (lambda: Camera(make_film(), redirect="rtsp://169.254.169.254/"), {}, Reason.REDIRECT),
        (lambda: Camera(make_film(), codec="H265"), {}, Reason.CODEC),
        (lambda: Camera(make_film(), sends_garbage=True), {}, Reason.GARBAGE),
        (lambda: Camera(make_film(), stalls=True), {}, Reason.STALLED),
    ],
    ids=["no password", "wrong password", "redirect", "H.265", "garbage", "silence"],
)
def test_what_is_wrong_is_said_soon(
    camera: Callable[[], Camera], login: dict[str, str], reason: Reason
) -> None:
    found, took = try_camera(camera(), **login)

    assert found.trouble is reason
    assert took < SHORT.deadline


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", Reason.STALLED),  # half open: it listens and says nothing
        (b"SSH-2.0-OpenSSH_9.2\r\n", Reason.GARBAGE),
        (b"RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n", Reason.NO_STREAM),
        (b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 999999999\r\n\r\n", Reason.GARBAGE),
        (b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n", Reason.NO_STREAM),
        (b"RTSP/1.0 302 Found\r\nCSeq: 1\r\nLocation: rtsp://10.0.0.1/\r\n\r\n", Reason.REDIRECT),
    ],
    ids=["half open", "ssh", "404", "endless", "no video", "302"],
)
def test_what_is_no_camera_is_said_soon(answer: bytes, reason: Reason) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read(10)
            writer.write(answer)
            await reader.read()
        finally:
            writer.transport.abort()

    async def go() -> Stream:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            return await look(make_address(f"rtsp://127.0.0.1:{port}/x", ip="127.0.0.1"), SHORT)
        finally:
            server.close()

    assert asyncio.run(go()).trouble is reason


def test_a_closed_door_is_said() -> None:
    found = asyncio.run(look(make_address("rtsp://127.0.0.1:1/x", ip="127.0.0.1"), SHORT))

    assert found.trouble is Reason.UNREACHABLE


def test_a_drip_of_bytes_does_not_hold_us() -> None:
    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for byte in b"RTSP/1.0 200 OK\r\nX-Slow: " + b"y" * 10_000:
                writer.write(bytes([byte]))
                await asyncio.sleep(0.05)
        finally:
            writer.transport.abort()

    async def go() -> float:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        began = time.monotonic()
        found = await look(make_address(f"rtsp://127.0.0.1:{port}/x", ip="127.0.0.1"), SHORT)
        server.close()
        assert found.trouble is Reason.STALLED
        return time.monotonic() - began

    assert asyncio.run(go()) < SHORT.deadline


def _feed(key_every: float, *, until: float, fps: int = 10, start: int = 0) -> Stream:
    """Measure film of any length at once: its time is that of RTP, not ours."""
    film = make_film()
    measurer = Measurer(Limits())
    measurer.begin(sps=film.sets["sps"], pps=film.sets["pps"])
    for number in range(int(until * fps)):
        is_key = number % round(key_every * fps) == 0
        time_ = (start + number * CLOCK // fps) % (1 << 32)
        measurer.take(Unit(time_, film.pictures[0], is_key=is_key))
        if measurer.enough.is_set():
            break
    return measurer.sum_up(None)


@pytest.mark.parametrize(
    ("key_every", "measured", "waited"), [(2, 2, 0), (20, 20, 0), (60, None, 25)]
)
def test_rare_key_frames_are_measured(
    key_every: float, measured: float | None, waited: float
) -> None:
    found = _feed(key_every, until=70)

    assert found.key_frame_seconds == (None if measured is None else pytest.approx(measured))
    assert found.waited_seconds == pytest.approx(waited, abs=0.2)


def test_the_clock_of_rtp_may_begin_anew() -> None:
    found = _feed(2, until=10, start=(1 << 32) - CLOCK)

    assert found.key_frame_seconds == pytest.approx(2)
    assert found.fps == pytest.approx(10)


def test_login_shows_in_no_repr() -> None:
    address = make_address("rtsp://a:rahasia-2@127.0.0.1:1/x", ip="127.0.0.1", **LOGIN)
    found = asyncio.run(look(address, SHORT))

    assert "rahasia" not in repr(address) + repr(found) + address.url


# --- a server that nobody here wrote --------------------------------------------------------------


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two films of four seconds: H.264 with a key frame every second, and H.265."""
    folder = tmp_path_factory.mktemp("films")
    for name, codec in (("jalan.mp4", "libx264"), ("baru.mp4", "libx265")):
        with av.open(str(folder / name), "w") as film:
            track = film.add_stream(codec, rate=15)
            track.width, track.height, track.pix_fmt = 320, 180, "yuv420p"
            track.options = {"preset": "ultrafast", "g": "15", "x265-params": "log-level=none"}
            for number in range(60):
                frame = av.VideoFrame(320, 180, "yuv420p")
                for plane in frame.planes:
                    plane.update(bytes([number * 4]) * plane.buffer_size)
                film.mux(track.encode(frame))
            film.mux(track.encode(None))
    return folder


@pytest.fixture
def toolkit(films: Path) -> Callable[[str], Stream]:
    """Serve the films by aio-rtsp-toolkit on loopback and look at one."""
    server_module: Any = pytest.importorskip("aio_rtsp_toolkit.server")

    def look_at_film(name: str) -> Stream:
        async def go() -> Stream:
            port = _find_port()
            server = server_module.RtspServer(str(films), host="127.0.0.1", port=port)
            await server.start()
            try:
                url = f"rtsp://127.0.0.1:{port}/{name}"
                return await look(make_address(url, ip="127.0.0.1"), SHORT)
            finally:
                await server.close()

        return asyncio.run(go())

    return look_at_film


def test_a_server_of_others_is_measured(toolkit: Callable[[str], Stream]) -> None:
    found = toolkit("jalan.mp4")

    assert found.trouble is None
    assert (found.codec, found.width) == ("H264", 320)
    assert found.fps == pytest.approx(15, abs=1)
    assert found.key_frame_seconds == pytest.approx(1, abs=0.1)
    assert found.picture


def test_a_server_of_others_is_pulled_live(films: Path) -> None:
    server_module: Any = pytest.importorskip("aio_rtsp_toolkit.server")

    async def go() -> None:
        port, film, hub = _find_port(), b"", VideoHub()
        server = server_module.RtspServer(str(films), host="127.0.0.1", port=port)
        address = make_address(f"rtsp://127.0.0.1:{port}/jalan.mp4", ip="127.0.0.1")
        await server.start()
        try:
            with hub.watch("kamera", lambda: asyncio.sleep(0, address)) as viewer:
                async with asyncio.timeout(SHORT.deadline):
                    while film.count(b"moof") < PICTURES or b"avcC" not in film:
                        message = await viewer.next()
                        film += message if isinstance(message, bytes) else b""
        finally:
            await hub.close()
            await server.close()

    asyncio.run(go())


def test_h265_of_others_is_named(toolkit: Callable[[str], Stream]) -> None:
    found = toolkit("baru.mp4")

    assert found.trouble is Reason.CODEC
    assert found.codec == "H265"


def test_a_film_that_is_not_there(toolkit: Callable[[str], Stream]) -> None:
    assert toolkit("hilang.mp4").trouble is Reason.NO_STREAM


def _find_port() -> int:
    import socket  # noqa: PLC0415

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port

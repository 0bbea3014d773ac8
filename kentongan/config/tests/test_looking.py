"""Who may look sees; who may no more is cut, and told why."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings

import httpx
import pytest

from kentongan.config import env, live
from kentongan.config.live import looking
from kentongan.config.live.doors import Claim, Seat
from kentongan.foundation.video.address import StreamAddress, make_address
from kentongan.foundation.video.hub import VideoHub
from kentongan.foundation.video.simulator import Camera, make_film
from kentongan.foundation.video.source import Pace

pytestmark = [pytest.mark.enable_socket, pytest.mark.timeout(30)]
GOOD = "good"
ELSEWHERE = "https://two.example/live"


class FakeDoors:
    """Lets "good" in, and forgets everything else."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.ended: set[str] = set()
        self.seconds: dict[str, float] = {}
        self.left: list[str] = []
        self.released: list[str] = []
        self.owner = ""
        self.is_away = False

    def admit(self, token: str) -> Seat | None:
        return Seat(look="look-1", camera="one") if token == GOOD else None

    def check(self, seconds: Mapping[str, float]) -> Collection[str]:
        if self.is_away:
            raise OSError
        for look, more in seconds.items():
            self.seconds[look] = self.seconds.get(look, 0) + more
        return self.ended & set(seconds)

    def leave(self, seconds: Mapping[str, float]) -> None:
        self.left += seconds

    def find_address(self, camera: str) -> StreamAddress:
        return make_address(f"rtsp://127.0.0.1:{self.port}/one", ip="127.0.0.1")

    def claim(self, camera: str) -> Claim:
        return Claim(is_ours=not self.owner, url=self.owner)

    def renew(self, cameras: Collection[str]) -> Mapping[str, str]:
        return dict.fromkeys(cameras, self.owner) if self.owner else {}

    def release(self, cameras: Collection[str]) -> None:
        self.released += cameras


class Browser:
    """Opens WebSockets of the application, without a server between."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.tasks: list[asyncio.Task[None]] = []

    async def enter(self, token: str = GOOD, origin: str | None = None) -> "Socket":
        socket = Socket()
        own = settings.PUBLIC_URL if origin is None else origin
        scope = {
            "type": "websocket", "path": "/live/camera", "raw_path": b"/live/camera",
            "query_string": f"token={quote(token)}".encode(), "scheme": "ws", "subprotocols": [],
            "headers": [(b"origin", own.encode())], "app": self.app, "root_path": "",
        }  # fmt: skip
        run = self.app(scope, socket.to_app.get, socket.from_app.put)
        self.tasks.append(asyncio.create_task(run))
        socket.to_app.put_nowait({"type": "websocket.connect"})
        socket.first = await socket.receive()
        return socket

    async def get(self, path: str, **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://live") as client:
            return await client.get(path, headers=headers)


class Socket:
    """The browser's end."""

    def __init__(self) -> None:
        self.to_app: asyncio.Queue[Any] = asyncio.Queue()
        self.from_app: asyncio.Queue[Any] = asyncio.Queue()
        self.first: dict[str, Any] = {}

    async def receive(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            return dict(await self.from_app.get())

    async def hear(self, kind: str) -> dict[str, Any]:
        """Read on until words of this kind come."""
        while True:
            message = await self.receive()
            assert message["type"] == "websocket.send"
            if message.get("text") and (words := json.loads(message["text"]))["kind"] == kind:
                return dict(words)

    def leave(self) -> None:
        self.to_app.put_nowait({"type": "websocket.disconnect", "code": 1000})


def play(
    monkeypatch: pytest.MonkeyPatch, scene: Callable[[Browser, FakeDoors], Awaitable[Any]]
) -> Any:
    """Open a camera and a live process, act, and see that nothing is left."""
    monkeypatch.setattr(looking, "ROUND_SECONDS", 0.1)

    async def act() -> Any:
        camera = Camera(make_film())
        await camera.open()
        doors = FakeDoors(camera.port)
        video = VideoHub(pace=Pace(linger=0.1))
        app = live.make_application(env.text("DATABASE_URL"), doors=doors, video=video)
        browser = Browser(app)
        async with live.lifespan(app):
            seen = await scene(browser, doors)
        async with asyncio.timeout(5):
            await asyncio.gather(*browser.tasks, return_exceptions=True)
        await camera.cut()
        return seen

    return asyncio.run(act())


def test_who_has_a_token_gets_the_beginning_and_film(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(browser: Browser, doors: FakeDoors) -> Any:
        socket = await browser.enter()
        words = await socket.hear("start")
        film = (await socket.receive())["bytes"]
        count = (await browser.get("/live/healthz")).json()
        socket.leave()
        return words, film, count

    words, film, count = play(monkeypatch, scene)

    assert words["mime"].startswith("video/mp4")
    assert film[4:8] == b"ftyp"
    assert (count["cameras_live"], count["viewers"]) == (1, 1)


@pytest.mark.parametrize(
    ("token", "origin"),
    [("bad", None), ("", None), (GOOD, "https://evil.example"), (GOOD, ""), ("x" * 2000, None)],
)
def test_nobody_else_opens_the_socket(
    monkeypatch: pytest.MonkeyPatch, token: str, origin: str | None
) -> None:
    async def scene(browser: Browser, doors: FakeDoors) -> Any:
        return (await browser.enter(token, origin)).first

    assert play(monkeypatch, scene)["type"] == "websocket.close"


def test_whose_right_ends_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(browser: Browser, doors: FakeDoors) -> Any:
        socket = await browser.enter()
        await socket.hear("start")
        doors.ended.add("look-1")
        return await socket.hear("end"), await socket.receive(), doors.seconds

    told, last, seconds = play(monkeypatch, scene)

    assert told["why"] == "rights"
    assert last["type"] == "websocket.close"
    assert seconds["look-1"] > 0


def test_when_nobody_can_say_whether_one_may_look_one_may_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking, "UNSURE_SECONDS", 0.3)

    async def scene(browser: Browser, doors: FakeDoors) -> Any:
        socket = await browser.enter()
        await socket.hear("start")
        doors.is_away = True
        return await socket.hear("end")

    assert play(monkeypatch, scene)["why"] == "unsure"


@pytest.mark.parametrize("is_seated", [False, True])
def test_one_is_sent_to_the_process_that_pulls_the_camera(
    monkeypatch: pytest.MonkeyPatch, is_seated: bool
) -> None:
    async def scene(browser: Browser, doors: FakeDoors) -> Any:
        if not is_seated:
            doors.owner = ELSEWHERE
        socket = await browser.enter()
        if is_seated:
            await socket.hear("start")
            doors.owner = ELSEWHERE
        return await socket.hear("moved")

    assert play(monkeypatch, scene)["to"] == ELSEWHERE


def test_what_nobody_looks_at_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(browser: Browser, doors: FakeDoors) -> Any:
        socket = await browser.enter()
        await socket.hear("start")
        socket.leave()
        async with asyncio.timeout(5):
            while not doors.released or not doors.left:
                await asyncio.sleep(0.01)
        return doors.released, (await browser.get("/live/healthz")).json()

    released, count = play(monkeypatch, scene)

    assert released == ["one"]
    assert (count["cameras"], count["viewers"]) == (0, 0)


def test_numbers_for_prometheus_want_the_bearer(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.METRICS_TOKEN = GOOD

    async def scene(browser: Browser, doors: FakeDoors) -> Any:
        return [await browser.get("/live/metrics"),
                await browser.get("/live/metrics", Authorization=f"Bearer {GOOD}")]  # fmt: skip

    without, told = play(monkeypatch, scene)

    assert without.status_code == 404
    assert "kentongan_live_cameras 0" in told.text

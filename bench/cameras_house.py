"""
Live video with the whole house: rights that end while one looks, live processes that are killed.

python -m bench.cameras_house [--quick]; two live processes, 20 cameras, a player at each
"""

import asyncio
import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from bench import house
from bench.camera_viewers import read_frame
from bench.report import Figure, Scale, at_least, at_most, inform, run_alone
from bench.video import FIRST_CAMERA, list_children, open_cameras
from bench.web import find_port
from kentongan.config import env
from kentongan.config.paths import ROOT

CAMERAS, CUT_SECONDS, BACK_SECONDS = 20, 5.0, 30.0
FILM = {"width": 640, "height": 360, "rate": 15, "group": 15, "kbits": 300}
FIRST = FIRST_CAMERA + 300
PORTS = range(FIRST, FIRST + CAMERAS)


class LiveProcess:
    """`manage.py live` on a port of its own, in a group of its own."""

    def __init__(self) -> None:
        self.port = find_port()
        self.url = f"http://127.0.0.1:{self.port}/live"

    def start(self, urls: list[str]) -> None:
        settings = {"LIVE_PORT": str(self.port), "LIVE_URL": self.url, "LIVE_URLS": ",".join(urls)}
        self.child = subprocess.Popen(
            [sys.executable, "manage.py", "live"], cwd=ROOT, env={**env.everything(), **settings},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def list_processes(self) -> list[int]:
        return [self.child.pid, *list_children(self.child.pid)]

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()

    async def is_ready(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True


class Player:
    """Does what the player of the pages does: asks for a key, looks, comes again by itself."""

    def __init__(self, camera: Any, desk: "Desk") -> None:
        self.camera = camera
        self.desk = desk
        self.pictures = 0
        self.address = self.look = self.why = ""

    async def run(self) -> None:
        avoid, pause = "", 0.5
        while True:
            try:
                token, self.look, self.address = await asyncio.to_thread(
                    self.desk.give_key, self.camera, look=self.look, avoid=avoid
                )
            except self.desk.refusals:
                self.why = "refused"
                return
            before = self.pictures
            avoid = "" if await self._look(token) else self.address
            if self.why == "rights":
                return
            pause = 0.5 if self.pictures > before else min(pause * 2, 4)
            await asyncio.sleep(pause)

    async def _look(self, token: str) -> bool:
        """Look until the socket ends; False when it could not be opened."""
        try:
            reader, writer = await open_socket(self.address, token)
        except (OSError, asyncio.IncompleteReadError):
            return False
        if reader is None:
            return False
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                self._hear(*await read_frame(reader))
        writer.close()
        return True

    def _hear(self, kind: int, data: bytes) -> None:
        if kind == 2:
            self.pictures += 1
        elif kind == 1:
            told = json.loads(data)
            if told["kind"] == "end":
                self.why = told["why"]


async def open_socket(address: str, token: str) -> tuple[asyncio.StreamReader | None, Any]:
    """Open the socket of a camera; None when it is refused."""
    port = int(address.split(":")[2].split("/", maxsplit=1)[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /live/camera?token={quote(token)} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nOrigin: {env.text('PUBLIC_URL')}\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    return (reader if b" 101 " in head else None), writer


class Desk:
    """An operator of the police with a grant, in a session, who looks at 20 cameras of dishub."""

    def __init__(self) -> None:
        from django.core.management import call_command
        from django.utils.timezone import localtime

        from kentongan.foundation.actors import TERMINAL
        from kentongan.rooms.cameras.errors import NoSuchCamera, NotAdmitted
        from kentongan.rooms.people import api as people
        from kentongan.rooms.places import api as places

        call_command("load_regency", verbosity=0)
        self.refusals = (NoSuchCamera, NotAdmitted)
        self.lock = threading.Lock()
        now = localtime()
        self.police, self.owner = places.get_office("polresta"), places.get_office("dishub")
        self.user = people.create_user(
            email=f"{uuid4().hex}@bench.example", name="Satria", password=uuid4().hex,
            by=TERMINAL, now=now,
        )  # fmt: skip
        people.appoint(user_id=self.user, office_id=self.police.pk, role="operator",
                       starts_at=now, by=TERMINAL, now=now)  # fmt: skip
        self.cameras = [self._make_camera(port, now) for port in PORTS]
        self.grant = self._make_grant(now)
        self.session = self.open_session()

    def _make_camera(self, port: int, now: Any) -> Any:
        from kentongan.foundation import vault
        from kentongan.rooms.cameras.models import Camera

        target = json.dumps({"url": f"rtsp://127.0.0.1:{port}/one", "user": "", "password": ""})
        return Camera.objects.create(
            id=uuid4(), code=f"KAM-{port}", name=f"Bench {port}", owner_kind="office",
            office=self.owner, purpose="traffic", mode="stream", place_id=self.owner.region_id,
            lat=-8.2, lon=114.3, bearing=0, field_of_view=60, standing="verified",
            verified_at=now, created_at=now, changed_at=now,
            stream_sealed=vault.seal(target, purpose="camera"),
        )  # fmt: skip

    def _make_grant(self, now: Any) -> Any:
        from datetime import timedelta

        from kentongan.rooms.cameras.models import Grant

        grant = Grant.objects.create(
            id=uuid4(), from_office=self.owner, to_office=self.police, purpose="traffic",
            level="live", legal_basis="bench", starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(hours=9), given_by_id=self.user, given_at=now,
        )  # fmt: skip
        grant.cameras.set(self.cameras)
        return grant

    def open_session(self) -> str:
        from django.conf import settings

        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session.create()
        return str(session.session_key)

    def give_key(self, camera: Any, *, look: str, avoid: str) -> tuple[str, str, str]:
        """As the page's view does."""
        from django.conf import settings
        from django.utils.timezone import localtime

        from kentongan.rooms.cameras.queries.leases import find_live_addresses
        from kentongan.rooms.cameras.rules.looking import Chosen
        from kentongan.rooms.cameras.rules.shares import choose_address
        from kentongan.rooms.cameras.services.looking import open_look, renew_token
        from kentongan.rooms.people import api as people

        now = localtime()
        by = people.get_actor(self.user, now=now, has_second_factor=True, proven_cases=())
        with self.lock:
            if look:
                token = renew_token(look_id=UUID(look), session_key=self.session, by=by, now=now)
            else:
                chosen = Chosen("traffic", "bench of the house")
                made, token = open_look(
                    camera=camera, session_key=self.session, chosen=chosen, by=by, now=now
                )
                look = str(made.pk)
            held = find_live_addresses([camera.pk]).get(camera.pk, "")
        address = held if held and held != avoid else ""
        address = address or choose_address(camera.code, settings.LIVE_URLS, avoid=avoid)
        return token, look, address


def run(scale: Scale) -> Iterator[Figure]:
    del scale
    one, two = LiveProcess(), LiveProcess()
    env.change("DEMO", "1")
    env.change("PUBLIC_URL", "http://127.0.0.1:7000")
    env.change("LIVE_URLS", f"{one.url},{two.url}")
    env.change("CAMERA_LOOPBACK_PORTS", ",".join(map(str, PORTS)))
    house.open_house(name="cameras")
    desk = Desk()
    with open_cameras(CAMERAS, first=FIRST, **FILM):
        for process in (one, two):
            process.start([one.url, two.url])
        try:
            yield from asyncio.run(_measure(desk, one, two))
        finally:
            one.kill()
            two.kill()


async def _measure(desk: Desk, one: LiveProcess, two: LiveProcess) -> list[Figure]:
    await _wait(one.is_ready)
    await _wait(two.is_ready)
    players = [Player(camera, desk) for camera in desk.cameras]
    tasks = [asyncio.create_task(player.run()) for player in players]
    figures = []
    try:
        figures.append(
            inform("20 players of 20 cold cameras, all see", await _all_see(players), "s")
        )
        shares = sum(player.address == one.url for player in players)
        figures.append(
            at_least("cameras of the process with fewer, of 20", min(shares, 20 - shares), "", 3)
        )
        figures += await _kill(players, one, two)
        figures += await _end_rights(desk, players)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return figures


async def _kill(players: list[Player], one: LiveProcess, two: LiveProcess) -> list[Figure]:
    worker = one.list_processes()[1]
    os.kill(worker, signal.SIGKILL)
    again = await _all_see(players)
    strays = one.list_processes() + two.list_processes()
    one.kill()
    moved = await _all_see(players)
    left = [pid for pid in strays if os.path.exists(f"/proc/{pid}")]  # noqa: PTH110
    held = sum(player.address == two.url for player in players)
    return [
        at_most("worker killed and born again: all 20 see", again, "s", BACK_SECONDS),
        at_most("one of two processes gone for good: all 20 see", moved, "s", BACK_SECONDS),
        at_least("cameras the other process pulls now", held, "", CAMERAS),
        at_most("processes left of the one that was killed", len(left) - 2, "", 0),
    ]


async def _end_rights(desk: Desk, players: list[Player]) -> list[Figure]:
    """End the session of all, in which no socket opens any more; then the grant of others."""
    from kentongan.rooms.cameras.models import Grant

    await asyncio.to_thread(lambda: Grant.objects.update(ended_at=_now()))
    began = time.monotonic()
    await _wait(lambda: _answer(all(player.why for player in players)))
    cut = time.monotonic() - began
    await asyncio.to_thread(lambda: Grant.objects.update(ended_at=None))
    token, _, address = await asyncio.to_thread(desk.give_key, desk.cameras[0], look="", avoid="")
    await asyncio.to_thread(_end_session, desk.session)
    reader, _ = await open_socket(address, token)
    return [
        at_most("grant ended: the last of 20 streams is cut", cut, "s", CUT_SECONDS),
        at_most("sockets opened after the session had ended", int(reader is not None), "", 0),
    ]


def _end_session(key: str) -> None:
    from django.contrib.sessions.models import Session

    Session.objects.filter(session_key=key).delete()


def _now() -> Any:
    from django.utils.timezone import localtime

    return localtime()


async def _all_see(players: list[Player]) -> float:
    """Return the seconds until each player got five more pieces of film."""
    began, seen = time.monotonic(), [player.pictures for player in players]
    await asyncio.sleep(0.3)  # what was on its way when somebody was killed
    seen = [player.pictures for player in players]
    await _wait(
        lambda: _answer(all(p.pictures > s + 5 for p, s in zip(players, seen, strict=True)))
    )
    return time.monotonic() - began


async def _answer(value: bool) -> bool:  # noqa: FBT001
    return value


async def _wait(is_done: Callable[[], Any], *, seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await is_done():
            await asyncio.sleep(0.05)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))

"""
The looking room: lets viewers in, asks again and again whether they may stay, notes how long.

`WS /live/camera?token=…` sends JSON words and film:
{"kind": "start", "mime": …} then bytes · {"kind": "state", "state": "down", "reason": …} ·
{"kind": "moved", "to": address} · {"kind": "end", "why": …} and then nothing more.
"""

import asyncio
import contextlib
import functools
import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from kentongan.config.live.doors import Doors, Seat
from kentongan.config.live.origin import get_allowed_origin
from kentongan.foundation.video.address import StreamAddress
from kentongan.foundation.video.hub import VideoHub
from kentongan.foundation.video.viewer import Viewer

log = logging.getLogger(__name__)
ROUND_SECONDS = 1.5
UNSURE_SECONDS = 10.0  # so long a look goes on when nobody can say whether it may
SEND_SECONDS = 20.0
MOST_VIEWERS = 2_000
THREADS = 4
TOKEN_LENGTH = 1_000
Answer = TypeVar("Answer")


@dataclass(eq=False)
class Look:
    """One open socket: who looks, and the seconds that are not noted yet."""

    seat: Seat
    viewer: Viewer
    noted_at: float = field(default_factory=monotonic)

    def take_seconds(self) -> float:
        """Return the seconds since they were last taken."""
        now = monotonic()
        seconds, self.noted_at = now - self.noted_at, now
        return seconds


class LookingRoom:
    """All open sockets, and the rounds that ask whether they may stay open."""

    def __init__(self, video: VideoHub, doors: Doors | None) -> None:
        self.video = video
        self.doors = doors
        self.looks: set[Look] = set()
        self.owned: set[str] = set()
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="doors")
        self.answered_at = monotonic()

    async def ask(self, question: Callable[..., Answer], *values: Any) -> Answer:
        """Ask the doors, which ask the database, in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.pool, functools.partial(question, *values))

    async def claim(self, camera: str) -> str:
        """Own the camera; else return the address of the process that does."""
        if camera in self.owned or self.doors is None:
            return ""
        claim = await self.ask(self.doors.claim, camera)
        if claim.is_ours:
            self.owned.add(camera)
            return ""
        return claim.url

    @contextlib.contextmanager
    def seated(self, seat: Seat) -> Iterator[Look]:
        """Let somebody look as long as the block runs."""
        doors = self.doors
        assert doors is not None  # noqa: S101 - admitted by them

        async def find_address() -> StreamAddress:
            return await self.ask(doors.find_address, seat.camera)

        with self.video.watch(seat.camera, find_address) as viewer:
            one = Look(seat, viewer)
            self.looks.add(one)
            try:
                yield one
            finally:
                self.looks.discard(one)
                self.pool.submit(doors.leave, {seat.look: one.take_seconds()})

    async def go_round(self) -> None:
        """Ask for ever, every 1.5 s, whether all who look still may; renew what we own."""
        while self.doors is not None:
            await asyncio.sleep(ROUND_SECONDS)
            try:
                await self._check(self.doors)
                await self._renew(self.doors)
                self.answered_at = monotonic()
            except Exception:  # the rounds must go on; who looks is cut when they fail too long
                log.exception("rights could not be asked")
            if monotonic() - self.answered_at > UNSURE_SECONDS:
                self.end([*self.looks], why="unsure")

    def end(self, looks: list[Look], *, why: str) -> None:
        """Cut looks, and say why."""
        for one in looks:
            one.viewer.end({"kind": "end", "why": why})

    async def close(self) -> None:
        """Give everything back."""
        await self.video.close()
        if self.doors is not None and self.owned:
            with contextlib.suppress(Exception):
                await self.ask(self.doors.release, [*self.owned])
        self.pool.shutdown(wait=True)

    async def _check(self, doors: Doors) -> None:
        seconds: dict[str, float] = {}
        looks = [*self.looks]
        for one in looks:
            seconds[one.seat.look] = seconds.get(one.seat.look, 0) + one.take_seconds()
        if seconds:
            ended = set(await self.ask(doors.check, seconds))
            self.end([one for one in looks if one.seat.look in ended], why="rights")

    async def _renew(self, doors: Doors) -> None:
        left = self.owned - set(self.video.sources)
        held = self.owned - left
        if left:
            self.owned -= left
            await self.ask(doors.release, [*left])
        if held:
            for camera, url in (await self.ask(doors.renew, [*held])).items():
                self.owned.discard(camera)
                self.video.end(camera, {"kind": "moved", "to": url})


async def look(socket: WebSocket) -> None:
    """`WS /live/camera?token=…`: look at the camera that the token names."""
    room: LookingRoom = socket.app.state.room
    seat = await _admit(room, socket)
    if seat is None:
        await socket.close(4403)
        return
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError, TimeoutError):
        if elsewhere := await room.claim(seat.camera):
            await socket.send_text(json.dumps({"kind": "moved", "to": elsewhere}))
        else:
            with room.seated(seat) as one:
                await _show(socket, one.viewer)
    if socket.application_state is WebSocketState.CONNECTED:
        with contextlib.suppress(RuntimeError, OSError):
            await socket.close()


async def _admit(room: LookingRoom, socket: WebSocket) -> Seat | None:
    """Return who comes in; nobody without a token of ours, from a page of ours."""
    origin = socket.headers.get("origin", "")
    token = socket.query_params.get("token", "")
    if not get_allowed_origin(origin) or not 0 < len(token) <= TOKEN_LENGTH:
        return None
    if room.doors is None or len(room.looks) >= MOST_VIEWERS:
        return None
    return await room.ask(room.doors.admit, token)


async def _show(socket: WebSocket, viewer: Viewer) -> None:
    """Send until the viewer goes or must go."""
    sending = asyncio.create_task(_send(socket, viewer))
    leaving = asyncio.create_task(_wait_until_gone(socket))
    done, pending = await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for task in done:
        task.result()


async def _send(socket: WebSocket, viewer: Viewer) -> None:
    while (message := await viewer.next()) is not None:
        async with asyncio.timeout(SEND_SECONDS):
            if isinstance(message, dict):
                await socket.send_text(json.dumps(message))
            else:
                await socket.send_bytes(message)


async def _wait_until_gone(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass

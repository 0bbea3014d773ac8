"""One camera that somebody looks at: dialled, watched, dialled again; shared by all viewers."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kentongan.foundation.video.address import StreamAddress
from kentongan.foundation.video.fragments import Packager, Piece
from kentongan.foundation.video.pulling import Patience, finish, pull
from kentongan.foundation.video.rtp import Unit
from kentongan.foundation.video.trouble import PATIENT, Reason, VideoTrouble
from kentongan.foundation.video.viewer import Viewer

log = logging.getLogger(__name__)
FindAddress = Callable[[], Awaitable[StreamAddress]]


class Standing(StrEnum):
    """How a pulled camera stands."""

    DIALLING = "dialling"
    LIVE = "live"
    DOWN = "down"


@dataclass(frozen=True)
class Pace:
    """Seconds between dials. The first pauses are short, so that a picture is back soon."""

    shortest: float = 0.5
    longest: float = 4.0
    patient: float = 30.0  # for what does not mend itself: a wrong password, H.265
    linger: float = 10.0  # how long a camera is pulled on after its last viewer left
    dials_at_once: int = 32
    spacing: float = 0.02  # between the beginnings of two dials
    group_size: int = 8_000_000  # bytes of one group of pictures kept for who comes late


class Stagger:
    """Lets many cameras dial one after the other, and only so many at once."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.places = asyncio.Semaphore(pace.dials_at_once)
        self._next = 0.0

    async def wait(self) -> None:
        now = asyncio.get_running_loop().time()
        at = max(now, self._next)
        self._next = at + self.pace.spacing
        if at > now:
            await asyncio.sleep(at - now)


@dataclass(eq=False)
class Source:
    """
    Pulls one camera as long as it has viewers, and shortly after.

    Keeps the beginning and the current group of pictures, so that who comes late sees at once.
    """

    key: str
    find_address: FindAddress
    pace: Pace
    patience: Patience
    stagger: Stagger
    standing: Standing = Standing.DIALLING
    reason: str = ""
    detail: str = ""
    since: float = field(default_factory=time.time)  # of the standing
    picture_at: float = 0.0  # wall clock of the last picture
    size: int = 0  # bytes of film made
    dials: int = 0
    viewers: set[Viewer] = field(default_factory=set)
    packager: Packager = field(default_factory=Packager)
    group: list[Piece] = field(default_factory=list)
    _group_size: int = 0
    _task: "asyncio.Task[None] | None" = None
    _hurry: asyncio.Event = field(default_factory=asyncio.Event)
    _has_place: bool = False

    # --- viewers ---------------------------------------------------------------------------------
    def admit(self, viewer: Viewer) -> None:
        """Let somebody look: what there is at once, the rest as it comes."""
        self.viewers.add(viewer)
        if self.standing is Standing.LIVE and self.packager.beginning and self.group:
            film = b"".join(piece.data for piece in self.group)
            viewer.begin(self.packager.beginning, self.describe(), film)
        else:
            viewer.tell(self.describe())
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name=f"camera {self.key}")
        elif self.standing is Standing.DOWN and self.reason not in PATIENT:
            self._hurry.set()

    def dismiss(self, viewer: Viewer) -> None:
        """Somebody looks no more."""
        self.viewers.discard(viewer)

    def describe(self) -> dict[str, Any]:
        """Return what a viewer is told: the codec when pictures come, else why there are none."""
        beginning = self.packager.beginning
        if self.standing is Standing.LIVE and beginning:
            picture = beginning.picture
            return {"kind": "start", "mime": f'video/mp4; codecs="{picture.codec}"',
                    "width": picture.width, "height": picture.height}  # fmt: skip
        return {"kind": "state", "state": self.standing.value, "reason": self.reason,
                "detail": self.detail, "since": self.picture_at or None}  # fmt: skip

    async def close(self) -> None:
        """Stop pulling; nothing is left."""
        if self._task is not None:
            task, self._task = self._task, None
            await finish(task)

    # --- what the camera sends -------------------------------------------------------------------
    def begin(self, *, sps: bytes, pps: bytes) -> None:
        """Begin anew for all: the parameter sets are new."""
        self.packager.begin(sps=sps, pps=pps)
        self._forget_group()
        self.standing = Standing.DIALLING

    def take(self, unit: Unit) -> None:
        """Package a picture and share it."""
        if self.standing is not Standing.LIVE:
            self._come_alive()
        self.picture_at = time.time()
        for piece in self.packager.add(unit, now=time.monotonic()):
            if piece.is_key:
                self._forget_group()
            if self._group_size < self.pace.group_size:
                self.group.append(piece)
                self._group_size += len(piece.data)
            self.size += len(piece.data)
            for viewer in self.viewers:
                viewer.take(piece)

    def _come_alive(self) -> None:
        self._stand(Standing.LIVE)
        self._leave_place()
        if self.packager.beginning:
            for viewer in self.viewers:
                viewer.begin(self.packager.beginning, self.describe())

    def _forget_group(self) -> None:
        self.group = []
        self._group_size = 0

    def _stand(self, standing: Standing, *, reason: str = "", detail: str = "") -> None:
        if standing is not self.standing:
            self.since = time.time()
        self.standing, self.reason, self.detail = standing, reason, detail

    # --- dialling --------------------------------------------------------------------------------
    async def _run(self) -> None:
        pause = self.pace.shortest
        while True:
            fragments = self.packager.fragments
            trouble = await self._dial()
            self.packager.restart()
            self._forget_group()
            self._stand(Standing.DOWN, reason=trouble.reason.value, detail=trouble.detail)
            self._tell_all()
            if self.packager.fragments > fragments:
                pause = self.pace.shortest
            wait = self.pace.patient if trouble.reason in PATIENT else pause
            await self._rest(wait * random.uniform(0.6, 1.0))  # noqa: S311 - jitter, no secret
            pause = min(pause * 2, self.pace.longest)

    async def _dial(self) -> VideoTrouble:
        await self.stagger.places.acquire()
        self._has_place = True
        try:
            await self.stagger.wait()
            self.dials += 1
            address = await self.find_address()
            await pull(address, taker=self, patience=self.patience)
        except VideoTrouble as trouble:
            return trouble
        except Exception:  # the camera must not stay dark in silence
            log.exception("camera could not be pulled")
            return VideoTrouble(Reason.FORBIDDEN)
        finally:
            self._leave_place()
        return VideoTrouble(Reason.CUT)

    def _leave_place(self) -> None:
        """Let the next camera dial: this one is alive, or has failed."""
        if self._has_place:
            self._has_place = False
            self.stagger.places.release()

    async def _rest(self, seconds: float) -> None:
        self._hurry.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._hurry.wait()
        except TimeoutError:
            return

    def _tell_all(self) -> None:
        words = self.describe()
        for viewer in self.viewers:
            viewer.tell(words)

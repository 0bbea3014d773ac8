"""
Writes what a camera sends into files, each a film (fragmented MP4) that plays alone.

Nothing is held back in memory: whoever kills the process loses a tenth of a second. A film is
KEY.BEGIN.part while it grows, and KEY.BEGIN.END.mp4 afterwards (milliseconds since 1970).
"""

import asyncio
import threading
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kentongan.foundation.video.address import StreamAddress
from kentongan.foundation.video.fragments import Packager
from kentongan.foundation.video.pulling import Patience, finish, pull
from kentongan.foundation.video.rtp import Unit
from kentongan.foundation.video.trouble import Reason, VideoTrouble

FILM_SECONDS = 120  # then the next key frame begins a new film: none grows too big to be kept
ANSWER_SECONDS = 5


@dataclass(frozen=True)
class Film:
    """A finished film: where it is, and from when until when in seconds since 1970."""

    path: Path
    starts_at: float
    ends_at: float


@dataclass(eq=False)
class Recorder:
    """Takes the pictures of one connection and writes them down."""

    folder: Path
    key: str
    film_seconds: float = FILM_SECONDS
    picture_at: float = 0.0
    reason: Reason | None = None  # why it ended
    _sets: tuple[bytes, bytes] = (b"", b"")
    _packager: Packager = field(default_factory=Packager)
    _file: FileIO | None = None
    _began: float = 0.0

    def begin(self, *, sps: bytes, pps: bytes) -> None:
        """Begin a new film: the parameter sets are new."""
        self.close()
        self._sets = (sps, pps)

    def take(self, unit: Unit) -> None:
        """Write a picture down."""
        now = time.time()
        if unit.is_key and now - self._began >= self.film_seconds:
            self.close()
        if self._file is None:
            self._open(now)
        for piece in self._packager.add(unit, now=time.monotonic()):
            if self._file is not None:
                self._file.write(piece.data)
        self.picture_at = now

    def close(self) -> None:
        """End the film."""
        if self._file is not None:
            path = Path(str(self._file.name))
            self._file.close()
            self._file = None
            _finish(path, ends_at=self.picture_at)

    def _open(self, now: float) -> None:
        self._packager, self._began = Packager(), now
        self._packager.begin(sps=self._sets[0], pps=self._sets[1])
        path = self.folder / f"{self.key}.{int(now * 1000)}.part"
        self._file = path.open("wb", buffering=0)
        path.chmod(0o600)
        if self._packager.beginning:
            self._file.write(self._packager.beginning.data)


class Studio:
    """Records several cameras at once in a thread with a loop of its own."""

    def __init__(self, folder: Path, *, film_seconds: float = FILM_SECONDS) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder, self.film_seconds = folder, film_seconds
        self.recorders: dict[str, Recorder] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for key in [*self._tasks]:
            self.stop(key)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(ANSWER_SECONDS)
        self._loop.close()

    def start(self, key: str, address: StreamAddress, *, patience: Patience | None = None) -> None:
        """Dial a camera once and record it until it is cut or stopped."""
        recorder = self.recorders[key] = Recorder(self.folder, key, self.film_seconds)
        self._do(self._begin(key, recorder, address, patience))

    def is_recording(self, key: str) -> bool:
        """Tell whether a camera is dialled and not cut."""
        task = self._tasks.get(key)
        return task is not None and not task.done()

    def stop(self, key: str) -> None:
        """Record a camera no longer; its film is whole afterwards."""
        task = self._tasks.pop(key, None)
        if task is not None:
            self._do(finish(task))

    def list_films(self, key: str) -> list[Film]:
        """Return the films that are whole; one that a dead process left is ended first."""
        if not self.is_recording(key):
            for path in self.folder.glob(f"{key}.*.part"):
                _finish(path, ends_at=path.stat().st_mtime)
        return [_read_name(path) for path in sorted(self.folder.glob(f"{key}.*.mp4"))]

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(ANSWER_SECONDS)

    async def _begin(
        self, key: str, recorder: Recorder, address: StreamAddress, patience: Patience | None
    ) -> None:
        self._tasks[key] = asyncio.create_task(_record(recorder, address, patience))


async def _record(
    recorder: Recorder, address: StreamAddress, patience: Patience | None
) -> None:  # fmt: skip
    try:
        await pull(address, taker=recorder, patience=patience)
    except VideoTrouble as trouble:
        recorder.reason = trouble.reason
    finally:
        recorder.close()


def _finish(path: Path, *, ends_at: float) -> None:
    path.rename(path.with_name(f"{path.stem}.{int(ends_at * 1000)}.mp4"))


def _read_name(path: Path) -> Film:
    _key, begin, end, _ending = path.name.rsplit(".", 3)
    return Film(path, int(begin) / 1000, int(end) / 1000)

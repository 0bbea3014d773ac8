"""Processes of the video benches: cameras, live process, viewers, ffmpeg; and what they use."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from bench.web import find_port
from kentongan.config import env
from kentongan.config.paths import ROOT

TICKS = os.sysconf("SC_CLK_TCK")
FIRST_CAMERA = 25_000
SETTINGS = {"SECRET_KEY": "only-for-benches-" * 4, "DEMO": "1", "LOG_LEVEL": "ERROR"}


class Process:
    """A child with a line in and a line out; ended by its own id."""

    def __init__(self, *command: str, settings: dict[str, str] | None = None) -> None:
        self.child = subprocess.Popen(
            command, cwd=ROOT, env={**env.everything(), **SETTINGS, **(settings or {})}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> "Process":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.child.terminate()
        try:
            self.child.wait(8)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe:
                pipe.close()

    def hear(self) -> str:
        assert self.child.stdout
        return self.child.stdout.readline().strip()

    def tell(self, line: str) -> str:
        assert self.child.stdin
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()
        return self.hear()


@contextmanager
def open_cameras(count: int, *, first: int = FIRST_CAMERA, **film: int) -> Iterator["Process"]:
    """Open cameras at ports from `first` on; yields the process that serves them."""
    options = [part for key, value in film.items() for part in (f"--{key}", str(value))]
    command = (sys.executable, "-m", "bench.camera_source", "--count", str(count))
    with Process(*command, "--first", str(first), *options) as source:
        assert source.hear().startswith("ready"), "the cameras did not open"
        yield source


class Live:
    """The live process of the bench: granian with one worker, as `manage.py live` starts it."""

    def __init__(self, *, origin: str = "http://127.0.0.1:7000") -> None:
        self.port = find_port()
        self.origin = origin

    def __enter__(self) -> "Live":
        code = (
            "from granian.server import Server; from granian.constants import *; "
            f"Server('bench.live_app:application', address='127.0.0.1', port={self.port}, "
            "interface=Interfaces.ASGI, http=HTTPModes.http1, loop=Loops.asyncio, workers=1, "
            "backpressure=10_000, websockets=True, log_enabled=False).serve()"
        )
        self.process = Process(sys.executable, "-c", code, settings={"PUBLIC_URL": self.origin})
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                self.count()
                break
            except OSError:
                time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.__exit__(None, None, None)

    def count(self) -> dict[str, Any]:
        """Return what /live/healthz says."""
        from urllib.request import urlopen

        with urlopen(f"http://127.0.0.1:{self.port}/live/healthz", timeout=5) as answer:
            return dict(json.load(answer))

    @property
    def worker(self) -> int:
        """The process that serves: granian's child."""
        (child,) = list_children(self.process.child.pid)
        return child


@contextmanager
def open_viewers(live: Live, cameras: Iterable[int]) -> Iterator[Process]:
    """Look at cameras, given by port; yields a process that tells the pictures each got."""
    command = (sys.executable, "-m", "bench.camera_viewers", str(live.port), live.origin)
    with Process(*command, *map(str, cameras)) as viewers:
        yield viewers


def read_counts(viewers: Process) -> list[int]:
    """Return how many pictures each viewer got."""
    return list(json.loads(viewers.tell("?")))


@contextmanager
def open_ffmpeg(path: str, cameras: Sequence[int]) -> Iterator[list[Process]]:
    """One `ffmpeg -c copy` per camera, to fragments of MP4 thrown away; yields the processes."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(Process(
                path, "-nostdin", "-loglevel", "error", "-rtsp_transport", "tcp",
                "-i", f"rtsp://127.0.0.1:{camera}/one", "-map", "0:v", "-c", "copy", "-f", "mp4",
                "-movflags", "empty_moov+default_base_moof+frag_every_frame",
                "-stats_period", "1", "-progress", "pipe:1", "-y", os.devnull,
            ))
            for camera in cameras
        ]  # fmt: skip


def list_children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def read_cpu(pids: Iterable[int]) -> float:
    """Return the CPU seconds that processes have used."""
    seconds = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        seconds += int(fields[11]) + int(fields[12])
    return seconds / TICKS


def read_memory(pids: Iterable[int], *, kind: str = "Pss") -> float:
    """Return MB in memory: Pss shares what several processes use together, Rss counts it each."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(f"{kind}:"):
                total += int(line.split()[1])
    return total / 1024


def count_threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))

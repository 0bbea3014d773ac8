"""
A technical look at one stream: codec, size, pictures per second, key frames, one picture.

Uses the same client as the live view, so nothing but the given address is dialled and no redirect
is followed; everything ends after a fixed number of seconds, whatever the camera does.
"""

import asyncio
import contextlib
import io
from dataclasses import dataclass, field

import av
from av.video.frame import VideoFrame

from kentongan.foundation.video import h264
from kentongan.foundation.video.address import StreamAddress
from kentongan.foundation.video.pulling import Patience, pull
from kentongan.foundation.video.rtp import Unit
from kentongan.foundation.video.trouble import Reason, VideoTrouble

CLOCK = 90_000  # RTP ticks of a second
WRAP = 1 << 32
START = b"\0\0\0\1"
LONGEST_SIDE = 1920
QUALITY = 85
SHORTEST_LOOK = 1.5  # seconds of film, so that pictures per second mean something


@dataclass(frozen=True)
class Limits:
    """Seconds: until everything ends, and of film in which a second key frame is waited for."""

    deadline: float = 60.0
    film: float = 25.0
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True)
class Stream:
    """What was measured; `trouble` says why there is nothing, or why it ended too early."""

    trouble: Reason | None = None
    detail: str = ""
    codec: str = ""
    width: int = 0
    height: int = 0
    fps: float | None = None
    key_frame_seconds: float | None = None
    waited_seconds: float = 0.0  # of film without a second key frame, when there was none
    picture: bytes = field(default=b"", repr=False)  # JPEG


class Measurer:
    """Takes pictures as they come, notes their times and ends the look when enough is known."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.enough = asyncio.Event()
        self.sps = self.pps = b""
        self.first: Unit | None = None
        self.times: list[int] = []  # RTP, unwrapped, of every picture since the first key frame
        self.keys: list[int] = []

    def begin(self, *, sps: bytes, pps: bytes) -> None:
        """Note the parameter sets; ValueError when they are none."""
        h264.read_picture(sps)
        self.sps, self.pps = sps, pps

    def take(self, unit: Unit) -> None:
        """Note a picture."""
        time = unit.time
        if self.times:
            time = self.times[-1] + (unit.time - self.times[-1] + WRAP // 2) % WRAP - WRAP // 2
        self.times.append(time)
        if unit.is_key:
            self.first = self.first or unit
            self.keys.append(time)
        if self.seconds > self.limits.film:
            self.enough.set()
        if len(self.keys) > 1 and self.seconds >= SHORTEST_LOOK:
            self.enough.set()

    @property
    def seconds(self) -> float:
        """Return how many seconds of film came."""
        return (max(self.times) - min(self.times)) / CLOCK if self.times else 0.0

    def sum_up(self, trouble: VideoTrouble | None) -> Stream:
        """Return what is known."""
        if self.first is None or not self.sps:
            found = trouble or VideoTrouble(Reason.STALLED)
            codec = found.detail if found.reason is Reason.CODEC else ""
            return Stream(trouble=found.reason, detail=found.detail, codec=codec)
        size = h264.read_picture(self.sps)
        gaps = [(b - a) / CLOCK for a, b in zip(self.keys, self.keys[1:], strict=False) if b > a]
        fps = (len(self.times) - 1) / self.seconds if self.seconds > 0 else None
        return Stream(
            trouble=None if self.enough.is_set() or trouble is None else trouble.reason,
            codec="H264",
            width=size.width,
            height=size.height,
            fps=fps,
            key_frame_seconds=max(gaps) if gaps else None,
            waited_seconds=0.0 if gaps else self.seconds,
            picture=draw_picture(self.first, sps=self.sps, pps=self.pps),
        )


async def look(address: StreamAddress, limits: Limits | None = None) -> Stream:
    """Look at a stream; never raises for what a camera does, never takes longer than allowed."""
    limits = limits or Limits()
    measurer = Measurer(limits)
    pulling = asyncio.ensure_future(_pull(address, measurer, limits.patience))
    waiting = asyncio.ensure_future(measurer.enough.wait())
    try:
        await asyncio.wait(
            {pulling, waiting}, timeout=limits.deadline, return_when=asyncio.FIRST_COMPLETED
        )
        trouble = pulling.result() if pulling.done() else None
    finally:
        for task in (pulling, waiting):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
    return await asyncio.to_thread(measurer.sum_up, trouble)


def look_at(address: StreamAddress, limits: Limits | None = None) -> Stream:
    """Look at a stream, for callers without an event loop."""
    return asyncio.run(look(address, limits))


def draw_picture(unit: Unit, *, sps: bytes, pps: bytes) -> bytes:
    """Decode one key frame to a JPEG; empty when it cannot be decoded."""
    decoder = av.CodecContext.create("h264", "r")
    film = b"".join(START + nal for nal in (sps, pps, *unit.nals))
    try:
        frames = [*decoder.decode(av.Packet(film)), *decoder.decode(None)]
    except av.FFmpegError:
        return b""
    return _draw(frames[0]) if frames else b""


def _draw(frame: VideoFrame) -> bytes:
    image = frame.to_image()  # type: ignore[no-untyped-call]
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = io.BytesIO()
    image.save(paper, "JPEG", quality=QUALITY)
    return paper.getvalue()


async def _pull(
    address: StreamAddress, measurer: Measurer, patience: Patience
) -> VideoTrouble | None:
    try:
        await pull(address, taker=measurer, patience=patience)
    except VideoTrouble as trouble:
        return trouble
    except ValueError:
        return VideoTrouble(Reason.GARBAGE)
    return None

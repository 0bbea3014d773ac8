"""
One short look at a camera with few pixels and little CPU: only key frames are decoded.

A small picture is 32 × 18 means of cells, then the single points at their middles: the means say
what is seen, the points carry the noise that only a living sensor makes.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import av

from kentongan.foundation.video.address import StreamAddress
from kentongan.foundation.video.h264 import read_picture
from kentongan.foundation.video.pulling import Patience, finish, pull
from kentongan.foundation.video.rtp import Unit
from kentongan.foundation.video.trouble import Reason, VideoTrouble

WIDTH, HEIGHT = 32, 18
START = b"\0\0\0\1"
PATIENCE = Patience(dial=5, answer=5, silence=6, picture=12)
SECONDS, SECOND_LOOK = 20.0, 12.0
IsDoubtful = Callable[[bytes], bool]


@dataclass(frozen=True)
class Glimpse:
    """What was seen: small pictures, one or two; or why there was none."""

    pictures: tuple[bytes, ...] = ()
    trouble: Reason | None = None


class _Keys:
    """Takes key frames, leaves the rest alone."""

    def __init__(self) -> None:
        self.sps = self.pps = b""
        self.units: asyncio.Queue[Unit] = asyncio.Queue(maxsize=2)

    def begin(self, *, sps: bytes, pps: bytes) -> None:
        read_picture(sps)
        self.sps, self.pps = sps, pps

    def take(self, unit: Unit) -> None:
        if unit.is_key and not self.units.full():
            self.units.put_nowait(unit)


async def glimpse(
    address: StreamAddress, *, is_doubtful: IsDoubtful | None = None, seconds: float = SECONDS
) -> Glimpse:
    """
    Look at a camera; never raises for what it does, and always ends.

    When the first picture is doubtful, a second key frame is waited for as well.
    """
    keys = _Keys()
    pulling = asyncio.create_task(_pull(address, keys))
    try:
        async with asyncio.timeout(seconds):
            first = await _next(keys, pulling)
        if is_doubtful is None or not is_doubtful(first):
            return Glimpse((first,))
        return await _look_again(keys, pulling, first)
    except TimeoutError:
        return Glimpse(trouble=Reason.NO_KEY_FRAME)
    except VideoTrouble as trouble:
        return Glimpse(trouble=trouble.reason)
    finally:
        await finish(pulling)


async def _pull(address: StreamAddress, keys: _Keys) -> None:
    try:
        await pull(address, taker=keys, patience=PATIENCE)
    except ValueError as error:
        raise VideoTrouble(Reason.GARBAGE) from error


async def _look_again(keys: _Keys, pulling: "asyncio.Task[None]", first: bytes) -> Glimpse:
    try:
        async with asyncio.timeout(SECOND_LOOK):
            return Glimpse((first, await _next(keys, pulling)))
    except (TimeoutError, VideoTrouble):
        return Glimpse((first,))


async def _next(keys: _Keys, pulling: "asyncio.Task[None]") -> bytes:
    """Return the next key frame as a small picture; raises VideoTrouble when the stream ended."""
    coming = asyncio.ensure_future(keys.units.get())
    try:
        await asyncio.wait({coming, pulling}, return_when=asyncio.FIRST_COMPLETED)
        if not coming.done():
            raise _find_trouble(pulling)
        return draw_small(coming.result(), sps=keys.sps, pps=keys.pps)
    finally:
        coming.cancel()


def _find_trouble(pulling: "asyncio.Task[None]") -> VideoTrouble:
    error = None if pulling.cancelled() else pulling.exception()
    return error if isinstance(error, VideoTrouble) else VideoTrouble(Reason.GARBAGE)


def draw_small(unit: Unit, *, sps: bytes, pps: bytes) -> bytes:
    """Decode one key frame to a small picture; raises VideoTrouble when it cannot be decoded."""
    decoder = av.CodecContext.create("h264", "r")
    decoder.thread_count = 1
    film = b"".join(START + nal for nal in (sps, pps, *unit.nals))
    try:
        frames = [*decoder.decode(av.Packet(film)), *decoder.decode(None)]
    except av.FFmpegError as error:
        raise VideoTrouble(Reason.GARBAGE, "picture") from error
    if not frames:
        raise VideoTrouble(Reason.GARBAGE, "picture")
    return _shrink(frames[0])


def _shrink(frame: av.VideoFrame) -> bytes:
    grey = frame.reformat(width=WIDTH, height=HEIGHT, format="gray", interpolation="AREA")
    small, full = grey.planes[0], frame.planes[0]
    cells, bright = bytes(small), bytes(full)
    means = b"".join(cells[row * small.line_size :][:WIDTH] for row in range(HEIGHT))
    rows = [(2 * row + 1) * frame.height // (2 * HEIGHT) * full.line_size for row in range(HEIGHT)]
    columns = [(2 * column + 1) * frame.width // (2 * WIDTH) for column in range(WIDTH)]
    return means + bytes(bright[row + column] for row in rows for column in columns)

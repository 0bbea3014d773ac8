"""
Pulls one camera: RTSP with the pictures inside the same TCP connection (RFC 2326, 10.12).

Only the address that was given is ever dialled: no name is resolved here, and a redirect of the
camera is a refusal. Everything runs in one event loop; no thread, no process, no command line.
"""

import asyncio
import contextlib
import threading
from dataclasses import dataclass, replace
from typing import Protocol

from kentongan.foundation.video import speaking
from kentongan.foundation.video.address import StreamAddress
from kentongan.foundation.video.rtp import Depacketizer, Unit
from kentongan.foundation.video.speaking import Answer, Track
from kentongan.foundation.video.trouble import Reason, VideoTrouble

DOLLAR = 0x24
LONGEST_HEAD, LONGEST_BODY = 32_000, 200_000
OK, UNAUTHORIZED, NOT_FOUND = 200, 401, 404
SESSION_SECONDS = 60
ROOM_SIZE = 512_000  # more than the longest answer, and than one read needs
BREATH = 0.09  # seconds between two reads of a camera: fragments leave ten times a second
MUCH = 64_000  # bytes in one read: more is waiting, so read on at once


@dataclass(frozen=True)
class Patience:
    """How many seconds a camera may take."""

    dial: float = 5.0
    answer: float = 5.0
    silence: float = 5.0  # connected, but no packet
    picture: float = 30.0  # packets, but no picture to begin with: some send a key frame every 20 s
    broken: float = 8.0  # pictures were there, now only broken ones come


class Taker(Protocol):
    """Who gets what a camera sends."""

    def begin(self, *, sps: bytes, pps: bytes) -> None: ...
    def take(self, unit: Unit) -> None: ...


class _Room(threading.local):
    """What the connections of one thread, so of one loop, read into, one after the other."""

    def __init__(self) -> None:
        self.data = bytearray(ROOM_SIZE)
        self.view = memoryview(self.data)


ROOM = _Room()


class _Breath(threading.local):
    """Lets the connections of one loop read together, ten times a second: fewer wakings."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.resting: list[asyncio.Transport] = []

    def rest(self, transport: asyncio.Transport) -> None:
        """Read nothing more from here until the next breath."""
        loop = asyncio.get_running_loop()
        if loop is not self.loop or not self.resting:
            self.loop, self.resting = loop, []
            loop.call_later(BREATH, self._wake)
        transport.pause_reading()
        self.resting.append(transport)

    def _wake(self) -> None:
        resting, self.resting = self.resting, []
        for transport in resting:
            if not transport.is_closing():
                transport.resume_reading()


BREATHING = _Breath()


class Connection(asyncio.BufferedProtocol):
    """
    One connection to one camera: answers to requests, and packets of the first channel.

    All connections of the loop read into one buffer; each takes its pictures out at once.
    """

    def __init__(self, taker: Taker) -> None:
        self.taker = taker
        self.unpacking = Depacketizer()
        self._data, self._view = ROOM.data, ROOM.view
        self.transport: asyncio.Transport | None = None
        self.ended: asyncio.Future[VideoTrouble] = asyncio.get_running_loop().create_future()
        self.answer: asyncio.Future[Answer] | None = None
        self.heard = self.pictures = 0  # reads; whole pictures
        self._rest: bytes | bytearray = b""
        self._parameters = b""
        self._has_begun = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.fail(VideoTrouble(Reason.CUT))

    def fail(self, trouble: VideoTrouble) -> None:
        """End with a reason; whoever waits for an answer hears it too."""
        if not self.ended.done():
            self.ended.set_result(trouble)
        if self.answer is not None and not self.answer.done():
            self.answer.set_exception(trouble)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def get_buffer(self, sizehint: int) -> memoryview:
        """Give room to read into, behind what was left the last time."""
        left = len(self._rest)
        if left:
            self._data[:left] = self._rest
        return self._view[left:]

    def buffer_updated(self, nbytes: int) -> None:
        self.heard += 1
        end = len(self._rest) + nbytes
        try:
            position = self._read(self._data, end)
        except VideoTrouble as trouble:
            self.fail(trouble)
            self.close()
        else:
            self._rest = self._data[position:end] if position < end else b""
            if self._has_begun and nbytes < MUCH and self.transport is not None:
                BREATHING.rest(self.transport)

    def _read(self, data: bytearray, end: int) -> int:
        """Read all that is whole; return where the rest begins."""
        position = 0
        unpack = self.unpacking.take
        while position + 4 <= end:
            if data[position] != DOLLAR:
                after = self._read_text(data, position, end)
                if after < 0:
                    break
                position = after
                continue
            following = position + 4 + (data[position + 2] << 8 | data[position + 3])
            if following > end:
                break
            if data[position + 1] == 0:
                unit = unpack(data, position + 4, following)
                if unit is not None:
                    self._deliver(unit)
            position = following
        return position

    def _read_text(self, data: bytearray, start: int, end: int) -> int:
        """Read an answer, or a request of the camera, which is left alone; -1: not whole yet."""
        if not data[start : start + 4].isalpha():
            raise VideoTrouble(Reason.GARBAGE, "neither answer nor packet")
        head_end = data.find(b"\r\n\r\n", start, end)
        if head_end < 0:
            if end - start > LONGEST_HEAD:
                raise VideoTrouble(Reason.GARBAGE, "endless headers")
            return -1
        head = bytes(data[start:head_end])
        try:
            found = speaking.parse_answer(head)
        except ValueError as error:
            if b" RTSP/1" in head.partition(b"\r\n")[0]:
                return head_end + 4
            raise VideoTrouble(Reason.GARBAGE, "no RTSP") from error
        body_end = head_end + 4 + _read_length(found)
        if body_end > end:
            return -1
        if self.answer is not None and not self.answer.done():
            self.answer.set_result(replace(found, body=bytes(data[head_end + 4 : body_end])))
        return body_end

    def tell_parameters(self, *, sps: bytes, pps: bytes) -> None:
        """Use the parameter sets that the description named, until the stream sends its own."""
        self.unpacking.sps, self.unpacking.pps = sps, pps

    def _deliver(self, unit: Unit) -> None:
        """Pass a picture on, from the first key frame on."""
        if unit.is_key:
            sps, pps = self.unpacking.sps, self.unpacking.pps
            if not (sps and pps):
                return
            if self._parameters != sps + pps:
                try:
                    self.taker.begin(sps=sps, pps=pps)
                except ValueError as error:
                    raise VideoTrouble(Reason.GARBAGE, "parameter sets") from error
                self._parameters = sps + pps
            self._has_begun = True
        if self._has_begun:
            self.pictures += 1
            self.taker.take(unit)


class Talk:
    """Requests on one connection, with login."""

    def __init__(self, connection: Connection, address: StreamAddress, patience: Patience) -> None:
        self.connection = connection
        self.address = address
        self.patience = patience
        self.number = 0
        self.challenges: list[str] = []
        self.session = ""

    async def ask(self, method: str, url: str, headers: dict[str, str] | None = None) -> Answer:
        """Send a request and return a good answer; VideoTrouble for any other."""
        answer = await self._exchange(method, url, headers or {})
        if answer.status == UNAUTHORIZED and answer.challenges and self.address.user:
            is_new = not self.challenges or "stale=true" in " ".join(answer.challenges).lower()
            self.challenges = answer.challenges
            if is_new:
                answer = await self._exchange(method, url, headers or {})
        if answer.status != OK:
            raise VideoTrouble(_judge(answer.status), f"{method} {answer.status}")
        return answer

    async def _exchange(self, method: str, url: str, headers: dict[str, str]) -> Answer:
        self.connection.answer = asyncio.get_running_loop().create_future()
        self.send(method, url, headers)
        try:
            async with asyncio.timeout(self.patience.answer):
                return await self.connection.answer
        except TimeoutError as error:
            raise VideoTrouble(Reason.STALLED, f"no answer to {method}") from error
        finally:
            self.connection.answer = None

    def send(self, method: str, url: str, headers: dict[str, str] | None = None) -> None:
        """Send a request and do not wait."""
        self.number += 1
        headers = dict(headers or {})
        if self.session:
            headers["Session"] = self.session
        if self.challenges:
            login = speaking.authorize(
                self.challenges, method=method, url=url, address=self.address
            )
            headers |= {"Authorization": login} if login else {}
        transport = self.connection.transport
        if transport is not None and not transport.is_closing():
            transport.write(speaking.write_request(method, url, self.number, headers))


def _read_length(answer: Answer) -> int:
    length = answer.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LONGEST_BODY:
        raise VideoTrouble(Reason.GARBAGE, "endless answer")
    return int(length)


def _judge(status: int) -> Reason:
    if status in {UNAUTHORIZED, 403}:
        return Reason.PASSWORD
    if 300 <= status < 400:  # noqa: PLR2004
        return Reason.REDIRECT
    return Reason.NO_STREAM


async def pull(
    address: StreamAddress,
    *,
    taker: Taker,
    patience: Patience | None = None,
) -> None:
    """Bring what the camera sends to `taker` until it ends; always ends with VideoTrouble."""
    patience = patience or Patience()
    loop = asyncio.get_running_loop()
    connection = Connection(taker)
    talk = Talk(connection, address, patience)
    url = address.url
    try:
        try:
            async with asyncio.timeout(patience.dial):
                await loop.create_connection(lambda: connection, address.ip, address.port)
        except (OSError, TimeoutError) as error:
            raise VideoTrouble(Reason.UNREACHABLE) from error
        url, lives = await _begin(talk)
        await _watch(talk, url=url, lives=lives)
    finally:
        if talk.session:
            talk.send("TEARDOWN", url)
        if connection.transport is not None:
            connection.transport.close()
            loop.call_later(1, connection.close)


async def _begin(talk: Talk) -> tuple[str, float]:
    """Describe, set up and play; return the URL of the stream and how long a session lives."""
    told = await talk.ask("DESCRIBE", talk.address.url, {"Accept": "application/sdp"})
    base = told.headers.get("content-base") or told.headers.get("content-location")
    base = base or talk.address.url
    track = speaking.find_track(told.body, base=base)
    if track is None:
        raise VideoTrouble(Reason.NO_STREAM, "no video")
    if track.codec != "H264":
        raise VideoTrouble(Reason.CODEC, track.codec[:20])
    if track.sps and track.pps:
        talk.connection.tell_parameters(sps=track.sps, pps=track.pps)
    lives = await _set_up(talk, track)
    await talk.ask("PLAY", base, {"Range": "npt=0.000-"})
    return base, lives


async def _set_up(talk: Talk, track: Track) -> float:
    transport = "RTP/AVP/TCP;unicast;interleaved=0-1"
    answer = await talk.ask("SETUP", track.control, {"Transport": transport})
    talk.session, _, rest = answer.headers.get("session", "").partition(";")
    _, _, seconds = rest.partition("timeout=")
    return float(seconds) if seconds.isdigit() else SESSION_SECONDS


async def _watch(talk: Talk, *, url: str, lives: float) -> None:
    """Keep the session alive and look once a second whether pictures come; ends with the reason."""
    connection, patience = talk.connection, talk.patience
    loop = asyncio.get_running_loop()
    heard, pictures = connection.heard, connection.pictures
    heard_at = picture_at = asked_at = loop.time()
    step = min(1.0, patience.silence / 4)
    while True:
        done, _ = await asyncio.wait({connection.ended}, timeout=step)
        if done:
            raise connection.ended.result()
        now = loop.time()
        if connection.heard != heard:
            heard, heard_at = connection.heard, now
        if connection.pictures != pictures:
            pictures, picture_at = connection.pictures, now
        _check(patience, silent=now - heard_at, blind=now - picture_at, has_begun=pictures > 0)
        if now - asked_at > max(lives / 2, 1):
            asked_at = now
            talk.send("GET_PARAMETER", url)


def _check(patience: Patience, *, silent: float, blind: float, has_begun: bool) -> None:
    if silent > patience.silence:
        raise VideoTrouble(Reason.STALLED)
    if has_begun and blind > patience.broken:
        raise VideoTrouble(Reason.GARBAGE, "only broken pictures")
    if not has_begun and blind > patience.picture:
        raise VideoTrouble(Reason.NO_KEY_FRAME)


async def finish(task: "asyncio.Task[None]") -> None:
    """Cancel a task and wait until it has ended."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError, VideoTrouble):
        await task

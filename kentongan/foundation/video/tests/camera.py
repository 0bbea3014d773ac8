"""A small RTSP camera on loopback that can do wrong: for tests, and for the benches' source."""

import asyncio
import base64
import contextlib
import random
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from struct import pack
from time import time as clock

import av

CLOCK = 90_000
SIZE = 1400


@dataclass
class Film:
    """A loop of H.264 pictures: NAL units per picture, ready as RTP payloads."""

    sps: bytes
    pps: bytes
    pictures: list[list[bytes]]
    rate: int
    times: list[int]  # when each picture is shown, counted in pictures

    def __post_init__(self) -> None:
        self.payloads = [list(split_picture(nals)) for nals in self.pictures]


@cache
def make_film(
    *, width: int = 320, height: int = 180, rate: int = 25, seconds: float = 2, group: int = 25,
    bframes: int = 0, kbits: int = 300,
) -> Film:  # fmt: skip
    """Encode moving bars once."""
    return read_film(encode_film(width=width, height=height, rate=rate, seconds=seconds,
                                 group=group, bframes=bframes, kbits=kbits), rate=rate)  # fmt: skip


def encode_film(
    *, width: int, height: int, rate: int, seconds: float, group: int, bframes: int, kbits: int
) -> list[tuple[int, bytes]]:
    encoder = av.CodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.bit_rate = kbits * 1000
    encoder.framerate = Fraction(rate)
    wanted = f"keyint={group}:scenecut=0:bframes={bframes}:repeat-headers=1:threads=1"
    encoder.options = {"preset": "ultrafast", "x264-params": wanted}
    noise = random.Random(1).randbytes(width * height * 2)  # noqa: S311
    packets = []
    for number in range(int(seconds * rate)):
        frame = av.VideoFrame(width, height, "yuv420p")
        shift = number * 7 % width
        bright = bytearray(noise[shift : shift + frame.planes[0].buffer_size])
        write_number(bright, number, line=frame.planes[0].line_size)
        frame.planes[0].update(bright)
        for plane in frame.planes[1:]:
            plane.update(bytes([100 + number % 50]) * plane.buffer_size)
        frame.pts = number
        packets += [(packet.pts or 0, bytes(packet)) for packet in encoder.encode(frame)]
    return packets + [(packet.pts or 0, bytes(packet)) for packet in encoder.encode(None)]


def write_number(bright: bytearray, number: int, *, line: int) -> None:
    """Write which picture it is into its upper left corner: twelve squares, white is one."""
    for bit in range(12):
        shade = b"\xeb" if number >> bit & 1 else b"\x10"
        for row in range(16):
            bright[row * line + bit * 16 : row * line + bit * 16 + 16] = shade * 16


def read_film(packets: list[tuple[int, bytes]], *, rate: int) -> Film:
    """Split Annex B packets into NAL units."""
    pictures, sps, pps = [], b"", b""
    for _, packet in packets:
        nals = [nal for nal in packet.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1") if nal]
        for nal in nals:
            sps = nal if nal[0] & 31 == 7 else sps
            pps = nal if nal[0] & 31 == 8 else pps
        pictures.append([nal for nal in nals if nal[0] & 31 in {1, 5, 7, 8}])
    return Film(sps, pps, pictures, rate, [pts for pts, _ in packets])


def split_picture(nals: list[bytes]):
    for number, nal in enumerate(nals):
        is_last = number == len(nals) - 1
        if len(nal) <= SIZE:
            yield is_last, nal
            continue
        body, kind, high = nal[1:], nal[0] & 31, nal[0] & 0xE0
        for start in range(0, len(body), SIZE):
            ends = start + SIZE >= len(body)
            flags = kind | (0x80 if start == 0 else 0) | (0x40 if ends else 0)
            yield is_last and ends, bytes((high | 28, flags)) + body[start : start + SIZE]


@dataclass
class Camera:
    """What one camera does; change it while it runs."""

    film: Film
    codec: str = "H264"
    user: str = ""
    password: str = ""
    redirect: str = ""
    tells_parameters: bool = True
    stalls: bool = False
    sends_garbage: bool = False
    steps_back_every: int = 0
    follows_clock: bool = False  # the wall clock says which picture is sent now
    connections: set = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    sent: int = 0
    port: int = 0
    server: asyncio.Server | None = None

    async def open(self, port: int = 0) -> None:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", port or self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Close the door and all connections."""
        if self.server is not None:
            self.server.close()
        for writer in [*self.connections]:
            writer.transport.abort()
        self.server = None

    @property
    def url(self) -> str:
        return f"rtsp://127.0.0.1:{self.port}/one"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.add(writer)
        playing = None
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                method = head.split(" ", 1)[0]
                self.asked.append(method)
                number = head.partition("CSeq: ")[2].partition("\r\n")[0]
                writer.write(self._answer(method, head, number))
                await writer.drain()
                if method == "PLAY" and playing is None:
                    playing = asyncio.create_task(self._play(writer))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.connections.discard(writer)
            if playing:
                playing.cancel()
                with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                    await playing
            writer.close()

    def _answer(self, method: str, head: str, number: str) -> bytes:
        def say(status: str, headers: str = "", body: bytes = b"") -> bytes:
            length = f"Content-Length: {len(body)}\r\n" if body else ""
            return f"RTSP/1.0 {status}\r\nCSeq: {number}\r\n{headers}{length}\r\n".encode() + body

        if self.redirect:
            return say("302 Moved", f"Location: {self.redirect}\r\n")
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        if self.user and f"Basic {pair}" not in head:
            return say("401 Unauthorized", 'WWW-Authenticate: Basic realm="cam"\r\n')
        if method == "DESCRIBE":
            return say("200 OK", f"Content-Base: {self.url}/\r\nContent-Type: application/sdp\r\n",
                       self._describe())  # fmt: skip
        if method == "SETUP":
            return say("200 OK", "Session: 77;timeout=60\r\n"
                       "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n")  # fmt: skip
        return say("200 OK", "Session: 77\r\n")

    def _describe(self) -> bytes:
        sets = ",".join(base64.b64encode(one).decode() for one in (self.film.sps, self.film.pps))
        told = f";sprop-parameter-sets={sets}" if self.tells_parameters else ""
        return (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=one\r\nt=0 0\r\na=control:*\r\n"
            f"m=video 0 RTP/AVP 96\r\na=rtpmap:96 {self.codec}/{CLOCK}\r\n"
            f"a=fmtp:96 packetization-mode=1{told}\r\na=control:track1\r\n"
        ).encode()

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        began, sequence, number = loop.time(), 65_500, 0
        if self.follows_clock:
            number = int(clock() * self.film.rate)
            began -= number / self.film.rate
        base = random.randrange(1 << 32)  # noqa: S311
        film = self.film
        length = len(film.payloads)
        while True:
            if self.sends_garbage:
                writer.write(random.randbytes(5000))  # noqa: S311
            elif not self.stalls:
                turn, at = divmod(number, length)
                place = turn * length + film.times[at]
                time = base + place * CLOCK // film.rate
                if self.steps_back_every and number % self.steps_back_every == 0:
                    time -= CLOCK // 2
                parts: list[bytes] = []
                for marker, payload in film.payloads[at]:
                    size, second = len(payload) + 12, 96 | marker << 7
                    head = (36, 0, size, 0x80, second, sequence & 0xFFFF, time % (1 << 32), 7)
                    parts += (pack(">BBHBBHII", *head), payload)
                    sequence += 1
                writer.write(b"".join(parts))
                self.sent += 1
            number += 1
            await writer.drain()
            await asyncio.sleep(max(0, began + number / film.rate - loop.time()))

"""A small RTSP camera on loopback that can do wrong: for the demo, tests and benches."""

import asyncio
import base64
import contextlib
import hashlib
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from struct import Struct, pack
from time import time as clock
from typing import Any

import av
from PIL import Image

CLOCK = 90_000
SIZE = 1400
H264, H265 = "H264", "H265"
ENCODERS = {H264: "libx264", H265: "libx265"}
SETS = {H264: {7: "sps", 8: "pps"}, H265: {32: "vps", 33: "sps", 34: "pps"}}
SHOWN = {H264: {1, 5, 7, 8}, H265: {*range(22), 32, 33, 34}}  # kinds of NAL units that are sent
REALM, NONCE = "cam", "6b616d657261"
BASIC = f'Basic realm="{REALM}"'
FRAME = Struct(">II")  # time and length of one picture in a kept film
Packets = list[tuple[int, bytes]]


@dataclass
class Film:
    """A loop of pictures: NAL units per picture, ready as RTP payloads."""

    sets: dict[str, bytes]
    pictures: list[list[bytes]]
    rate: int
    times: list[int]  # when each picture is shown, counted in pictures
    codec: str = H264

    def __post_init__(self) -> None:
        self.payloads = [list(split_picture(nals, self.codec)) for nals in self.pictures]


# --- Films ---


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
) -> Packets:
    """Encode noise that moves, with the number of each picture written into it."""
    wanted = f"keyint={group}:scenecut=0:bframes={bframes}:repeat-headers=1:threads=1"
    encoder = _open_encoder(H264, (width, height), rate=rate, preset="ultrafast", wanted=wanted)
    encoder.bit_rate = kbits * 1000
    noise = random.Random(1).randbytes(width * height * 2)  # noqa: S311
    packets: Packets = []
    for number in range(int(seconds * rate)):
        frame = av.VideoFrame(width, height, "yuv420p")
        shift = number * 7 % width
        bright = bytearray(noise[shift : shift + frame.planes[0].buffer_size])
        write_number(bright, number, line=frame.planes[0].line_size)
        frame.planes[0].update(bytes(bright))
        for plane in frame.planes[1:]:
            plane.update(bytes([100 + number % 50]) * plane.buffer_size)
        frame.pts = number
        packets += [(packet.pts or 0, bytes(packet)) for packet in encoder.encode(frame)]
    return packets + [(packet.pts or 0, bytes(packet)) for packet in encoder.encode(None)]


def encode_pictures(
    pictures: Iterable[Image.Image], *, size: tuple[int, int], rate: int, group: int,
    codec: str = H264,
) -> Packets:  # fmt: skip
    """Encode drawn pictures with a key frame every `group` ones, small at an even quality."""
    quiet = "log-level=none:pools=1:frame-threads=1" if codec == H265 else "threads=1"
    wanted = f"keyint={group}:min-keyint={group}:scenecut=0:bframes=0:repeat-headers=1:{quiet}"
    encoder = _open_encoder(codec, size, rate=rate, preset="ultrafast", wanted=wanted)
    encoder.options |= {"crf": "27"}
    packets: Packets = []
    for number, picture in enumerate(pictures):
        frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
        frame.pts = number
        packets += [(packet.pts or 0, bytes(packet)) for packet in encoder.encode(frame)]
    return packets + [(packet.pts or 0, bytes(packet)) for packet in encoder.encode(None)]


def _open_encoder(
    codec: str, size: tuple[int, int], *, rate: int, preset: str, wanted: str
) -> Any:  # av.VideoCodecContext, as `create` does not say
    encoder: Any = av.CodecContext.create(ENCODERS[codec], "w")
    encoder.width, encoder.height = size
    encoder.pix_fmt = "yuv420p"
    encoder.framerate, encoder.time_base = Fraction(rate), Fraction(1, rate)
    encoder.options = {"preset": preset, f"x{codec[1:]}-params": wanted}
    return encoder


def write_number(bright: bytearray, number: int, *, line: int) -> None:
    """Write which picture it is into its upper left corner: twelve squares, white is one."""
    for bit in range(12):
        shade = b"\xeb" if number >> bit & 1 else b"\x10"
        for row in range(16):
            bright[row * line + bit * 16 : row * line + bit * 16 + 16] = shade * 16


def read_film(packets: Packets, *, rate: int, codec: str = H264) -> Film:
    """Split Annex B packets into NAL units."""
    pictures: list[list[bytes]] = []
    sets: dict[str, bytes] = {}
    for _, packet in packets:
        nals = [nal for nal in packet.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1") if nal]
        sets |= {
            SETS[codec][kind]: nal for nal in nals if (kind := read_kind(nal, codec)) in SETS[codec]
        }
        pictures.append([nal for nal in nals if read_kind(nal, codec) in SHOWN[codec]])
    return Film(sets, pictures, rate, [pts for pts, _ in packets], codec)


def read_kind(nal: bytes, codec: str) -> int:
    """Return what kind of NAL unit this is."""
    return nal[0] & 31 if codec == H264 else nal[0] >> 1 & 63


def split_picture(nals: list[bytes], codec: str = H264) -> Iterator[tuple[bool, bytes]]:
    """Cut a picture into RTP payloads with the marker: RFC 6184 (FU-A), RFC 7798 for H.265."""
    for number, nal in enumerate(nals):
        is_last, kind = number == len(nals) - 1, read_kind(nal, codec)
        if len(nal) <= SIZE:
            yield is_last, nal
            continue
        head = bytes([nal[0] & 0xE0 | 28]) if codec == H264 else bytes([nal[0] & 0x81 | 98, nal[1]])
        body = nal[len(head) :]
        for start in range(0, len(body), SIZE):
            ends = start + SIZE >= len(body)
            last = 0x40 if ends else 0
            flags = kind | (0x80 if start == 0 else 0) | last
            yield is_last and ends, head + bytes([flags]) + body[start : start + SIZE]


def keep_packets(packets: Packets, file: Path) -> None:
    """Keep an encoded film in a file; half a file is never seen."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    half.write_bytes(b"".join(FRAME.pack(pts, len(one)) + one for pts, one in packets))
    half.replace(file)


def recall_packets(file: Path) -> Packets:
    """Read a film that was kept."""
    data, place, packets = file.read_bytes(), 0, []
    while place < len(data):
        pts, length = FRAME.unpack_from(data, place)
        place += FRAME.size
        packets.append((pts, data[place : place + length]))
        place += length
    return packets


# --- The camera ---


@dataclass
class Camera:
    """What one camera does; change it while it runs."""

    film: Film
    codec: str = ""  # what it says it sends; empty: the truth
    user: str = ""
    password: str = ""
    asks_digest: bool = False
    redirect: str = ""
    tells_parameters: bool = True
    stalls: bool = False
    sends_garbage: bool = False
    steps_back_every: int = 0
    drops_after: float = 0  # seconds of play until it hangs up
    follows_clock: bool = False  # the wall clock says which picture is sent now
    connections: set[asyncio.StreamWriter] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    sent: int = 0
    port: int = 0
    server: asyncio.Server | None = None

    async def open(self, port: int = 0) -> None:
        """Listen on loopback."""
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
                self.asked = [*self.asked[-99:], method]
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
        if self.user and not self._knows(method, head):
            asks = f'Digest realm="{REALM}", nonce="{NONCE}"' if self.asks_digest else BASIC
            return say("401 Unauthorized", f"WWW-Authenticate: {asks}\r\n")
        if method == "DESCRIBE":
            return say("200 OK", f"Content-Base: {self.url}/\r\nContent-Type: application/sdp\r\n",
                       self._describe())  # fmt: skip
        if method == "SETUP":
            return say("200 OK", "Session: 77;timeout=60\r\n"
                       "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n")  # fmt: skip
        return say("200 OK", "Session: 77\r\n")

    def _knows(self, method: str, head: str) -> bool:
        """Tell whether the request carries user and password the way that is asked for."""
        if not self.asks_digest:
            pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            return f"Basic {pair}" in head
        told = dict(re.findall(r'(\w+)="([^"]*)"', head.partition("Authorization:")[2]))
        who = _hash(f"{self.user}:{REALM}:{self.password}")
        what = _hash(f"{method}:{told.get('uri', '')}")
        return told.get("response") == _hash(f"{who}:{NONCE}:{what}")

    def _describe(self) -> bytes:
        codec, sets = self.codec or self.film.codec, self.film.sets
        packed = {key: base64.b64encode(one).decode() for key, one in sets.items()}
        told = "packetization-mode=1"
        if self.film.codec == H265:
            told = ";".join(f"sprop-{key}={one}" for key, one in packed.items())
        elif self.tells_parameters:
            told += f";sprop-parameter-sets={packed['sps']},{packed['pps']}"
        return (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=one\r\nt=0 0\r\na=control:*\r\n"
            f"m=video 0 RTP/AVP 96\r\na=rtpmap:96 {codec}/{CLOCK}\r\n"
            f"a=fmtp:96 {told}\r\na=control:track1\r\n"
        ).encode()

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        began, sequence, number = loop.time(), 65_500, 0
        hangs_up_at = began + self.drops_after if self.drops_after else float("inf")
        film = self.film
        if self.follows_clock:
            number = int(clock() * film.rate)
            began -= number / film.rate
        base = random.randrange(1 << 32)  # noqa: S311
        while loop.time() < hangs_up_at:
            if self.sends_garbage:
                writer.write(random.randbytes(5000))  # noqa: S311
            elif not self.stalls:
                sequence = self._send(writer, number, base=base, sequence=sequence)
            number += 1
            await writer.drain()
            await asyncio.sleep(max(0, began + number / film.rate - loop.time()))
        writer.transport.abort()

    def _send(self, writer: asyncio.StreamWriter, number: int, *, base: int, sequence: int) -> int:
        """Send one picture; returns the number of the packet that comes next."""
        film, length = self.film, len(self.film.payloads)
        turn, at = divmod(number, length)
        time = base + (turn * length + film.times[at]) * CLOCK // film.rate
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
        return sequence


def _hash(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

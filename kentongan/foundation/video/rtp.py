"""
Takes pictures out of RTP packets with H.264 (RFC 3550, RFC 6184, packetization modes 0 and 1).

Runs for every packet of every camera: plain loops and slices, nothing made that is not needed.
"""

from dataclasses import dataclass
from struct import Struct

from kentongan.foundation.video import h264

HEADER = Struct(">BBHI")
SHORTEST_PACKET = 13
STAP_A, FU_A = 24, 28
PLAIN = 0x80  # version 2, no padding, no extension
MIDDLE = 0x40  # neither first nor last piece
MOST_PIECES = 3_000
LONGEST_UNIT = 4_000_000
LENGTHS = Struct(">I").pack


@dataclass(frozen=True, slots=True)
class Unit:
    """One picture as it came: RTP time, NAL units of its slices, whether one can begin with it."""

    time: int
    nals: list[bytes]
    is_key: bool

    def join(self) -> bytes:
        """Return the NAL units, each with its length before it, as MP4 keeps them."""
        parts: list[bytes] = []
        for nal in self.nals:
            parts += (LENGTHS(len(nal)), nal)
        return b"".join(parts)


class Depacketizer:
    """Collects packets until a picture is whole; a picture with a hole is left out and counted."""

    def __init__(self) -> None:
        self.sps = self.pps = b""
        self.broken = 0
        self._next = -1  # number of the packet that should come
        self._time = -1
        self._nals: list[bytes] = []
        self._pieces: list[bytes | bytearray] = []
        self._size = 0
        self._has_hole = False
        self._kind = 0

    def take(  # noqa: C901 - one function, for it runs for every packet
        self, data: bytearray, start: int, end: int
    ) -> Unit | None:
        """Read the packet at data[start:end]; return a picture when this packet ended one."""
        if end - start < SHORTEST_PACKET:
            return None
        first, second, sequence, time = HEADER.unpack_from(data, start)
        if (  # the short way of nine packets in ten: the middle of a picture
            first == PLAIN
            and time == self._time
            and sequence == self._next
            and data[start + 12] & h264.TYPE_BITS == FU_A
            and data[start + 13] < MIDDLE
            and 0 < len(self._pieces) < MOST_PIECES
        ):
            self._next = sequence + 1 & 0xFFFF
            self._pieces.append(data[start + 14 : end])
            return None
        if first & 0xC0 != 0x80:  # noqa: PLR2004 - version 2
            self.broken += 1
            return None
        start += 12 + (first & 15) * 4
        if first & 0x10:
            start += 4 + int.from_bytes(data[start + 2 : start + 4], "big") * 4
        if first & 0x20:
            end -= data[end - 1]
        ended = self._end() if time != self._time and self._time >= 0 else None
        if sequence != self._next and self._next >= 0:
            self._has_hole = True
        self._next, self._time = sequence + 1 & 0xFFFF, time
        if start < end:
            self._read(data, start, end)
        if second & 0x80 and ended is None:  # the marker: last packet of its picture
            return self._end()
        return ended

    def _read(self, data: bytearray, start: int, end: int) -> None:
        kind = data[start] & h264.TYPE_BITS
        self._size += end - start
        if self._size > LONGEST_UNIT:
            self._has_hole = True
        elif kind == FU_A:
            self._read_piece(data, start, end)
        elif 0 < kind < STAP_A:
            self._keep(bytes(data[start:end]))
        elif kind == STAP_A:
            self._read_several(data, start + 1, end)
        else:
            self._has_hole = True

    def _read_piece(self, data: bytearray, start: int, end: int) -> None:
        flags = data[start + 1]
        if flags & 0x80:
            self._pieces = [bytes((data[start] & 0xE0 | flags & h264.TYPE_BITS,))]
        elif not self._pieces:
            self._has_hole = True
            return
        self._pieces.append(data[start + 2 : end])
        if flags & 0x40:
            nal, self._pieces = b"".join(self._pieces), []
            self._keep(nal)

    def _read_several(self, data: bytearray, start: int, end: int) -> None:
        while start + 2 < end:
            size = int.from_bytes(data[start : start + 2], "big")
            if not size or start + 2 + size > end:
                self._has_hole = True
                return
            self._keep(bytes(data[start + 2 : start + 2 + size]))
            start += 2 + size

    def _keep(self, nal: bytes) -> None:
        kind = nal[0] & h264.TYPE_BITS
        if nal[0] & h264.FORBIDDEN_BIT:
            self._has_hole = True
        elif h264.SLICE <= kind <= h264.IDR:
            self._nals.append(nal)
            self._kind = kind
        elif kind == h264.SPS:
            self.sps = nal
        elif kind == h264.PPS:
            self.pps = nal

    def _end(self) -> Unit | None:
        nals, has_hole = self._nals, self._has_hole or bool(self._pieces)
        self._nals, self._pieces, self._size, self._has_hole = [], [], 0, False
        if has_hole:
            self.broken += 1
            return None
        if not nals:
            return None
        return Unit(self._time, nals, self._kind == h264.IDR)

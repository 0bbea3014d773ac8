"""Reads what a browser must know of an H.264 stream from its parameter sets (ITU-T H.264, 7.3)."""

from dataclasses import dataclass

SLICE, IDR, SEI, SPS, PPS, DELIMITER = 1, 5, 6, 7, 8, 9
TYPE_BITS, FORBIDDEN_BIT = 0x1F, 0x80
B_SLICES = {1, 6}
SHORTEST_SPS = 5
HIGH_PROFILES = {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135}
MOST_PIXELS = 16_384


@dataclass(frozen=True)
class Picture:
    """Codec name as a browser wants it, width and height in pixels."""

    codec: str
    width: int
    height: int


class Bits:
    """Reads bits and Exp-Golomb numbers; raises ValueError after the end."""

    def __init__(self, data: bytes) -> None:
        self.number = int.from_bytes(data, "big")
        self.left = len(data) * 8

    def take(self, count: int) -> int:
        self.left -= count
        if self.left < 0:
            raise ValueError("the parameter set ends too early")
        return self.number >> self.left & ((1 << count) - 1)

    def unsigned(self) -> int:
        zeros = 0
        while not self.take(1):
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        value = self.unsigned()
        return (value + 1) // 2 if value % 2 else -(value // 2)


def read_picture(sps: bytes) -> Picture:
    """Return codec and size from a sequence parameter set; ValueError when it is none."""
    if len(sps) < SHORTEST_SPS or sps[0] & TYPE_BITS != SPS:
        raise ValueError("no parameter set")
    bits = Bits(_unescape(sps[4:]))
    bits.unsigned()
    chroma = _skip_high_profile(bits) if sps[1] in HIGH_PROFILES else 1
    bits.unsigned()  # log2_max_frame_num
    _skip_order_count(bits)
    bits.unsigned()  # reference frames
    bits.take(1)
    width = (bits.unsigned() + 1) * 16
    height_units = bits.unsigned() + 1
    frames_only = bits.take(1)
    height = height_units * 16 * (2 - frames_only)
    if not frames_only:
        bits.take(1)
    bits.take(1)
    left, right, top, bottom = [bits.unsigned() for _ in range(4)] if bits.take(1) else [0] * 4
    across, down = (2 if chroma in {1, 2} else 1), (2 if chroma == 1 else 1) * (2 - frames_only)
    width, height = width - across * (left + right), height - down * (top + bottom)
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise ValueError("no such size")
    return Picture(f"avc1.{sps[1:4].hex()}", width, height)


def is_b_slice(nal: bytes) -> bool:
    """Tell whether a slice is shown before one that was sent earlier."""
    bits = Bits(_unescape(nal[1:12]))
    try:
        bits.unsigned()
        return bits.unsigned() % 5 in B_SLICES
    except ValueError:
        return False


def _unescape(data: bytes) -> bytes:
    """Take out the bytes that keep a start code from appearing by chance."""
    return data.replace(b"\0\0\3", b"\0\0")


def _skip_high_profile(bits: Bits) -> int:
    chroma = bits.unsigned()
    if chroma == 3:  # noqa: PLR2004 - 4:4:4
        bits.take(1)
    bits.unsigned()
    bits.unsigned()
    bits.take(1)
    if bits.take(1):
        for number in range(12 if chroma == 3 else 8):  # noqa: PLR2004
            if bits.take(1):
                _skip_scaling_list(bits, length=16 if number < 6 else 64)  # noqa: PLR2004
    return chroma


def _skip_scaling_list(bits: Bits, *, length: int) -> None:
    last, following = 8, 8
    for _ in range(length):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_order_count(bits: Bits) -> None:
    kind = bits.unsigned()
    if kind == 0:
        bits.unsigned()
    elif kind == 1:
        bits.take(1)
        bits.signed()
        bits.signed()
        for _ in range(min(bits.unsigned(), 255)):
            bits.signed()

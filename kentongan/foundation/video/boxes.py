"""Writes fragmented MP4 for Media Source Extensions: what begins a film, and its fragments."""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack

from kentongan.foundation.video.h264 import Picture

CLOCK = 90_000  # ticks a second, as RTP counts video
KEY, OTHER = 0x02000000, 0x01010000  # sample flags: stands alone; needs others
UNITY = pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
FTYP = b"\0\0\0\x1cftypiso5\0\0\2\0iso5iso6mp41"


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture: its NAL units with their lengths, how long it is shown, how much later."""

    data: bytes
    duration: int
    is_key: bool
    offset: int = 0


def make_beginning(picture: Picture, *, sps: bytes, pps: bytes) -> bytes:
    """Return the init segment: no pictures, only how to read them."""
    header = _full("mvhd", pack(">IIII", 0, 0, 1000, 0), pack(">IH10x", 0x10000, 0x100), UNITY,
                   bytes(24), pack(">I", 2))  # fmt: skip
    extends = _box("mvex", _full("trex", pack(">5I", 1, 1, 0, 0, 0)))
    return FTYP + _box("moov", header, _make_track(picture, sps=sps, pps=pps), extends)


def make_fragment(samples: Sequence[Sample], *, number: int, starts_at: int) -> bytes:
    """Return one fragment: `starts_at` in ticks, `number` grows by one each time."""
    count = len(samples)
    size = 8 + 16 + 8 + 16 + 20 + 20 + 16 * count  # moof, mfhd, traf, tfhd, tfdt, trun, samples
    run = b"".join(
        pack(">IIIi", one.duration, len(one.data), KEY if one.is_key else OTHER, one.offset)
        for one in samples
    )
    head = pack(
        ">I4sI4sIII4sI4sIII4sIQI4sIIi",
        size, b"moof",
        16, b"mfhd", 0, number,
        size - 24, b"traf",
        16, b"tfhd", 0x020000, 1,
        20, b"tfdt", 0x01000000, starts_at,
        20 + 16 * count, b"trun", 0x01000F01, count, size + 8,
    )  # fmt: skip
    body = [one.data for one in samples]
    return b"".join((head, run, pack(">I4s", 8 + sum(map(len, body)), b"mdat"), *body))


def _box(name: str, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return pack(">I4s", len(content) + 8, name.encode()) + content


def _full(name: str, *parts: bytes, flags: int = 0) -> bytes:
    return _box(name, pack(">I", flags), *parts)


def _make_track(picture: Picture, *, sps: bytes, pps: bytes) -> bytes:
    header = _full("tkhd", pack(">5I", 0, 0, 1, 0, 0), pack(">8x4H", 0, 0, 0, 0), UNITY,
                   pack(">II", picture.width << 16, picture.height << 16), flags=3)  # fmt: skip
    media = _full("mdhd", pack(">4IHH", 0, 0, CLOCK, 0, 0x55C4, 0))
    handler = _full("hdlr", pack(">I4s12x", 0, b"vide"), b"video\0")
    data = _box("dinf", _full("dref", pack(">I", 1), _full("url ", flags=1)))
    table = _box(
        "stbl",
        _full("stsd", pack(">I", 1), _make_entry(picture, sps=sps, pps=pps)),
        _full("stts", bytes(4)),
        _full("stsc", bytes(4)),
        _full("stsz", bytes(8)),
        _full("stco", bytes(4)),
    )
    information = _box("minf", _full("vmhd", bytes(8), flags=1), data, table)
    return _box("trak", header, _box("mdia", media, handler, information))


def _make_entry(picture: Picture, *, sps: bytes, pps: bytes) -> bytes:
    configuration = _box(
        "avcC",
        b"\x01", sps[1:4], b"\xff\xe1", pack(">H", len(sps)), sps,
        b"\x01", pack(">H", len(pps)), pps,
    )  # fmt: skip
    return _box(
        "avc1",
        pack(">6xH16xHH", 1, picture.width, picture.height),
        pack(">IIIH32xHh", 0x480000, 0x480000, 0, 1, 0x18, -1),
        configuration,
    )

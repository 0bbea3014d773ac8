"""Opens an exported chat in memory: nothing of an archive is ever written to a path it names."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from kentongan.rooms.reports.errors import ChatRefused
from kentongan.rooms.reports.rules.chat import formats, packing

ZIP = b"PK\x03\x04"
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass
class Export:
    """The text of a chat and, where it is an archive, what was sent with it."""

    text: str
    media: Mapping[str, packing.Entry] = field(default_factory=dict)
    archive: zipfile.ZipFile | None = None

    def read_media(self, name: str) -> bytes | None:
        """Return the bytes of a media file, at most as many as are taken; None: not there."""
        entry = self.media.get(name)
        if entry is None or self.archive is None or entry.is_locked:
            return None
        try:
            return _read(self.archive, entry, limit=packing.MOST_PHOTO_BYTES)
        except (ChatRefused, *BROKEN):
            return None


def open_export(handle: IO[bytes]) -> Export:
    """Return what an exported file holds; raises ChatRefused with the reason."""
    head = handle.read(4)
    handle.seek(0)
    if head != ZIP:
        content = handle.read(packing.MOST_TEXT_BYTES + 1)
        if len(content) > packing.MOST_TEXT_BYTES:
            raise ChatRefused(packing.Fault.TOO_LONG)
        return Export(_decode(content))
    try:
        return _open_archive(zipfile.ZipFile(handle))
    except BROKEN as error:
        raise ChatRefused("chat_broken") from error


def _open_archive(archive: zipfile.ZipFile) -> Export:
    infos = archive.infolist()
    entries = [
        packing.Entry(info.filename, info.file_size, info.compress_size, bool(info.flag_bits & 1))
        for info in infos[: packing.MOST_ENTRIES]
    ]
    found = packing.check_archive(entries, count=len(infos))
    if isinstance(found, packing.Fault):
        raise ChatRefused(found)
    text = _read(archive, found.text, limit=packing.MOST_TEXT_BYTES)
    return Export(_decode(text), found.media, archive)


def _read(archive: zipfile.ZipFile, entry: packing.Entry, *, limit: int) -> bytes:
    """Unpack at most `limit` bytes, whatever the archive says about the size."""
    with archive.open(entry.path) as packed:
        content = packed.read(limit + 1)
    if len(content) > limit:
        raise ChatRefused(packing.Fault.BOMB)
    return content


def _decode(content: bytes) -> str:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ChatRefused("chat_not_text")
    return formats.open_text(content)

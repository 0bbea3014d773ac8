"""
Is a PDF only pages? Read by bytes and defensively; nothing in it is ever run or rendered.

Objects of a PDF stand in the open or inside object streams (ISO 32000-1, 7.5.7). Both are
searched for the names of actions and attachments; every letter of a name may be hidden as #xx
(7.3.5). An object stream that cannot be looked into is refused.
"""

import re
import zlib

from kentongan.foundation.files import errors

MOST_UNPACKED = 64_000_000
CHUNK = 65_536
GLANCE = 1024  # enough to see how a stream begins; also what each one costs at least
TAIL_BYTES = 66_000  # the directory of a hidden ZIP lies within so many bytes of the end
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
HEADER = re.compile(rb"%PDF-[12]\.\d")
OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
FLATE_ONLY = re.compile(rb"/Filter\s*(?:/(?:FlateDecode|Fl)\b|\[\s*/(?:FlateDecode|Fl)\s*\])")
ANY_FILTER = re.compile(rb"/Filter\b")
STARTS_AS_OBJECT_STREAM = re.compile(rb"[ \t\r\n\f]*\d+[ \t\r\n\f]+\d+[ \t\r\n\f]")


def _names(*names: str) -> re.Pattern[bytes]:
    """Match any of the names, also with letters written as #xx."""
    spelled = ("".join(_spell(sign) for sign in name) for name in names)
    return re.compile(f"/(?:{'|'.join(spelled)})(?![A-Za-z0-9#_.-])".encode())


def _spell(sign: str) -> str:
    code = f"{ord(sign):02x}"
    high, low = code[0], code[1]
    return f"(?:{sign}|#{high}[{low}{low.upper()}])"


# Long enough never to stand in compressed bytes by chance, so they are searched everywhere.
PROGRAMS = _names("JavaScript", "Launch", "RichMedia", "SubmitForm", "ImportData", "Rendition")
CARGO = _names("EmbeddedFile", "EmbeddedFiles", "GoToE")
# Short names: believed only where objects can stand.
LOCK = _names("Encrypt")
SHORT_PROGRAMS = _names("JS", "XFA")
SHORT_CARGO = _names("EF")
OBJECT_STREAM = _names("ObjStm")
FIRST = _names("First")


def check_pdf(content: bytes) -> None:
    """Refuse a PDF that is broken, locked, acts, carries files or cannot be looked into."""
    _check_frame(content)
    _check_long_names(content)
    allowance = MOST_UNPACKED
    end = 0
    for match in STREAM.finditer(content):
        start = match.end()
        if start < end:
            continue
        before = content[end:start]
        end = content.find(b"endstream", start)
        end = len(content) if end < 0 else end
        _check_objects(before)
        allowance -= _check_stream(content, start=start, end=end, before=before, most=allowance)
        if allowance <= 0:
            raise errors.PdfUnreadable
    _check_objects(content[end:])


def _check_frame(content: bytes) -> None:
    end = content.rfind(b"%%EOF")
    if not HEADER.match(content) or end < 0:
        raise errors.PdfDamaged
    if content[end + 5 :].strip(b"\r\n\t \0") or b"PK\x05\x06" in content[-TAIL_BYTES:]:
        raise errors.PdfCarriesFiles  # another file hangs on its end


def _check_long_names(data: bytes) -> None:
    if PROGRAMS.search(data):
        raise errors.PdfActs
    if CARGO.search(data):
        raise errors.PdfCarriesFiles


def _check_objects(data: bytes) -> None:
    if LOCK.search(data):
        raise errors.PdfLocked
    if SHORT_PROGRAMS.search(data):
        raise errors.PdfActs
    if SHORT_CARGO.search(data):
        raise errors.PdfCarriesFiles


def _check_stream(content: bytes, *, start: int, end: int, before: bytes, most: int) -> int:
    """
    Look into one stream if a reader could take it for objects; returns what it cost in bytes.

    Every object stream has the key First. When only the objects before it have one (an outline
    does), the stream counts only if it also begins like an object stream.
    """
    starts = [match.start() for match in OBJECT.finditer(before)]
    own = before[starts[-1] :] if starts else before
    is_sure = bool(OBJECT_STREAM.search(before) or FIRST.search(own))
    if not is_sure and not FIRST.search(before):
        return 0
    if not is_sure and _read_objects(content, start=start, end=end, own=own, most=GLANCE) is None:
        return GLANCE
    objects = _read_objects(content, start=start, end=end, own=own, most=most)
    if objects is None or len(objects) >= most:
        raise errors.PdfUnreadable
    _check_long_names(objects)
    _check_objects(objects)
    return max(len(objects), GLANCE)


def _read_objects(content: bytes, *, start: int, end: int, own: bytes, most: int) -> bytes | None:
    """Return the text of an object stream, nothing when it is packed in another way than Flate."""
    if not ANY_FILTER.search(own):
        objects = content[start : min(end, start + most)]
    elif FLATE_ONLY.search(own):
        objects = _unpack(content, start=start, most=most)
    else:
        return None
    return objects if STARTS_AS_OBJECT_STREAM.match(objects) else None


def _unpack(content: bytes, *, start: int, most: int) -> bytes:
    """Inflate from `start` as far as it goes, at most `most` bytes; nothing when it is broken."""
    inflater = zlib.decompressobj()
    parts: list[bytes] = []
    step = min(CHUNK, most)
    for position in range(start, len(content), step):
        data = content[position : position + step]
        while data and most > 0 and not inflater.eof:
            try:
                part = inflater.decompress(data, most)
            except zlib.error:
                return b""
            parts.append(part)
            most -= len(part)
            data = inflater.unconsumed_tail
        if inflater.eof or most <= 0:
            break
    return b"".join(parts)

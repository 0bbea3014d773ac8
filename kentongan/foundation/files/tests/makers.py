"""Files made in the test: honest ones and hostile ones."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

from PIL import Image

BANYUWANGI = {1: "S", 2: (8.0, 12.0, 33.0), 3: "E", 4: (114.0, 22.0, 9.0)}
GPS_TAG = 0x8825
EVIL_PAGE = b"<html><body><script>alert(document.cookie)</script></body></html>"
EVIL_DRAWING = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def send(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    """An upload as Django hands it over."""
    return SimpleUploadedFile(name, content, "image/jpeg")


def paint(kind="JPEG", *, size=(64, 48), mode="RGB", **how) -> bytes:
    paper = io.BytesIO()
    Image.new(mode, size, how.pop("color", None) or "red").save(paper, kind, **how)
    return paper.getvalue()


def paint_with_position(*, orientation: int = 1) -> bytes:
    """A phone's photo, left half red and right half blue, with GPS and a comment."""
    picture = Image.new("RGB", (80, 40), "red")
    picture.paste("blue", (40, 0, 80, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Phone of Wati"
    exif.get_ifd(GPS_TAG).update(BANYUWANGI)
    paper = io.BytesIO()
    picture.save(paper, "JPEG", exif=exif, quality=95, comment=b"home of Wati")
    return paper.getvalue()


def pack_zip(**files: bytes) -> bytes:
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return paper.getvalue()


def claim_png(width: int, height: int) -> bytes:
    """A PNG that only says how large it is: the bomb is in the decoder."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", check)

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def write_pdf(*objects: bytes, trailer: bytes = b"", tail: bytes = b"") -> bytes:
    """A small PDF of one page and `objects` (numbered from 4)."""
    body = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    text = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, item in enumerate(body, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(body) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return text + head + table + end + b"startxref\n%d\n%%%%EOF\n" % len(text) + tail


def write_stream(content: bytes, *, keys: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys, len(content), content)


def write_object_stream(inside: bytes, *, keys: bytes = b"/Filter /FlateDecode") -> bytes:
    """An object stream with one object (number 40)."""
    return write_stream(
        zlib.compress(b"40 0 " + inside), keys=b"/Type /ObjStm /N 1 /First 5 " + keys
    )

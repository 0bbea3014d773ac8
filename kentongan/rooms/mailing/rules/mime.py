"""
A mail as bytes, written once for many readers: what differs stands in places of fixed length.

The places are put between two soft line breaks of quoted-printable, so that filling them in is a
replacement of bytes and no line grows too long.
"""

import quopri
import re
from dataclasses import dataclass
from email.header import Header
from email.utils import formataddr, parseaddr

SOFT = b"=\r\n"
LINE_START_DOT = re.compile(rb"^\.", re.MULTILINE)
BOUNDARY = "=_kentongan_mail"
TO, KEY, DATE = b"{{to}}", b"{{key}}", b"{{date}}"


@dataclass(frozen=True)
class Sheet:
    """A mail with its places still empty; already dot-stuffed, with CRLF ends."""

    data: bytes
    place: bytes

    def fill(self, *, to: str, token: str, key: str, date: str) -> bytes:
        """Return the mail of one reader."""
        filled = self.data.replace(self.place, token.encode())
        filled = filled.replace(KEY, key.encode(), 1).replace(DATE, date.encode(), 1)
        return filled.replace(TO, to.encode(), 1)


def make_sheet(
    *, sender: str, subject: str, text: str, html: str, place: str, headers: dict[str, str]
) -> Sheet:
    """Write headers and both parts; `headers` hold plain ASCII without line breaks."""
    name, address = parseaddr(sender)
    head = {
        "From": formataddr((name, address), "utf-8"),
        "To": TO.decode(),
        "Subject": _encode(subject),
        "Date": DATE.decode(),
        "Message-ID": KEY.decode(),
        **headers,
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{BOUNDARY}"',
    }
    lines = [f"{name}: {_check_line(value)}\r\n".encode() for name, value in head.items()]
    parts = [_write_part("plain", text, place), _write_part("html", html, place)]
    body = b"".join(lines) + b"\r\n" + b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return Sheet(LINE_START_DOT.sub(b"..", body), place.encode())


def encode_text(text: str, *, place: str) -> bytes:
    """Return quoted-printable with each place on a line of its own."""
    lines = "\n".join(text.splitlines()) + "\n"
    pieces = [_to_crlf(quopri.encodestring(piece.encode())) for piece in lines.split(place)]
    return (SOFT + place.encode() + SOFT).join(pieces)


def _write_part(kind: str, text: str, place: str) -> bytes:
    head = (
        f"--{BOUNDARY}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + encode_text(text, place=place)


def _to_crlf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _encode(subject: str) -> str:
    line = " ".join(subject.split())
    return line if line.isascii() and len(line) < 900 else Header(line, "utf-8").encode()  # noqa: PLR2004


def _check_line(value: str) -> str:
    """Refuse a bare line break in a header; folds of encoded words stay."""
    if "\r" in value or re.search(r"\n(?![ \t])", value):
        raise ValueError("a header has a line break")
    return value.replace("\n", "\r\n")

"""The virus scanner, when there is one: clamd by its INSTREAM command, over TCP or a Unix file."""

import logging
import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from kentongan.foundation.files.models import Verdict

log = logging.getLogger(__name__)
SECONDS = 10
CHUNK = 65_536
LONGEST_ANSWER = 4096


class ScannerDown(Exception):
    """The scanner did not answer, or not in a way that can be understood."""


def has_scanner() -> bool:
    """Tell whether SCANNER_URL is set: `clamd://host:port` or `clamd:///path/of/socket`."""
    return bool(settings.SCANNER_URL)


def ask_scanner(content: bytes) -> Verdict:
    """Return what is known of these bytes now; WAITING when the scanner is down."""
    if not has_scanner():
        return Verdict.NOT_ASKED
    try:
        return Verdict.CLEAN if is_clean(content, url=settings.SCANNER_URL) else Verdict.INFECTED
    except ScannerDown:
        log.warning("virus scanner does not answer", exc_info=True)
        return Verdict.WAITING


def is_clean(content: bytes, *, url: str) -> bool:
    """Ask clamd; raises ScannerDown."""
    try:
        with _connect(url) as line:
            answer = _talk(line, content)
    except OSError as error:
        raise ScannerDown(type(error).__name__) from error
    if answer.endswith("FOUND"):
        return False
    if answer.endswith("OK"):
        return True
    raise ScannerDown(answer[:80])


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(SECONDS)
    try:
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line


def _talk(line: socket.socket, content: bytes) -> str:
    line.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), CHUNK):
        part = content[start : start + CHUNK]
        line.sendall(struct.pack("!I", len(part)) + part)
    line.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode("ascii", "replace").strip()

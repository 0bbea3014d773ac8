"""What a file really is, by its bytes; the name and the sent type are not believed."""

import re

import puremagic

from kentongan.foundation.files import errors
from kentongan.foundation.files.names import get_said_kind

HEAD_BYTES = 4096
FTYP_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}
FTYP_AVIF = {b"avif", b"avis"}
WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe|a\s|div|p>|!--)", re.I)
OFFICE_PARTS = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"opendocument")


def sniff(content: bytes, *, name: str) -> str:
    """Return jpeg, png, gif, webp, heic, avif or pdf; refuse anything else with its reason."""
    found = _find_picture(content) or ("pdf" if content.startswith(b"%PDF-") else "")
    if found:
        return found
    raise _explain(content, name=name)


def _find_picture(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return _find_picture_of_phone(content)


def _find_picture_of_phone(content: bytes) -> str:
    if content[4:8] != b"ftyp":
        return ""
    if content[8:12] in FTYP_AVIF:
        return "avif"
    return "heic" if content[8:12] in FTYP_HEIC else ""


def _explain(content: bytes, *, name: str) -> errors.FileRefused:
    head = content[:HEAD_BYTES]
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if re.search(rb"<svg[\s>]", head, re.I):
        return errors.DrawingRefused()
    if WEB_PAGE.match(text) or (text.startswith(b"<") and WEB_PAGE.search(head)):
        return errors.WebPageRefused()
    return _explain_binary(content, name=name)


def _explain_binary(content: bytes, *, name: str) -> errors.FileRefused:
    head = content[:HEAD_BYTES]
    if content.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")):
        return errors.OfficeDocumentRefused()
    if content.startswith(b"PK"):
        is_office = any(part in head or part in content[-HEAD_BYTES:] for part in OFFICE_PARTS)
        return errors.OfficeDocumentRefused() if is_office else errors.ArchiveRefused()
    group = _guess_group(content)
    if group == "archive":
        return errors.ArchiveRefused()
    if group == "film":
        return errors.FilmRefused()
    said = get_said_kind(name)
    return errors.NotWhatNameSays(said=said) if said else errors.NotPhotoNorPdf()


def _guess_group(content: bytes) -> str:
    """Ask the magic numbers of puremagic for the two groups that deserve their own sentence."""
    try:
        matches = puremagic.magic_string(content[:HEAD_BYTES])
    except (puremagic.PureError, ValueError):
        return ""
    best = matches[0].mime_type if matches else ""
    if re.search(r"zip|compressed|x-rar|x-7z|x-tar|x-xz|bzip|zstd", best):
        return "archive"
    return "film" if best.startswith(("video/", "audio/")) else ""

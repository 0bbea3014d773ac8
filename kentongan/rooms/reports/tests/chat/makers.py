"""Exports to play with: a group of invented officers."""

import zipfile
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from PIL import Image

NAME = "Chat WhatsApp dengan Grup Lapor.txt"
LINES = (
    "03/11/26 06.00 - Pesan dan panggilan terenkripsi secara end-to-end.",
    "03/11/26 07.10 - Bu Rini: IMG-20261103-WA0001.jpg (file terlampir)",
    "03/11/26 07.11 - Pak Joko: siap",
    "03/11/26 07.11 - Pak Joko: siap",
    "03/11/26 07.12 - Bu Rini: Mobil parkir di trotoar depan pasar Sumberberas",
    "03/11/26 09.00 - +62 812-3456-7890: Izin lapor, lampu jalan mati di perempatan Tembokrejo",
    "13/11/26 08.00 - Pak Joko: Selamat pagi semua",
)
LATER = (
    *LINES,
    "13/11/26 08.05 - Heru: IMG-20261113-WA0002.jpg (file terlampir)",
    "13/11/26 08.06 - Heru: jalan berlubang dpn SDN 2 Sumberberas",
)


def write(*lines: str, name: str = NAME) -> SimpleUploadedFile:
    """An exported text."""
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def draw(colour: str = "tan") -> bytes:
    """A small photo."""
    content = BytesIO()
    Image.new("RGB", (64, 48), colour).save(content, "JPEG")
    return content.getvalue()


def pack(*lines: str, name: str = "WhatsApp Chat - Grup Lapor.zip", **media: Any) -> Any:
    """An exported archive; media by name with `__` for dots."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", "\n".join(lines))
        for key, bytes_ in media.items():
            archive.writestr(key.replace("__", ".").replace("_", "-"), bytes_)
    return SimpleUploadedFile(name, content.getvalue())

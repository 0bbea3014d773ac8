"""Drawn sample papers for uploads: plainly marked as samples, never a copy of a real document."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from PIL import Image, ImageDraw

from kentongan.foundation.actors import Acting
from kentongan.foundation.files import services as files

SIZE = (640, 420)
PAPER, INK, SEA = "#faf7f1", "#1c1a16", "#0b4f5c"


def draw_paper(title: str) -> bytes:
    """Return a JPEG of a card with the title and the word CONTOH across it."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((16, 16, SIZE[0] - 16, SIZE[1] - 16), outline=SEA, width=6)
    draw.text((44, 44), title[:44], fill=INK, font_size=26)
    for row in range(5):
        draw.line((44, 130 + row * 44, 420 - row * 24, 130 + row * 44), fill="#c9c2b4", width=10)
    draw.text((330, 306), "CONTOH", fill="#c2410c", font_size=60)
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def store_papers(names: Mapping[str, str], *, by: Acting, now: datetime) -> dict[str, UUID]:
    """Store one sample for each requirement key and return the ids of the files."""
    return {
        key: files.store_upload(
            SimpleUploadedFile(f"{key}.jpg", draw_paper(title), "image/jpeg"), by=by, now=now
        ).pk
        for key, title in names.items()
    }

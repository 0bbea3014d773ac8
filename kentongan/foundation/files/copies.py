"""Copies of a clean photo in several widths and formats, so that a phone loads little."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from kentongan.foundation.files.pictures import easels

FORMATS = {
    "avif": ("AVIF", "image/avif", {"quality": 58, "speed": 8}),
    "webp": ("WEBP", "image/webp", {"quality": 76, "method": 3}),
    "jpg": ("JPEG", "image/jpeg", {"quality": 80, "progressive": True, "optimize": True}),
}


@dataclass(frozen=True)
class Copy:
    """One copy: its format by the ending of its name."""

    suffix: str
    media_type: str
    width: int
    content: bytes


def choose_widths(width: int, wanted: Sequence[int]) -> list[int]:
    """Return the wanted widths that are no wider than the picture, at least its own."""
    return [each for each in wanted if each <= width] or [width]


def make_copies(content: bytes, *, widths: Sequence[int]) -> Iterator[Copy]:
    """Yield copies of a JPEG of ours, as `redraw` made it, in each width and format."""
    with easels, Image.open(io.BytesIO(content), formats=["JPEG"]) as source:
        whole = source.convert("RGB")
        for width in widths:
            height = max(1, round(whole.height * width / whole.width))
            small = whole.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            for suffix, (name, media_type, options) in FORMATS.items():
                paper = io.BytesIO()
                small.save(paper, name, **options)
                yield Copy(suffix, media_type, width, paper.getvalue())

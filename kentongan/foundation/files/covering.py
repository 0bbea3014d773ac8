"""Parts of a picture made unrecognisable; what lies under them does not leave this machine."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from kentongan.foundation.files import errors
from kentongan.foundation.files.pictures import BROKEN, QUALITY, Picture, easels

# The whole picture has this many blocks along its longer side. A face that fills half of it is six
# blocks wide; people recognise one from about 16 (Harmon and Julesz, 1973). A number plate is one.
BLOCKS = 12
LEAST_SIDE = 8  # pixels of a covered part


@dataclass(frozen=True)
class Patch:
    """A rectangle, its sides as shares (0..1) of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float
    is_round: bool = False  # the ellipse in it


def cover(content: bytes, patches: Sequence[Patch]) -> Picture:
    """Return the picture as a new JPEG without metadata, its patches turned into few blocks."""
    with easels:
        try:
            return _draw(content, patches)
        except BROKEN as error:
            raise errors.PhotoDamaged from error


def _draw(content: bytes, patches: Sequence[Patch]) -> Picture:
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as source:
        source.load()
        canvas = Image.new("RGB", source.size, "white")
        canvas.paste(source.convert("RGB"))
    if patches:
        canvas.paste(_make_blocks(canvas), mask=_make_mask(canvas.size, patches))
    paper = io.BytesIO()
    canvas.save(paper, "JPEG", quality=QUALITY, optimize=True)
    return Picture(paper.getvalue(), canvas.width, canvas.height)


def _make_blocks(picture: Image.Image) -> Image.Image:
    longest = max(picture.size)
    width, height = (max(1, round(side * BLOCKS / longest)) for side in picture.size)
    small = picture.resize((width, height), Image.Resampling.BOX)
    large = small.resize(picture.size, Image.Resampling.NEAREST)
    return large.filter(ImageFilter.GaussianBlur(longest / BLOCKS / 4))


def _make_mask(size: tuple[int, int], patches: Sequence[Patch]) -> Image.Image:
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    for patch in patches:
        draw = pen.ellipse if patch.is_round else pen.rectangle
        draw(_find_corners(patch, size), fill=255)
    return mask


def _find_corners(patch: Patch, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the corners in pixels, outwards to the next whole one, not smaller than 8."""
    width, height = size
    left, top = math.floor(patch.left * width), math.floor(patch.top * height)
    right = max(math.ceil((patch.left + patch.width) * width), left + LEAST_SIDE)
    bottom = max(math.ceil((patch.top + patch.height) * height), top + LEAST_SIDE)
    return left, top, right, bottom

"""Photos are opened, turned upright, shrunk and drawn anew: position and tails stay behind."""

import io
import struct
import threading
from dataclasses import dataclass

import pillow_heif
from PIL import Image, UnidentifiedImageError

from kentongan.foundation.files import errors

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000
QUALITY = 85
SMALL_QUALITY = 70
ORIENTATION_TAG = 0x0112
FORMATS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "heic": "HEIF",
    "avif": "AVIF",
}
# EXIF 2.32, tag Orientation: what undoes each of its values.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What the decoders raise on hostile bytes; all of them mean "cannot be opened".
BROKEN = (
    OSError, SyntaxError, ValueError, LookupError, EOFError, TypeError, ArithmeticError,
    AttributeError, RuntimeError, MemoryError, struct.error,
)  # fmt: skip
# A picture of 40 million points needs up to 300 MB while it is drawn: no more than two at a time.
easels = threading.BoundedSemaphore(2)

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = 2 * MOST_PIXELS  # beyond twice of that Pillow itself gives up


@dataclass(frozen=True)
class Picture:
    """A JPEG without metadata; sides in pixels."""

    content: bytes
    width: int
    height: int


def redraw(content: bytes, *, found: str) -> Picture:
    """Return the first frame as a clean JPEG of at most 2,000 px; refuse what cannot be drawn."""
    with easels:
        try:
            return _draw(content, found=found)
        except errors.FileRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise errors.PhotoTooManyPixels(
                megapixels="> 40", limit=_in_millions(MOST_PIXELS)
            ) from error
        except BROKEN as error:
            if found == "heic":
                raise errors.PhotoOfNewPhoneUnreadable from error
            raise errors.PhotoDamaged from error


def shrink(content: bytes, *, side: int) -> bytes:
    """Return a JPEG of ours with no side longer than `side`, for lists."""
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as source:
        source.draft("RGB", (side, side))
        small = source.convert("RGB")
        small.thumbnail((side, side))
    paper = io.BytesIO()
    small.save(paper, "JPEG", quality=SMALL_QUALITY)
    return paper.getvalue()


def _draw(content: bytes, *, found: str) -> Picture:
    with Image.open(io.BytesIO(content), formats=[FORMATS[found]]) as source:
        _check_pixels(source)
        turn = UPRIGHT.get(_read_orientation(source)) if found != "heic" else None
        source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        source.load()
        small = _shrink(_bring_to_eight_bits(source))
    canvas = Image.new("RGB", small.size, "white")
    canvas.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    if turn is not None:
        canvas = canvas.transpose(turn)
    paper = io.BytesIO()
    canvas.save(paper, "JPEG", quality=QUALITY, optimize=True)
    return Picture(paper.getvalue(), canvas.width, canvas.height)


def _check_pixels(source: Image.Image) -> None:
    pixels = source.width * source.height
    if pixels > MOST_PIXELS:
        raise errors.PhotoTooManyPixels(
            megapixels=_in_millions(pixels), limit=_in_millions(MOST_PIXELS)
        )
    if not pixels:
        raise UnidentifiedImageError("a picture without extent")


def _in_millions(pixels: int) -> str:
    return str(-(-pixels // 1_000_000))


def _read_orientation(source: Image.Image) -> int:
    try:
        return int(source.getexif().get(ORIENTATION_TAG, 1))
    except BROKEN:
        return 1  # broken notes beside a good picture are no reason to refuse it


def _bring_to_eight_bits(source: Image.Image) -> Image.Image:
    if source.mode.startswith("I"):
        return (
            source.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
        )
    see_through = source.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in source.info
    return source.convert("RGBA" if see_through else "RGB")


def _shrink(image: Image.Image) -> Image.Image:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image

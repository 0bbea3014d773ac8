"""A card: the picture that messengers show of a link, with the words that matter on it."""

import io
from collections.abc import Sequence

from django.contrib.staticfiles import finders

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)  # px, what messengers show of a link
PAPER, INK, SOFT, SEA, SUN, WHITE = (
    "#faf7f1", "#1c1a16", "#6b6457", "#083a44", "#e0a526", "#ffffff",
)  # fmt: skip
FONT = "design/plus-jakarta-sans.woff2"
BOLD, PLAIN = 700, 500
MARGIN, SMALLEST = 64, 28  # px; smaller letters nobody reads


def draw_card(*, owner: str, title: str, lines: Sequence[str], note: str = "") -> bytes:
    """
    Return a card as PNG: whose it is, its title, at most two lines and a note below.

    Words too long for a line get smaller letters, then an ellipsis.
    """
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 150), fill=SEA)
    draw.rounded_rectangle((64, 42, 100, 108), radius=18, fill=SUN)
    draw.rounded_rectangle((78, 56, 86, 94), radius=4, fill=SEA)
    draw.text((128, 50), owner, WHITE, _font(40, BOLD))
    _write(draw, 186, title, size=84, weight=BOLD, fill=SEA)
    for top, words, size, weight in zip((310, 396), lines, (56, 48), (BOLD, PLAIN), strict=False):
        _write(draw, top, words, size=size, weight=weight, fill=INK)
    _write(draw, 500, note, size=38, weight=PLAIN, fill=SOFT)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(
    draw: ImageDraw.ImageDraw, top: int, words: str, *, size: int, weight: int, fill: str
) -> None:
    room = SIZE[0] - 2 * MARGIN
    font = _font(size, weight)
    while size > SMALLEST and font.getlength(words) > room:
        size -= 4
        font = _font(size, weight)
    while words and font.getlength(words) > room:
        words = f"{words.rstrip('…')[:-1].rstrip()}…"
    draw.text((MARGIN, top), words, fill, font)


def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(finders.find(FONT)), size)
    font.set_variation_by_axes([weight])
    return font

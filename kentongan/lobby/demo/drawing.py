"""Pictures of the demo's news: drawn scenes without people that anybody could be."""

import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 800, 450
Pen = ImageDraw.ImageDraw
SKY = {
    "dawn": ((247, 201, 148), (252, 236, 210)),
    "day": ((150, 200, 214), (228, 242, 243)),
    "night": ((8, 40, 58), (40, 84, 104)),
}
SEA, PAPER, GOLD, CLAY, LEAF, INK = (
    (11, 79, 92), (250, 247, 241), (224, 165, 38), (194, 65, 12), (52, 110, 72), (28, 26, 22),
)  # fmt: skip


def draw_scene(name: str) -> bytes:
    """Return a drawn scene as JPEG: its light, then what stands in it, as `dawn strait`."""
    light, _, subject = name.partition(" ")
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(picture)
    _draw_sky(pen, light)
    SUBJECTS[subject](pen)
    paper = io.BytesIO()
    picture.save(paper, "JPEG", quality=88)
    return paper.getvalue()


def _draw_sky(pen: Pen, light: str) -> None:
    top, low = SKY[light]
    for y in range(HEIGHT):
        share = y / HEIGHT
        pen.line([(0, y), (WIDTH, y)], fill=tuple(
            round(a + (b - a) * share) for a, b in zip(top, low, strict=True)
        ))  # fmt: skip
    if light != "day":
        pen.ellipse((560, 70, 640, 150), fill=GOLD if light == "dawn" else PAPER)


def _draw_hills(pen: Pen, *, base: int, colour: tuple[int, int, int]) -> None:
    points = [(x, base - 46 * math.sin(x / 130) - 24 * math.sin(x / 57)) for x in range(0, 801, 8)]
    pen.polygon([(0, HEIGHT), *points, (WIDTH, HEIGHT)], fill=colour)


def _draw_ground(pen: Pen, colour: tuple[int, int, int] = (214, 205, 184)) -> None:
    pen.rectangle((0, 340, WIDTH, HEIGHT), fill=colour)


def _draw_house(pen: Pen, x: int, *, wide: int = 260, door: tuple[int, int, int] = SEA) -> None:
    pen.rectangle((x, 230, x + wide, 350), fill=PAPER)
    pen.polygon([(x - 24, 232), (x + wide / 2, 160), (x + wide + 24, 232)], fill=CLAY)
    pen.rectangle((x + wide / 2 - 24, 276, x + wide / 2 + 24, 350), fill=door)
    for side in (0.16, 0.72):
        left = x + wide * side
        pen.rectangle((left, 262, left + 40, 306), fill=GOLD)


def _draw_hall(pen: Pen) -> None:
    _draw_hills(pen, base=330, colour=LEAF)
    _draw_ground(pen)
    _draw_house(pen, 250, wide=300)
    pen.line([(180, 150), (180, 350)], fill=INK, width=5)
    pen.rectangle((183, 152, 243, 172), fill=(190, 30, 30))
    pen.rectangle((183, 172, 243, 192), fill=PAPER)


def _draw_strait(pen: Pen) -> None:
    _draw_hills(pen, base=270, colour=(86, 120, 130))
    pen.rectangle((0, 290, WIDTH, HEIGHT), fill=SEA)
    for row in range(300, HEIGHT, 18):
        for x in range(row % 40, WIDTH, 70):
            pen.line([(x, row), (x + 26, row)], fill=(60, 128, 138), width=3)
    pen.polygon([(300, 330), (480, 330), (455, 366), (325, 366)], fill=PAPER)
    pen.rectangle((360, 290, 430, 330), fill=CLAY)


def _draw_road(pen: Pen) -> None:
    _draw_house(pen, 60, wide=200)
    _draw_house(pen, 330, wide=180, door=LEAF)
    pen.rectangle((0, 345, WIDTH, 375), fill=(196, 188, 170))
    pen.rectangle((0, 375, WIDTH, HEIGHT), fill=(84, 82, 78))
    for x in range(0, WIDTH, 40):
        pen.rectangle((x, 368, x + 20, 376), fill=PAPER)
    _draw_car(pen, 520, 330, SEA)


def _draw_car(pen: Pen, x: int, y: int, colour: tuple[int, int, int]) -> None:
    pen.rounded_rectangle((x, y + 24, x + 190, y + 70), 12, fill=colour)
    pen.polygon([(x + 36, y + 26), (x + 62, y), (x + 132, y), (x + 156, y + 26)], fill=colour)
    pen.polygon([(x + 50, y + 24), (x + 68, y + 6), (x + 126, y + 6), (x + 142, y + 24)],
                fill=(206, 228, 232))  # fmt: skip
    for wheel in (x + 44, x + 148):
        pen.ellipse((wheel - 20, y + 50, wheel + 20, y + 90), fill=INK)


def _draw_bus(pen: Pen) -> None:
    _draw_hills(pen, base=310, colour=LEAF)
    _draw_ground(pen, (120, 118, 112))
    pen.rounded_rectangle((190, 190, 610, 360), 18, fill=PAPER)
    pen.rectangle((190, 286, 610, 312), fill=SEA)
    for x in range(214, 560, 74):
        pen.rounded_rectangle((x, 214, x + 58, 266), 6, fill=(150, 196, 206))
    pen.rectangle((548, 214, 594, 350), fill=GOLD)
    for x in (270, 520):
        pen.ellipse((x - 32, 330, x + 32, 394), fill=INK)
        pen.ellipse((x - 12, 350, x + 12, 374), fill=PAPER)


def _draw_market(pen: Pen) -> None:
    _draw_ground(pen)
    for number, x in enumerate(range(40, 760, 180)):
        colour = (CLAY, SEA, LEAF, GOLD)[number % 4]
        pen.polygon([(x, 200), (x + 160, 200), (x + 176, 246), (x - 16, 246)], fill=colour)
        pen.rectangle((x + 6, 246, x + 12, 350), fill=INK)
        pen.rectangle((x + 148, 246, x + 154, 350), fill=INK)
        pen.rectangle((x, 310, x + 160, 352), fill=PAPER)
        for fruit in range(x + 10, x + 150, 24):
            pen.ellipse((fruit, 292, fruit + 22, 314), fill=(232, 130, 30))


def _draw_clinic(pen: Pen) -> None:
    _draw_hills(pen, base=320, colour=(120, 160, 130))
    _draw_ground(pen)
    _draw_house(pen, 270, wide=270, door=LEAF)
    pen.ellipse((372, 176, 432, 236), fill=PAPER)
    pen.rectangle((396, 186, 408, 226), fill=(180, 40, 40))
    pen.rectangle((382, 200, 422, 212), fill=(180, 40, 40))


def _draw_fields(pen: Pen) -> None:
    _draw_hills(pen, base=260, colour=(96, 140, 120))
    for number, y in enumerate(range(280, HEIGHT, 34)):
        bend = 14 if number % 2 else -14
        shade = (96 + 14 * number, 150 + 8 * number, 84)
        pen.polygon([(0, y + bend), (WIDTH, y - bend), (WIDTH, HEIGHT), (0, HEIGHT)], fill=shade)


SUBJECTS: dict[str, Callable[[Pen], None]] = {
    "hall": _draw_hall,
    "strait": _draw_strait,
    "road": _draw_road,
    "bus": _draw_bus,
    "market": _draw_market,
    "clinic": _draw_clinic,
    "fields": _draw_fields,
}

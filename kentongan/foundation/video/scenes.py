"""Street scenes drawn for simulated cameras: a road, houses, traffic, and a clock that runs."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageDraw, ImageFont

SKY, ASPHALT, PAVEMENT, LINE = (188, 214, 232), (92, 96, 101), (176, 168, 156), (226, 222, 208)
WALLS = [(232, 218, 190), (214, 196, 170), (201, 215, 208), (236, 226, 214), (205, 188, 176)]
ROOFS = [(168, 88, 62), (142, 74, 56), (120, 96, 84), (176, 108, 70)]
PAINTS = [(196, 48, 44), (236, 236, 238), (52, 62, 78), (38, 92, 156), (228, 176, 44), (60, 66, 70)]
GLASS, TYRE, GREEN, TRUNK = (120, 150, 168), (28, 30, 32), (86, 132, 74), (110, 84, 62)
DARK, INK, PAPER = (8, 9, 10), (20, 24, 28), (245, 245, 240)


class Look(StrEnum):
    """How a scene is shown: as it is, or as a camera in trouble would show it."""

    DAY = "day"
    STILL = "still"  # the picture stands
    BLACK = "black"
    COVERED = "covered"  # a bag or paint before the lens
    MOVED = "moved"  # turned away from the road, to the roofs


@dataclass(frozen=True)
class Scene:
    """A street to draw: always the same for the same seed."""

    name: str
    seed: int
    width: int = 640
    height: int = 360
    rate: int = 10
    seconds: int = 12
    look: Look = Look.DAY


@dataclass(frozen=True)
class Vehicle:
    """Something that drives along, and is back where it began when the film begins anew."""

    lane: float  # of the height, where its wheels are
    length: float  # of the width
    paint: tuple[int, int, int]
    start: float
    rounds: int  # how often it passes in one film; below 0: from right to left
    is_motorbike: bool = False


def draw(scene: Scene) -> Iterator[Image.Image]:
    """Draw the pictures of a film, one after the other."""
    chance = random.Random(scene.seed)  # noqa: S311 - a drawing, no secret
    street = _draw_street(scene, chance)
    traffic = _choose_traffic(chance)
    for number in range(scene.rate * scene.seconds):
        share = 0 if scene.look is Look.STILL else number / (scene.rate * scene.seconds)
        picture = street.copy()
        pen = ImageDraw.Draw(picture)
        for vehicle in traffic:
            _draw_vehicle(pen, scene, vehicle, share=share)
        picture = _spoil(picture, scene, number)
        _draw_signs(ImageDraw.Draw(picture), scene, share=share)
        yield picture


def _spoil(picture: Image.Image, scene: Scene, number: int) -> Image.Image:
    """Show the picture as a camera in trouble would."""
    size = picture.size
    if scene.look is Look.BLACK:
        return Image.new("RGB", size, DARK)
    if scene.look is Look.COVERED:
        shade = 92 + number % 3
        cover = Image.new("RGB", size, (shade, shade - 6, shade - 14))
        small = picture.resize((16, 9)).resize(size)
        return Image.blend(small, cover, 0.92)
    if scene.look is Look.MOVED:
        left, top = round(size[0] * 0.38), -round(size[1] * 0.3)
        box = (left, top, left + size[0], top + size[1])
        away = Image.new("RGB", size, SKY)
        away.paste(picture.crop((left, 0, size[0], box[3])), (0, -top))
        return away
    return picture


def _draw_street(scene: Scene, chance: random.Random) -> Image.Image:
    """Draw what stands still: sky, houses, trees, pavements and the road."""
    width, height = scene.width, scene.height
    picture = Image.new("RGB", (width, height), SKY)
    pen = ImageDraw.Draw(picture)
    ground = round(height * 0.56)
    left = -chance.randint(0, width // 12)
    while left < width:
        wide = chance.randint(width // 9, width // 5)
        _draw_house(pen, chance, box=(left, ground, wide, round(height * 0.28)))
        left += wide + chance.randint(0, width // 20)
    for _ in range(chance.randint(2, 4)):
        _draw_tree(pen, x=chance.randint(0, width), ground=ground, size=height // 9)
    pen.rectangle((0, ground, width, height), fill=PAVEMENT)
    pen.rectangle((0, height * 0.63, width, height * 0.93), fill=ASPHALT)
    pen.rectangle((0, height * 0.62, width, height * 0.635), fill=(138, 132, 124))
    dash = width // 16
    for start in range(0, width, dash * 2):
        pen.rectangle((start, height * 0.775, start + dash, height * 0.785), fill=LINE)
    return picture


def _draw_house(
    pen: ImageDraw.ImageDraw, chance: random.Random, *, box: tuple[int, int, int, int]
) -> None:
    left, ground, wide, tall = box
    top = ground - chance.randint(tall // 2, tall)
    pen.rectangle((left, top, left + wide, ground), fill=chance.choice(WALLS))
    roof = [(left - 4, top), (left + wide // 2, top - tall // 3), (left + wide + 4, top)]
    pen.polygon(roof, fill=chance.choice(ROOFS))
    step = max(14, wide // 4)
    for x in range(left + 8, left + wide - 12, step):
        pen.rectangle((x, top + 10, x + step // 2, top + 24), fill=GLASS)
    door = left + wide // 2
    pen.rectangle((door - 7, ground - 26, door + 7, ground), fill=TRUNK)


def _draw_tree(pen: ImageDraw.ImageDraw, *, x: int, ground: int, size: int) -> None:
    pen.rectangle((x - 3, ground - size, x + 3, ground), fill=TRUNK)
    pen.ellipse((x - size // 2, ground - size * 2, x + size // 2, ground - size // 2), fill=GREEN)


def _choose_traffic(chance: random.Random) -> list[Vehicle]:
    """Choose cars in both lanes and a motorbike, far ones first."""
    far = [Vehicle(0.735, 0.12, paint, chance.random(), -1) for paint in chance.sample(PAINTS, 2)]
    near = [Vehicle(0.885, 0.15, paint, chance.random(), 1) for paint in chance.sample(PAINTS, 2)]
    bike = Vehicle(0.915, 0.045, chance.choice(PAINTS), chance.random(), 2, is_motorbike=True)
    return [*far, *near, bike]


def _draw_vehicle(
    pen: ImageDraw.ImageDraw, scene: Scene, vehicle: Vehicle, *, share: float
) -> None:
    long, way = scene.width * vehicle.length, scene.width * (1 + vehicle.length)
    x = (vehicle.start + vehicle.rounds * share) % 1 * way - long
    wheel = long * (0.22 if vehicle.is_motorbike else 0.1)
    base = scene.height * vehicle.lane - wheel
    if vehicle.is_motorbike:
        pen.rectangle(
            (x + long * 0.2, base - wheel * 1.6, x + long * 0.8, base), fill=vehicle.paint
        )
        pen.ellipse((x + long * 0.3, base - wheel * 5, x + long * 0.62, base - wheel), fill=INK)
    else:
        body, roof = base - long * 0.2, base - long * 0.36
        pen.rounded_rectangle((x, body, x + long, base + wheel / 2), 4, fill=vehicle.paint)
        cabin = [(x + long * 0.2, body), (x + long * 0.3, roof), (x + long * 0.7, roof),
                 (x + long * 0.84, body)]  # fmt: skip
        pen.polygon(cabin, fill=GLASS, outline=vehicle.paint)
    for middle in (x + long * 0.2, x + long * 0.8):
        pen.ellipse((middle - wheel, base - wheel, middle + wheel, base + wheel), fill=TYRE)


def _draw_signs(pen: ImageDraw.ImageDraw, scene: Scene, *, share: float) -> None:
    """Write the name of the street, and a clock whose hand goes round once in a film."""
    size = max(10, scene.height // 22)
    font = ImageFont.load_default(size)
    text = f"{scene.name} · simulasi"
    pen.rectangle((0, 0, pen.textlength(text, font=font) + size, size * 1.6), fill=INK)
    pen.text((size / 2, size * 0.2), text, font=font, fill=PAPER)
    middle, radius = (scene.width - size * 1.8, size * 5), size * 1.3
    pen.ellipse(_around(middle, radius), fill=PAPER, outline=INK, width=2)
    angle = share * math.tau
    tip = (middle[0] + math.sin(angle) * radius, middle[1] - math.cos(angle) * radius)
    pen.line((middle, tip), fill=INK, width=3)


def _around(middle: tuple[float, float], radius: float) -> tuple[float, float, float, float]:
    return middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius

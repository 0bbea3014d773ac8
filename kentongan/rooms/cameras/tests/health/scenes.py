"""Drawn streets as a small picture sees them: by day, by night, turned, covered, noisy."""

import random

from PIL import Image, ImageDraw, ImageFilter

from kentongan.rooms.cameras.rules.picture import HEIGHT, WIDTH

LARGE = (640, 360)


def draw_street(*, cars: int = 1, shift: int = 0, rise: int = 0) -> Image.Image:
    """Draw a street with houses, trees, a pole; `shift` and `rise` turn the camera."""
    paper = Image.new("L", (1280, 720), 170)
    pen = ImageDraw.Draw(paper)
    chance = random.Random(4)  # noqa: S311
    for left in range(0, 1280, 110):
        top = chance.randrange(140, 300)
        pen.rectangle((left, top, left + 90, 400), fill=chance.randrange(60, 230))
        pen.rectangle((left + 20, top + 30, left + 45, top + 70), fill=40)
    pen.polygon([(0, 720), (500, 390), (760, 390), (1280, 720)], fill=90)
    pen.line([(640, 720), (630, 390)], fill=235, width=8)
    pen.rectangle((850, 100, 870, 560), fill=30)
    pen.ellipse((200, 200, 380, 420), fill=70)
    for number in range(cars):
        where = random.Random(number).randrange(420, 720)  # noqa: S311
        pen.rectangle((where, 480, where + 110, 540), fill=200 - number * 40)
    return paper.crop((320 + shift, 180 + rise, 960 + shift, 540 + rise))


def shine(picture: Image.Image, times: float) -> Image.Image:
    """Make all of it brighter or darker."""
    return picture.point([min(int(16 + max(value - 16, 0) * times), 255) for value in range(256)])


def by_night(picture: Image.Image) -> Image.Image:
    """Darken it and light two lamps."""
    dark = shine(picture, 0.12)
    pen = ImageDraw.Draw(dark)
    for x in (120, 480):
        pen.ellipse((x - 26, 80, x + 26, 130), fill=235)
        pen.ellipse((x - 70, 260, x + 70, 330), fill=80)
    return dark.filter(ImageFilter.GaussianBlur(6))


def add_noise(picture: Image.Image, seed: int, *, sigma: float = 2.0) -> Image.Image:
    """Add what a sensor adds to each picture anew."""
    chance = random.Random(seed)  # noqa: S311
    noisy = bytes(
        min(max(int(value + chance.gauss(0, sigma) + 0.5), 0), 255) for value in picture.tobytes()
    )
    return Image.frombytes("L", picture.size, noisy)


def shrink(picture: Image.Image) -> bytes:
    """Return the means of the cells."""
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.BOX).tobytes()


def shrink_whole(picture: Image.Image) -> bytes:
    """Return the means, then the points, as a glimpse does."""
    wide, high = picture.size
    rows = [(2 * row + 1) * high // (2 * HEIGHT) for row in range(HEIGHT)]
    columns = [(2 * column + 1) * wide // (2 * WIDTH) for column in range(WIDTH)]
    data = picture.tobytes()
    return shrink(picture) + bytes(data[y * wide + x] for y in rows for x in columns)

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from kentongan.foundation.files import errors
from kentongan.foundation.files.covering import Patch, cover

WHOLE = Patch(0.25, 0.25, 0.5, 0.5)


def make_photo(plate: str, *, size=(1200, 900), exif: bool = False) -> bytes:
    image = Image.new("RGB", size, "#7a8a99")
    pen = ImageDraw.Draw(image)
    pen.rectangle((500, 420, 700, 480), fill="white", outline="black")
    pen.text((510, 425), plate, fill="black", font_size=44)
    paper = io.BytesIO()
    notes = Image.Exif()
    if exif:
        notes[0x010F] = "Telepon Contoh"
        notes.get_ifd(0x8825)[1] = "S"
    image.save(paper, "JPEG", quality=92, exif=notes)
    return paper.getvalue()


def open_picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_two_plates_look_the_same_under_a_patch() -> None:
    plate = Patch(0.4, 0.45, 0.2, 0.1)
    one = open_picture(cover(make_photo("P 1234 XY"), [plate]).content)
    other = open_picture(cover(make_photo("P 9876 VW"), [plate]).content)

    part = (480, 405, 720, 495)
    apart = ImageStat.Stat(ImageChops.difference(one.crop(part), other.crop(part))).extrema

    assert max(most for _, most in apart) < 12
    assert max(most for _, most in ImageStat.Stat(one.crop(part)).extrema) < 250  # no white left


def test_a_round_patch_covers_too_and_the_rest_stays() -> None:
    photo = make_photo("P 1234 XY")
    before = open_picture(photo)

    after = open_picture(cover(photo, [Patch(0.35, 0.35, 0.3, 0.3, is_round=True)]).content)

    assert before.getpixel((505, 425)) != after.getpixel((505, 425))
    corner = (0, 0, 200, 200)
    apart = ImageStat.Stat(ImageChops.difference(before.crop(corner), after.crop(corner))).extrema
    assert max(most for _, most in apart) < 8


def test_position_and_device_stay_behind() -> None:
    photo = make_photo("P 1234 XY", exif=True)
    assert b"Exif" in photo

    covered = cover(photo, [])

    assert b"Exif" not in covered.content
    assert not Image.open(io.BytesIO(covered.content)).getexif()
    assert b"Telepon" not in covered.content


@pytest.mark.parametrize("patch", [Patch(0, 0, 1, 1), Patch(0.999, 0.999, 0.001, 0.001)])
def test_patches_at_the_edge_are_no_mistake(patch: Patch) -> None:
    assert cover(make_photo("P 1"), [patch]).width == 1200


def test_what_is_no_photo_is_refused() -> None:
    with pytest.raises(errors.PhotoDamaged):
        cover(b"\xff\xd8nothing", [WHOLE])

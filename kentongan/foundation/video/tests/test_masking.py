"""What is under a mask is black in every picture that leaves, and its neighbours are not."""

import io

import av
import pytest
from PIL import Image

from kentongan.foundation.video.masking import CannotMask, mask_film, mask_picture

MASK = [[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]]
SIDES = (160, 120)
BLACK, GREEN = 24, 100


def draw() -> Image.Image:
    return Image.new("RGB", SIDES, (30, 200, 40))


def make_film(frames: int = 6) -> bytes:
    paper = io.BytesIO()
    with av.open(paper, "w", format="mp4") as target:
        stream = target.add_stream("libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = *SIDES, "yuv420p"
        for _ in range(frames):
            target.mux(stream.encode(av.VideoFrame.from_image(draw())))
        target.mux(stream.encode(None))
    return paper.getvalue()


def check_masked(picture: Image.Image) -> None:
    for spot in ((41, 31), (80, 60), (118, 88)):
        assert max(picture.getpixel(spot)) < BLACK, spot  # type: ignore[arg-type]
    for spot in ((5, 5), (30, 60), (150, 110)):
        assert picture.getpixel(spot)[1] > GREEN, spot  # type: ignore[index]


def test_a_picture_is_black_under_its_mask() -> None:
    paper = io.BytesIO()
    draw().save(paper, "JPEG")

    check_masked(Image.open(io.BytesIO(mask_picture(paper.getvalue(), [MASK]))))


def test_every_frame_of_a_film_is_black_under_its_mask_and_keeps_its_moment() -> None:
    film = make_film()

    with av.open(io.BytesIO(mask_film(film, [MASK]))) as masked:
        frames = list(masked.decode(video=0))

    assert [round(frame.time, 2) for frame in frames] == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    for frame in frames:
        check_masked(frame.to_image())


@pytest.mark.parametrize("mask", [mask_film, mask_picture])
def test_what_is_no_film_or_picture_is_refused(mask: object) -> None:
    with pytest.raises(CannotMask):
        mask(b"not a film" * 50, [MASK])  # type: ignore[operator]

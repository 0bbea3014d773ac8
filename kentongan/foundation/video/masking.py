"""
Black polygons burnt into pictures and film: what lies under them is not in the file any more.

Corners are shares (0..1) of width and height. Outlines grow by two pixels, so that compression
lets nothing of what is covered shine through at the edge.
"""

import io
from collections.abc import Sequence
from fractions import Fraction

import av
from PIL import Image, ImageDraw

Corners = Sequence[Sequence[float]]
QUALITY = 85
EDGE = 4  # pixels of outline; half of them lie outside of the polygon
GROWN = 3


class CannotMask(Exception):
    """The bytes are no picture or film that can be opened."""


def draw_mask(size: tuple[int, int], masks: Sequence[Corners]) -> Image.Image:
    """Return a grey picture of the size: white where something is covered."""
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    for corners in masks:
        points = [(x * (size[0] - 1), y * (size[1] - 1)) for x, y in corners]
        pen.polygon(points, fill=255)
        pen.line([*points, points[0]], fill=255, width=EDGE + GROWN, joint="curve")
    return mask


def mask_picture(jpeg: bytes, masks: Sequence[Corners]) -> bytes:
    """Return the picture as a new JPEG with its masks in black; raises CannotMask."""
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG", "PNG"]) as source:
            canvas = source.convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise CannotMask from error
    canvas.paste((0, 0, 0), mask=draw_mask(canvas.size, masks))
    paper = io.BytesIO()
    canvas.save(paper, "JPEG", quality=QUALITY)
    return paper.getvalue()


def mask_film(film: bytes, masks: Sequence[Corners]) -> bytes:
    """
    Return the film as a new MP4 (H.264, without sound) with its masks in black.

    Every frame is drawn anew; raises CannotMask for what cannot be read.
    """
    paper = io.BytesIO()
    try:
        with (
            av.open(io.BytesIO(film), "r", options={"enable_drefs": "0"}) as source,
            av.open(paper, "w", format="mp4") as target,
        ):
            _transcode(source, target, masks)
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise CannotMask from error
    return paper.getvalue()


def _transcode(
    source: "av.container.InputContainer",
    target: "av.container.OutputContainer",
    masks: Sequence[Corners],
) -> None:
    shown = source.streams.video[0]
    rate = shown.average_rate or Fraction(25)
    stream = target.add_stream("libx264", rate=rate, options={"crf": "23", "preset": "veryfast"})
    stream.width, stream.height = shown.width // 2 * 2, shown.height // 2 * 2
    stream.pix_fmt = "yuv420p"
    if shown.time_base is not None:
        stream.codec_context.time_base = shown.time_base  # frames stay at their moments
    covered = draw_mask((shown.width, shown.height), masks)
    for frame in source.decode(shown):
        picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
        picture.paste((0, 0, 0), mask=covered)
        drawn = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
        drawn.pts, drawn.time_base = frame.pts, frame.time_base
        target.mux(stream.encode(drawn))
    target.mux(stream.encode(None))

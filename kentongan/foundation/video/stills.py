"""Takes one picture from a camera: the first key frame, decoded."""

import asyncio
import io

import av
from PIL import Image

from kentongan.foundation.video.address import StreamAddress
from kentongan.foundation.video.boxes import Sample, make_fragment
from kentongan.foundation.video.fragments import Beginning, Packager
from kentongan.foundation.video.pulling import Patience, pull
from kentongan.foundation.video.rtp import Unit
from kentongan.foundation.video.trouble import Reason, VideoTrouble

QUALITY = 72


class _FirstPicture:
    """Takes the first key frame and wants no more."""

    def __init__(self) -> None:
        self.packager = Packager()
        self.unit: Unit | None = None
        self.came = asyncio.Event()

    def begin(self, *, sps: bytes, pps: bytes) -> None:
        self.packager.begin(sps=sps, pps=pps)

    def take(self, unit: Unit) -> None:
        if self.unit is None and unit.is_key:
            self.unit = unit
            self.came.set()


def take_still(address: StreamAddress, *, seconds: float = 6.0) -> Image.Image:
    """Return a picture of now; raises VideoTrouble. For threads without an event loop."""
    beginning, unit = asyncio.run(_wait_for_picture(address, seconds))
    film = beginning.data + make_fragment(
        [Sample(unit.join(), 1, is_key=True)], number=1, starts_at=0
    )
    try:
        with av.open(io.BytesIO(film), mode="r") as container:
            picture: Image.Image = next(container.decode(video=0)).to_image()  # type: ignore[no-untyped-call]
            return picture
    except (av.FFmpegError, StopIteration) as error:
        raise VideoTrouble(Reason.GARBAGE, "picture") from error


async def _wait_for_picture(address: StreamAddress, seconds: float) -> tuple[Beginning, Unit]:
    first = _FirstPicture()
    pulling = asyncio.create_task(pull(address, taker=first, patience=Patience(picture=seconds)))
    coming = asyncio.create_task(first.came.wait())
    tasks = {pulling, coming}
    done, rest = await asyncio.wait(tasks, timeout=seconds, return_when="FIRST_COMPLETED")
    for task in rest:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    if first.unit is None or first.packager.beginning is None:
        troubles = [one for one in ended if isinstance(one, VideoTrouble)]
        raise troubles[0] if troubles and pulling in done else VideoTrouble(Reason.NO_KEY_FRAME)
    return first.packager.beginning, first.unit


def write_jpeg(picture: Image.Image) -> bytes:
    """Return a JPEG without anything about the camera in it."""
    file = io.BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()

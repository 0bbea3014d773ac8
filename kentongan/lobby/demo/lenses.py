"""
The cameras of the demo: drawn street scenes, encoded once, served over RTSP on this machine.

Each row of the regency's demo_cameras.toml is one camera with its scene and its fault, if it has
one; the first is served on CAMERA_DEMO_PORT, the next on the port after it.
"""

import asyncio
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings

from kentongan.foundation.video import scenes
from kentongan.foundation.video.simulator import (
    H264,
    H265,
    Camera,
    Film,
    encode_pictures,
    keep_packets,
    read_film,
    recall_packets,
)

FILE = "demo_cameras.toml"
RATE, GROUP, SECONDS = 10, 20, 12
SHORT_SECONDS = 2  # of a film that nobody can watch here
USER, QUALITY = "demo", 82


def read_lenses() -> dict[str, Any]:
    """Return what the regency's folder tells of demo cameras; nothing where there is no file."""
    file = settings.REGENCY_FOLDER / FILE
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def get_port(number: int) -> int:
    """Return the port of a camera, counted from 0."""
    return int(settings.CAMERA_DEMO_PORT) + number


def make_stream(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return how a camera is reached, as one types it when it is registered."""
    stream = {"url": f"rtsp://127.0.0.1:{get_port(number)}/one"}
    return stream | {"user": USER, "password": row["password"]} if "password" in row else stream


def draw_picture(row: Mapping[str, Any]) -> bytes:
    """Return the first picture of a camera's scene as JPEG."""
    out = BytesIO()
    next(scenes.draw(_make_scene(row))).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


async def serve(folder: Path) -> None:
    """Serve all cameras until the process ends; films that were made before are taken as kept."""
    for number, row in enumerate(read_lenses().get("cameras", [])):
        camera = await asyncio.to_thread(_make_camera, row, folder)
        await camera.open(get_port(number))
    await asyncio.Event().wait()


def _make_camera(row: Mapping[str, Any], folder: Path) -> Camera:
    password = str(row.get("password", ""))
    return Camera(
        _make_film(row, folder), follows_clock=True, drops_after=float(row.get("drops_after", 0)),
        user=USER if password else "", password=password, asks_digest=True,
    )  # fmt: skip


def _make_film(row: Mapping[str, Any], folder: Path) -> Film:
    """Encode a scene, or take the film that was kept of the very same scene."""
    scene, codec = _make_scene(row), H265 if row.get("is_h265") else H264
    code = Path(scenes.__file__).read_bytes()
    mark = sha256(code + f"{scene} {codec} {GROUP}".encode()).hexdigest()[:16]
    file = folder / f"{mark}.film"
    if not file.exists():
        size = (scene.width, scene.height)
        packets = encode_pictures(
            scenes.draw(scene), size=size, rate=RATE, group=GROUP, codec=codec
        )
        keep_packets(packets, file)
    return read_film(recall_packets(file), rate=RATE, codec=codec)


def _make_scene(row: Mapping[str, Any]) -> scenes.Scene:
    look = scenes.Look.STILL if row.get("is_frozen") else scenes.Look.DAY
    seconds = SHORT_SECONDS if row.get("is_h265") else SECONDS
    return scenes.Scene(
        str(row["street"]), seed=int(row["seed"]), rate=RATE, seconds=seconds, look=look
    )

"""Run in a network of its own: an ipycam camera, asked as a camera of ours is; prints JSON."""

import asyncio
import email.utils
import json
import os
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import ipycam.http
import ipycam.onvif
import numpy as np
from ipycam import CameraConfig, IPCamera

from kentongan.foundation.onvif import ask
from kentongan.foundation.video.address import make_address
from kentongan.foundation.video.probe import Stream, look
from kentongan.foundation.video.soap import Endpoint

HOST, USER, PASSWORD = "127.0.0.1", "pengamat", "rahasia-1"
SKEW = int(sys.argv[1])
TRIES = 8


class WrongClock(datetime):
    """The camera's clock."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + timedelta(seconds=SKEW)


def film(camera: Any) -> None:
    picture = np.zeros((360, 640, 3), "uint8")
    for shift in range(10_000):
        picture[:, shift % 600 : shift % 600 + 40] = shift % 256
        camera.stream(picture)


def look_until_it_films(uri: str) -> Stream:
    """Look again while its encoder is still starting, as it does on a busy machine."""
    for _ in range(TRIES):
        stream = asyncio.run(look(make_address(uri, ip=HOST)))
        if stream.codec:
            break
        time.sleep(1)
    return stream


def main() -> None:
    ipycam.onvif.datetime = WrongClock
    ipycam.http.IPCameraHTTPHandler.date_time_string = lambda *_: email.utils.formatdate(
        time.time() + SKEW, usegmt=True
    )
    camera = IPCamera(CameraConfig(
        local_ip=HOST, username=USER, password=PASSWORD, main_width=640, main_height=360,
        main_fps=15, sub_width=320, sub_height=180, sub_fps=15,
    ))  # fmt: skip
    camera.start()
    threading.Thread(target=film, args=(camera,), daemon=True).start()
    found: dict[str, Any] = {}
    for name, password in (("right", PASSWORD), ("wrong", "salah")):
        endpoint = Endpoint(HOST, 8080, HOST, USER, password)
        device = asyncio.run(ask(endpoint, now=datetime.now(UTC)))
        found[name] = {
            "refused": device.login_refused, "skew": device.skew_seconds, "model": device.model,
            "codecs": [one.codec for one in device.profiles],
        }  # fmt: skip
        best = device.find_h264()
        if best is not None:
            stream = look_until_it_films(best.uri)
            found["stream"] = [stream.codec, stream.width, stream.key_frame_seconds]
            found["picture"] = len(stream.picture)
    sys.stdout.write(f"\nFOUND {json.dumps(found)}\n")
    sys.stdout.flush()
    os._exit(0)  # its threads do not end by themselves


main()

"""
The live process of the video benches: the same application, with doors that let everybody in.

Cameras are the ports of BENCH_CAMERAS on loopback: camera "9000" is rtsp://127.0.0.1:9000/one.
"""

from collections.abc import Collection, Mapping

import django

from kentongan.config import env
from kentongan.config.live import make_application
from kentongan.config.live.doors import Claim, Seat
from kentongan.foundation.video.address import StreamAddress, make_address

env.set_default("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
django.setup()  # as the real one, whose rooms are in memory
LOOPBACK = "127.0.0.1"


class OpenDoors:
    """The token is the port of the camera."""

    def admit(self, token: str) -> Seat | None:
        return Seat(look=token, camera=token)

    def check(self, seconds: Mapping[str, float]) -> Collection[str]:
        return ()

    def leave(self, seconds: Mapping[str, float]) -> None:
        return None

    def find_address(self, camera: str) -> StreamAddress:
        return make_address(f"rtsp://{LOOPBACK}:{camera}/one", ip=LOOPBACK)

    def claim(self, camera: str) -> Claim:
        return Claim(is_ours=True)

    def renew(self, cameras: Collection[str]) -> Mapping[str, str]:
        return {}

    def release(self, cameras: Collection[str]) -> None:
        return None


application = make_application(
    env.text("DATABASE_URL", "postgresql:///kentongan"), doors=OpenDoors()
)

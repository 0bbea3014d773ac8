"""
The health check of cameras: CPU of our own process for 500 looks an hour, over the network.

python -m bench.camera_health [--quick]; PostgreSQL and the cameras are other processes
"""

import sys
import time
from collections.abc import Iterator
from datetime import timedelta

from bench import house
from bench.report import Figure, Scale, at_least, at_most, inform, run_alone
from bench.video import FIRST_CAMERA, open_cameras
from kentongan.config import env

CAMERAS, PER_HOUR, HOUR_SECONDS = 20, 500, 3600
CPU_SHARE = 3.0
FILM = {"width": 640, "height": 360, "rate": 15, "group": 30, "seconds": 8, "kbits": 500}


def run(scale: Scale) -> Iterator[Figure]:
    ports = range(FIRST_CAMERA, FIRST_CAMERA + CAMERAS)
    env.change("CAMERA_LOOPBACK_PORTS", ",".join(map(str, ports)))
    env.change("DEMO", "1")
    house.open_house(name="camera_health")
    _make_cameras(ports)
    with open_cameras(CAMERAS, **FILM):
        yield from _measure(rounds=scale.pick(10, 3))


def _make_cameras(ports: range) -> None:
    """Register verified cameras at these ports."""
    from django.core.management import call_command
    from django.utils.timezone import localtime

    from kentongan.foundation.keys import make_key
    from kentongan.rooms.cameras.models import Camera
    from kentongan.rooms.cameras.queries.addresses import seal_target
    from kentongan.rooms.cameras.rules.description import read_target
    from kentongan.rooms.places.models import Office, Region

    call_command("load_regency", verbosity=0)
    office, now = Office.objects.get(key="dishub"), localtime()
    place = Region.objects.order_by("pk")[0]
    for port in ports:
        target = read_target(f"rtsp://127.0.0.1:{port}/one")
        assert target is not None
        Camera.objects.create(
            id=make_key(), code=f"KAM-{port}", name=str(port), owner_kind="office", office=office,
            purpose="traffic", mode="stream", place=place, lat=-8.4, lon=114.3, bearing=0,
            field_of_view=90, standing="verified", verified_at=now, created_at=now, changed_at=now,
            stream_sealed=seal_target(target),
        )  # fmt: skip


def _measure(*, rounds: int) -> Iterator[Figure]:
    """Look at all cameras once an hour, as the clock of the queue does; the first round warms."""
    from django.db.models import Sum
    from django.utils.timezone import localtime

    from kentongan.foundation.actors import CLOCK
    from kentongan.rooms.cameras.models import CameraDay, CameraHealth
    from kentongan.rooms.cameras.services.watching import watch_due

    now = localtime()
    watch_due(by=CLOCK, now=now, seconds=60)
    cpu, began, looks = time.process_time(), time.monotonic(), 0
    for number in range(1, rounds + 1):
        looks += watch_due(by=CLOCK, now=now + timedelta(hours=2 * number), seconds=60)
    used, took = (time.process_time() - cpu) / looks, time.monotonic() - began
    share = used * PER_HOUR / HOUR_SECONDS * 100
    yield at_most("health of 500 cameras an hour, 640×360, CPU", share, "% core", CPU_SHARE)
    yield inform("   of it, one look with its rows", used * 1000, "ms")
    yield inform("   looks a minute that one worker has time for", looks / took * 60, "")
    days = CameraDay.objects.aggregate(looks=Sum("looks"), alive=Sum("alive"))
    good = days["alive"] / days["looks"] * 100
    yield at_least("looks that found the living cameras alive", good, "%", 100)
    states = CameraHealth.objects.filter(state="live").count()
    yield at_least("cameras that count as alive", states, "", CAMERAS)


if __name__ == "__main__":
    sys.exit(run_alone(run, __doc__))

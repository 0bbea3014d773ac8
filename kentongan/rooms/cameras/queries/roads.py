"""Roads around a camera, and what it sees of them."""

import math
from collections.abc import Sequence

from kentongan.rooms.cameras.models import Camera, Road
from kentongan.rooms.cameras.rules.view import METRES_PER_DEGREE, Pose, View, look_at_roads

AROUND_M = 300.0  # roads farther away are nobody's road
MOST_ROADS = 200


def compute_view(pose: Pose, *, line: Sequence[Sequence[float]] = ()) -> View:
    """Return what a camera sees of the line that was drawn for it, or else of the known roads."""
    return look_at_roads(pose, [line] if line else list_roads(pose))


def get_view_of(camera: Camera) -> View:
    """Return what a registered camera sees of its road."""
    pose = Pose(camera.lat, camera.lon, camera.bearing, camera.field_of_view, camera.range_m)
    return compute_view(pose, line=camera.road_line)


def list_roads(pose: Pose) -> list[list[list[float]]]:
    """Return the lines of the roads within 300 m."""
    up = AROUND_M / METRES_PER_DEGREE
    aside = up / max(math.cos(math.radians(pose.lat)), 0.01)
    near = Road.objects.filter(
        south__lte=pose.lat + up, north__gte=pose.lat - up,
        west__lte=pose.lon + aside, east__gte=pose.lon - aside,
    )  # fmt: skip
    return list(near.values_list("line", flat=True)[:MOST_ROADS])

"""Roads around a camera, and what it sees of them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.rooms.cameras.errors import FacesNoRoad
from kentongan.rooms.cameras.models import Camera, Road
from kentongan.rooms.cameras.rules.view import METRES_PER_DEGREE, Pose, Verdict, View, look_at_roads

AROUND_M = 300.0  # roads farther away are nobody's road
MOST_ROADS = 200
MISSED = {
    Verdict.TURNED: _(
        "The camera looks past the road. Turn it by about %(turn)s degrees %(side)s."
    ),
    Verdict.TOO_FAR: _("The road is %(metres)s metres away, farther than the camera sees."),
    Verdict.BARELY: _("Less than three metres of the road are in the picture."),
}


def compute_view(pose: Pose, *, line: Sequence[Sequence[float]] = ()) -> View:
    """Return what a camera sees of the line that was drawn for it, or else of the known roads."""
    return look_at_roads(pose, [line] if line else list_roads(pose))


def check_faces_road(facts: Mapping[str, Any]) -> View:
    """Return what a declared camera would see; raises FacesNoRoad when it misses a known road."""
    pose = Pose(
        facts["lat"], facts["lon"], facts["bearing"], facts["field_of_view"], facts["range_m"]
    )
    view = compute_view(pose, line=facts.get("road_line") or ())
    if view.sees_road is not False:
        return view
    raise FacesNoRoad(
        MISSED[view.verdict],
        view=view,
        turn=abs(view.turn),
        side=_("to the right") if view.turn > 0 else _("to the left"),
        metres=round(view.nearest_m or 0),
    )


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

"""Why a camera does or does not see the road, as shapes to draw: road, camera, what it sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin

SIZE = 320  # of the picture's side
MARGIN = 24
EARTH_M = 6_371_000
ARC_STEPS = 12
FULL_CIRCLE = 360
LEAST_SPAN_M = 20.0
FEWEST_POINTS = 2


@dataclass(frozen=True)
class Picture:
    """Shapes in a square of SIZE, north above: points as SVG writes them."""

    cone: str  # polygon of what the camera sees
    road: str  # polyline, "" where no road is known
    x: float
    y: float
    metres: int  # how long the scale's bar is
    bar: float  # in the picture


def draw_view(
    *, lat: float, lon: float, bearing: float, field_of_view: float, range_m: float,
    road: Sequence[Sequence[float]] = (),
) -> Picture:  # fmt: skip
    """Return the shapes; `bearing` in degrees clockwise from north, `road` as [lon, lat]."""
    line = [_to_metres(point[1], point[0], lat=lat, lon=lon) for point in road]
    line = line if len(line) >= FEWEST_POINTS else []
    near = [point for point in line if hypot(*point) <= 4 * range_m] or line
    span = max([LEAST_SPAN_M, range_m, *(max(abs(x), abs(y)) for x, y in near)])
    scale = (SIZE / 2 - MARGIN) / span
    metres = _choose_bar(span)
    return Picture(
        cone=_write([(0.0, 0.0), *_arc(bearing, field_of_view, range_m)], scale),
        road=_write(line, scale) if line else "",
        x=SIZE / 2,
        y=SIZE / 2,
        metres=metres,
        bar=round(metres * scale, 1),
    )


def _to_metres(
    lat_there: float, lon_there: float, *, lat: float, lon: float
) -> tuple[float, float]:
    """Return metres east and north of the camera; exact enough over some hundred metres."""
    east = radians(lon_there - lon) * EARTH_M * cos(radians(lat))
    return east, radians(lat_there - lat) * EARTH_M


def _arc(bearing: float, field_of_view: float, range_m: float) -> list[tuple[float, float]]:
    first = radians(bearing - field_of_view / 2)
    step = min(field_of_view, FULL_CIRCLE) / 180 * pi / ARC_STEPS
    angles = [first + step * number for number in range(ARC_STEPS + 1)]
    return [(range_m * sin(angle), range_m * cos(angle)) for angle in angles]


def _write(points: Sequence[tuple[float, float]], scale: float) -> str:
    """Return points as SVG writes them; in a picture south is down."""
    return " ".join(
        f"{SIZE / 2 + east * scale:.1f},{SIZE / 2 - north * scale:.1f}" for east, north in points
    )


def _choose_bar(span: float) -> int:
    return next((metres for metres in (100, 50, 20, 10) if metres <= span / 2), 5)

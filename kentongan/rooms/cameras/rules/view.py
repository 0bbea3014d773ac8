"""
Does a camera see the road? Geometry in metres around the camera, and the numbers of its picture.

Within the few hundred metres of a camera's view the earth is flat enough: one degree of latitude is
111,320 m, one of longitude that times the cosine of the latitude.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

METRES_PER_DEGREE = 111_320.0
FEWEST_METRES = 3.0  # of road in the picture: less is a corner that was touched by chance
FULL, HALF = 360.0, 180.0
Point = tuple[float, float]  # metres east and north of the camera
Line = tuple[Point, ...]
Span = tuple[float, float]  # part of a segment, from 0 to 1


class Verdict(StrEnum):
    """What was found, and if not, why not."""

    SEES = "sees"
    NO_ROAD = "no_road"  # no line is known near it
    TOO_FAR = "too_far"  # the nearest road lies beyond its range
    TURNED = "turned"  # it looks another way
    BARELY = "barely"  # less than three metres of road


@dataclass(frozen=True)
class Pose:
    """Where a camera hangs and how it looks: degrees from north clockwise, metres."""

    lat: float
    lon: float
    bearing: float
    field_of_view: float
    range_m: float


@dataclass(frozen=True)
class View:
    """What a camera sees of the roads around it; everything in metres around the camera."""

    pose: Pose
    verdict: Verdict
    roads: tuple[Line, ...]
    seen: tuple[Line, ...]  # the pieces of road within the cone
    seen_m: float
    nearest: Point | None  # of all roads
    nearest_m: float | None
    turn: int  # degrees to turn so that it looks at the nearest road: right is positive

    @property
    def sees_road(self) -> bool | None:
        """Tell whether it faces the road; None when no road is known there."""
        return None if self.verdict is Verdict.NO_ROAD else self.verdict is Verdict.SEES


def look_at_roads(pose: Pose, roads: Iterable[Sequence[Sequence[float]]]) -> View:
    """Compute what a camera sees of road lines, each [[lon, lat], …]."""
    lines = tuple(_to_metres(pose, road) for road in roads if len(road) > 1)
    seen = tuple(piece for line in lines for piece in _list_seen(pose, line))
    seen_m = sum(math.dist(*piece) for piece in seen)
    nearest = min(
        (_find_nearest(a, b) for line in lines for a, b in _list_segments(line)),
        key=lambda point: math.hypot(*point),
        default=None,
    )
    nearest_m = None if nearest is None else math.hypot(*nearest)
    return View(
        pose=pose,
        verdict=_judge(pose, nearest_m, seen_m),
        roads=lines,
        seen=seen,
        seen_m=seen_m,
        nearest=nearest,
        nearest_m=nearest_m,
        turn=0 if nearest is None else _find_turn(pose, nearest),
    )


def find_bearing(point: Point) -> float:
    """Return the direction of a point from north clockwise, from 0 to under 360."""
    return math.degrees(math.atan2(point[0], point[1])) % FULL


def list_cone(pose: Pose, *, steps: int = 24) -> Line:
    """Return the corners of the view, the camera first unless it sees all around."""
    steps = max(steps, 1)
    opening = min(pose.field_of_view, FULL)
    first = pose.bearing - opening / 2
    arc = tuple(
        _go(first + opening * step / steps, pose.range_m)
        for step in range(steps + (opening < FULL))
    )
    return arc if opening >= FULL else ((0.0, 0.0), *arc)


def _judge(pose: Pose, nearest_m: float | None, seen_m: float) -> Verdict:
    if nearest_m is None:
        return Verdict.NO_ROAD
    if nearest_m > pose.range_m:
        return Verdict.TOO_FAR
    if seen_m >= FEWEST_METRES:
        return Verdict.SEES
    return Verdict.BARELY if seen_m > 0 else Verdict.TURNED


def _find_turn(pose: Pose, nearest: Point) -> int:
    if math.hypot(*nearest) == 0:
        return 0
    return round((find_bearing(nearest) - pose.bearing + HALF) % FULL - HALF)


def _to_metres(pose: Pose, road: Sequence[Sequence[float]]) -> Line:
    across = METRES_PER_DEGREE * math.cos(math.radians(pose.lat))
    return tuple(
        ((lon - pose.lon) * across, (lat - pose.lat) * METRES_PER_DEGREE) for lon, lat, *_ in road
    )


def _list_segments(line: Line) -> Iterable[tuple[Point, Point]]:
    return itertools.pairwise(line)


def _list_seen(pose: Pose, line: Line) -> Iterable[Line]:
    for start, end in _list_segments(line):
        for low, high in _list_spans(pose, start, end):
            yield (_between(start, end, low), _between(start, end, high))


def _list_spans(pose: Pose, start: Point, end: Point) -> list[Span]:
    """Return the parts of a segment within the cone: the disc, cut by one or two half-planes."""
    disc = _cut_disc(start, end, pose.range_m)
    if disc is None or pose.field_of_view >= FULL:
        return [disc] if disc else []
    if pose.field_of_view <= HALF:
        inside = _cut_wedge(start, end, disc, pose.bearing, pose.field_of_view)
        return [inside] if inside else []
    blind = _cut_wedge(start, end, disc, pose.bearing + HALF, FULL - pose.field_of_view)
    if blind is None:
        return [disc]
    return [span for span in ((disc[0], blind[0]), (blind[1], disc[1])) if span[1] > span[0]]


def _cut_disc(start: Point, end: Point, radius: float) -> Span | None:
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    square = dx * dx + dy * dy
    if square == 0:
        return None
    half = (x * dx + y * dy) / square
    root = half * half - (x * x + y * y - radius * radius) / square
    if root <= 0:
        return None
    low, high = max(0.0, -half - math.sqrt(root)), min(1.0, -half + math.sqrt(root))
    return (low, high) if high > low else None


def _cut_wedge(start: Point, end: Point, span: Span, bearing: float, opening: float) -> Span | None:
    """Keep what lies within at most 180 degrees: right of one side, left of the other."""
    low, high = span
    for side, sign in ((bearing - opening / 2, 1.0), (bearing + opening / 2, -1.0)):
        east, north = _go(side, 1.0)
        # Twice the area of (side, point): positive right of the side.
        first = sign * (start[0] * north - start[1] * east)
        last = sign * (end[0] * north - end[1] * east)
        if first < 0 and last < 0:
            return None
        if first != last:
            crossing = first / (first - last)
            if first < 0:
                low = max(low, crossing)
            elif last < 0:
                high = min(high, crossing)
    return (low, high) if high > low else None


def _find_nearest(start: Point, end: Point) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = 0.0 if square == 0 else -(start[0] * dx + start[1] * dy) / square
    return _between(start, end, min(1.0, max(0.0, along)))


def _between(start: Point, end: Point, part: float) -> Point:
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def _go(bearing: float, metres: float) -> Point:
    angle = math.radians(bearing)
    return (math.sin(angle) * metres, math.cos(angle) * metres)

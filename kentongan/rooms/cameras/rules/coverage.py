"""Which parts of a road no camera sees. Flat geometry in metres: good for a few kilometres."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

METRES_PER_DEGREE = 111_320.0
STEP_M = 10.0  # a road is looked at every ten metres
HALF, FULL = 180.0, 360.0
Point = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True)
class Eye:
    """A camera as far as coverage goes."""

    lat: float
    lon: float
    bearing: float
    field_of_view: float
    range_m: float


@dataclass(frozen=True)
class Coverage:
    """A road with how many metres of it are seen, and the pieces that are not."""

    length_m: float
    seen_m: float
    unseen: tuple[tuple[Point, ...], ...]

    @property
    def share(self) -> float:
        """Return how much of it is seen, from 0 to 1."""
        return self.seen_m / self.length_m if self.length_m else 0.0


def sees(eye: Eye, point: Point) -> bool:
    """Tell whether a point lies in a camera's view."""
    across = METRES_PER_DEGREE * math.cos(math.radians(eye.lat))
    east, north = (point[0] - eye.lon) * across, (point[1] - eye.lat) * METRES_PER_DEGREE
    if math.hypot(east, north) > eye.range_m:
        return False
    turn = math.degrees(math.atan2(east, north)) - eye.bearing
    return abs((turn + HALF) % FULL - HALF) <= eye.field_of_view / 2


def measure_road(line: Sequence[Sequence[float]], eyes: Sequence[Eye]) -> Coverage:
    """Return what cameras see of a road line [[lon, lat], …]."""
    seen_m = length = 0.0
    unseen: list[list[Point]] = []
    was_seen = True
    for start, end, metres in _cut(line):
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        length += metres
        if any(sees(eye, middle) for eye in eyes):
            seen_m += metres
            was_seen = True
            continue
        if was_seen:
            unseen.append([start])
        unseen[-1].append(end)
        was_seen = False
    return Coverage(length, seen_m, tuple(_thin(piece) for piece in unseen))


def _cut(line: Sequence[Sequence[float]]) -> Iterator[tuple[Point, Point, float]]:
    points = [(float(point[0]), float(point[1])) for point in line]
    for start, end in itertools.pairwise(points):
        across = METRES_PER_DEGREE * math.cos(math.radians(start[1]))
        metres = math.hypot((end[0] - start[0]) * across, (end[1] - start[1]) * METRES_PER_DEGREE)
        parts = max(1, math.ceil(metres / STEP_M))
        for part in range(parts):
            yield (
                _between(start, end, part / parts),
                _between(start, end, (part + 1) / parts),
                (metres / parts),
            )


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _thin(piece: Iterable[Point]) -> tuple[Point, ...]:
    """Leave out points that lie straight between their neighbours."""
    kept: list[Point] = []
    for point in piece:
        if len(kept) > 1 and _is_between(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _is_between(before: Point, middle: Point, after: Point) -> bool:
    cross = (middle[0] - before[0]) * (after[1] - before[1])
    cross -= (middle[1] - before[1]) * (after[0] - before[0])
    return abs(cross) < 1e-12  # noqa: PLR2004 - square degrees: a tenth of a millimetre

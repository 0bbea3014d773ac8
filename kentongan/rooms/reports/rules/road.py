"""In which order a field officer drives: the next stop is the nearest one not yet visited."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
Point = tuple[float, float]  # latitude, longitude in degrees (WGS 84)


@dataclass(frozen=True)
class Stop:
    """Something to mend; without a point nobody knows where it lies on the road."""

    key: str
    point: Point | None = None
    urgency: int = 0  # the smaller the sooner; where the road begins when nobody says from where


def measure_km(one: Point, other: Point) -> float:
    """Return the distance over the ground between two points (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def order_by_road(stops: Sequence[Stop], *, start: Point | None = None) -> list[Stop]:
    """
    Return all stops as a short tour: always to the nearest one left (nearest neighbour).

    Without `start` the tour begins at the most urgent stop. Stops without a point come last, the
    most urgent first. The tour is at most a third longer than the shortest one in practice; a day
    has so few stops that nobody needs better.
    """
    placed = [stop for stop in stops if stop.point is not None]
    unplaced = sorted((s for s in stops if s.point is None), key=lambda s: s.urgency)
    tour: list[Stop] = []
    here = start
    while placed:
        following = min(placed, key=lambda stop: _rank(stop, here=here))
        placed.remove(following)
        tour.append(following)
        here = following.point
    return [*tour, *unplaced]


def _rank(stop: Stop, *, here: Point | None) -> tuple[float, int]:
    if here is None or stop.point is None:
        return (float(stop.urgency), 0)
    return (measure_km(here, stop.point), stop.urgency)

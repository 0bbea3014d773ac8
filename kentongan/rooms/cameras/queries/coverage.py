"""Streets no camera sees: the coarse map for everybody, the full one for who runs the network."""

from dataclasses import dataclass

from kentongan.rooms.cameras.models import Camera, Road
from kentongan.rooms.cameras.rules.coverage import Coverage, Eye, measure_road
from kentongan.rooms.cameras.rules.words import Standing

MOST_ROADS = 2_000
REACH = 0.003  # degrees, about 330 m: no camera sees farther


@dataclass(frozen=True)
class CoveredRoad:
    """A road with what is seen of it."""

    name: str
    place: str
    coverage: Coverage
    line: list[list[float]]

    @property
    def percent(self) -> int:
        return round(100 * self.coverage.share)

    @property
    def is_unseen(self) -> bool:
        """Nothing of it is in any picture."""
        return self.coverage.seen_m == 0

    @property
    def kilometres(self) -> float:
        return round(self.coverage.length_m / 1000, 2)


def list_covered_roads() -> list[CoveredRoad]:
    """Return every road with how much of it verified cameras see, the least seen first."""
    eyes = [
        Eye(*row)
        for row in Camera.objects.filter(standing=Standing.VERIFIED).values_list(
            "lat", "lon", "bearing", "field_of_view", "range_m"
        )
    ]
    roads = Road.objects.select_related("place").order_by("name", "pk")[:MOST_ROADS]
    measured = [_measure(road, eyes) for road in roads]
    return sorted(measured, key=lambda road: (road.coverage.share, road.name))


def _measure(road: Road, eyes: list[Eye]) -> CoveredRoad:
    near = [
        eye
        for eye in eyes
        if road.south - REACH <= eye.lat <= road.north + REACH
        and road.west - REACH <= eye.lon <= road.east + REACH
    ]
    place = road.place.name if road.place else ""
    return CoveredRoad(road.name, place, measure_road(road.line, near), road.line)


def make_public_geojson(roads: list[CoveredRoad]) -> dict[str, object]:
    """
    Return whole streets nobody sees: never a part of one, which would point at a camera.

    Streets of which some camera sees anything are not in it at all.
    """
    return _collect(
        [({"name": road.name, "place": road.place}, road.line) for road in roads if road.is_unseen]
    )


def make_full_geojson(roads: list[CoveredRoad]) -> dict[str, object]:
    """Return every piece of road that no camera sees."""
    return _collect([
        ({"name": road.name, "place": road.place}, [list(point) for point in piece])
        for road in roads
        for piece in road.coverage.unseen
    ])  # fmt: skip


def _collect(found: list[tuple[dict[str, str], list[list[float]]]]) -> dict[str, object]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": facts,
                "geometry": {
                    "type": "LineString",
                    "coordinates": [[round(x, 5), round(y, 5)] for x, y in line],
                },
            }
            for facts, line in found
        ],
    }

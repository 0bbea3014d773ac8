"""Where a village ends: reading polygons of GeoJSON (RFC 7946), and which one a point lies in."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kentongan.rooms.places.rules.wrong import WrongData

Point = tuple[float, float]  # longitude, latitude in degrees of WGS 84
Ring = list[Point]
Polygon = list[Ring]  # the outer ring, then holes

# Names under which published files keep the code of Kemendagri; the first that is there counts.
CODE_KEYS = (
    "code",
    "kode",
    "kode_kemendagri",
    "kode_kd",
    "kdepum",
    "kdppum",
    "kode_desa",
    "kd_desa",
)
MOST_POINTS_OF_ONE = 200_000
MOST_POINTS = 3_000_000
FEWEST_OF_A_RING = 4  # the last is the first again
# Indonesia with a margin: what lies outside was meant otherwise.
WEST, SOUTH, EAST, NORTH = 90.0, -15.0, 145.0, 10.0
DIGITS = 6  # 11 cm
PARTS = re.compile(r"(\d{2})(?:\.?(\d{2})(?:\.?(\d{2})(?:\.?(\d{4}))?)?)?")


@dataclass(frozen=True)
class BoundarySpec:
    """The polygons of one region and the box around them."""

    code: str
    polygons: list[Polygon]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        points = [point for polygon in self.polygons for point in polygon[0]]
        longitudes, latitudes = zip(*points, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def read_boundaries(data: Any, *, code_key: str = "") -> dict[str, BoundarySpec]:
    """
    Read a GeoJSON FeatureCollection of polygons, one or several features a region.

    `code_key` names the property with the Kemendagri code, else the usual names are tried. Raises
    WrongData with the number of the feature and what is wrong.
    """
    if not isinstance(data, Mapping) or data.get("type") != "FeatureCollection":
        raise WrongData("this is no GeoJSON FeatureCollection")
    found: dict[str, list[Polygon]] = {}
    total = 0
    for number, feature in enumerate(_list(data.get("features"), "features"), start=1):
        try:
            code = find_code(feature.get("properties") or {}, code_key=code_key)
            polygons = list(_read_polygons(feature.get("geometry")))
        except AttributeError as error:
            raise WrongData(f"feature {number}: this is no feature") from error
        except WrongData as error:
            raise WrongData(f"feature {number}: {error}") from error
        found.setdefault(code, []).extend(polygons)
        total += sum(len(ring) for polygon in polygons for ring in polygon)
        if total > MOST_POINTS:
            raise WrongData(f"more than {MOST_POINTS:,} points: thin the lines first")
    specs = {code: BoundarySpec(code, polygons) for code, polygons in found.items()}
    for code, spec in specs.items():
        west, south, east, north = spec.box
        if west == east or south == north:
            raise WrongData(f"{code}: its polygon has no extent")
    return specs


def find_code(properties: Mapping[str, Any], *, code_key: str = "") -> str:
    """Return the Kemendagri code of a feature, with its dots; raises WrongData."""
    lowered = {str(key).lower(): value for key, value in properties.items()}
    keys = (code_key.lower(),) if code_key else CODE_KEYS
    value = next((lowered[key] for key in keys if lowered.get(key)), "")
    parts = PARTS.fullmatch(str(value).strip())
    if parts is None:
        raise WrongData(f"no Kemendagri code under {' or '.join(keys)}, but {str(value)[:20]!r}")
    return ".".join(part for part in parts.groups() if part)


def contains(polygons: Iterable[Polygon], point: Point) -> bool:
    """
    Tell whether a point lies in one of the polygons and in none of its holes.

    By crossings of a ray (Shimrat 1962, Hacker 1962); on a line that two share, one has it.
    """
    return any(
        sum(_count_crossings(ring, point) for ring in polygon) % 2 == 1 for polygon in polygons
    )


def _count_crossings(ring: Sequence[Sequence[float]], point: Point) -> int:
    x, y = point
    crossings = 0
    x1, y1 = ring[-1][0], ring[-1][1]
    for corner in ring:
        x2, y2 = corner[0], corner[1]
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
        x1, y1 = x2, y2
    return crossings


def _read_polygons(geometry: Any) -> Iterator[Polygon]:
    if not isinstance(geometry, Mapping):
        raise WrongData("it has no geometry")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in {"Polygon", "MultiPolygon"}:
        raise WrongData(f"its geometry is {kind!r}, not Polygon or MultiPolygon")
    polygons = _list(coordinates, "coordinates")
    for rings in [polygons] if kind == "Polygon" else polygons:
        polygon = [_read_ring(ring) for ring in _list(rings, "rings")]
        if not polygon:
            raise WrongData("a polygon has no ring")
        if sum(map(len, polygon)) > MOST_POINTS_OF_ONE:
            raise WrongData(f"more than {MOST_POINTS_OF_ONE:,} points: thin the line first")
        yield polygon
    if not polygons:
        raise WrongData("it has no polygon")


def _read_ring(ring: Any) -> Ring:
    points = [_read_point(point) for point in _list(ring, "a ring")]
    if len(points) < FEWEST_OF_A_RING or points[0] != points[-1]:
        raise WrongData("a ring is not closed, or has fewer than four points")
    return points


def _read_point(point: Any) -> Point:
    try:
        x, y = float(point[0]), float(point[1])
    except (TypeError, ValueError, LookupError) as error:
        raise WrongData(f"{str(point)[:40]!r} is no point") from error
    if not (math.isfinite(x) and math.isfinite(y)):
        raise WrongData("a point is not finite")
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return round(x, DIGITS), round(y, DIGITS)
    if WEST <= y <= EAST and SOUTH <= x <= NORTH:
        raise WrongData(f"{x}, {y}: latitude stands before longitude; GeoJSON wants it after")
    if abs(x) > 2 * 180 or abs(y) > 2 * 90:
        raise WrongData(f"{x}, {y} are no degrees: convert the file to WGS 84 (EPSG:4326)")
    raise WrongData(f"{x}, {y} does not lie in Indonesia")


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise WrongData(f"{what} is no list")
    return value

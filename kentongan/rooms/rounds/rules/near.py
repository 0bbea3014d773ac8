"""How far it is, from a position that was rounded before it is used."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
DECIMALS = 2  # of a degree: about a kilometre
Position = tuple[float, float]


def blur(lat: float, lon: float) -> Position:
    """Round a position to about a kilometre, so that it tells no house."""
    return round(lat, DECIMALS), round(lon, DECIMALS)


def measure_km(one: Position, other: Position) -> float:
    """Return the distance of two positions as the crow flies, km."""
    (lat, lon), (to_lat, to_lon) = [(radians(a), radians(b)) for a, b in (one, other)]
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def find_middle(positions: list[Position]) -> Position | None:
    """Return the mean of some positions; None of none."""
    if not positions:
        return None
    count = len(positions)
    return sum(lat for lat, _ in positions) / count, sum(lon for _, lon in positions) / count

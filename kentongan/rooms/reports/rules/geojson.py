"""Reports as GeoJSON (RFC 7946): marks of the map, and features of a file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol


class MarkFacts(Protocol):
    """One mark of the map."""

    @property
    def count(self) -> int: ...
    @property
    def open(self) -> int: ...
    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def code(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def standing(self) -> str: ...
    @property
    def standing_name(self) -> str: ...
    @property
    def reported_at(self) -> datetime | None: ...


def make_mark(mark: MarkFacts, *, url: str) -> dict[str, Any]:
    """Return a mark: `count` above one is a cluster, else it names its report."""
    facts: dict[str, Any] = {"count": mark.count, "open": mark.open}
    if mark.count == 1:
        facts |= {
            "code": mark.code,
            "category": mark.category,
            "standing": mark.standing,
            "standing_name": mark.standing_name,
            "reported_at": mark.reported_at.isoformat() if mark.reported_at else None,
            "url": url,
        }
    return make_feature(facts, lat=mark.lat, lon=mark.lon)


def make_feature(facts: dict[str, Any], *, lat: float | None, lon: float | None) -> dict[str, Any]:
    """Return a feature; one without a position has no geometry."""
    point = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": point, "properties": facts}


def make_collection(features: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the features as one object."""
    return {"type": "FeatureCollection", "features": list(features)}

"""Bringing road lines in from a file of GeoJSON."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.errors import WrongInput
from kentongan.rooms.cameras.models import Road

MOST_POINTS = 5_000
LONGEST_NAME, LONGEST_SOURCE = 120, 200
BATCH = 500


class WrongRoads(WrongInput):
    """The file is no GeoJSON with road lines."""

    code = "wrong_roads"
    message = _("This file is no GeoJSON with lines.")


@transaction.atomic
def import_roads(file: Path, *, source: str, by: Acting, now: datetime) -> int:
    """
    Replace the roads of a source by the lines of a file; returns how many. Raises WrongRoads.

    LineString and MultiLineString count, in degrees (EPSG:4326); a property `name` is their name.
    """
    try:
        found = json.loads(file.read_text())
        roads = [_make_road(name, line, source) for name, line in _list_lines(found)]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise WrongRoads from error
    if not roads:
        raise WrongRoads
    Road.objects.filter(source=source[:LONGEST_SOURCE]).delete()
    Road.objects.bulk_create(roads, batch_size=BATCH)
    audit.record(
        by=by, action="cameras.roads_imported", subject="roads", now=now,
        detail={"count": len(roads)},
    )  # fmt: skip
    return len(roads)


def _list_lines(found: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for feature in found["features"]:
        geometry = feature.get("geometry") or {}
        name = str((feature.get("properties") or {}).get("name") or "")
        if geometry.get("type") == "LineString":
            yield name, geometry["coordinates"]
        elif geometry.get("type") == "MultiLineString":
            for line in geometry["coordinates"]:
                yield name, line


def _make_road(name: str, line: list[Any], source: str) -> Road:
    points = [[float(point[0]), float(point[1])] for point in line]
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    if not 1 < len(points) <= MOST_POINTS or max(map(abs, lats)) > 90 or max(map(abs, lons)) > 180:  # noqa: PLR2004
        raise ValueError("a line beyond the earth, or of one point")
    return Road(
        name=name[:LONGEST_NAME], line=points, west=min(lons), east=max(lons), south=min(lats),
        north=max(lats), source=source[:LONGEST_SOURCE],
    )  # fmt: skip

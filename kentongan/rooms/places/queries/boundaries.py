"""Which village a point lies in, when boundaries were imported."""

import json
from pathlib import Path

from django.db.models import F

from kentongan.rooms.places.errors import WrongBoundaries
from kentongan.rooms.places.models import Boundary, Region, RegionKind
from kentongan.rooms.places.queries.kept import keep
from kentongan.rooms.places.queries.regions import get_region
from kentongan.rooms.places.rules.boundaries import BoundarySpec, contains, read_boundaries
from kentongan.rooms.places.rules.wrong import WrongData

MOST_BYTES = 200 * 1024 * 1024


def find_village(lat: float, lon: float) -> Region | None:
    """
    Return the village that this point lies in, in degrees.

    None where no boundaries were imported, or the point is outside of all: then ask the person.
    """
    if not has_boundaries():
        return None
    around = Boundary.objects.filter(
        west__lte=lon, east__gte=lon, south__lte=lat, north__gte=lat, region__is_active=True,
        region__kind__in=[RegionKind.DESA, RegionKind.KELURAHAN],
    )  # fmt: skip
    nearest = around.annotate(size=(F("east") - F("west")) * (F("north") - F("south")))
    for code, polygons in nearest.order_by("size").values_list("region_id", "polygons"):
        if contains(polygons, (lon, lat)):
            return get_region(code)
    return None


def has_boundaries() -> bool:
    """Tell whether boundaries of villages were imported; kept per process."""
    return count_boundaries() > 0


def count_boundaries() -> int:
    """Count the villages whose boundary is known; kept per process."""
    return keep("boundaries", _count_boundaries)


def _count_boundaries() -> int:
    villages = Region.objects.active().villages()
    return Boundary.objects.filter(region__in=villages).count()


def read_boundary_file(file: Path, *, code_key: str = "") -> dict[str, BoundarySpec]:
    """Read a GeoJSON file of at most 200 MB; raises WrongBoundaries with what is wrong."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise WrongData(f"more than {MOST_BYTES // 1024 // 1024} MB: thin the lines first")
        data = json.loads(file.read_text(encoding="utf-8-sig"))
        return read_boundaries(data, code_key=code_key)
    except OSError as error:
        raise WrongBoundaries(file=file.name, why=error.strerror or "cannot be read") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise WrongBoundaries(file=file.name, why="this is no JSON in UTF-8") from error
    except WrongData as error:
        raise WrongBoundaries(file=file.name, why=str(error)) from error

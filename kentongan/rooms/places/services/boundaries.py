"""Importing boundaries of villages; doing it again replaces those of the same regions."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.places.errors import WrongBoundaries
from kentongan.rooms.places.models import Boundary, Region
from kentongan.rooms.places.queries.boundaries import read_boundary_file
from kentongan.rooms.places.services.edition import finish_change

ROWS_A_TIME = 200


@dataclass(frozen=True)
class ImportedBoundaries:
    """What became of a file; codes in order."""

    imported: list[str]
    unknown: list[str]  # no region of this installation has the code
    missing: list[str]  # villages here that still have no boundary


def import_boundaries(
    file: Path, *, source: str, by: Acting, now: datetime, code_key: str = ""
) -> ImportedBoundaries:
    """
    Import the polygons of a GeoJSON file whose features carry Kemendagri codes; safe to repeat.

    Regions that this installation does not know are left out and named. `source` says whose map it
    is. Raises WrongBoundaries when something in the file is wrong: then nothing is changed.
    """
    specs = read_boundary_file(file, code_key=code_key)
    known = set(Region.objects.active().filter(code__in=specs).values_list("code", flat=True))
    if not known:
        raise WrongBoundaries(file=file.name, why="no feature has the code of a region here")
    rows = [
        Boundary(region_id=code, polygons=spec.polygons, source=source[:200],
                 **dict(zip(("west", "south", "east", "north"), spec.box, strict=True)))
        for code, spec in specs.items() if code in known
    ]  # fmt: skip
    with transaction.atomic():
        Boundary.objects.filter(region_id__in=known).delete()
        Boundary.objects.bulk_create(rows, batch_size=ROWS_A_TIME)
        finish_change(
            action="places.boundaries_imported", subject="boundaries", by=by, now=now,
            detail={"regions": len(rows), "source": source[:200]},
        )  # fmt: skip
    return ImportedBoundaries(
        imported=sorted(known),
        unknown=sorted(set(specs) - known),
        missing=list(
            Region.objects.active().villages().filter(boundary=None).values_list("code", flat=True)
        ),
    )

"""Places of a notice in words; no map is needed to know whom it concerns."""

from collections.abc import Sequence

from django.conf import settings

from kentongan.rooms.places import api as places


def name_places(codes: Sequence[str]) -> str:
    """Return the names of districts and villages; the whole regency when none is said."""
    if not codes:
        return str(settings.REGENCY_FACTS["formal_name"])
    return ", ".join(_name(code) for code in codes)


def _name(code: str) -> str:
    try:
        region = places.get_region(code)
    except places.NoSuchRegion:
        return code
    return str(region.full_name)


def list_place_choices() -> list[tuple[str, str]]:
    """Return the districts for a form, by code."""
    rows = places.list_regions(parent=str(settings.REGENCY_FACTS["code"]))
    return [(row.code, row.name) for row in rows]

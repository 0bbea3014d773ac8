"""Who goes round: crews and officers at the office that runs a unit."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from kentongan.foundation.actors import Acting
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import NoSuchVisit
from kentongan.rooms.rounds.models import Stop

CREW_ROLES = frozenset({people.Role.FIELD, people.Role.OFFICER, people.Role.HEAD})


def list_crew_offices(by: Acting) -> list[int]:
    """Return the offices whose units somebody goes round with."""
    if not isinstance(by, people.Actor):
        return []
    return sorted({h.office_id for h in by.holdings if h.role in CREW_ROLES})


def is_crew(by: Acting) -> bool:
    """Tell whether somebody works at an office that runs a unit; asks no database."""
    held = list_crew_offices(by)
    return bool(held) and any(key in _list_office_keys() for key in map(_find_key, held))


@cache
def _list_office_keys() -> frozenset[str]:
    """Return the offices of the regency's data; it changes only when the house starts anew."""
    file = Path(settings.REGENCY_FOLDER) / "rounds.toml"
    if not file.exists():
        return frozenset()
    units = tomllib.loads(file.read_text(encoding="utf-8")).get("units", [])
    return frozenset(unit["office"] for unit in units)


def _find_key(office_id: int) -> str:
    return str(places.get_office(office_id).key)


def check_is_crew(stop: Stop, *, by: Acting) -> None:
    """Refuse, as if it did not exist, who does not go round with this unit."""
    if stop.unit.office_id not in list_crew_offices(by):
        raise NoSuchVisit

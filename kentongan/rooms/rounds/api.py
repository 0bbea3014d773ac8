"""The door of the rounds room."""

from kentongan.rooms.rounds.errors import NoSuchUnit, WrongRoundsData
from kentongan.rooms.rounds.permissions import is_crew
from kentongan.rooms.rounds.queries.door import Coming, Found, list_addresses, list_week, search
from kentongan.rooms.rounds.services.loading import load_rounds

__all__ = [
    "Coming",
    "Found",
    "NoSuchUnit",
    "WrongRoundsData",
    "is_crew",
    "list_addresses",
    "list_week",
    "load_rounds",
    "search",
]

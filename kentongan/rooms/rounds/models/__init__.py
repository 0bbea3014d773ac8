"""Tables of the room."""

from kentongan.rooms.rounds.models.changes import Served, StopChange, Visit
from kentongan.rooms.rounds.models.units import MobileUnit, Stop

__all__ = ["MobileUnit", "Served", "Stop", "StopChange", "Visit"]

"""Tables of the room."""

from kentongan.rooms.rounds.models.changes import StopChange, Visit
from kentongan.rooms.rounds.models.units import MobileUnit, Stop

__all__ = ["MobileUnit", "Stop", "StopChange", "Visit"]

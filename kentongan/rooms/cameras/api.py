"""The door: what other rooms and the lobby may use of the cameras."""

from kentongan.rooms.cameras.errors import NoSuchCamera, NotAdmitted
from kentongan.rooms.cameras.queries.looking import list_lost_looks
from kentongan.rooms.cameras.services.looking import (
    Admitted,
    admit_viewer,
    end_looks,
    note_seconds,
)

__all__ = [
    "Admitted",
    "NoSuchCamera",
    "NotAdmitted",
    "admit_viewer",
    "end_looks",
    "list_lost_looks",
    "note_seconds",
]

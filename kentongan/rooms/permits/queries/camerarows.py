"""The cameras of a duty as its page shows them; the picture says why one was refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from kentongan.rooms.permits.models import Duty
from kentongan.rooms.permits.rules.picture import Picture


@dataclass(frozen=True)
class CameraRow:
    """A declared camera: how far it is, why it was refused, and what it sees."""

    code: str
    name: str
    tag: str
    standing_words: str
    why: str
    picture: Picture | None
    url: str


def list_duty_cameras(duty: Duty) -> Sequence[CameraRow]:
    """Return the cameras that were declared for a duty, newest first."""
    del duty
    return ()

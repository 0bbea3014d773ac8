"""Questions an operator asks about the house: each answers with a state and a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How bad it is."""

    GOOD = "good"
    LOOK = "look"  # works, but somebody should look
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """What one check-up found."""

    state: State
    sentence: str


Checkup = Callable[[], Finding]
_checkups: dict[str, Checkup] = {}


def register(name: str, checkup: Checkup) -> None:
    """Add a check-up; rooms register theirs when they are set up (`apps.py`)."""
    _checkups[name] = checkup


def good(sentence: str) -> Finding:
    """Return: nothing to do."""
    return Finding(State.GOOD, sentence)


def look(sentence: str) -> Finding:
    """Return: it works, somebody should look."""
    return Finding(State.LOOK, sentence)


def bad(sentence: str) -> Finding:
    """Return: something does not work."""
    return Finding(State.BAD, sentence)


def list_checkups() -> dict[str, Checkup]:
    """Return all check-ups in the order they were registered."""
    return dict(_checkups)

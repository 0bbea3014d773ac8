"""Who may fill in a form for somebody else."""

from kentongan.rooms.people import api as people
from kentongan.rooms.services.errors import NotYourCounter


def get_counter(by: people.Actor) -> people.Holding:
    """Return the counter of an officer; everybody else is refused."""
    if by.counter is None:
        raise NotYourCounter
    return by.counter

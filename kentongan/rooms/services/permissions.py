"""Who may fill in a form for somebody else."""

from kentongan.rooms.people import api as people
from kentongan.rooms.services.errors import NotYourCounter


def find_counter(by: people.Actor) -> people.Holding | None:
    """Return the office at whose counter `by` sits: where they are service officer, or any."""
    officers = [holding for holding in by.holdings if holding.role == people.Role.OFFICER]
    return next(iter((*officers, *by.holdings)), None)


def get_counter(by: people.Actor) -> people.Holding:
    """Return the counter of an officer; everybody else is refused."""
    found = find_counter(by)
    if found is None:
        raise NotYourCounter
    return found

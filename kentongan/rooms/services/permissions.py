"""Who may fill in a form for somebody else, and who may revoke a letter."""

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places
from kentongan.rooms.services.errors import NotYourCounter, NotYourLetter
from kentongan.rooms.services.models import Letter


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


def can_revoke(*, by: people.Actor, letter: Letter) -> bool:
    """Tell whether `by` heads the office that issued the letter; also as acting head."""
    return letter.revoked_at is None and by.holds(letter.office_id, people.Role.HEAD)


def check_can_revoke(*, by: people.Actor, letter: Letter) -> None:
    """Refuse everybody but the head of the issuing office, with second factor."""
    if not by.holds(letter.office_id, people.Role.HEAD):
        raise NotYourLetter(office=places.get_office(letter.office_id).name)
    if not by.has_second_factor:
        raise cases.NeedsSecondFactor

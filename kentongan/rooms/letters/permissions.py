"""Who may revoke a letter."""

from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters.errors import NotYourLetter
from kentongan.rooms.letters.models import Letter
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


def can_revoke(*, by: people.Actor, letter: Letter) -> bool:
    """Tell whether `by` heads the office that issued the letter; also as acting head."""
    return letter.revoked_at is None and by.holds(letter.office_id, people.Role.HEAD)


def check_can_revoke(*, by: people.Actor, letter: Letter) -> None:
    """Refuse everybody but the head of the issuing office, with second factor."""
    if not by.holds(letter.office_id, people.Role.HEAD):
        raise NotYourLetter(office=places.get_office(letter.office_id).name)
    if not by.has_second_factor:
        raise cases.NeedsSecondFactor

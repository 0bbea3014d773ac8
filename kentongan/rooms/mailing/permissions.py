"""Who may: `check_` raises, `can_` answers."""

from kentongan.rooms.mailing.errors import NoSuchMailing, NotYours
from kentongan.rooms.mailing.models import Mailing
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


def can_edit(by: people.Actor, *, keeper: str) -> bool:
    """Tell whether `by` is an editor at the office that keeps the news."""
    return any(h.role == people.Role.EDITOR and h.office_key == keeper for h in by.holdings)


def check_can_edit(by: people.Actor, *, keeper: str) -> None:
    """Refuse, as if there were nothing, who is no editor there."""
    if not can_edit(by, keeper=keeper):
        raise NoSuchMailing


def check_is_not_author(by: people.Actor, mailing: Mailing) -> None:
    """Refuse who wrote the edition or handed it in: nobody approves their own words."""
    if by.user_id is None or by.user_id == mailing.written_by_id:
        raise NotYours


def find_keeper_id(keeper: str) -> int:
    """Return the office that keeps the news."""
    return places.get_office(keeper).pk

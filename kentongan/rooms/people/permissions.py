"""Who may do what with people."""

from kentongan.foundation.actors import Acting, SystemActor
from kentongan.rooms.people.errors import NotAllowed
from kentongan.rooms.people.rules import Actor, Role


def can_manage_roles(by: Acting) -> bool:
    """Tell whether they appoint people: the IT team and the terminal."""
    return isinstance(by, SystemActor) or (isinstance(by, Actor) and by.has_role(Role.IT))


def can_reveal_nik(by: Acting) -> bool:
    """Tell whether they may ask with a reason: whoever holds a role today."""
    return isinstance(by, SystemActor) or (isinstance(by, Actor) and bool(by.holdings))


def check_can_manage_roles(by: Acting) -> None:
    """Refuse everybody but the IT team and the terminal."""
    if not can_manage_roles(by):
        raise NotAllowed


def check_can_reveal_nik(by: Acting) -> None:
    """Refuse residents, visitors and tokens."""
    if not can_reveal_nik(by):
        raise NotAllowed

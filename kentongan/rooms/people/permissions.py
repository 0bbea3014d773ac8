"""Who may do what with people."""

from kentongan.foundation.actors import Acting, SystemActor
from kentongan.rooms.people.errors import NotAllowed
from kentongan.rooms.people.rules import Actor, Role


def can_manage_roles(by: Acting) -> bool:
    """The IT team and the terminal appoint people."""
    return isinstance(by, SystemActor) or (isinstance(by, Actor) and by.has_role(Role.IT))


def can_reveal_nik(by: Acting) -> bool:
    """Whoever holds a role today may ask, with a reason; which case they see is another question."""
    return isinstance(by, SystemActor) or (isinstance(by, Actor) and bool(by.holdings))


def check_can_manage_roles(by: Acting) -> None:
    """Refuse everybody but the IT team and the terminal."""
    if not can_manage_roles(by):
        raise NotAllowed


def check_can_reveal_nik(by: Acting) -> None:
    """Refuse residents, visitors and tokens."""
    if not can_reveal_nik(by):
        raise NotAllowed

"""What a browser's session remembers about who is behind it."""

from uuid import UUID

from django.http import HttpRequest

from kentongan.rooms.people.rules import VISITOR, Actor

SECOND_FACTOR = "people.second_factor_of"
PROVEN_CASES = "people.proven_cases"
MOST_PROVEN = 20  # the newest ones are kept


def get_actor_of(request: HttpRequest) -> Actor:
    """Return who acts in a request; set by KnowWhoActs, asked of the database when first used."""
    actor: Actor = getattr(request, "actor", VISITOR)
    return actor


def remember_second_factor(request: HttpRequest, user_id: int) -> None:
    """Note that this session was opened with the user's second factor."""
    request.session[SECOND_FACTOR] = user_id


def forget_second_factor(request: HttpRequest) -> None:
    """Note that this session has no second factor any more."""
    request.session.pop(SECOND_FACTOR, None)


def has_second_factor(request: HttpRequest, user_id: int) -> bool:
    """Tell whether this session was opened with the second factor of this very user."""
    return bool(request.session.get(SECOND_FACTOR) == user_id)


def remember_proven_case(request: HttpRequest, case_id: UUID | str) -> None:
    """Note that whoever is here proved to know the case: its code and the last four digits."""
    known = [known for known in list_proven_cases(request) if known != str(case_id)]
    request.session[PROVEN_CASES] = [*known, str(case_id)][-MOST_PROVEN:]


def list_proven_cases(request: HttpRequest) -> list[str]:
    """Return ids of the cases proved in this session, oldest first."""
    known = request.session.get(PROVEN_CASES, [])
    return [str(case_id) for case_id in known]

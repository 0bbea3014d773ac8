"""Who may: `check_` raises, `can_` answers."""

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NoSuchReport

SHORTEST_REASON = 10
DISPATCHING = frozenset({people.Role.OFFICER, people.Role.HEAD})


def can_dispatch(by: people.Actor) -> bool:
    """Tell whether `by` checks and hands on reports: an officer or head of an office."""
    return any(by.has_role(role) for role in DISPATCHING)


def check_can_dispatch(by: people.Actor) -> None:
    """Refuse, as if there were nothing, who does not work with reports."""
    if not can_dispatch(by):
        raise NoSuchReport


def check_can_block(*, by: people.Actor, reason: str) -> None:
    """Refuse who may not block a number, and a block without a reason."""
    check_can_dispatch(by)
    if len(reason.strip()) < SHORTEST_REASON:
        raise cases.NeedsReason(
            minimum=SHORTEST_REASON, fields={"reason": cases.NeedsReason.message}
        )

"""
States of a case, and the decisions that lead from one to the next, as one table.

Text, buttons, diagram and permission come from these rows.
"""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a case stands."""

    RUNNING = "running", _("With an office")
    WAITING = "waiting", _("Waiting for the applicant")
    FINISHING = "finishing", _("Being issued")
    CLOSED = "closed", _("Closed")


class Outcome(TextChoices):
    """How a case ended."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    JOINED = "joined", _("Joined to another case")


class StepKind(TextChoices):
    """A step of the route, or a question to another office beside it."""

    ROUTE = "route", _("Step")
    CONSULT = "consult", _("Consultation")


class Decision(TextChoices):
    """What ends a step, or stops its clock."""

    FORWARD = "forward", _("Forwarded")
    GRANT = "grant", _("Granted")
    REFUSE = "refuse", _("Refused")
    RETURN = "return", _("Returned to the step before")
    REASSIGN = "reassign", _("Handed to another office")
    JOIN = "join", _("Joined to another case")
    ASK = "ask", _("Asked the applicant")
    CONSULT = "consult", _("Asked another office")
    ADVISE = "advise", _("Answered the asking office")
    WITHDRAW = "withdraw", _("Withdrawn by the applicant")


class Who(Enum):
    """Who may take a turn; read by permissions.py."""

    STEP_HOLDER = "step holder"
    APPLICANT = "applicant"
    HOUSE = "house"


@dataclass(frozen=True)
class Turn:
    """One allowed change of state."""

    decision: str
    sources: tuple[State, ...]
    target: State
    who: Who
    label: Lazy
    needs_note: bool = False


TURNS = (
    Turn("forward", (State.RUNNING,), State.RUNNING, Who.STEP_HOLDER, _("Forward")),
    Turn("grant", (State.RUNNING,), State.FINISHING, Who.STEP_HOLDER, _("Grant and issue")),
    Turn("refuse", (State.RUNNING,), State.CLOSED, Who.STEP_HOLDER, _("Refuse…"), needs_note=True),
    Turn("return", (State.RUNNING,), State.RUNNING, Who.STEP_HOLDER, _("Return"), needs_note=True),
    Turn(
        "reassign",
        (State.RUNNING,),
        State.RUNNING,
        Who.STEP_HOLDER,
        _("Hand to another office"),
        needs_note=True,
    ),
    Turn("join", (State.RUNNING,), State.CLOSED, Who.STEP_HOLDER, _("Join to another case")),
    Turn(
        "ask",
        (State.RUNNING,),
        State.WAITING,
        Who.STEP_HOLDER,
        _("Ask the applicant"),
        needs_note=True,
    ),
    Turn(
        "consult",
        (State.RUNNING,),
        State.RUNNING,
        Who.STEP_HOLDER,
        _("Consult an office"),
        needs_note=True,
    ),
    Turn("answer", (State.WAITING,), State.RUNNING, Who.APPLICANT, _("Send answer")),
    Turn("pause", (State.RUNNING,), State.WAITING, Who.HOUSE, _("Pause")),
    Turn("resume", (State.WAITING,), State.RUNNING, Who.HOUSE, _("Go on")),
    Turn("withdraw", (State.RUNNING, State.WAITING), State.CLOSED, Who.APPLICANT, _("Withdraw")),
    Turn("finish", (State.FINISHING,), State.CLOSED, Who.HOUSE, _("Finish")),
    Turn("reopen", (State.CLOSED,), State.RUNNING, Who.APPLICANT, _("Reopen"), needs_note=True),
)
TURN = {turn.decision: turn for turn in TURNS}


def is_allowed(decision: str, *, state: str) -> bool:
    """Tell whether a decision exists in this state."""
    return decision in TURN and state in TURN[decision].sources

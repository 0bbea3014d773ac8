"""Parts of every turn: the case locked, the version checked, the closing facts, the saving."""

from datetime import datetime
from uuid import UUID

from kentongan.foundation.rows import RowReader
from kentongan.rooms.cases.errors import DecidedMeanwhile, NeedsReason, NoSuchCase
from kentongan.rooms.cases.models import Case, CaseStep
from kentongan.rooms.cases.queries import clocks
from kentongan.rooms.cases.queries.meanwhile import describe_last_change
from kentongan.rooms.cases.queries.types import give_types
from kentongan.rooms.cases.rules.words import SHORTEST_REASON, is_reason
from kentongan.rooms.cases.workflow import TURN, State

_locked_case = RowReader(Case, lock=True)
_step = RowReader(CaseStep)


def lock_case(case_id: UUID) -> Case:
    """Return the case for change; a second officer waits here, then sees what the first did."""
    found = _locked_case.read(case_id)
    if found is None:
        raise NoSuchCase
    if found.current_step_id is not None:
        found.current_step = _step.read(found.current_step_id)
    give_types(found)
    if found.current_step is not None:
        found.current_step.case = found
    return found


def check_version(case: Case, *, version: int) -> None:
    """Refuse, with name and time, when the case changed since the officer looked."""
    if case.version != version:
        raise DecidedMeanwhile(**describe_last_change(case))


def check_note(decision: str, note: str) -> None:
    """Refuse a decision that owes the applicant a reason and has none."""
    if TURN[decision].needs_note and not is_reason(note):
        raise NeedsReason(fields={"note": NeedsReason.message}, minimum=SHORTEST_REASON)


def closing_facts(case: Case, *, outcome: str, closed_at: datetime) -> dict[str, object]:
    """Return what closing writes on the case, with the working time the person waited."""
    return {
        "state": State.CLOSED,
        "outcome": outcome,
        "closed_at": closed_at,
        "worked_seconds": clocks.worked_seconds(
            case=case,
            office=clocks.get_receiving_office(case),
            since=case.submitted_at,
            until=closed_at,
        ),
    }


def save_case(case: Case, **facts: object) -> None:
    """Write some fields and count the version up."""
    case.version += 1
    for name, value in facts.items():
        setattr(case, name, value)
    case.save(update_fields=[*facts, "version"])

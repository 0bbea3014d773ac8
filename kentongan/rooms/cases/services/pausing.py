"""Pauses that the room of a kind makes: for a bill to be paid, say. Answering does not end them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases.errors import WrongTurn
from kentongan.rooms.cases.models import Case, CaseStep, DueChange, Pause
from kentongan.rooms.cases.queries import clocks
from kentongan.rooms.cases.services import _steps as steps
from kentongan.rooms.cases.services._turns import lock_case, save_case
from kentongan.rooms.cases.workflow import State, is_allowed


@transaction.atomic
def pause_case(*, case_id: UUID, cause: str, by: Acting, now: datetime) -> Case:
    """Stop both clocks for a cause of the room's own (`payment`); only resume_case ends it."""
    case = lock_case(case_id)
    step_id = case.current_step_id
    if not is_allowed("pause", state=case.state) or step_id is None or cause == clocks.ASKED:
        raise WrongTurn
    Pause.objects.create(case=case, starts_at=now, cause=cause)
    CaseStep.objects.filter(pk=step_id).update(alarm_at=None)
    save_case(case, state=State.WAITING, pause_count=case.pause_count + 1)
    _record(case, "cases.paused", by=by, now=now, detail={"cause": cause})
    return case


@transaction.atomic
def resume_case(*, case_id: UUID, cause: str, by: Acting, now: datetime) -> Case:
    """Let both clocks go on after the pause of this cause; raises WrongTurn when there is none."""
    case = lock_case(case_id)
    if not is_allowed("resume", state=case.state) or case.current_step is None:
        raise WrongTurn
    if not Pause.objects.filter(case=case, ends_at=None, cause=cause).update(ends_at=now):
        raise WrongTurn
    _restart(case, now=now)
    _record(case, "cases.resumed", by=by, now=now, detail={"cause": cause, "due": case.due_at})
    return case


def _restart(case: Case, *, now: datetime) -> None:
    """Set both deadlines after a pause that has ended, and say so on the case."""
    pauses = clocks.list_pauses(case)
    step = case.current_step
    if step is not None:
        steps.restart_clock(step, pauses=pauses, now=now)
        step.save(update_fields=["due_at", "alarm_at"])
    due_at = clocks.compute_case_due(case, pauses=pauses)
    if due_at != case.due_at:
        DueChange.objects.create(
            case=case, old_due_at=case.due_at, new_due_at=due_at, cause="pause", changed_at=now
        )
    save_case(case, state=State.RUNNING, due_at=due_at)


def _record(
    case: Case, action: str, *, by: Acting, now: datetime, detail: dict[str, object]
) -> None:
    audit.record(
        by=by, action=action, subject=f"case:{case.pk}", now=now, detail=detail,
        topics=(f"case:{case.pk}", f"office:{case.holder_office_id}"),
    )  # fmt: skip

"""Decisions of the office that holds a case: forward, grant, refuse, return, ask."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from procrastinate.contrib.django import app as queue

from kentongan.foundation.audit import chain as audit
from kentongan.foundation.events import announce
from kentongan.rooms.cases.errors import (
    StillConsulting,
    WrongTurn,
)
from kentongan.rooms.cases.events import CaseClosed, CaseMoved
from kentongan.rooms.cases.models import Case, CaseStep, Message, Pause
from kentongan.rooms.cases.permissions import check_can_decide, describe_holding
from kentongan.rooms.cases.rules.definition import StepPlan
from kentongan.rooms.cases.services import _steps as steps
from kentongan.rooms.cases.services._turns import (
    check_note,
    check_version,
    closing_facts,
    lock_case,
    save_case,
)
from kentongan.rooms.cases.services.notify import tell_applicant
from kentongan.rooms.cases.workflow import Outcome, State, is_allowed
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


@dataclass(frozen=True)
class _Turn:
    """A decision that passed every check, with the rows it works on, locked."""

    case: Case
    step: CaseStep
    plan: StepPlan
    holding: people.Holding
    decision: str
    note: str
    by: people.Actor
    now: datetime


@transaction.atomic
def decide(
    *, case_id: UUID, version: int, decision: str, note: str = "", by: people.Actor, now: datetime
) -> Case:
    """
    Take one of the step's decisions (forward, grant, refuse, return, ask).

    `version` is the one the officer saw: raises DecidedMeanwhile when somebody was faster.
    """
    turn = _check(
        case=lock_case(case_id), version=version, decision=decision, note=note, by=by, now=now
    )
    {
        "forward": _forward,
        "return": _return,
        "ask": _ask,
        "grant": _grant,
        "refuse": _refuse,
    }[decision](turn)
    return turn.case


def _check(
    *, case: Case, version: int, decision: str, note: str, by: people.Actor, now: datetime
) -> _Turn:
    step, plan = case.current_step, case.step_plan
    check_version(case, version=version)
    if step is None or plan is None or not is_allowed(decision, state=case.state):
        raise WrongTurn
    holding = check_can_decide(by=by, step=step, signs=plan.signs and decision == "grant")
    if decision not in plan.decisions or decision == "consult":
        raise WrongTurn
    check_note(decision, note)
    if plan.consults and decision != "ask":
        waiting = step.consults.filter(ended_at=None).select_related("office").first()
        if waiting is not None:
            raise StillConsulting(office=waiting.office.name)
    return _Turn(case, step, plan, holding, decision, note.strip(), by, now)


def _forward(turn: _Turn) -> None:
    target = turn.case.case_type.plan.get_next(turn.plan.key)
    if target is None:
        raise WrongTurn
    _go_to(turn, target)


def _return(turn: _Turn) -> None:
    target = turn.case.case_type.plan.get_before(turn.plan.key)
    if target is None:
        raise WrongTurn
    _go_to(turn, target)


def _go_to(turn: _Turn, target: StepPlan) -> None:
    """End this step and start `target` at its office, with its own promise from now."""
    office = places.resolve_office(target.office, turn.case.place_id)
    _end(turn)
    step = steps.make_step(case=turn.case, plan=target, office=office, now=turn.now)
    step.save(force_insert=True)
    _save(turn, state=State.RUNNING, current_step=step, holder_office_id=office.pk)
    _record(turn, detail={"to": office.key, "step": target.key}, office_ids=(office.pk,))
    announce(CaseMoved(turn.case.pk, office.pk))


def _ask(turn: _Turn) -> None:
    """Stop both clocks and ask the applicant."""
    Pause.objects.create(case=turn.case, starts_at=turn.now)
    Message.objects.create(
        case=turn.case,
        author=Message.Author.OFFICER,
        user_id=turn.by.user_id,
        office_id=turn.step.office_id,
        purpose="ask",
        text=turn.note,
        written_at=turn.now,
    )
    CaseStep.objects.filter(pk=turn.step.pk).update(alarm_at=None)
    _save(turn, state=State.WAITING, pause_count=turn.case.pause_count + 1)
    tell_applicant(turn.case, what="asked", text=turn.note, by=turn.by, now=turn.now)
    _record(turn, detail={})


def _grant(turn: _Turn) -> None:
    """End the route; the owner's finishing task makes what was promised, or the case closes now."""
    _end(turn)
    task = turn.case.case_type.plan.finish_task
    if task:
        _save(turn, state=State.FINISHING, outcome=Outcome.GRANTED)
        queue.configure_task(task, queueing_lock=f"finish-{turn.case.pk}").defer(
            case_id=str(turn.case.pk)
        )
        _record(turn, detail={})
        return
    _close(turn, outcome=Outcome.GRANTED)
    tell_applicant(turn.case, what="granted", text=turn.note, by=turn.by, now=turn.now)
    _record(turn, detail={})


def _refuse(turn: _Turn) -> None:
    _end(turn)
    _close(turn, outcome=Outcome.REFUSED)
    tell_applicant(turn.case, what="refused", text=turn.note, by=turn.by, now=turn.now)
    _record(turn, detail={})


def _end(turn: _Turn) -> None:
    steps.end_step(
        turn.step,
        case=turn.case,
        decision=turn.decision,
        note=turn.note,
        by_user=turn.by.user_id,
        as_words=describe_holding(turn.holding),
        now=turn.now,
    )


def _close(turn: _Turn, *, outcome: str) -> None:
    closed_at = max(turn.now, turn.case.submitted_at)
    _save(turn, **closing_facts(turn.case, outcome=outcome, closed_at=closed_at))
    announce(CaseClosed(turn.case.pk, turn.case.type_slug, outcome))


def _save(turn: _Turn, **facts: object) -> None:
    save_case(turn.case, **facts)


def _record(turn: _Turn, *, detail: dict[str, object], office_ids: tuple[int, ...] = ()) -> None:
    offices = {turn.step.office_id, *office_ids}
    audit.record(
        by=turn.by,
        action=f"cases.{turn.decision}",
        subject=f"case:{turn.case.pk}",
        now=turn.now,
        detail={"step": turn.plan.key, "as": turn.holding.role, **detail},
        topics=(f"case:{turn.case.pk}", *(f"office:{pk}" for pk in sorted(offices))),
    )

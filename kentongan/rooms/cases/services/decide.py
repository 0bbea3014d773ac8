"""Decisions of the office that holds a case: forward, grant, refuse, return, reassign, ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from procrastinate.contrib.django import app as queue

from kentongan.foundation.audit import chain as audit
from kentongan.foundation.events import announce
from kentongan.rooms.cases.errors import (
    NeedsFile,
    NotThatOffice,
    StillConsulting,
    WrongTurn,
)
from kentongan.rooms.cases.events import CaseClosed, CaseMoved, take_notice
from kentongan.rooms.cases.models import Attachment, Case, CaseStep, Message, Pause
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

if TYPE_CHECKING:
    from kentongan.rooms.places.models import Office


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
    files: Sequence[tuple[str, UUID]] = ()
    office_key: str = ""


@transaction.atomic
def decide(
    *,
    case_id: UUID,
    version: int,
    decision: str,
    note: str = "",
    files: Sequence[tuple[str, UUID]] = (),
    office_key: str = "",
    by: people.Actor,
    now: datetime,
) -> Case:
    """
    Take one of the step's decisions (forward, grant, refuse, return, reassign, ask, join).

    `version` is the one the officer saw: raises DecidedMeanwhile when somebody was faster. `files`
    are (key, stored file id) that the decision brings, such as the photo of what was mended;
    `office_key` is to whom a reassigned step goes.
    """
    turn = _check(
        case=lock_case(case_id), version=version, decision=decision, note=note, files=files,
        office_key=office_key, by=by, now=now,
    )  # fmt: skip
    _add_files(turn)
    {
        "forward": _forward,
        "return": _return,
        "reassign": _reassign,
        "join": _join,
        "ask": _ask,
        "grant": _grant,
        "refuse": _refuse,
    }[decision](turn)
    take_notice(turn.case, turn=decision, note=turn.note, by=by, now=now)
    return turn.case


def _check(
    *,
    case: Case,
    version: int,
    decision: str,
    note: str,
    files: Sequence[tuple[str, UUID]],
    office_key: str,
    by: people.Actor,
    now: datetime,
) -> _Turn:
    step, plan = case.current_step, case.step_plan
    check_version(case, version=version)
    if step is None or plan is None or not is_allowed(decision, state=case.state):
        raise WrongTurn
    holding = check_can_decide(by=by, step=step, signs=plan.signs and decision == "grant")
    if decision not in plan.decisions or decision == "consult":
        raise WrongTurn
    check_note(decision, note)
    if decision == "grant" and (missing := set(plan.needs) - {key for key, _ in files}):
        raise NeedsFile(fields=dict.fromkeys(sorted(missing), NeedsFile.message))
    if plan.consults and decision != "ask":
        waiting = step.consults.filter(ended_at=None).select_related("office").first()
        if waiting is not None:
            raise StillConsulting(office=waiting.office.name)
    return _Turn(case, step, plan, holding, decision, note.strip(), by, now, files, office_key)


def _add_files(turn: _Turn) -> None:
    """Put the decision's files on the case; one with an earlier file's key takes its place."""
    if not turn.files:
        return
    keys = {key for key, _ in turn.files}
    Attachment.objects.filter(case=turn.case, key__in=keys, replaced_at=None).update(
        replaced_at=turn.now
    )
    Attachment.objects.bulk_create(
        Attachment(case=turn.case, file_id=file_id, key=key, added_at=turn.now)
        for key, file_id in turn.files
    )


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
    _move(turn, target, office=places.resolve_office(target.office, turn.case.place_id))


def _reassign(turn: _Turn) -> None:
    """Hand the step to another office, with the whole promise of the step from now."""
    office = places.get_office(turn.office_key)
    if office.pk == turn.step.office_id or not office.is_active:
        raise NotThatOffice(fields={"office": NotThatOffice.message})
    _move(turn, turn.plan, office=office)


def _move(turn: _Turn, target: StepPlan, *, office: "Office") -> None:
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


def _join(turn: _Turn) -> None:
    """Close the case because another one tells of the same thing; the room says which."""
    _end(turn)
    _close(turn, outcome=Outcome.JOINED)
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

"""What the clock does by itself: reminders, escalation, new deadlines after a changed calendar."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.rooms.cases.models import Case, CaseStep, DueChange
from kentongan.rooms.cases.queries import clocks
from kentongan.rooms.cases.rules.escalation import HEAD, climb
from kentongan.rooms.cases.services import _steps as steps
from kentongan.rooms.cases.services._turns import lock_case, save_case
from kentongan.rooms.cases.services.notify import tell_applicant, tell_officers
from kentongan.rooms.cases.workflow import State
from kentongan.rooms.places import api as places

REMINDERS = ("half", "four_fifths")  # then the deadline itself, which climbs
LAST_STAGE = 99
BATCH = 200


def ring_alarms(*, by: Acting, now: datetime, limit: int = BATCH) -> int:
    """Ring every alarm that is due, each in its own transaction; safe to run again."""
    rung = 0
    due = CaseStep.objects.open().filter(alarm_at__lte=now).order_by("alarm_at")
    for step_id, case_id in list(due.values_list("pk", "case_id")[:limit]):
        rung += _ring(step_id, case_id=case_id, by=by, now=now)
    return rung


@transaction.atomic
def _ring(step_id: Any, *, case_id: Any, by: Acting, now: datetime) -> int:
    case = lock_case(case_id)
    step = CaseStep.objects.filter(pk=step_id, ended_at=None, alarm_at__lte=now).first()
    if step is None or case.state == State.WAITING:
        return 0
    stage = step.alarm_stage
    step.alarm_stage = min(stage + 1, LAST_STAGE)
    if stage < len(REMINDERS):
        _remind(case, step, what=REMINDERS[stage], by=by, now=now)
    else:
        _escalate(case, step, is_first=stage == len(REMINDERS), by=by, now=now)
    return 1


def _remind(case: Case, step: CaseStep, *, what: str, by: Acting, now: datetime) -> None:
    """Tell the holders of the step that time is running."""
    steps.restart_clock(step, pauses=clocks.list_pauses(case), now=now)
    step.save(update_fields=["alarm_at", "alarm_stage"])
    told = tell_officers(case, office_id=step.office_id, role=step.role, what=what, now=now, by=by)
    _record(case, step, action="cases.reminded", by=by, now=now, detail={"at": what, "told": told})


def _escalate(case: Case, step: CaseStep, *, is_first: bool, by: Acting, now: datetime) -> None:
    """Climb to the head above; where nobody holds that role today, also to the next above."""
    path = list(climb(office_id=step.office_id, role=step.role, parents=places.get_parents()))
    done = path.index(step.escalated_office_id) + 1 if step.escalated_office_id in path else 0
    told, reached = 0, []
    for office_id in path[done:]:
        reached.append(office_id)
        told = tell_officers(case, office_id=office_id, role=HEAD, what="escalated", now=now, by=by)
        if told:
            break
    if is_first:
        tell_officers(case, office_id=step.office_id, role=step.role, what="due", now=now, by=by)
    step.alarm_at = None
    if reached:
        step.escalated_office_id = reached[-1]
        step.escalated_at = now
    if reached and reached[-1] != path[-1]:
        step.alarm_at = steps.next_climb(step, now=now)
    step.save(update_fields=["alarm_at", "alarm_stage", "escalated_office", "escalated_at"])
    detail = {"to": [places.get_office(pk).key for pk in reached], "role": HEAD, "told": told}
    _record(case, step, action="cases.escalated", by=by, now=now, detail=detail, offices=reached)


def recompute_deadlines(
    *, day: date, cause: str, name_id: str, name_en: str, by: Acting, now: datetime
) -> int:
    """Move the running deadlines that the changed day touches; each change is explained."""
    start = datetime.combine(day, datetime.min.time(), tzinfo=now.tzinfo) - timedelta(days=1)
    touched = Q(due_at__gte=start) | Q(steps__due_at__gte=start, steps__ended_at=None)
    ids = Case.objects.open().filter(touched).order_by("pk").values_list("pk", flat=True).distinct()
    facts = {"cause": cause, "fact_date": day, "fact_id": name_id, "fact_en": name_en}
    return sum(_recompute(pk, facts=facts, by=by, now=now) for pk in list(ids))


def recompute_all_deadlines(*, by: Acting, now: datetime) -> int:
    """Compute every running deadline anew, after changed hours; return how many moved."""
    ids = list(Case.objects.open().order_by("pk").values_list("pk", flat=True))
    facts = {"cause": "hours", "fact_date": None, "fact_id": "", "fact_en": ""}
    return sum(_recompute(pk, facts=facts, by=by, now=now) for pk in ids)


@transaction.atomic
def _recompute(case_id: Any, *, facts: dict[str, Any], by: Acting, now: datetime) -> int:
    case = lock_case(case_id)
    if not case.is_open:
        return 0
    pauses = clocks.list_pauses(case)
    changes = _move_steps(case, pauses=pauses, now=now)
    due_at = clocks.compute_case_due(case, pauses=pauses)
    if due_at != case.due_at:
        changes.append(DueChange(case=case, old_due_at=case.due_at, new_due_at=due_at))
    if not changes:
        return 0
    for change in changes:
        change.changed_at = now
        for name, value in facts.items():
            setattr(change, name, value)
    DueChange.objects.bulk_create(changes)
    has_moved = due_at != case.due_at
    save_case(case, due_at=due_at)
    if has_moved:
        tell_applicant(case, what="moved", by=by, now=now)
    audit.record(
        by=by,
        action="cases.due_moved",
        subject=f"case:{case.pk}",
        now=now,
        detail={"cause": facts["cause"], "date": facts["fact_date"], "due": due_at},
        topics=(f"case:{case.pk}", f"office:{case.holder_office_id}"),
    )
    return 1


def _move_steps(case: Case, *, pauses: list[Any], now: datetime) -> list[DueChange]:
    """Move the deadlines of the open steps and return what changed, without saving the changes."""
    changes = []
    for step in CaseStep.objects.filter(case=case, ended_at=None):
        old = step.due_at
        steps.restart_clock(step, pauses=pauses, now=now)
        if case.state == State.WAITING:
            step.alarm_at = None
        if step.due_at != old:
            step.save(update_fields=["due_at", "alarm_at"])
            changes.append(DueChange(case=case, step=step, old_due_at=old, new_due_at=step.due_at))
    return changes


def _record(
    case: Case,
    step: CaseStep,
    *,
    action: str,
    by: Acting,
    now: datetime,
    detail: dict[str, Any],
    offices: list[int] | None = None,
) -> None:
    audit.record(
        by=by,
        action=action,
        subject=f"case:{case.pk}",
        now=now,
        detail={"step": step.key, **detail},
        topics=(f"case:{case.pk}", *(f"office:{pk}" for pk in [step.office_id, *(offices or [])])),
    )

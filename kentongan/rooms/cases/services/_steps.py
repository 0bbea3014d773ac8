"""Parts that several services share: opening and ending a step, moving its clock."""

from datetime import datetime
from typing import TYPE_CHECKING

from kentongan.foundation import clock
from kentongan.foundation.keys import make_key
from kentongan.rooms.cases.errors import CannotConsult
from kentongan.rooms.cases.models import Case, CaseStep
from kentongan.rooms.cases.queries.clocks import get_promise, worked_seconds
from kentongan.rooms.cases.rules.definition import StepPlan
from kentongan.rooms.cases.workflow import StepKind
from kentongan.rooms.places import api as places

if TYPE_CHECKING:
    from kentongan.rooms.places.models import Office

FIRST_ALARM = 0


def make_step(*, case: Case, plan: StepPlan, office: "Office", now: datetime) -> CaseStep:
    """Describe, without saving, the step that starts now."""
    return _make(
        case=case, key=plan.key, promise=plan.promise, role=plan.role, office=office, now=now
    )


def make_consult(*, case: Case, plan: StepPlan, office: "Office", now: datetime) -> CaseStep:
    """Describe, without saving, a consult beside the current step."""
    if plan.consult_promise is None:
        raise CannotConsult
    step = _make(
        case=case,
        key=f"{plan.key}?",
        promise=plan.consult_promise,
        role="officer",
        office=office,
        now=now,
    )
    step.kind = StepKind.CONSULT
    return step


def _make(
    *, case: Case, key: str, promise: clock.Promise, role: str, office: "Office", now: datetime
) -> CaseStep:
    calendar = places.get_calendar(office)
    due_at = clock.compute_due(starts_at=now, promise=promise, pauses=(), calendar=calendar)
    half, _, _ = clock.alarm_times(starts_at=now, promise=promise, pauses=(), calendar=calendar)
    unit, amount = next(iter(promise.to_dict().items()))
    return CaseStep(
        id=make_key(),
        case=case,
        key=key,
        office_id=office.pk,
        role=role,
        promise_unit=unit,
        promise_amount=amount,
        starts_at=now,
        due_at=due_at,
        alarm_at=half,
        alarm_stage=FIRST_ALARM,
    )


def end_step(
    step: CaseStep,
    *,
    case: Case,
    decision: str,
    note: str,
    by_user: int | None,
    as_words: str,
    now: datetime,
) -> None:
    """End the step and write down how much working time it took."""
    step.ended_at = max(now, step.starts_at)
    step.decision = decision
    step.decided_by_id = by_user
    step.decided_as = as_words
    step.note = note
    step.alarm_at = None
    step.worked_seconds = worked_seconds(
        case=case,
        office=places.get_office(step.office_id),
        since=step.starts_at,
        until=step.ended_at,
    )
    step.save(
        update_fields=[
            "ended_at",
            "decision",
            "decided_by",
            "decided_as",
            "note",
            "alarm_at",
            "worked_seconds",
        ]
    )


def restart_clock(step: CaseStep, *, pauses: list[clock.Pause], now: datetime) -> None:
    """Set the step's deadline and next alarm after a pause; without saving."""
    calendar = places.get_calendar(places.get_office(step.office_id))
    begun = [p for p in pauses if p.ends_at is None or p.ends_at > step.starts_at]
    promise = get_promise(step)
    step.due_at = clock.compute_due(
        starts_at=step.starts_at, promise=promise, pauses=begun, calendar=calendar
    )
    times = clock.alarm_times(
        starts_at=step.starts_at, promise=promise, pauses=begun, calendar=calendar
    )
    late = step.alarm_stage >= len(times)
    step.alarm_at = next_climb(step, now=now) if late else times[step.alarm_stage]


def next_climb(step: CaseStep, *, now: datetime) -> datetime:
    """Return when silence climbs further: after the step's own promise once more."""
    office = places.get_office(step.office_id)
    return clock.compute_due(
        starts_at=now,
        promise=get_promise(step),
        pauses=(),
        calendar=places.get_calendar(office),
    )

"""One case as an officer sees it: only at an office that has or had a part in it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, prefetch_related_objects

from kentongan.rooms.cases.errors import NoSuchCase
from kentongan.rooms.cases.models import Attachment, Case, CaseStep
from kentongan.rooms.cases.permissions import find_holding
from kentongan.rooms.cases.queries.reading import (
    Clock,
    get_visible_case,
    read_clock,
    read_step_clock,
)
from kentongan.rooms.cases.queries.types import give_types
from kentongan.rooms.cases.workflow import State, StepKind
from kentongan.rooms.people import api as people

PAGE = 25


def get_desk_case(code: str, *, by: people.Actor) -> Case:
    """Return the case when an office of `by` has a part in it; not to its applicant."""
    case = get_visible_case(code, by=by)
    parts = {step.office_id for step in case.steps.all()}
    parts |= {step.escalated_office_id for step in case.steps.all() if step.escalated_office_id}
    if not (parts | {case.intake_office_id}) & by.offices:
        raise NoSuchCase
    prefetch_related_objects([case], "pauses")
    return case


def get_case_file(case: Case, attachment_id: int) -> Attachment:
    """Return one file of a case that was fetched for somebody, also a file that was replaced."""
    found = case.attachments.filter(pk=attachment_id).select_related("file").first()
    if found is None:
        raise NoSuchCase
    return found


def list_cases_of_person(person_id: UUID, *, by: people.Actor, limit: int = PAGE) -> list[Case]:
    """Return cases of one applicant at the officer's offices, newest first."""
    offices = sorted(by.offices)
    part = Q(steps__office_id__in=offices) | Q(intake_office_id__in=offices)
    rows = Case.objects.filter(part, applicant_id=person_id).select_related(
        "place", "applicant", "current_step"
    )
    found = list(rows.order_by("-submitted_at").distinct()[:limit])
    give_types(*found)
    return found


def list_recallable_consults(case: Case, *, by: people.Actor) -> list[CaseStep]:
    """Return the unanswered questions of this case that `by` may take back."""
    step = case.current_step
    if step is None or find_holding(by=by, step=step) is None:
        return []
    return [s for s in case.steps.all() if s.kind == StepKind.CONSULT and s.ended_at is None]


def read_step_clocks(steps: Sequence[CaseStep], *, now: datetime) -> list[Clock]:
    """Return the clock of each step, with one query at most for pauses."""
    _bring_pauses([step.case for step in steps])
    return [read_step_clock(step.case, step, now=now) for step in steps]


def read_clocks(cases: Sequence[Case], *, now: datetime) -> list[Clock]:
    """Return what counts now for each case: its open step's clock, else the promise's."""
    _bring_pauses(cases)
    return [_read_running(case, now=now) for case in cases]


def _bring_pauses(cases: Sequence[Case]) -> None:
    waiting = [case for case in cases if case.state == State.WAITING]
    if waiting:
        prefetch_related_objects(waiting, "pauses")


def _read_running(case: Case, *, now: datetime) -> Clock:
    step = case.current_step
    if step is None or step.ended_at is not None:
        return read_clock(case, now=now)
    return read_step_clock(case, step, now=now)

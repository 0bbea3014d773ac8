"""One case, for one person: fetched and checked in one call."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language

from kentongan.foundation import clock, codes
from kentongan.rooms.cases.errors import NoSuchCase
from kentongan.rooms.cases.models import Attachment, Case, CaseStep
from kentongan.rooms.cases.permissions import can_see, find_holding
from kentongan.rooms.cases.queries.types import give_types
from kentongan.rooms.cases.rules.definition import StepPlan
from kentongan.rooms.cases.workflow import TURN, State, StepKind, Turn
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places


@dataclass(frozen=True)
class Clock:
    """A promise as the thin bar shows it: share spent, state, and when."""

    spent: int  # 0..100
    state: str  # ok, soon, late, paused, done
    due_at: datetime
    seconds_left: int  # working seconds until due, negative when late
    closed_late: bool = False


@dataclass(frozen=True)
class Action:
    """A decision this person may take now; `needs_note` asks for a sentence."""

    decision: str
    turn: Turn
    is_main: bool
    label: str = ""


def normalise_code(typed: str) -> str:
    """Return the code as we write it, or refuse what cannot be one."""
    code = codes.parse_code(typed, prefix=str(settings.REGENCY_FACTS["code_prefix"]))
    if code is None:
        raise NoSuchCase
    return code


def _fetch(**which: object) -> Case:
    steps = CaseStep.objects.select_related("office", "decided_by", "escalated_office").order_by(
        "id"
    )
    case = (
        Case.objects.select_related("place", "current_step", "applicant")
        .prefetch_related(Prefetch("steps", queryset=steps))
        .filter(**which)
        .first()
    )
    if case is None:
        raise NoSuchCase
    give_types(case)
    return case


def get_visible_case(code: str, *, by: people.Actor) -> Case:
    """Return the case with its steps when `by` may see it; else it does not exist."""
    case = _fetch(code=normalise_code(code))
    if not can_see(by=by, case=case, office_ids=_offices_with_a_part(case)):
        raise NoSuchCase
    return case


def get_case(case_id: UUID) -> Case:
    """Return the case for the house's own work (letters, commands)."""
    return _fetch(pk=case_id)


def get_case_by_code(code: str) -> Case:
    """Return the case for the terminal; views use get_visible_case."""
    return _fetch(code=normalise_code(code))


def lock_finishing(case_id: UUID) -> bool:
    """Wait for the case in the caller's transaction; tell whether it still is to be finished."""
    waiting = Case.objects.select_for_update().filter(pk=case_id, state=State.FINISHING).order_by()
    return bool(waiting.values_list("pk", flat=True))


def find_for_tracking(code: str, *, last_four: str) -> Case:
    """Return the case when the last four digits fit phone or NIK; both wrong look the same."""
    try:
        case = _fetch(code=normalise_code(code))
    except NoSuchCase:
        raise NoSuchCase from None
    if not people.is_last_four_of(case.applicant_id, last_four):
        raise NoSuchCase
    return case


def _offices_with_a_part(case: Case) -> set[int]:
    parts = {step.office_id for step in case.steps.all()}
    return parts | {s.escalated_office_id for s in case.steps.all() if s.escalated_office_id}


def list_actions(case: Case, *, by: people.Actor) -> list[Action]:
    """Return what `by` may decide on the current step, the main one first."""
    step, plan = case.current_step, case.step_plan
    if step is None or plan is None or step.ended_at or case.state != State.RUNNING:
        return []
    if find_holding(by=by, step=step) is None:
        return []
    main = "grant" if "grant" in plan.decisions else "forward"
    shown = [d for d in plan.decisions if (d != "consult" or plan.consults) and d != "join"]
    ordered = sorted(shown, key=lambda d: (d != main, list(TURN).index(d)))
    return [Action(d, TURN[d], d == main, _name_action(d, plan)) for d in ordered]


def _name_action(decision: str, plan: StepPlan) -> str:
    own = plan.get_label(decision, language=get_language() or "id")
    return own or str(TURN[decision].label)


def list_open_consults(case: Case, *, by: people.Actor) -> list[CaseStep]:
    """Return the questions of this case that `by` may answer."""
    open_ones = [s for s in case.steps.all() if s.kind == StepKind.CONSULT and s.ended_at is None]
    return [step for step in open_ones if find_holding(by=by, step=step)]


def list_attachments(case: Case) -> list[Attachment]:
    """Return the files that count now, oldest first."""
    return list(case.attachments.filter(replaced_at=None).select_related("file").order_by("id"))


def get_attachment(code: str, attachment_id: int, *, by: people.Actor) -> Attachment:
    """Return one file of a case that `by` may see, also one that was replaced."""
    case = get_visible_case(code, by=by)
    found = case.attachments.filter(pk=attachment_id).select_related("file").first()
    if found is None:
        raise NoSuchCase
    return found


def read_clock(case: Case, *, now: datetime) -> Clock:
    """Return the promise to the person as it stands now."""
    office = places.resolve_office(case.case_type.plan.route[0].office, case.place_id)
    return _read(
        starts_at=case.promised_from,
        due_at=case.due_at,
        ended_at=case.closed_at,
        is_paused=case.state == State.WAITING,
        paused_since=_paused_since(case),
        calendar=places.get_calendar(office),
        now=now,
    )


def read_step_clock(case: Case, step: CaseStep, *, now: datetime) -> Clock:
    """Return one step's promise as it stands now."""
    return _read(
        starts_at=step.starts_at,
        due_at=step.due_at,
        ended_at=step.ended_at,
        is_paused=case.state == State.WAITING and step.ended_at is None,
        paused_since=_paused_since(case),
        calendar=places.get_calendar(places.get_office(step.office_id)),
        now=now,
    )


def _paused_since(case: Case) -> datetime | None:
    if case.state != State.WAITING:
        return None
    pause = next((p for p in case.pauses.all() if p.ends_at is None), None)
    return pause.starts_at if pause else None


def _read(
    *,
    starts_at: datetime,
    due_at: datetime,
    ended_at: datetime | None,
    is_paused: bool,
    paused_since: datetime | None,
    calendar: clock.WorkingCalendar,
    now: datetime,
) -> Clock:
    """Read a promise: `due_at` has the pauses in it already."""
    at = ended_at or (paused_since if is_paused and paused_since else now)
    whole = max(1, clock.working_seconds_between(starts_at, due_at, calendar))
    if at > due_at:
        left = -clock.working_seconds_between(due_at, at, calendar)
        return Clock(100, "late" if ended_at is None else "done", due_at, left, closed_late=True)
    left = clock.working_seconds_between(max(at, starts_at), due_at, calendar)
    spent = min(100, round(100 * (whole - left) / whole))
    state = "done" if ended_at else "paused" if is_paused else "soon" if spent >= 80 else "ok"  # noqa: PLR2004
    return Clock(spent, state, due_at, left)

"""What a tracking page says: the promise, what is asked, what happened, what comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.rooms.cases.models import Attachment, Case, CaseStep, Survey
from kentongan.rooms.cases.queries.clocks import is_asked
from kentongan.rooms.cases.queries.products import Panel, Product, find_panel, find_product
from kentongan.rooms.cases.queries.reading import Clock, read_clock
from kentongan.rooms.cases.queries.story import (
    Happening,
    explain_case_due,
    list_happenings,
    say_duration,
    say_moment,
)
from kentongan.rooms.cases.rules.definition import StepPlan
from kentongan.rooms.cases.workflow import Decision, Outcome, State, StepKind, is_allowed


@dataclass(frozen=True)
class ShownClock:
    """A clock as the thin bar wants it, with its words."""

    spent: int
    state: str
    words: str


@dataclass(frozen=True)
class Event:
    """One line of the page's story; without a moment it is now or still to come."""

    title: str
    note: str = ""
    at: datetime | None = None
    state: str = "done"  # done, now, late, or nothing
    text: str = ""
    kind: str = "step"
    files: tuple[Attachment, ...] = ()


@dataclass
class TrackedCase:
    """A case in the eyes of its applicant; asks only for what the page shows."""

    case: Case
    now: datetime

    @cached_property
    def clock(self) -> ShownClock:
        return show_clock(self.case, now=self.now)

    @cached_property
    def why(self) -> str:
        return explain_case_due(self.case)

    @cached_property
    def story(self) -> list[Happening]:
        return list_happenings(self.case, for_officers=False)

    @cached_property
    def events(self) -> list[Event]:
        return [*map(_show, self.story), *list_coming(self.case, now=self.now)]

    @property
    def question(self) -> Happening | None:
        """What the applicant is asked now."""
        if self.case.state == State.WAITING:
            prefetch_related_objects([self.case], "pauses")  # the clock reads them too
        if not is_asked(self.case):
            return None
        return next((line for line in reversed(self.story) if line.kind == "ask"), None)

    @property
    def is_finishing(self) -> bool:
        return self.case.state == State.FINISHING

    @property
    def is_granted(self) -> bool:
        return self.case.state == State.CLOSED and self.case.outcome == Outcome.GRANTED

    @property
    def is_refused(self) -> bool:
        return self.case.outcome == Outcome.REFUSED

    @property
    def is_withdrawn(self) -> bool:
        return self.case.outcome == Outcome.WITHDRAWN

    @property
    def reason(self) -> str:
        """Why the case was refused."""
        notes = (s.note for s in self.case.steps.all() if s.decision == Decision.REFUSE)
        return next(notes, "")

    @property
    def can_withdraw(self) -> bool:
        return is_allowed("withdraw", state=self.case.state)

    @cached_property
    def product(self) -> Product | None:
        return find_product(self.case) if self.is_granted else None

    @cached_property
    def panel(self) -> Panel | None:
        return find_panel(self.case, now=self.now)

    @cached_property
    def can_rate(self) -> bool:
        return (self.is_granted or self.is_refused) and not is_rated(self.case)


def is_rated(case: Case) -> bool:
    """Tell whether the applicant answered the survey already."""
    return Survey.objects.filter(case=case).exists()


def show_clock(case: Case, *, now: datetime, for_officers: bool = False) -> ShownClock:
    """Return the promise to the person as bar and words."""
    clock = read_clock(case, now=now)
    return ShownClock(clock.spent, clock.state, _say(clock, case=case, for_officers=for_officers))


def _say(clock: Clock, *, case: Case, for_officers: bool) -> str:
    if clock.state == "done":
        return _say_end(clock, case=case)
    if clock.state == "paused":
        waiting = _("waiting for the applicant; the clock stands still")
        return waiting if for_officers else _("waiting for you; the clock stands still")
    time = say_duration(abs(clock.seconds_left))
    if clock.state == "late":
        return _("%(time)s of working time late") % {"time": time}
    return _("%(time)s of working time left") % {"time": time}


def _say_end(clock: Clock, *, case: Case) -> str:
    if case.outcome == Outcome.WITHDRAWN:
        return _("withdrawn")
    time = say_duration(case.worked_seconds or 0)
    if clock.closed_late:
        return _("finished in %(time)s of working time, later than promised") % {"time": time}
    return _("finished in %(time)s of working time") % {"time": time}


def list_coming(case: Case, *, now: datetime) -> Iterator[Event]:
    """Yield the step the case stands at, and those that come after it."""
    if case.state == State.CLOSED:
        return
    plan = case.step_plan
    if plan and case.state != State.FINISHING:
        yield _show_now(case, plan, now=now)
        for later in _list_after(case, plan):
            yield Event(name_step(later), state="")
    is_now = case.state == State.FINISHING
    ready = _("The result is ready here") if case.case_type.plan.finish_task else _("Finished")
    yield Event(ready, _("being made now") if is_now else "", state="now" if is_now else "")


def name_step(plan: StepPlan) -> str:
    """Return the title of a step in the reader's language."""
    return (plan.title_en if get_language() == "en" else "") or plan.title_id


def _list_after(case: Case, plan: StepPlan) -> Iterator[StepPlan]:
    later = case.case_type.plan.get_next(plan.key)
    while later is not None:
        yield later
        later = case.case_type.plan.get_next(later.key)


def _show_now(case: Case, plan: StepPlan, *, now: datetime) -> Event:
    if case.state == State.WAITING:
        return Event(name_step(plan), _("waiting for you"), state="now")
    step = next(s for s in case.steps.all() if s.pk == case.current_step_id)
    state = "late" if step.due_at < now else "now"
    return Event(name_step(plan), _say_where(case, step), state=state)


def _say_where(case: Case, step: CaseStep) -> str:
    asked = [
        s.office.name for s in case.steps.all() if s.kind == StepKind.CONSULT and not s.ended_at
    ]
    if asked:
        return _("%(office)s asks %(other)s for advice") % {
            "office": step.office.name, "other": asked[0],
        }  # fmt: skip
    return _("at %(office)s, until %(due)s") % {
        "office": step.office.name, "due": say_moment(step.due_at),
    }  # fmt: skip


def _show(line: Happening) -> Event:
    return Event(line.what, line.who, line.at, text=line.text, kind=line.kind, files=line.files)

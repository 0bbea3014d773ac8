"""Why this date: the facts behind a due moment, for the caller to put into words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kentongan.foundation.clock.course import Course, lay_course, merge_pauses
from kentongan.foundation.clock.moments import to_moment, to_second
from kentongan.foundation.clock.promise import Pause, Promise
from kentongan.foundation.clock.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class DaySkipped:
    """A day off on which the office would have worked; `reason` is the calendar's own id."""

    date: date
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The facts behind a due moment. Moments are UTC, dates are the office's own."""

    starts_at: datetime  # as given
    received_at: datetime  # first open moment from there: the count is from here
    first_working_day: date  # first day that counts: for days the one after the day of receipt
    days_skipped: tuple[DaySkipped, ...]  # in order, between start and due
    closed_weekdays: tuple[int, ...]  # 0 Monday .. 6 Sunday, without hours and passed on the way
    paused_seconds: int  # working seconds by which pauses moved the due
    is_paused: bool  # a pause is still open: the due will move on
    due: datetime


def explain_due(
    *,
    starts_at: datetime,
    promise: Promise,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    now: datetime | None = None,
) -> Explanation:
    """Explain the same due that `compute_due` computes from the same arguments."""
    start = to_second(starts_at)
    timeline = calendar.timeline
    until = None if now is None else to_second(now)
    stops = merge_pauses(pauses, start=start, until=until)
    course = lay_course(promise, start=start, stops=stops, timeline=timeline)
    due = to_moment(course.due)
    path = list(_dates_between(calendar.local_date(starts_at), _last_date(course, calendar)))
    return Explanation(
        starts_at=starts_at,
        received_at=to_moment(timeline.next_open(start)),
        first_working_day=_first_working_day(promise, start, calendar),
        days_skipped=_days_skipped(path, calendar),
        closed_weekdays=_closed_weekdays(path, calendar),
        paused_seconds=sum(ends - begins for begins, ends in course.stops),
        is_paused=any(p.ends_at is None and p.starts_at < due for p in pauses),
        due=due,
    )


def _first_working_day(promise: Promise, start: int, calendar: WorkingCalendar) -> date:
    timeline = calendar.timeline
    received = timeline.next_open(start)
    if promise.days:
        received = timeline.next_open(timeline.closing(timeline.day(received)))
    return calendar.local_date(to_moment(received))


def _last_date(course: Course, calendar: WorkingCalendar) -> date:
    # closing at midnight is still the day before
    return calendar.local_date(to_moment(course.due - 1))


def _dates_between(first: date, last: date) -> Iterator[date]:
    for days in range((last - first).days + 1):
        yield first + timedelta(days=days)


def _days_skipped(path: Sequence[date], calendar: WorkingCalendar) -> tuple[DaySkipped, ...]:
    return tuple(
        DaySkipped(day, calendar.days_off[day])
        for day in path
        if day in calendar.days_off and calendar.usual_hours_on(day)
    )


def _closed_weekdays(path: Sequence[date], calendar: WorkingCalendar) -> tuple[int, ...]:
    closed = (day.weekday() for day in path if not calendar.usual_hours_on(day))
    return tuple(sorted({day for day in closed if not calendar.hours.by_weekday[day]}))

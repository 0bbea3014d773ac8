"""When a promise is due, how much of it is spent, and when to remind."""

from collections.abc import Sequence
from datetime import datetime

from kentongan.foundation.clock.course import count_spent, find_second, lay_course, merge_pauses
from kentongan.foundation.clock.moments import to_moment, to_second
from kentongan.foundation.clock.promise import Pause, Promise
from kentongan.foundation.clock.working_calendar import WorkingCalendar


def compute_due(
    *,
    starts_at: datetime,
    promise: Promise,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    now: datetime | None = None,
) -> datetime:
    """
    Compute the moment (UTC) at which the promise ends.

    Minutes run in working time outside pauses. Days: the day of receipt is not counted, it ends at
    closing, and only pauses that outlast their working day move it (decision record 0004). A pause
    still open counts up to `now`; without `now` the answer is the earliest the due can become.
    """
    start = to_second(starts_at)
    stops = merge_pauses(pauses, start=start, until=_until(now)) if pauses else ()
    course = lay_course(promise, start=start, stops=stops, timeline=calendar.timeline)
    return to_moment(course.due)


def alarm_times(
    *,
    starts_at: datetime,
    promise: Promise,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    now: datetime | None = None,
) -> tuple[datetime, datetime, datetime]:
    """
    Give the moments (UTC) at which half and four fifths are spent, and the due.

    While a pause is open these are the earliest they can become: ring no alarm before it ends.
    """
    start = to_second(starts_at)
    stops = merge_pauses(pauses, start=start, until=_until(now))
    course = lay_course(promise, start=start, stops=stops, timeline=calendar.timeline)
    half, most = (
        find_second(course, spent=max(1, spent), timeline=calendar.timeline)
        for spent in (course.owed // 2, course.owed * 4 // 5)
    )
    return to_moment(half), to_moment(most), to_moment(course.due)


def spent_share(
    *,
    starts_at: datetime,
    promise: Promise,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
    now: datetime,
) -> float:
    """
    Give the share of the promise spent at `now`: 0 at the start, 1 at the due, more when late.

    It stands still while a pause holds; one that holds over the due but is over by midnight of its
    day moves no promise in days (decision record 0004), so the share reaches 1 when it ends.
    """
    start, second = to_second(starts_at), to_second(now)
    stops = merge_pauses(pauses, start=start, until=second + 1)
    second = next((begins for begins, ends in stops if begins <= second < ends), second)
    past = [stop for stop in stops if stop[0] < second]
    course = lay_course(promise, start=start, stops=past, timeline=calendar.timeline)
    if second <= start:
        return 0.0
    return count_spent(course, second=second, timeline=calendar.timeline) / course.owed


def working_seconds_between(a: datetime, b: datetime, calendar: WorkingCalendar) -> int:
    """Count the working seconds in [a, b); negative when b is before a."""
    return calendar.timeline.worked(to_second(b)) - calendar.timeline.worked(to_second(a))


def add_working(a: datetime, seconds: int, calendar: WorkingCalendar) -> datetime:
    """Find the earliest moment (UTC) with so many working seconds after `a`; `a` itself for 0."""
    start = to_second(a)
    if seconds < 0:
        raise ValueError("the clock only runs forward")
    if seconds == 0:
        return to_moment(start)
    return to_moment(calendar.timeline.second(calendar.timeline.worked(start) + seconds))


def _until(now: datetime | None) -> int | None:
    return None if now is None else to_second(now)

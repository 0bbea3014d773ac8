"""How the clocks of a case stand: pauses, promises, working time spent."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from kentongan.foundation import clock
from kentongan.rooms.cases.models import Case, CaseStep
from kentongan.rooms.cases.workflow import State
from kentongan.rooms.places import api as places

if TYPE_CHECKING:
    from kentongan.rooms.places.models import Office

ASKED = "applicant"  # the cause of a pause that ends with the applicant's answer


def is_asked(case: Case) -> bool:
    """Tell whether the case waits for an answer, and not for something else of the applicant."""
    if case.state != State.WAITING:
        return False
    return any(pause.ends_at is None and pause.cause == ASKED for pause in case.pauses.all())


def list_pauses(case: Case) -> list[clock.Pause]:
    """Return the case's pauses as the clock wants them; no query when there never was one."""
    if not case.pause_count:
        return []
    return [
        clock.Pause(starts_at=row.starts_at, ends_at=row.ends_at, cause=row.cause)
        for row in case.pauses.all()
    ]


def get_promise(step: CaseStep) -> clock.Promise:
    """Return the promise the step began with."""
    return clock.Promise.from_dict({step.promise_unit: step.promise_amount})


def worked_seconds(*, case: Case, office: "Office", since: datetime, until: datetime) -> int:
    """Return the office's working seconds between two moments, pauses left out."""
    calendar = places.get_calendar(office)
    total = clock.working_seconds_between(since, until, calendar)
    for pause in list_pauses(case):
        start, end = max(pause.starts_at, since), min(pause.ends_at or until, until)
        if start < end:
            total -= clock.working_seconds_between(start, end, calendar)
    return max(0, total)


def compute_case_due(case: Case, *, pauses: Sequence[clock.Pause]) -> datetime:
    """Return the promise to the person, in the working time of the office that received it."""
    since = case.promised_from
    return clock.compute_due(
        starts_at=since,
        promise=case.promise,
        pauses=[pause for pause in pauses if pause.ends_at is None or pause.ends_at > since],
        calendar=places.get_calendar(get_receiving_office(case)),
    )


def get_receiving_office(case: Case) -> "Office":
    """Return the office of the route's first step, whose hours the promise to the person counts."""
    return places.resolve_office(case.case_type.plan.route[0].office, case.place_id)


CROSSING = """
SELECT count(*) FROM "case" c WHERE c.closed_at IS NULL AND (
    (c.submitted_at < %(ends)s AND c.due_at >= %(starts)s)
    OR EXISTS (SELECT FROM case_step s WHERE s.case_id = c.id AND s.ended_at IS NULL
               AND s.starts_at < %(ends)s AND s.due_at >= %(starts)s))
"""


def count_crossing(day: date) -> int:
    """Return how many running cases have a clock that runs across this date: they may move."""
    starts = datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))
    with connection.cursor() as cursor:
        cursor.execute(CROSSING, {"starts": starts, "ends": starts + timedelta(days=1)})
        (count,) = cursor.fetchone()
    return int(count)

"""What must hold whatever the office, the promise and the pauses are."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.foundation.clock import (
    Hours,
    Pause,
    Promise,
    WorkingCalendar,
    add_working,
    alarm_times,
    compute_due,
    explain_due,
    spent_share,
    working_seconds_between,
)
from kentongan.foundation.clock.course import merge_pauses
from kentongan.foundation.clock.moments import to_moment, to_second

ZONES = [ZoneInfo(f"Asia/{name}") for name in ("Jakarta", "Makassar", "Jayapura")]
whatever_the_machine = settings(max_examples=60, deadline=None)  # slow machines are no failure
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 500 * 86400).map(lambda n: BEGINNING + timedelta(seconds=n))
promises = st.one_of(
    st.builds(Promise, minutes=st.integers(1, 3000)), st.builds(Promise, days=st.integers(0, 20))
)


@st.composite
def pauses_of(draw):
    begins = draw(moments)
    length = draw(st.integers(0, 5 * 86400))
    return Pause(begins, begins + timedelta(seconds=length), "applicant")


@st.composite
def calendars(draw):
    edges = st.lists(st.times(), min_size=0, max_size=4, unique=True).map(sorted)
    days = [draw(edges) for _ in range(7)]
    week = [tuple(zip(day[::2], day[1::2], strict=False)) for day in days]
    if not any(week):
        week[2] = ((time(8), time(9)),)
    off = draw(st.sets(st.dates(date(2026, 1, 1), date(2027, 6, 1)), max_size=30))
    hours = Hours(
        tuple(
            tuple(
                (a.replace(microsecond=0), b.replace(microsecond=0))
                for a, b in day
                if a.replace(microsecond=0) < b.replace(microsecond=0)
            )
            for day in week
        )
    )
    if not any(hours.by_weekday):
        hours = Hours.from_dict({0: [("08:00", "09:00")]})
    return WorkingCalendar(hours, dict.fromkeys(off, "holiday"), draw(st.sampled_from(ZONES)))


def pass_pauses(moment, *, start, pauses):
    """Go on to the end of the pauses that hold at this moment."""
    second = to_second(moment)
    stops = merge_pauses(pauses, start=to_second(start), until=None)
    return to_moment(next((ends for begins, ends in stops if begins <= second < ends), second))


@whatever_the_machine
@given(calendars(), moments, st.integers(1, 500_000))
def test_going_forward_and_counting_back_are_one(calendar, start, seconds):
    end = add_working(start, seconds, calendar)

    assert working_seconds_between(start, end, calendar) == seconds
    assert working_seconds_between(start, end - timedelta(seconds=1), calendar) == seconds - 1


@whatever_the_machine
@given(calendars(), moments, moments, moments)
def test_working_time_adds_up(calendar, a, b, c):
    through = working_seconds_between(a, b, calendar) + working_seconds_between(b, c, calendar)

    assert through == working_seconds_between(a, c, calendar)


@whatever_the_machine
@given(calendars(), moments, promises, st.lists(pauses_of(), max_size=4))
def test_a_due_lies_at_the_end_of_open_time_after_the_start(calendar, start, promise, pauses):
    due = compute_due(starts_at=start, promise=promise, pauses=pauses, calendar=calendar)

    assert due > start
    assert working_seconds_between(due - timedelta(seconds=1), due, calendar) == 1


@whatever_the_machine
@given(calendars(), moments, promises, st.lists(pauses_of(), max_size=4), pauses_of())
def test_one_more_pause_never_makes_it_due_earlier(calendar, start, promise, pauses, more):
    facts = {"starts_at": start, "promise": promise, "calendar": calendar}

    assert compute_due(**facts, pauses=[*pauses, more]) >= compute_due(**facts, pauses=pauses)


@whatever_the_machine
@given(calendars(), moments, promises, st.lists(pauses_of(), max_size=4), st.randoms())
def test_the_order_in_which_pauses_are_told_does_not_matter(
    calendar, start, promise, pauses, random
):
    facts = {"starts_at": start, "promise": promise, "calendar": calendar}
    mixed = random.sample(pauses, len(pauses))

    assert compute_due(**facts, pauses=mixed) == compute_due(**facts, pauses=pauses)


@whatever_the_machine
@given(calendars(), moments, promises, st.lists(pauses_of(), max_size=4))
def test_the_alarms_ring_in_order_and_the_due_is_the_whole(calendar, start, promise, pauses):
    facts = {"starts_at": start, "promise": promise, "pauses": pauses, "calendar": calendar}

    half, most, due = alarm_times(**facts)

    assert start < half <= most <= due == compute_due(**facts)
    assert spent_share(**facts, now=pass_pauses(due, start=start, pauses=pauses)) == 1
    assert explain_due(**facts).due == due


@whatever_the_machine
@given(calendars(), moments, st.integers(2, 3000), st.lists(pauses_of(), max_size=4), moments)
def test_a_clock_in_minutes_never_runs_backward(calendar, start, minutes, pauses, now):
    facts = {
        "starts_at": start,
        "promise": Promise(minutes=minutes),
        "pauses": pauses,
        "calendar": calendar,
    }

    earlier = spent_share(**facts, now=now)

    assert 0 <= earlier <= spent_share(**facts, now=now + timedelta(hours=7))


@settings(max_examples=15, deadline=None)
@given(calendars(), st.permutations([datetime(y, 5, 4, tzinfo=UTC) for y in range(1999, 2040, 5)]))
def test_it_does_not_matter_which_years_were_asked_first(calendar, starts):
    fresh = WorkingCalendar(calendar.hours, calendar.days_off, calendar.zone)
    promise = Promise(days=3)
    last = starts[-1]

    for start in starts:
        answer = compute_due(starts_at=start, promise=promise, pauses=[], calendar=calendar)

    assert answer == compute_due(starts_at=last, promise=promise, pauses=[], calendar=fresh)

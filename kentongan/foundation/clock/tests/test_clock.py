"""Refusals, open pauses, shares, alarms and explanations."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kentongan.foundation.clock import (
    ClockCannotRun,
    DaySkipped,
    Hours,
    NaiveMoment,
    Pause,
    PauseEndsBeforeItBegins,
    Promise,
    WorkingCalendar,
    WrongHours,
    WrongPromise,
    add_working,
    alarm_times,
    compute_due,
    explain_due,
    spent_share,
    working_seconds_between,
)
from kentongan.foundation.clock.tests.test_vectors import (
    CHRISTMAS,
    CHRISTMAS_EVE,
    FEAST,
    OFFICE,
    ROUND_THE_CLOCK,
    WIB,
    at,
)

MONDAY = at("2026-11-16 08:00")
NEVER = Hours.from_dict({})


def calendar(hours=OFFICE, off=None):
    return WorkingCalendar(hours, off or {}, WIB)


def facts(promise, *pauses, starts_at=MONDAY, off=None):
    return {
        "starts_at": starts_at,
        "promise": promise,
        "pauses": [Pause(at(a), at(b) if b else None) for a, b in pauses],
        "calendar": calendar(off=off),
    }


@pytest.mark.parametrize("promise", [Promise(minutes=1), Promise(days=0), Promise(days=1)])
def test_an_office_that_never_opens_cannot_promise(promise):
    with pytest.raises(ClockCannotRun, match="opening hours"):
        compute_due(starts_at=MONDAY, promise=promise, pauses=[], calendar=calendar(NEVER))


@pytest.mark.parametrize("promise", [Promise(days=40_000), Promise(minutes=10**9)])
def test_a_promise_beyond_a_lifetime_is_refused(promise):
    with pytest.raises(ClockCannotRun, match="never ends"):
        compute_due(starts_at=MONDAY, promise=promise, pauses=[], calendar=calendar())


def test_an_office_that_closes_for_good_cannot_promise_past_its_last_day():
    last_day = {date(2026, 11, 17): ((time(8), time(10)),)}
    closing_down = WorkingCalendar(NEVER, {}, WIB, last_day)
    ask = {"starts_at": MONDAY, "pauses": [], "calendar": closing_down}

    assert compute_due(**ask, promise=Promise(hours=2)) == at("2026-11-17 10:00")
    with pytest.raises(ClockCannotRun):
        compute_due(**ask, promise=Promise(minutes=121))


def test_an_office_that_never_opens_has_worked_nothing():
    later = MONDAY + timedelta(days=9)

    assert working_seconds_between(MONDAY, later, calendar(NEVER)) == 0


@pytest.mark.parametrize(
    "moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
)
def test_the_ends_of_time_are_refused(moment):
    with pytest.raises(ClockCannotRun):
        add_working(moment, 1, calendar())


def test_a_pause_that_ends_in_another_age_is_refused_quickly():
    endless = facts(Promise(days=1), ("2026-11-16 10:00", "2999-01-01 00:00"))

    with pytest.raises(ClockCannotRun):
        compute_due(**endless)


def test_moments_without_zone_are_refused():
    naive = datetime(2026, 11, 16, 8)  # noqa: DTZ001

    with pytest.raises(NaiveMoment):
        compute_due(**facts(Promise(days=1), starts_at=naive))
    with pytest.raises(NaiveMoment):
        working_seconds_between(MONDAY, naive, calendar())
    with pytest.raises(NaiveMoment):
        spent_share(**facts(Promise(days=1)), now=naive)
    with pytest.raises(NaiveMoment):
        Pause(naive)
    with pytest.raises(NaiveMoment):
        Pause(MONDAY, naive)


def test_a_pause_written_by_a_machine_with_a_wrong_clock_is_refused():
    with pytest.raises(PauseEndsBeforeItBegins):
        Pause(MONDAY, MONDAY - timedelta(seconds=1))


@pytest.mark.parametrize(
    "promise",
    [
        {},
        {"minutes": 60, "days": 1},
        {"minutes": 0},
        {"hours": -1},
        {"days": -1},
        {"days": 1.5},
        {"days": True},
        {"days": "1"},
        {"weeks": 1},
    ],
)
def test_a_promise_nobody_can_keep_is_refused(promise):
    with pytest.raises(WrongPromise):
        Promise.from_dict(promise)


def test_a_promise_in_hours_is_kept_in_minutes():
    promise = Promise.from_dict({"hours": 2})

    assert promise == Promise(minutes=120)
    assert promise.to_dict() == {"minutes": 120}
    assert Promise.from_dict({"days": 2}).to_dict() == {"days": 2}


@pytest.mark.parametrize(
    "weekdays",
    [
        {7: [("08:00", "09:00")]},
        {0: [("09:00", "08:00")]},
        {0: [("08:00", "08:00")]},
        {0: [("08:00", "12:00"), ("11:00", "15:00")]},
        {0: [("13:00", "15:00"), ("08:00", "12:00")]},
        {0: [("13:00", "00:00"), ("14:00", "15:00")]},
        {0: [(time(8, tzinfo=UTC), time(9, tzinfo=UTC))]},
    ],
)
def test_hours_that_make_no_sense_are_refused(weekdays):
    with pytest.raises(WrongHours):
        Hours.from_dict(weekdays)


def test_a_week_of_six_days_is_refused():
    with pytest.raises(WrongHours):
        Hours(((),) * 6)


def test_days_with_other_hours_are_checked_too():
    with pytest.raises(WrongHours):
        WorkingCalendar(OFFICE, {}, WIB, {date(2026, 3, 9): ((time(9), time(8)),)})


def test_fractions_of_a_second_do_not_move_a_due():
    late = facts(Promise(minutes=60), starts_at=MONDAY + timedelta(microseconds=999_999))

    assert compute_due(**late) == at("2026-11-16 09:00")


def test_going_nowhere_stays_and_going_back_is_refused():
    sunday = at("2026-11-22 10:00")

    assert add_working(sunday, 0, calendar()) == sunday
    with pytest.raises(ValueError, match="forward"):
        add_working(sunday, -1, calendar())


def test_an_open_pause_moves_the_due_with_the_time_that_passes():
    waiting = facts(Promise(hours=4), ("2026-11-16 10:00", None))

    assert compute_due(**waiting) == at("2026-11-16 12:00")
    assert compute_due(**waiting, now=at("2026-11-16 09:00")) == at("2026-11-16 12:00")
    assert compute_due(**waiting, now=at("2026-11-17 09:00")) == at("2026-11-17 11:00")


def test_an_open_pause_moves_a_day_when_midnight_comes():
    waiting = facts(Promise(days=1), ("2026-11-16 10:00", None))

    assert compute_due(**waiting, now=at("2026-11-16 23:59")) == at("2026-11-17 15:30")
    assert compute_due(**waiting, now=at("2026-11-17 00:00")) == at("2026-11-18 15:30")


@pytest.mark.parametrize(
    ("now", "share"),
    [
        ("2026-11-16 07:00", 0),
        ("2026-11-16 08:00", 0),
        ("2026-11-16 09:00", 0.25),
        ("2026-11-16 10:00", 0.5),
        ("2026-11-16 14:00", 0.5),
        ("2026-11-17 08:00", 0.5),
        ("2026-11-17 10:00", 0.75),
        ("2026-11-17 11:00", 1),
        ("2026-11-17 13:00", 1.5),
    ],
)
def test_the_share_stands_still_while_waiting_and_grows_past_one(now, share):
    waited = facts(Promise(hours=4), ("2026-11-16 10:00", "2026-11-17 09:00"))

    assert spent_share(**waited, now=at(now)) == share


@pytest.mark.parametrize("now", ["2026-11-16 10:00", "2026-11-16 12:00", "2026-11-18 12:00"])
def test_the_share_stands_still_while_a_pause_is_open(now):
    minutes = facts(Promise(hours=4), ("2026-11-16 10:00", None))
    days = facts(Promise(days=1), ("2026-11-16 10:00", None))

    assert spent_share(**minutes, now=at(now)) == 0.5
    assert spent_share(**days, now=at(now)) == 2 / 15.5


def test_a_question_that_holds_over_the_due_moves_no_day_and_the_share_is_whole_at_its_end():
    asked = facts(Promise(days=0), ("2026-11-16 10:00", "2026-11-16 18:00"))

    due = compute_due(**asked)

    assert due < at("2026-11-16 18:00")
    assert spent_share(**asked, now=due) == spent_share(**asked, now=at("2026-11-16 10:00")) < 1
    assert spent_share(**asked, now=at("2026-11-16 18:00")) == 1


def test_a_promise_in_days_is_spent_over_its_working_time():
    two_days = facts(Promise(days=1), starts_at=at("2026-11-16 07:00"))

    assert spent_share(**two_days, now=at("2026-11-16 15:30")) == 0.5
    assert spent_share(**two_days, now=at("2026-11-17 07:30")) == 0.5
    assert spent_share(**two_days, now=at("2026-11-17 15:30")) == 1
    assert spent_share(**two_days, now=at("2026-11-18 15:30")) == 1.5


def test_alarms_ring_at_half_at_four_fifths_and_at_the_due():
    waited = facts(Promise(minutes=100), ("2026-11-16 09:00", "2026-11-16 10:00"))

    assert alarm_times(**waited) == (
        at("2026-11-16 08:50"),
        at("2026-11-16 10:20"),
        at("2026-11-16 10:40"),
    )


def test_why_this_date_after_christmas():
    off = CHRISTMAS | CHRISTMAS_EVE | {date(2026, 12, 26): "national:on_a_saturday"}
    asked = facts(Promise(hours=2), starts_at=at("2026-12-24 15:00"), off=off)

    why = explain_due(**asked)

    assert why.due == at("2026-12-28 09:30")
    assert why.received_at == at("2026-12-28 07:30")
    assert why.first_working_day == date(2026, 12, 28)
    assert why.days_skipped == (
        DaySkipped(date(2026, 12, 24), "collective:christmas"),
        DaySkipped(date(2026, 12, 25), "national:christmas"),
    )
    assert why.closed_weekdays == (5, 6)
    assert why.paused_seconds == 0
    assert not why.is_paused


def test_why_this_date_over_the_feast_and_while_waiting():
    asked = facts(
        Promise(days=1),
        ("2026-03-17 15:00", "2026-03-25 08:30"),
        ("2026-03-25 10:00", None),
        starts_at=at("2026-03-17 14:30"),
        off=FEAST,
    )

    why = explain_due(**asked)

    assert why.due == at("2026-03-26 15:30")
    assert why.starts_at == why.received_at == at("2026-03-17 14:30")
    assert why.first_working_day == date(2026, 3, 25)
    assert [skipped.date.day for skipped in why.days_skipped] == [18, 19, 20, 23, 24]
    assert why.paused_seconds == 5400
    assert why.is_paused


def test_a_closing_at_midnight_is_explained_by_its_own_day():
    calendar_ = WorkingCalendar(ROUND_THE_CLOCK, {date(2026, 11, 18): "local"}, WIB)

    why = explain_due(starts_at=MONDAY, promise=Promise(days=1), pauses=[], calendar=calendar_)

    assert why.due == at("2026-11-18 00:00")
    assert why.days_skipped == ()


def test_summer_time_elsewhere_is_counted_in_real_hours():
    nights = Hours.from_dict({day: [("01:00", "05:00")] for day in range(7)})
    berlin = WorkingCalendar(nights, {}, ZoneInfo("Europe/Berlin"))
    night = datetime(2026, 3, 28, 23, tzinfo=UTC)  # the clock jumps from 2 to 3

    assert working_seconds_between(night, night + timedelta(hours=12), berlin) == 3 * 3600


def test_threads_that_ask_for_different_years_at_once_get_true_answers():
    shared = calendar()
    starts = [datetime(1995 + n, 6, 1, tzinfo=UTC) for n in (20, 5, 39, 0, 33, 11, 27, 16)]

    def ask(start, asked):
        return compute_due(starts_at=start, promise=Promise(days=9), pauses=[], calendar=asked)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda start: ask(start, shared), starts * 4))

    assert answers == [ask(start, calendar()) for start in starts] * 4

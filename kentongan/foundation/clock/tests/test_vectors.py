"""Deadlines worked out by hand, in the words people would use at the counter."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kentongan.foundation.clock import Hours, Pause, Promise, WorkingCalendar, compute_due

WIB = ZoneInfo("Asia/Jakarta")
OFFICE = Hours.from_dict(
    {day: [("07:30", "15:30")] for day in range(4)} | {4: [("07:30", "14:30")]}
)
WITH_LUNCH = Hours.from_dict(
    {day: [("07:30", "12:00"), ("13:00", "16:00")] for day in range(4)}
    | {4: [("07:30", "11:30"), ("13:00", "16:30")]}
)
EVERY_DAY = Hours.from_dict({day: [("08:00", "14:00")] for day in range(7)})
ROUND_THE_CLOCK = Hours.from_dict({day: [("00:00", "00:00")] for day in range(7)})
TUESDAYS = Hours.from_dict({1: [("09:00", "12:00")]})

CHRISTMAS = {date(2026, 12, 25): "national:christmas"}
CHRISTMAS_EVE = {date(2026, 12, 24): "collective:christmas"}
FEAST = {  # SKB 3 Menteri for 2026: Nyepi and Idul Fitri 1447 H fall into one week
    date(2026, 3, 18): "collective:nyepi",
    date(2026, 3, 19): "national:nyepi",
    date(2026, 3, 20): "collective:idul_fitri",
    date(2026, 3, 21): "national:idul_fitri",
    date(2026, 3, 22): "national:idul_fitri",
    date(2026, 3, 23): "collective:idul_fitri",
    date(2026, 3, 24): "collective:idul_fitri",
}
RAMADAN = {date(2026, 3, day): ((time(8), time(14)),) for day in (9, 10, 11, 12, 13, 16, 17)}


def at(text: str, zone: ZoneInfo = WIB) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def due(start, promise, *, hours=OFFICE, zone=WIB, pauses=(), **days):
    calendar = WorkingCalendar(hours, days.get("off", {}), zone, days.get("short"))
    return compute_due(
        starts_at=at(start, zone),
        promise=Promise.from_dict(promise),
        pauses=[Pause(at(a, zone), at(b, zone)) for a, b in pauses],
        calendar=calendar,
    )


@pytest.mark.parametrize(
    ("start", "promise", "off", "pauses", "expected"),
    [
        ("2026-11-20 14:00", {"minutes": 60}, {}, [], "2026-11-23 08:00"),
        ("2026-11-20 14:00", {"days": 1}, {}, [], "2026-11-23 15:30"),
        ("2026-11-21 10:00", {"minutes": 60}, {}, [], "2026-11-23 08:30"),
        ("2026-11-21 10:00", {"days": 1}, {}, [], "2026-11-24 15:30"),
        ("2026-12-24 15:00", {"hours": 2}, CHRISTMAS, [], "2026-12-28 09:00"),
        ("2026-12-24 15:00", {"hours": 2}, CHRISTMAS | CHRISTMAS_EVE, [], "2026-12-28 09:30"),
        (
            "2026-11-16 08:00",
            {"hours": 4},
            {},
            [("2026-11-16 10:00", "2026-11-17 09:00")],
            "2026-11-17 11:00",
        ),
    ],
)
def test_the_promises_everyone_agreed_on_fall_due_as_agreed(start, promise, off, pauses, expected):
    assert due(start, promise, off=off, pauses=pauses) == at(expected)


@pytest.mark.parametrize(
    ("start", "promise", "expected"),
    [
        ("2026-03-17 14:30", {"hours": 2}, "2026-03-25 08:30"),
        ("2026-03-17 14:30", {"hours": 1}, "2026-03-17 15:30"),
        ("2026-03-17 14:30", {"days": 1}, "2026-03-25 15:30"),
        ("2026-03-17 15:30", {"days": 1}, "2026-03-26 15:30"),
        ("2026-03-19 10:00", {"minutes": 30}, "2026-03-25 08:00"),
        ("2026-03-21 06:00", {"days": 1}, "2026-03-26 15:30"),
        ("2026-03-16 09:00", {"days": 3}, "2026-03-26 15:30"),
        ("2026-03-16 09:00", {"days": 0}, "2026-03-16 15:30"),
        ("2026-03-22 09:00", {"days": 0}, "2026-03-25 15:30"),
    ],
)
def test_a_promise_waits_for_the_whole_feast(start, promise, expected):
    assert due(start, promise, off=FEAST) == at(expected)


@pytest.mark.parametrize(
    ("start", "promise", "expected"),
    [
        ("2026-03-13 13:00", {"hours": 2}, "2026-03-16 09:00"),
        ("2026-03-13 13:00", {"days": 1}, "2026-03-16 14:00"),
        ("2026-03-17 13:30", {"hours": 1}, "2026-03-25 08:00"),
        ("2026-03-17 14:30", {"days": 1}, "2026-03-26 15:30"),
    ],
)
def test_ramadan_hours_are_kept_until_the_feast(start, promise, expected):
    assert due(start, promise, off=FEAST, short=RAMADAN) == at(expected)


@pytest.mark.parametrize(
    ("hours", "start", "promise", "expected"),
    [
        (OFFICE, "2026-11-20 07:00", {"hours": 7}, "2026-11-20 14:30"),
        (OFFICE, "2026-11-20 14:29", {"minutes": 2}, "2026-11-23 07:31"),
        (OFFICE, "2026-11-20 14:30", {"days": 1}, "2026-11-24 15:30"),
        (OFFICE, "2026-11-19 15:00", {"days": 1}, "2026-11-20 14:30"),
        (WITH_LUNCH, "2026-11-16 11:30", {"minutes": 30}, "2026-11-16 12:00"),
        (WITH_LUNCH, "2026-11-16 11:30", {"minutes": 31}, "2026-11-16 13:01"),
        (WITH_LUNCH, "2026-11-16 12:20", {"minutes": 10}, "2026-11-16 13:10"),
        (WITH_LUNCH, "2026-11-16 12:20", {"days": 1}, "2026-11-17 16:00"),
        (WITH_LUNCH, "2026-11-20 11:00", {"hours": 4}, "2026-11-20 16:30"),
        (EVERY_DAY, "2026-11-21 13:00", {"hours": 2}, "2026-11-22 09:00"),
        (EVERY_DAY, "2026-11-21 14:00", {"days": 1}, "2026-11-23 14:00"),
        (ROUND_THE_CLOCK, "2026-11-21 23:30", {"hours": 1}, "2026-11-22 00:30"),
        (ROUND_THE_CLOCK, "2026-11-21 23:30", {"days": 1}, "2026-11-23 00:00"),
        (ROUND_THE_CLOCK, "2026-11-22 00:00", {"days": 0}, "2026-11-23 00:00"),
        (TUESDAYS, "2026-11-17 11:00", {"hours": 2}, "2026-11-24 10:00"),
        (TUESDAYS, "2026-11-18 11:00", {"days": 2}, "2026-12-08 12:00"),
    ],
)
def test_every_kind_of_office_keeps_its_own_hours(hours, start, promise, expected):
    assert due(start, promise, hours=hours) == at(expected)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([("09:00", "10:00"), ("09:30", "10:30")], "2026-11-16 13:30"),
        ([("09:00", "10:00"), ("10:00", "10:30")], "2026-11-16 13:30"),
        ([("09:00", "10:30"), ("09:30", "10:00")], "2026-11-16 13:30"),
        ([("09:30", "10:30"), ("09:00", "10:00")], "2026-11-16 13:30"),
        ([("05:00", "07:00"), ("16:00", "20:00")], "2026-11-16 12:00"),
        ([("07:00", "09:00")], "2026-11-16 13:00"),
        ([("09:00", "09:00")], "2026-11-16 12:00"),
        ([("12:00", "13:00")], "2026-11-16 12:00"),
        ([("11:59", "13:00")], "2026-11-16 13:01"),
        ([("09:00", "12:30"), ("14:00", "15:30")], "2026-11-17 09:00"),
    ],
)
def test_minutes_inside_pauses_are_given_back_once(pauses, expected):
    spans = [(f"2026-11-16 {a}", f"2026-11-16 {b}") for a, b in pauses]

    assert due("2026-11-16 08:00", {"hours": 4}, pauses=spans) == at(expected)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ([("16 09:00", "16 15:00")], "17 15:30"),  # over on the day it began
        ([("16 14:00", "16 20:00")], "17 15:30"),  # over that evening
        ([("16 16:00", "17 10:00")], "17 15:30"),  # begun after closing: is Tuesday's, over Tuesday
        ([("16 10:00", "17 09:00")], "18 15:30"),  # 7 hours missed
        ([("16 10:00", "17 10:30")], "19 15:30"),  # 8.5 hours missed
        ([("16 14:00", "17 07:00")], "18 15:30"),  # held overnight: 1.5 hours, then to closing
        ([("16 15:00", "17 07:30"), ("17 15:00", "18 07:30")], "18 15:30"),  # summed, rounded once
        ([("17 15:29", "18 07:30")], "18 15:30"),
        ([("17 15:30", "19 10:00")], "17 15:30"),  # due already
        (
            [("16 10:00", "16 14:00"), ("16 14:00", "17 12:30")],
            "19 15:30",
        ),  # touching: one of 10.5 h
        ([("14 09:00", "16 09:00")], "17 15:30"),  # before it was received
        ([("18 09:00", "19 09:00")], "17 15:30"),
    ],
)
def test_a_pause_moves_a_day_only_when_it_outlasts_its_day(pauses, expected):
    spans = [(f"2026-11-{a}", f"2026-11-{b}") for a, b in pauses]

    assert due("2026-11-16 08:00", {"days": 1}, pauses=spans) == at(f"2026-11-{expected}")


def test_a_pause_over_the_weekend_costs_friday_and_monday_only():
    pauses = [("2026-11-20 13:30", "2026-11-23 08:30")]

    assert due("2026-11-20 08:00", {"hours": 6}, pauses=pauses) == at("2026-11-23 09:00")


@pytest.mark.parametrize(("zone", "hour"), [("Jakarta", 1), ("Makassar", 0), ("Jayapura", -1)])
def test_the_same_hours_end_earlier_in_the_east(zone, hour):
    answer = due("2026-11-20 14:00", {"minutes": 60}, zone=ZoneInfo(f"Asia/{zone}"))

    assert answer == datetime(2026, 11, 22 if hour < 0 else 23, hour % 24, tzinfo=UTC)
    assert answer.tzinfo is UTC


def test_what_is_sent_at_night_in_utc_counts_on_the_office_wall():
    calendar = WorkingCalendar(OFFICE, {}, ZoneInfo("Asia/Jayapura"))
    sunday_in_utc_monday_there = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)

    answer = compute_due(
        starts_at=sunday_in_utc_monday_there,
        promise=Promise(days=1),
        pauses=[],
        calendar=calendar,
    )

    assert answer == at("2026-11-24 15:30", ZoneInfo("Asia/Jayapura"))

"""When a unit comes: rules, days off, changes."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from kentongan.rooms.rounds.rules.occurrences import (
    Changed,
    Plan,
    WrongRule,
    check_rule,
    list_occurrences,
)
from kentongan.rooms.rounds.rules.saying import name_week, read_week

EIGHT, NOON = time(8), time(12)
DAYS_OFF = {date(2026, 12, 16): "Day off"}


def plan(rule="FREQ=WEEKLY;BYDAY=WE", **more):
    facts = {"starts_date": date(2026, 1, 1), "opens": EIGHT, "closes": NOON}
    return Plan(rule=rule, zone=ZoneInfo("Asia/Jakarta"), **{**facts, **more})


def change(day, kind, new=None, opens=EIGHT):
    return Changed(date(2026, 12, day), kind, date(2026, 12, new or day), opens, NOON, key=day)


@pytest.mark.parametrize(
    ("made", "changes", "found"),
    [
        (plan(), [], ["2 planned", "9 planned", "16 holiday"]),
        (plan(on_holidays="keep"), [], ["2 planned", "9 planned", "16 planned"]),
        (plan(ends_date=date(2026, 12, 9)), [], ["2 planned"]),
        (plan("FREQ=MONTHLY;BYDAY=1TU,3TU"), [], ["1 planned", "15 planned"]),
        (plan("FREQ=MONTHLY;BYMONTHDAY=10"), [], ["10 planned"]),
        (plan("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", starts_date=date(2026, 12, 2)), [],
         ["2 planned", "16 holiday"]),
        (plan(), [change(9, "cancelled")], ["2 planned", "9 cancelled", "16 holiday"]),
        (plan(), [change(9, "moved", 10)], ["2 planned", "9 away", "10 moved", "16 holiday"]),
        (plan(), [change(9, "moved", opens=NOON)], ["2 planned", "9 moved", "16 holiday"]),
        (plan(), [change(9, "moved", 25)], ["2 planned", "9 away", "16 holiday"]),
        (plan(), [change(23, "moved", 15)], ["2 planned", "9 planned", "15 moved", "16 holiday"]),
        (plan(), [change(3, "extra")], ["2 planned", "3 extra", "9 planned", "16 holiday"]),
        (plan(), [change(4, "cancelled")], ["2 planned", "9 planned", "16 holiday"]),
    ],
)  # fmt: skip
def test_a_rule_gives_the_days_that_people_find_the_unit(made, changes, found):
    dates = list_occurrences(
        made, since=date(2026, 12, 1), until=date(2026, 12, 17), days_off=DAYS_OFF, changes=changes
    )

    assert [f"{one.date.day} {one.coming}" for one in dates] == found
    assert all(one.starts_at.isoformat().endswith("+07:00") for one in dates)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY", "FREQ=WEEKLY;UNTIL=20270101", "FREQ=WEEKLY;COUNT=3", "BYDAY=WE",
        "FREQ=WEEKLY;BYDAY=RA", "FREQ=WEEKLY;BYDAY=WE;BYDAY=MO", "every wednesday", "",
        "FREQ=WEEKLY;BYDAY=WE\nRRULE:FREQ=DAILY",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_meant_is_refused(rule):
    with pytest.raises(WrongRule):
        check_rule(rule)


def test_a_week_has_a_name():
    assert name_week(read_week("2026-W53")) == "2026-W53"
    assert [read_week(text) for text in ("2026-W54", "x", "", "0-W1", "2026-W0")] == [None] * 5

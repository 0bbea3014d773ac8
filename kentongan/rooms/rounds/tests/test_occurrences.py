"""When a unit comes: rules, days off, changes."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from kentongan.rooms.rounds.rules.clashes import find_clash, say_clash
from kentongan.rooms.rounds.rules.occurrences import (
    Changed,
    Plan,
    WrongRule,
    check_rule,
    find_shift,
    list_occurrences,
)
from kentongan.rooms.rounds.rules.saying import name_week, read_week

EIGHT, NOON = time(8), time(12)
DAYS_OFF = {date(2026, 11, 30): "Day off", date(2026, 12, 16): "Day off"}


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
        (plan(), [change(4, "cancelled")],  # the rule plans it no more
         ["2 planned", "4 cancelled", "9 planned", "16 holiday"]),
        (plan(), [change(4, "moved", 10)],
         ["2 planned", "4 away", "9 planned", "10 moved", "16 holiday"]),
        (plan(), [change(4, "moved", 9)], ["2 planned", "4 away", "9 moved", "16 holiday"]),
        (plan(), [change(9, "extra", opens=NOON)], ["2 planned", "9 extra", "16 holiday"]),
        (plan(on_holidays="next", starts_date=date(2026, 11, 30), rule="FREQ=MONTHLY;BYDAY=-1MO"),
         [], ["1 shifted"]),
        (plan(on_holidays="next"), [change(16, "cancelled", 17)], ["2 planned", "9 planned"]),
        (plan("FREQ=DAILY", on_holidays="next", starts_date=date(2026, 12, 15)), [],
         ["15 planned", "16 holiday"]),
        (plan("FREQ=WEEKLY;BYDAY=WE,SA", on_holidays="next", starts_date=date(2026, 12, 15)), [],
         ["16 put_off"]),
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


@pytest.mark.parametrize(
    ("off", "shifted"),
    [([24, 25], 28), ([24], 25), ([24, 25, 28, 29, 30], None)],
)  # fmt: skip
def test_a_visit_on_a_day_off_comes_on_the_next_working_day_or_falls_out(off, shifted):
    """24 December 2026 is a Thursday; a weekly visit does not wait for the next one."""
    days_off = {date(2026, 12, day): "Natal" for day in off}
    made = plan("FREQ=WEEKLY;BYDAY=TH", on_holidays="next")

    found = find_shift(made, date(2026, 12, 24), days_off=days_off)

    assert found == (date(2026, 12, shifted) if shifted else None)


def test_one_team_is_not_at_two_places_at_once():
    plans = {"camat": plan(), "balai": plan("FREQ=MONTHLY;BYDAY=2WE", opens=time(11))}
    period = {"since": date(2026, 12, 1), "until": date(2027, 1, 1)}

    clash = find_clash(plans, teams=1, **period)

    assert say_clash(clash).startswith("would be at once on 2026-12-09 at camat 08.00, balai 11.00")
    assert find_clash(plans, teams=2, **period) is None


def test_a_week_has_a_name():
    assert name_week(read_week("2026-W53")) == "2026-W53"
    assert [read_week(text) for text in ("2026-W54", "x", "", "0-W1", "2026-W0")] == [None] * 5

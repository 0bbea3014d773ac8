"""A stretch of days worked out once: openings in seconds, with running totals to search in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kentongan.foundation.clock.hours import MIDNIGHT, Intervals

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Table:
    """
    Openings of the local days [first_date, end_date), in seconds since 1970.

    "Worked" counts working seconds and "day" numbers working days, both from an arbitrary zero
    that stays where it is when tables are joined; so numbers from an older table stay true.
    The lists are never changed after building, so threads may share a table.
    """

    first_date: date
    end_date: date
    begins: int  # local midnights around the stretch
    ends: int
    worked_before: int  # totals at both edges
    worked_after: int
    day_before: int
    openings: list[int]  # one entry per opening interval
    closings: list[int]
    worked: list[int]  # at the opening
    days: list[int]  # number of the working day of the interval
    last_closings: list[int]  # one entry per working day
    worked_at_last_closing: list[int]
    midnights: list[int]  # the one that ends the working day


def build_table(
    *, first_date: date, end_date: date, zone: ZoneInfo, hours_of: Callable[[date], Intervals]
) -> Table:
    """Work out the days [first_date, end_date), with totals counted from its beginning."""
    begins = _second(first_date, MIDNIGHT, zone)
    ends = _second(end_date, MIDNIGHT, zone)
    table = Table(first_date, end_date, begins, ends, 0, 0, 0, [], [], [], [], [], [], [])
    total = 0
    day = first_date
    while day < end_date:
        total += _append_day(table, total, _day_seconds(day, zone, hours_of(day)))
        if len(table.last_closings) > len(table.midnights):
            table.midnights.append(_second(day + ONE_DAY, MIDNIGHT, zone))
        day += ONE_DAY
    return replace(table, worked_after=total)


def join_tables(before: Table, after: Table) -> Table:
    """Join two stretches that touch; both must already count from the same zero."""
    return Table(
        before.first_date,
        after.end_date,
        before.begins,
        after.ends,
        before.worked_before,
        after.worked_after,
        before.day_before,
        before.openings + after.openings,
        before.closings + after.closings,
        before.worked + after.worked,
        before.days + after.days,
        before.last_closings + after.last_closings,
        before.worked_at_last_closing + after.worked_at_last_closing,
        before.midnights + after.midnights,
    )


def shift_table(table: Table, *, worked: int, days: int) -> Table:
    """Count the same stretch from another zero."""
    return replace(
        table,
        worked_before=table.worked_before + worked,
        worked_after=table.worked_after + worked,
        day_before=table.day_before + days,
        worked=[x + worked for x in table.worked],
        days=[x + days for x in table.days],
        worked_at_last_closing=[x + worked for x in table.worked_at_last_closing],
    )


def _append_day(table: Table, total: int, spans: list[tuple[int, int]]) -> int:
    number = len(table.last_closings)
    length = 0
    for opens, closes in spans:
        table.openings.append(opens)
        table.closings.append(closes)
        table.worked.append(total + length)
        table.days.append(number)
        length += closes - opens
    if spans:
        table.last_closings.append(spans[-1][1])
        table.worked_at_last_closing.append(total + length)
    return length


def _day_seconds(day: date, zone: ZoneInfo, intervals: Intervals) -> list[tuple[int, int]]:
    spans = (
        (
            _second(day, opens, zone),
            _second(day + ONE_DAY if closes == MIDNIGHT else day, closes, zone),
        )
        for opens, closes in intervals
    )
    # where summer time swallows an interval nothing is left of it
    return [(opens, closes) for opens, closes in spans if opens < closes]


def _second(day: date, at: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, at, tzinfo=zone).timestamp())

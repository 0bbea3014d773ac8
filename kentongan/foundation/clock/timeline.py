"""The line of working seconds of one calendar: where a second lies on it, and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from kentongan.foundation.clock.errors import ClockCannotRun
from kentongan.foundation.clock.hours import Intervals
from kentongan.foundation.clock.table import Table, build_table, join_tables, shift_table

YEAR = timedelta(days=366)
MONTH = timedelta(days=31)
HORIZON = 60 * YEAR  # nobody promises longer; beyond it a calendar is taken to be empty
DISTANT = date.max - 2 * HORIZON
NOTHING_YET = Table(date.min, date.min, 0, 0, 0, 0, 0, [], [], [], [], [], [], [])


class Timeline:
    """
    Working seconds as one unbroken line, worked out for the years that are asked about.

    Seconds are since 1970 in UTC, `worked` and `day` as in `Table`: ask for the worked or the day
    of a second first, the way back knows only what was asked.
    """

    def __init__(self, *, zone: ZoneInfo, hours_of: Callable[[date], Intervals]) -> None:
        self._zone = zone
        self._hours_of = hours_of
        self._table = NOTHING_YET
        self._growing = Lock()

    def worked(self, second: int) -> int:
        """Count the working seconds passed at this second."""
        table = self._table
        if not table.begins <= second < table.ends:
            table = self._cover(second)
        index = bisect_right(table.openings, second) - 1
        if index < 0:
            return table.worked_before
        closes = table.closings[index]
        opens = table.openings[index]
        return table.worked[index] + (second if second < closes else closes) - opens

    def second(self, worked: int) -> int:
        """Find the earliest second at which so much has been worked."""
        table = self._table
        while table.worked_after < worked:
            table = self._extend(table)
        index = bisect_left(table.worked, worked) - 1
        return table.openings[index] + worked - table.worked[index]

    def next_open(self, second: int) -> int:
        """Find the first second at or after this one at which the office is open."""
        table, index = self._next_interval(second)
        return max(second, table.openings[index])

    def day(self, second: int) -> int:
        """Give the number of the working day in which the next open second lies."""
        table, index = self._next_interval(second)
        return table.days[index]

    def day_reached(self, worked: int) -> int:
        """Give the number of the working day on which so much has been worked."""
        table = self._table
        while table.worked_after < worked:
            table = self._extend(table)
        return table.day_before + bisect_left(table.worked_at_last_closing, worked)

    def closing(self, day: int) -> int:
        """Find the second at which the office closes for the night on this working day."""
        table = self._table
        while day - table.day_before >= len(table.last_closings):
            table = self._extend(table)
        return table.last_closings[day - table.day_before]

    def midnight(self, day: int) -> int:
        """Find the second of the local midnight that ends a working day told by `day()`."""
        table = self._table
        return table.midnights[day - table.day_before]

    def _next_interval(self, second: int) -> tuple[Table, int]:
        table = self._table
        if not table.begins <= second < table.ends:
            table = self._cover(second)
        while not table.closings or table.closings[-1] <= second:
            table = self._extend(table)
        # intervals do not overlap, so the first that closes later is the one
        return table, bisect_right(table.closings, second)

    def _cover(self, second: int) -> Table:
        day = datetime.fromtimestamp(second, UTC).date()
        if not date.min + HORIZON < day < DISTANT:
            raise ClockCannotRun(f"no calendar reaches {day}")
        with self._growing:
            table = self._table
            if table is NOTHING_YET:
                table = self._build(day - MONTH, day + YEAR)
            if second < table.begins:
                table = self._grow_backward(table, day - MONTH)
            if second >= table.ends:
                table = self._grow_forward(table, day + YEAR)
            self._table = table
            return table

    def _extend(self, seen: Table) -> Table:
        with self._growing:
            table = self._table
            if table is seen:
                # doubling keeps the cost of a long search in proportion to its length
                length = max(YEAR, table.end_date - table.first_date)
                table = self._grow_forward(table, table.end_date + length)
                self._table = table
            return table

    def _grow_forward(self, table: Table, end_date: date) -> Table:
        _check_horizon(table.end_date, end_date)
        after = self._build(table.end_date, end_date)
        after = shift_table(
            after,
            worked=table.worked_after,
            days=table.day_before + len(table.last_closings),
        )
        return join_tables(table, after)

    def _grow_backward(self, table: Table, first_date: date) -> Table:
        _check_horizon(first_date, table.first_date)
        before = self._build(first_date, table.first_date)
        before = shift_table(
            before,
            worked=table.worked_before - before.worked_after,
            days=table.day_before - len(before.last_closings),
        )
        return join_tables(before, table)

    def _build(self, first_date: date, end_date: date) -> Table:
        return build_table(
            first_date=first_date, end_date=end_date, zone=self._zone, hours_of=self._hours_of
        )


def _check_horizon(first_date: date, end_date: date) -> None:
    if end_date - first_date > HORIZON:
        raise ClockCannotRun(
            f"too few opening hours between {first_date} and {end_date}: the promise never ends"
        )

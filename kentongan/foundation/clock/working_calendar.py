"""When an office works: weekly hours, days off, days with other hours, in its time zone."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kentongan.foundation.clock.hours import Hours, Intervals, check_intervals
from kentongan.foundation.clock.timeline import Timeline


class WorkingCalendar:
    """
    The working time of one office. Build once, keep: it remembers the years it worked out.

    `days_off` names for each date the reason it is closed (an id for the caller to put in words);
    `short_days` gives a date other hours (Ramadan, a funeral); a day off wins over both.
    Never changes after building and may be shared by threads.
    """

    def __init__(
        self,
        hours: Hours,
        days_off: Mapping[date, str],
        zone: ZoneInfo,
        short_days: Mapping[date, Intervals] | None = None,
    ) -> None:
        self.hours = hours
        self.days_off = dict(days_off)
        self.zone = zone
        self.short_days = dict(short_days or {})
        for intervals in self.short_days.values():
            check_intervals(intervals)
        self.timeline = Timeline(zone=zone, hours_of=self.hours_on)

    def hours_on(self, day: date) -> Intervals:
        """List the opening intervals of this date; empty when closed."""
        return () if day in self.days_off else self.usual_hours_on(day)

    def usual_hours_on(self, day: date) -> Intervals:
        """List the opening intervals this date would have if it were not a day off."""
        usual = self.hours.by_weekday[day.weekday()]
        return self.short_days.get(day, usual)

    def local_date(self, moment: datetime) -> date:
        """Date on the office's wall at this moment."""
        return moment.astimezone(self.zone).date()

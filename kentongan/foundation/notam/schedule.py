"""
The hours of item D), as periods of time.

A schedule is groups of days with spans of hours, all in UTC, and days that are left out. A span
that ends at or before its beginning ends on the next day, and belongs to the day it begins on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kentongan.foundation.notam.sun import find_sun

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A piece of time [starts_at, ends_at)."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Spot:
    """Where the sun is asked for, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Hour:
    """A time of day: minutes after midnight, or minutes from sunrise (SR) or sunset (SS)."""

    minutes: int
    sun: str = ""

    def on(self, day: date, spot: Spot | None) -> datetime:
        """Return its moment within the UTC day (24:00 is the next midnight)."""
        if not self.sun:
            return datetime.combine(day, time(), UTC) + timedelta(minutes=self.minutes)
        if spot is None:
            raise ValueError("where the sun rises is not known")
        return _find_event(day, self.sun, spot) + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Span:
    """From an hour to the next time it is the other hour."""

    begins: Hour
    ends: Hour

    @property
    def follows_sun(self) -> bool:
        """Whether it begins or ends with the sun."""
        return bool(self.begins.sun or self.ends.sun)

    def passes_midnight(self, day: date, spot: Spot | None) -> bool:
        """Tell whether it ends on a later UTC day than it begins."""
        period = self.on(day, spot)
        return period.starts_at.date() != (period.ends_at - timedelta(minutes=1)).date()

    def on(self, day: date, spot: Spot | None) -> Period:
        """Return the period that begins on this UTC day."""
        start = self.begins.on(day, spot)
        end = self.ends.on(day, spot)
        while end <= start:
            day += DAY
            end = self.ends.on(day, spot)
        return Period(start, end)


WHOLE_DAY = Span(Hour(0), Hour(24 * 60))


@dataclass(frozen=True)
class Days:
    """Which UTC days: weekdays (Monday is 0), dates, or with neither every day."""

    weekdays: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()

    def has(self, day: date) -> bool:
        """Tell whether the day is one of these."""
        if self.weekdays:
            return day.weekday() in self.weekdays
        return not self.dates or day in self.dates


@dataclass(frozen=True)
class Stretch:
    """One piece over several days: from a day and hour to another day and hour."""

    begins: Hour
    ends: Hour
    weekdays: tuple[int, int] = (0, 0)
    dates: tuple[date, date] | None = None

    def on(self, day: date, spot: Spot | None) -> Period | None:
        """Return the period when it begins on this UTC day."""
        begins = day == self.dates[0] if self.dates else day.weekday() == self.weekdays[0]
        if not begins:
            return None
        first, last = self.weekdays
        last_day = self.dates[1] if self.dates else day + DAY * ((last - first) % 7)
        start, end = self.begins.on(day, spot), self.ends.on(last_day, spot)
        return Period(start, end if end > start else end + 7 * DAY)


@dataclass(frozen=True)
class Group:
    """Days with their spans, but not on the days left out; or one stretch."""

    days: Days = Days()
    spans: tuple[Span, ...] = ()
    left_out: Days | None = None
    stretch: Stretch | None = None

    def list_days(self, first: date, last: date) -> Iterator[date]:
        """Yield the days to ask `on` for: of a stretch of dates the one, else first to last."""
        if self.stretch and self.stretch.dates:
            yield self.stretch.dates[0]
            return
        for number in range((last - first).days + 1):
            yield first + DAY * number

    def on(self, day: date, spot: Spot | None) -> Iterator[Period]:
        """Yield the periods that begin on this UTC day."""
        if self.stretch is not None:
            period = self.stretch.on(day, spot)
            if period:
                yield period
        elif self.days.has(day) and not (self.left_out and self.left_out.has(day)):
            for span in self.spans:
                yield span.on(day, spot)


@dataclass(frozen=True)
class Schedule:
    """All groups of item D), and where the sun is asked for."""

    groups: tuple[Group, ...]
    spot: Spot | None = None

    @property
    def follows_sun(self) -> bool:
        """Whether hours were computed from sunrise or sunset, so are good to a minute or two."""
        spans = [span for group in self.groups for span in group.spans]
        stretches = [group.stretch for group in self.groups if group.stretch]
        parts: list[Span | Stretch] = [*spans, *stretches]
        hours = [hour for part in parts for hour in (part.begins, part.ends)]
        return any(hour.sun for hour in hours)

    def names_unclear_days(self, near: date) -> bool:
        """Whether days are named for hours by the sun that pass midnight UTC."""
        return any(
            span.follows_sun and span.passes_midnight(near, self.spot)
            for group in self.groups
            if group.days != Days() or group.left_out
            for span in group.spans
        )

    def list_periods(self, start: datetime, end: datetime) -> list[Period]:
        """Return the periods within [start, end), joined where they touch."""
        found: list[Period] = []
        first, last = (start - 8 * DAY).date(), (end + DAY).date()  # FRI-THU is a week long
        for group in self.groups:
            for day in group.list_days(first, last):
                found += group.on(day, self.spot)
        cut = [Period(max(p.starts_at, start), min(p.ends_at, end)) for p in found]
        return join_periods([p for p in cut if p.starts_at < p.ends_at])


def join_periods(periods: list[Period]) -> list[Period]:
    """Return the periods in order, those that touch or overlap as one."""
    joined: list[Period] = []
    for period in sorted(periods, key=lambda p: p.starts_at):
        if joined and period.starts_at <= joined[-1].ends_at:
            last = joined.pop()
            period = Period(last.starts_at, max(last.ends_at, period.ends_at))  # noqa: PLW2901
        joined.append(period)
    return joined


def _find_event(day: date, sun: str, spot: Spot) -> datetime:
    """Return the sunrise or sunset that falls within the UTC day, or the nearest to it."""
    which = 0 if sun == "SR" else 1
    events = [find_sun(day + DAY * n, lat=spot.lat, lon=spot.lon)[which] for n in (-1, 0, 1)]
    within = [event for event in events if event.date() == day]
    return within[0] if within else events[1]

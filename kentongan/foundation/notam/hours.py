"""Reading item D): only what it surely means is taken, everything else is refused."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kentongan.foundation.notam.errors import NotamError
from kentongan.foundation.notam.moments import MONTHS, ZONES, read_moment
from kentongan.foundation.notam.schedule import (
    DAY,
    WHOLE_DAY,
    Days,
    Group,
    Hour,
    Schedule,
    Span,
    Spot,
    Stretch,
)
from kentongan.foundation.notam.tokens import WEEKDAYS, is_date, split_hours

EVERY = {"DAILY", "DLY", "EVERYDAY"}
EXCEPT = {"EXC", "EXCEPT", "EXCL"}
MORE = {"PLUS": 1, "MINUS": -1}
TIME_DIGITS, MOMENT_DIGITS = 4, 10
LONGEST_DATED = timedelta(days=370)
SUN_SPANS = {"HJ": ("SR", "SS"), "HN": ("SS", "SR")}


def read_hours(
    text: str, *, starts_at: datetime, ends_at: datetime | None, spot: Spot | None
) -> Schedule | None:
    """
    Return the schedule of item D); None when it holds the whole time.

    Raises NotamError: words that are not known, days outside [starts_at, ends_at), no sun's place.
    """
    found = ZONES.search(text)
    if found:
        raise NotamError("zone", found.group())
    reader = _Reader(split_hours(text), text, starts_at, ends_at)
    groups = reader.read()
    if groups == [Group(spans=(WHOLE_DAY,))]:
        return None
    schedule = Schedule(tuple(groups), spot)
    if schedule.follows_sun and spot is None:
        raise NotamError("sun", text)
    last = min(ends_at or starts_at + LONGEST_DATED, starts_at + LONGEST_DATED)
    try:
        never = not schedule.list_periods(starts_at, last)
    except ValueError as error:
        raise NotamError("sun", text) from error
    if never:
        raise NotamError("schedule_empty", text)
    if schedule.names_unclear_days(starts_at.date()):
        raise NotamError("sun_day", text)
    if ends_at and _has_dead_day(schedule, starts_at, ends_at):
        raise NotamError("schedule_dates", text)
    return schedule


def _has_dead_day(schedule: Schedule, starts_at: datetime, ends_at: datetime) -> bool:
    """
    Tell whether a day that stands alone has all its hours outside B) and C).

    `18 22 2300-1000`, ended on the 22nd at 1000, may have meant `18-22`: those are other days.
    """
    for group in schedule.groups:
        dates = group.days.dates
        for day in dates:
            if day - DAY in dates or day + DAY in dates:
                continue
            periods = group.on(day, schedule.spot)
            if not any(p.starts_at < ends_at and p.ends_at > starts_at for p in periods):
                return True
    return False


@dataclass
class _Reader:
    tokens: list[str]
    text: str
    starts_at: datetime
    ends_at: datetime | None
    at: int = 0
    month: int | None = None
    ends_daily: bool = False

    def read(self) -> list[Group]:
        groups = []
        while self.at < len(self.tokens):
            groups.append(self._read_group())
        self._check_days(groups)
        return groups

    def _peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self.at += 1
        return token

    def _fail(self, reason: str = "schedule") -> NotamError:
        return NotamError(reason, self.text)

    def _check_days(self, groups: list[Group]) -> None:
        """Refuse a group without days beside others: nobody means every day by it."""
        bare = [g for g in groups if g.stretch is None and g.days == Days()]
        if (bare or self.ends_daily) and len(groups) > 1:
            raise self._fail()

    def _read_group(self) -> Group:
        if self._is_moment():
            return Group(stretch=self._read_moments())
        days = self._read_days()
        if days != Days() and self._peek() in EVERY and self._is_hour(1):
            self._take()  # 26-27 DAILY 0800-1900
        stretch = self._read_stretch(days)
        if stretch:
            return Group(stretch=stretch)
        spans = self._read_spans()
        if not spans:
            raise self._fail()
        if self._peek() in EVERY and (not self._peek(1) or self._peek(1) in EXCEPT):
            if len(days.dates) == 1 or (days != Days() and len(spans) > 1):
                raise self._fail()
            self._take()  # 0200-1200 DAILY
            self.ends_daily = True
        return Group(days=days, spans=tuple(spans), left_out=self._read_left_out())

    def _is_moment(self) -> bool:
        return self._peek().isdigit() and len(self._peek()) == MOMENT_DIGITS

    def _read_moments(self) -> Stretch:
        """Read `2603271320-2603271816`: days and hours in full, within B) and C)."""
        begins = read_moment(self._take())
        if self._take() != "-" or not self._is_moment():
            raise self._fail()
        ends = read_moment(self._take())
        if not self.starts_at <= begins < ends <= (self.ends_at or ends):
            raise self._fail("schedule_dates")
        first, last = (Hour(moment.hour * 60 + moment.minute) for moment in (begins, ends))
        return Stretch(first, last, dates=(begins.date(), ends.date()))

    def _read_left_out(self) -> Days | None:
        if self._peek() not in EXCEPT:
            return None
        self._take()
        days = self._read_days()
        if days == Days() or self._is_hour(0):
            raise self._fail()
        return days

    def _read_days(self) -> Days:
        weekdays: set[int] = set()
        dates: set[date] = set()
        if self._peek() in EVERY:
            self._take()
            if self._is_weekday() or self._is_date():
                raise self._fail()
        while self._is_weekday() or self._is_date():
            if self._is_weekday():
                weekdays |= self._read_weekdays()
            else:
                dates |= self._read_dates()
        if weekdays and dates:
            raise self._fail()
        return Days(frozenset(weekdays), frozenset(dates))

    def _is_weekday(self) -> bool:
        return self._peek() in WEEKDAYS

    def _is_date(self) -> bool:
        """Tell whether a day of the month comes next, or a month with a day after it."""
        ahead = 1 if self._peek() in MONTHS else 0
        return is_date(self._peek(ahead))

    def _is_hour(self, ahead: int) -> bool:
        token = self._peek(ahead)
        return (
            (token.isdigit() and len(token) == TIME_DIGITS)
            or token in {"SR", "SS", "H24", "HJ", "HN"}
        )  # fmt: skip

    def _read_weekdays(self) -> set[int]:
        first = WEEKDAYS.index(self._take())
        if self._peek() != "-" or self._peek(1) not in WEEKDAYS:
            return {first}
        self._take()
        last = WEEKDAYS.index(self._take())
        return {(first + n) % 7 for n in range((last - first) % 7 + 1)}

    def _read_dates(self) -> set[date]:
        first = self._read_date()
        if self._peek() != "-":
            return {first}
        self._take()
        if not self._is_date():
            raise self._fail()
        last = self._read_date()
        if last <= first:
            raise self._fail()
        return {first + DAY * n for n in range((last - first).days + 1)}

    def _read_date(self) -> date:
        """Return the one day within B) and C) that is meant; none or two are refused."""
        if self._peek() in MONTHS:
            self.month = MONTHS.index(self._take()) + 1
        number = int(self._take())
        if self.ends_at is None or self.ends_at - self.starts_at > LONGEST_DATED:
            raise self._fail("schedule_long")
        day, found = self.starts_at.date(), []
        while day <= self.ends_at.date():
            if day.day == number and self.month in {None, day.month}:
                found.append(day)
            day += DAY
        if len(found) != 1:
            raise self._fail("schedule_dates")
        return found[0]

    def _read_spans(self) -> list[Span]:
        spans = []
        while self._is_hour(0):
            name = self._peek()
            if name == "H24":
                self._take()
                spans.append(WHOLE_DAY)
            elif name in SUN_SPANS:
                self._take()
                begins, ends = SUN_SPANS[name]
                spans.append(Span(Hour(0, begins), Hour(0, ends)))
            else:
                spans.append(self._read_span())
        return spans

    def _read_span(self) -> Span:
        begins = self._read_hour()
        if self._take() != "-" or not self._is_hour(0):
            raise self._fail()
        ends = self._read_hour()
        if begins == ends:
            raise self._fail()
        return Span(begins, ends)

    def _read_hour(self) -> Hour:
        token = self._take()
        if token in {"SR", "SS"}:
            more = 0
            if self._peek() in MORE:
                sign = MORE[self._take()]
                if not self._peek().isdigit():
                    raise self._fail()
                more = sign * int(self._take())
            return Hour(more, token)
        if not (token.isdigit() and len(token) == TIME_DIGITS):
            raise self._fail()
        hours, minutes = int(token[:2]), int(token[2:])
        if minutes > 59 or hours * 60 + minutes > 24 * 60:  # noqa: PLR2004 - a clock
            raise self._fail()
        return Hour(hours * 60 + minutes)

    def _read_stretch(self, days: Days) -> Stretch | None:
        """Read `08 2200-09 0300` and `FRI 2200-SUN 0600`: one piece over some days."""
        if not self._crosses_days():
            return None
        if len(days.weekdays) + len(days.dates) != 1:
            raise self._fail()
        begins = self._read_hour()
        self._take()
        if days.weekdays:
            if not self._is_weekday():
                raise self._fail()
            span = (min(days.weekdays), WEEKDAYS.index(self._take()))
            return Stretch(begins, self._read_hour(), weekdays=span)
        if not self._is_date():
            raise self._fail()
        first, last = min(days.dates), self._read_date()
        ends = self._read_hour()
        if ends.on(last, None) <= begins.on(first, None):
            raise self._fail()
        return Stretch(begins, ends, dates=(first, last))

    def _crosses_days(self) -> bool:
        """Tell whether hour, dash, day and hour come next."""
        token = self._peek()
        if not (token.isdigit() and len(token) == TIME_DIGITS) or self._peek(1) != "-":
            return False
        after = self._peek(2)
        return after in WEEKDAYS or after in MONTHS or is_date(after)

"""Questions about working time: calendars and days off."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from kentongan.foundation.clock import Hours, WorkingCalendar
from kentongan.rooms.places.models import DayOff, HoursKind, Office
from kentongan.rooms.places.queries.kept import keep

Intervals = tuple[tuple[time, time], ...]


def get_calendar(office: Office) -> WorkingCalendar:
    """
    Return the working time of an office; its days off name their date's kind as the reason.

    Kept per process and kind of hours: no query while nothing changes.
    """
    return get_calendar_of_hours(office.hours_kind_id)


def get_calendar_of_hours(hours_kind: str) -> WorkingCalendar:
    """Return the working time of all offices with this kind of hours."""
    return keep(("calendar", hours_kind), lambda: _make_calendar(hours_kind))


def list_days_off(*, starts_date: date, ends_date: date) -> list[DayOff]:
    """Return the days off from `starts_date` until before `ends_date`."""
    return [day for day in _days_off().values() if starts_date <= day.date < ends_date]


def get_day_off(day: date) -> DayOff | None:
    """Return why this date is a day off, or None when it is an ordinary day."""
    return _days_off().get(day)


def is_worked_on(day: date) -> bool:
    """Tell whether an office that closes on days off works on this date, or would without one."""
    kinds = HoursKind.objects.filter(is_open_on_days_off=False).values_list("key", flat=True)
    return any(get_calendar_of_hours(key).usual_hours_on(day) for key in kinds)


def name_day_off(day: date) -> str:
    """Return the name of the day off in the reader's language, "" for an ordinary day."""
    found = get_day_off(day)
    return found.name if found else ""


def _days_off() -> Mapping[date, DayOff]:
    return keep("days off", _read_days_off)


def _read_days_off() -> Mapping[date, DayOff]:
    return {day.date: day for day in DayOff.objects.filter(revoked_at=None)}


def _make_calendar(hours_kind: str) -> WorkingCalendar:
    kind = HoursKind.objects.prefetch_related("hours").get(key=hours_kind)
    usual: dict[int, list[tuple[time, time]]] = defaultdict(list)
    periods: dict[tuple[date, date], dict[int, list[tuple[time, time]]]] = {}
    for row in kind.hours.all():
        week = usual
        if row.starts_date and row.ends_date:
            week = periods.setdefault((row.starts_date, row.ends_date), defaultdict(list))
        week[row.weekday].append((row.opens, row.closes))
    days_off = {} if kind.is_open_on_days_off else _days_off()
    return WorkingCalendar(
        Hours.from_dict(usual),
        {day: off.kind for day, off in days_off.items()},
        ZoneInfo(settings.TIME_ZONE),
        _spread_periods(periods),
    )


def _spread_periods(
    periods: Mapping[tuple[date, date], Mapping[int, list[tuple[time, time]]]],
) -> dict[date, Intervals]:
    """Give each date of each period its hours, none where its weekday has no row."""
    spread: dict[date, Intervals] = {}
    for (starts, ends), week in periods.items():
        for number in range((ends - starts).days):
            day = starts + timedelta(days=number)
            spread[day] = tuple(week.get(day.weekday(), ()))
    return spread

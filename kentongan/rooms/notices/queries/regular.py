"""Hours of a NOTAM that come again every day or week, said once: `every day 22:00–04:00 WIB`."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kentongan.foundation import notam

MIDNIGHT = 24 * 60
WEEK = 7
MONTH = timedelta(days=30)


def say_regular(read: notam.Notam, *, zone: str) -> str:
    """
    Return the hours of item D) in local time, once; "" where they are not the same each time.

    That is: days by date, days left out, hours by the sun, or clocks that change during the year.
    """
    offset = _find_offset(read)
    if read.schedule is None or offset is None or not all(map(_is_regular, read.schedule.groups)):
        return ""
    said = [
        _say_span(span, group.days.weekdays, offset=offset, zone=zone)
        for group in read.schedule.groups
        for span in group.spans
    ]
    return "; ".join(said)


def _find_offset(read: notam.Notam) -> int | None:
    """Return the minutes from UTC to local time; None where clocks change during the year."""
    zone = ZoneInfo(str(settings.TIME_ZONE))
    moments = [read.starts_at + MONTH * number for number in range(13)]
    offsets = {moment.astimezone(zone).utcoffset() for moment in moments}
    first = offsets.pop()
    return int(first.total_seconds()) // 60 if first is not None and not offsets else None


def _is_regular(group: notam.Group) -> bool:
    """Tell whether it is fixed hours of every day or of weekdays, never a day as a whole."""
    return not (
        group.stretch
        or group.left_out
        or group.days.dates
        or any(span.follows_sun or _measure(span) == MIDNIGHT for span in group.spans)
    )


def _measure(span: notam.Span) -> int:
    """Return how many minutes it lasts."""
    return (span.ends.minutes - span.begins.minutes) % MIDNIGHT or MIDNIGHT


def _say_span(span: notam.Span, weekdays: frozenset[int], *, offset: int, zone: str) -> str:
    later, begins = divmod(span.begins.minutes + offset, MIDNIGHT)
    ends = begins + _measure(span)
    hours = f"{_say_minutes(begins)}–{_say_minutes(ends)} {zone}"
    days = sorted((day + later) % WEEK for day in weekdays)
    if not days:
        return _("every day %(hours)s") % {"hours": hours}
    if ends > MIDNIGHT:
        hours = _("%(hours)s of the day after") % {"hours": hours}
    return _("every %(days)s %(hours)s") % {"days": _say_days(days), "hours": hours}


def _say_minutes(minutes: int) -> str:
    """Say a time of day; the midnight that ends a day is 24:00."""
    shown = minutes if minutes <= MIDNIGHT else minutes - MIDNIGHT
    dot = pgettext("time of day", "H:i")[1]
    return f"{shown // 60:02}{dot}{shown % 60:02}"


def _say_days(days: Sequence[int]) -> str:
    """Say weekdays, three or more in a row as `Monday–Friday`."""
    names = [str(WEEKDAYS[day]) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:  # noqa: PLR2004 - two are said
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)

"""Lengths of time and masked numbers in words. Values in, text out; no database, no clock."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WORKING_DAY = 8 * HOUR
ROUNDED_FROM_DAYS = 10
DAYS_FROM = 2


def say_duration(seconds: float) -> str:
    """Say a length in at most two units: `1 hour 10 minutes`; the sign is left out."""
    total = int(abs(seconds))
    if total < MINUTE:
        return _("less than a minute")
    if total < HOUR:
        return say_minutes_only(total // MINUTE)
    if total < DAY:
        return _join(say_hours_only(total // HOUR), total % HOUR // MINUTE, say_minutes_only)
    days = total // DAY
    rest = total % DAY // HOUR if days < ROUNDED_FROM_DAYS else 0
    return _join(say_days(days), rest, say_hours_only)


def say_minutes(minutes: int) -> str:
    """Say a promise of working minutes; whole hours are said in hours."""
    if minutes and minutes % 60 == 0:
        return say_hours_only(minutes // 60)
    return say_duration(minutes * MINUTE)


def say_clock(*, state: str, seconds_left: int, closed_late: bool) -> str:
    """Say what a promise's clock shows; `seconds_left` in working time, negative when late."""
    if state == "done":
        return _("finished late") if closed_late else _("finished in time")
    if state == "paused":
        return _("the clock stands still")
    if state == "late" and abs(seconds_left) < MINUTE:
        return _("late")  # the office closed at the deadline and has not opened since
    words = say_working(seconds_left)
    return (
        _("%(length)s late") % {"length": words}
        if seconds_left < 0
        else _("%(length)s left") % {"length": words}
    )


def say_working(seconds: float) -> str:
    """Say a length of working time: from two working days on in days of eight hours."""
    days = int(abs(seconds)) // WORKING_DAY
    if days < DAYS_FROM:
        return say_hours(seconds)
    return ngettext("%(count)d working day", "%(count)d working days", days) % {"count": days}


def say_hours(seconds: float) -> str:
    """Say a length in hours and minutes, however long."""
    minutes = int(abs(seconds)) // MINUTE
    if minutes < HOUR // MINUTE:
        return say_duration(seconds)
    return _join(say_hours_only(minutes // 60), minutes % 60, say_minutes_only)


def say_briefly(seconds: float) -> str:
    """Say a length in one short unit for boards and tables: `41 min`, `5 h`, `6 d`."""
    total = int(abs(seconds))
    if total < 2 * HOUR:
        return _("%(count)d min") % {"count": round(total / MINUTE)}
    if total < 2 * DAY:
        return _("%(count)d h") % {"count": round(total / HOUR)}
    return _("%(count)d d") % {"count": round(total / DAY)}


def say_minutes_only(count: int) -> str:
    """Say a number of minutes."""
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def say_hours_only(count: int) -> str:
    """Say a number of hours."""
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


def say_days(count: int) -> str:
    """Say a number of days."""
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def mask(number: str) -> str:
    """Show the first and last four of a long number, dots between: `3510 •••• •••• 0003`."""
    digits = re.sub(r"\s", "", number)
    if len(digits) < 9:  # noqa: PLR2004 - shorter would show nearly all of it
        return "•••• " + digits[-2:]
    return f"{digits[:4]} •••• •••• {digits[-4:]}"


def _join(first: str, count: int, say: Callable[[int], str]) -> str:
    return f"{first} {say(count)}" if count else first

"""When digests are due, in local time."""

from datetime import datetime, time, timedelta

WEEK = timedelta(days=7)
STILL = timedelta(hours=6)  # a worker that was away so long still sends the daily digest
REMIND_BEFORE = timedelta(hours=16)
REMIND_AGAIN = timedelta(hours=24)


def find_next_weekly(now: datetime, *, weekday: int, at: time) -> datetime:
    """Return the first moment after `now` (local) of this ISO weekday and time."""
    ahead = (weekday - now.isoweekday()) % 7
    moment = _on(now + timedelta(days=ahead), at)
    return moment if moment > now else _on(now + timedelta(days=ahead + 7), at)


def find_daily(now: datetime, *, at: time) -> datetime | None:
    """Return today's moment of the daily digest when it has come and is not long past."""
    moment = _on(now, at)
    return moment if moment <= now < moment + STILL else None


def is_reminder_due(*, due_at: datetime, reminded_at: datetime | None, now: datetime) -> bool:
    """Tell whether editors are to be reminded of an edition that nobody approved."""
    if now < due_at - REMIND_BEFORE:
        return False
    return reminded_at is None or now - reminded_at >= REMIND_AGAIN or reminded_at < due_at <= now


def _on(day: datetime, at: time) -> datetime:
    return day.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)

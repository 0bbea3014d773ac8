"""Recording live for a request: how long at once, and why it ended."""

from datetime import datetime, timedelta
from enum import StrEnum

JOB = "cameras.record_cameras"
MOST_MINUTES = 60
STALE = timedelta(seconds=15)  # a holder that silent is dead: another takes over


class End(StrEnum):
    """Why a recording ended."""

    TIME = "time"  # its time was over, or somebody stopped it
    CASE = "case"  # the request was closed
    GONE = "gone"  # the camera left the network


def find_until(*, minutes: int, ends_at: datetime, now: datetime) -> datetime:
    """Return when a recording that begins now ends: never after the span that was asked for."""
    return min(now + timedelta(minutes=min(minutes, MOST_MINUTES)), ends_at)


def count_minutes_left(until: datetime, *, now: datetime) -> int:
    """Return the minutes left, begun ones too."""
    return max(0, -(-int((until - now).total_seconds()) // 60))

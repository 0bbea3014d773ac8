"""Between aware datetimes and whole seconds since 1970 in UTC, which the clock counts in."""

from datetime import UTC, datetime
from math import floor

from kentongan.foundation.clock.errors import NaiveMoment


def check_aware(moment: datetime) -> None:
    """Refuse a datetime without a time zone."""
    if moment.tzinfo is not UTC and moment.utcoffset() is None:
        raise NaiveMoment(f"{moment.isoformat()} has no time zone")


def to_second(moment: datetime) -> int:
    """Whole seconds since 1970 in UTC; the fraction is dropped."""
    if moment.tzinfo is not UTC:
        check_aware(moment)
    return floor(moment.timestamp())


def to_moment(second: int) -> datetime:
    """Give the aware UTC datetime of a whole second since 1970."""
    return datetime.fromtimestamp(second, UTC)

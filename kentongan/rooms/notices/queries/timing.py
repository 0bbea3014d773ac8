"""When a notice holds: asked of the time, so it ends by itself everywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from kentongan.foundation import notam
from kentongan.rooms.notices.models import Notice
from kentongan.rooms.notices.rules.words import State

LOOK_AHEAD = timedelta(days=60)
IN_FORCE, BETWEEN, COMING, OVER, CANCELLED, REPLACED, DRAFT, UNSURE = (
    "in_force", "between", "coming", "over", "cancelled", "replaced", "draft", "unsure",
)  # fmt: skip
ENDED = {
    State.DRAFT: DRAFT,
    State.REPLACED: REPLACED,
    State.CANCELLED: CANCELLED,
    State.DONE: OVER,
}


@dataclass(frozen=True)
class Standing:
    """
    How a notice stands at a moment, and the next change.

    `name`: in_force, between (hours of D) rest), coming, over, cancelled, replaced, draft, unsure
    (the estimated end has passed). `changes_at` empty: nobody knows when.
    """

    name: str
    changes_at: datetime | None = None
    seconds: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it is in force at this moment."""
        return self.name in {IN_FORCE, UNSURE}


@lru_cache(maxsize=256)
def read_notam(original: str, received_at: datetime | None) -> notam.Notam | None:
    """
    Return the NOTAM of a kept text.

    Nothing where these rules refuse what earlier ones took: every page shows the banner, and a
    stricter rule must not end them all.
    """
    try:
        return notam.parse(original, received=received_at)
    except notam.NotamError:
        return None


def list_periods(notice: Notice, *, since: datetime, until: datetime) -> list[notam.Period]:
    """Return when it holds within [since, until), its hours honoured; words of state aside."""
    first = max(since, notice.starts_at)
    last = min(until, notice.ends_at) if notice.ends_at else until
    if first >= last:
        return []
    read = read_notam(notice.original, notice.received_at) if notice.has_hours else None
    if read is None or read.schedule is None:
        return [notam.Period(first, last)]
    return read.schedule.list_periods(first, last)


def holds_at(notice: Notice, now: datetime) -> bool:
    """Tell whether a published notice is in force at this moment."""
    return bool(list_periods(notice, since=now, until=now + timedelta(seconds=1)))


def find_standing(notice: Notice, *, now: datetime) -> Standing:
    """Return how the notice stands."""
    if notice.state in ENDED:
        return Standing(ENDED[State(notice.state)], notice.ended_at)
    if notice.ends_at and notice.ends_at <= now:
        return Standing(OVER, notice.ends_at)
    periods = list_periods(notice, since=now, until=now + LOOK_AHEAD)
    if periods and periods[0].starts_at <= now:
        return _find_end(notice, periods[0], now=now)
    next_at = max(periods[0].starts_at if periods else notice.starts_at, notice.starts_at)
    if notice.starts_at > now:
        return _count(COMING, next_at, now)
    return _count(BETWEEN, next_at, now) if periods else Standing(BETWEEN, None)


def _find_end(notice: Notice, period: notam.Period, *, now: datetime) -> Standing:
    """Return until when a notice in force holds, as far as one knows."""
    if notice.expected_at and notice.expected_at <= now:
        return Standing(UNSURE, notice.expected_at)
    ends_at: datetime | None = period.ends_at
    if period.ends_at >= now + LOOK_AHEAD:  # only cut there
        ends_at = None if notice.has_hours else notice.ends_at
    known = [moment for moment in (ends_at, notice.expected_at) if moment]
    return _count(IN_FORCE, min(known), now) if known else Standing(IN_FORCE)


def _count(name: str, moment: datetime, now: datetime) -> Standing:
    return Standing(name, moment, (moment - now).total_seconds())

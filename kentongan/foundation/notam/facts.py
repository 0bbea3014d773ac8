"""What a NOTAM says, as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kentongan.foundation.notam.schedule import Period, Schedule

LOOK_AHEAD = timedelta(days=70)

__all__ = ["Kind", "Notam", "Period", "QLine"]


class Kind(StrEnum):
    """What the NOTAM does: announce, replace an older one, or cancel it."""

    NEW = "N"
    REPLACING = "R"
    CANCELLING = "C"


@dataclass(frozen=True)
class QLine:
    """The line made for machines. Levels in hundreds of feet; position in degrees; radius in NM."""

    fir: str
    code: str  # five letters: QFALC
    traffic: str
    purpose: str
    scope: str
    lower: int
    upper: int
    lat: float | None = None
    lon: float | None = None
    radius: int | None = None

    @property
    def subject(self) -> str:
        """The two letters that say what it is about."""
        return self.code[1:3]

    @property
    def condition(self) -> str:
        """The two letters that say what is with it."""
        return self.code[3:5]


@dataclass(frozen=True)
class Notam:
    """
    One NOTAM. All moments are UTC; a period is [starts_at, ends_at), no end: until told otherwise.

    With `is_estimated` the end is the sender's guess. `schedule` None: the whole time.
    """

    number: str  # "B0192/21"
    kind: Kind
    target: str  # the number it replaces or cancels
    q: QLine | None
    locations: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime | None
    is_permanent: bool
    is_estimated: bool
    schedule: Schedule | None
    schedule_text: str
    text: str
    lower: str
    upper: str
    parts: int
    original: str

    @property
    def series(self) -> str:
        """The letter before the number."""
        return self.number[0]

    def active_between(self, start: datetime, end: datetime) -> list[Period]:
        """Return the periods within [start, end) in which it holds, in order, never touching."""
        first = max(start, self.starts_at)
        last = end if self.ends_at is None else min(end, self.ends_at)
        if first >= last:
            return []
        if self.schedule is None:
            return [Period(first, last)]
        return self.schedule.list_periods(first, last)

    def is_active(self, at: datetime) -> bool:
        """Tell whether it holds at this moment, its hours in D) honoured."""
        return bool(self.active_between(at, at + timedelta(seconds=1)))

    def upcoming(self, at: datetime) -> Iterator[Period]:
        """Yield the period that holds now, if any, and those of the weeks after."""
        yield from self.active_between(at, at + LOOK_AHEAD)

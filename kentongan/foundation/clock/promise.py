"""What is promised, and when the clock stands still."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from kentongan.foundation.clock.errors import PauseEndsBeforeItBegins, WrongPromise
from kentongan.foundation.clock.moments import check_aware

MINUTES_PER_HOUR = 60
SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Promise:
    """
    A length of working time: minutes, or hours (kept as minutes), or days; exactly one.

    `days=0` promises the day of receipt itself, until closing.
    """

    minutes: int | None = None
    hours: int | None = None
    days: int | None = None

    def __post_init__(self) -> None:
        given = [x for x in (self.minutes, self.hours, self.days) if x is not None]
        if len(given) != 1:
            raise WrongPromise("a promise is in minutes, in hours or in days: exactly one of them")
        amount = given[0]
        if type(amount) is not int:  # a bool or a float out of a service file
            raise WrongPromise(f"a promise is a whole number, not {amount!r}")
        if amount < (0 if self.days is not None else 1):
            raise WrongPromise(f"a promise cannot be {amount} long")
        if self.hours is not None:
            object.__setattr__(self, "minutes", self.hours * MINUTES_PER_HOUR)
            object.__setattr__(self, "hours", None)

    @classmethod
    def from_dict(cls, promise: Mapping[str, int]) -> Self:
        """Take `{"minutes": 60}`, `{"hours": 4}` or `{"days": 1}`, as written in service files."""
        unknown = set(promise) - {"minutes", "hours", "days"}
        if unknown:
            raise WrongPromise(f"a promise has no {', '.join(sorted(unknown))}")
        return cls(**promise)

    def to_dict(self) -> dict[str, int]:
        """Give what `from_dict` takes: `{"minutes": 60}` or `{"days": 1}`."""
        if self.days is not None:
            return {"days": self.days}
        return {"minutes": self.minutes or 0}

    @property
    def seconds(self) -> int:
        """Promised working seconds; 0 for a promise in days, whose length depends on the days."""
        return (self.minutes or 0) * SECONDS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still in [starts_at, ends_at); no end means it still does."""

    starts_at: datetime
    ends_at: datetime | None = None
    cause: str = ""

    def __post_init__(self) -> None:
        check_aware(self.starts_at)
        if self.ends_at is None:
            return
        check_aware(self.ends_at)
        if self.ends_at < self.starts_at:
            raise PauseEndsBeforeItBegins(
                f"a pause cannot begin {self.starts_at.isoformat()} "
                f"and end {self.ends_at.isoformat()}"
            )

"""Weekly opening hours of an office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Self

from kentongan.foundation.clock.errors import WrongHours

Intervals = tuple[tuple[time, time], ...]

DAYS_OF_WEEK = 7
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Hours:
    """
    Opening intervals for Monday (0) to Sunday (6); an empty day is closed.

    Several intervals a day leave a break between them. An interval may close at `time(0)`, which
    then means the midnight at the end of that day.
    """

    by_weekday: tuple[Intervals, ...]

    def __post_init__(self) -> None:
        if len(self.by_weekday) != DAYS_OF_WEEK:
            raise WrongHours(f"a week has 7 days, not {len(self.by_weekday)}")
        for intervals in self.by_weekday:
            check_intervals(intervals)

    @classmethod
    def from_dict(cls, weekdays: Mapping[int, Iterable[tuple[str | time, str | time]]]) -> Self:
        """Take `{0: [("07:30", "12:00"), ("13:00", "15:30")]}`; weekdays left out are closed."""
        wrong = set(weekdays) - set(range(DAYS_OF_WEEK))
        if wrong:
            raise WrongHours(f"weekdays go from 0 (Monday) to 6 (Sunday), not {sorted(wrong)}")
        return cls(
            tuple(
                tuple(
                    (_read_time(opens), _read_time(closes))
                    for opens, closes in weekdays.get(weekday, ())
                )
                for weekday in range(DAYS_OF_WEEK)
            )
        )


def check_intervals(intervals: Intervals) -> None:
    """Refuse intervals of one day that are not in order, overlap, are empty or carry a zone."""
    closed_at = MIDNIGHT
    for number, (opens, closes) in enumerate(intervals):
        if opens.tzinfo or closes.tzinfo:
            raise WrongHours("opening hours are local times without zone")
        if number and (closed_at == MIDNIGHT or opens < closed_at):
            raise WrongHours(f"opening hours overlap or are out of order at {opens}")
        if closes != MIDNIGHT and closes <= opens:
            raise WrongHours(f"an office cannot open at {opens} and close at {closes}")
        closed_at = closes


def _read_time(value: str | time) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)

"""A second, slow clock: walks minute by minute and shares no line with the real one.

It knows whole minutes and zones without summer time only, counts nothing in advance, and is right
because each step can be checked by reading. Weekly hours are `{weekday: [(from, to), ...]}` in
minutes of the day; moments and pauses are minutes since 1970 on the office's own wall.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

DAY = 1440
THURSDAY = 3  # 1 January 1970


@dataclass
class Simulator:
    weekly: Mapping[int, Sequence[tuple[int, int]]]
    days_off: frozenset[int] = frozenset()  # days since 1970
    other_hours: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)

    def is_open(self, minute: int) -> bool:
        day, of_day = divmod(minute, DAY)
        if day in self.days_off:
            return False
        hours = self.other_hours.get(day)
        if hours is None:
            hours = self.weekly.get((day + THURSDAY) % 7, ())
        for opens, closes in hours:  # noqa: SIM110 - asked for every minute, any() is slow
            if opens <= of_day < closes:
                return True
        return False

    def due_of_minutes(self, start: int, promised: int, pauses: Sequence[tuple[int, int]]) -> int:
        minute, left = start, promised
        while left:
            if self.is_open(minute) and not is_held(minute, pauses):
                left -= 1
            minute += 1
        return minute

    def due_of_days(self, start: int, days: int, pauses: Sequence[tuple[int, int]]) -> int:
        received = self.closing_after(start)
        base = received
        for _ in range(days):
            base = self.closing_after(base)
        due, missed = base, 0
        for begins, ends in self.runs(start, pauses):
            if begins < due and self.outlasts_its_day(begins, ends):
                missed += sum(self.is_open(minute) for minute in range(begins, ends))
                due = self.closing_reached(base, missed)
        return due

    def closing_after(self, minute: int) -> int:
        """The last closing of the day on which the office is next open."""
        while not self.is_open(minute):
            minute += 1
        return self.closing_of_day(minute // DAY)

    def closing_reached(self, minute: int, worked: int) -> int:
        while worked:
            worked -= self.is_open(minute)
            minute += 1
        return self.closing_of_day((minute - 1) // DAY)

    def closing_of_day(self, day: int) -> int:
        minute = (day + 1) * DAY
        while not self.is_open(minute - 1):
            minute -= 1
        return minute

    def runs(self, start: int, pauses: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Stretches of held minutes from `start`, found by looking at every minute."""
        found: list[tuple[int, int]] = []
        last = max((ends for _, ends in pauses), default=start)
        began = None
        for minute in range(start, last + 1):
            held = is_held(minute, pauses)
            if held and began is None:
                began = minute
            if not held and began is not None:
                found.append((began, minute))
                began = None
        return found

    def outlasts_its_day(self, begins: int, ends: int) -> bool:
        """Held at open time, and still held when midnight of that day comes."""
        touched = False
        for minute in range(begins, ends):
            touched = touched or self.is_open(minute)
            if touched and (minute + 1) % DAY == 0:
                return True
        return False


def is_held(minute: int, pauses: Sequence[tuple[int, int]]) -> bool:
    for begins, ends in pauses:  # noqa: SIM110 - asked for every minute, any() is slow
        if begins <= minute < ends:
            return True
    return False

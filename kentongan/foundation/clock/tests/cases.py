"""Random calendars, promises and pauses, each for the clock and for the simulator at once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kentongan.foundation.clock import Hours, Pause, Promise, WorkingCalendar, compute_due
from kentongan.foundation.clock.tests.simulator import DAY, Simulator

ZONES = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
EPOCH = date(1970, 1, 1)
MONTHS = (date(2026, 1, 1), date(2027, 12, 31))
Week = dict[int, list[tuple[int, int]]]

OFFICE: Week = {day: [(450, 930)] for day in range(4)} | {4: [(450, 870)]}
WEEKS: tuple[Week, ...] = (
    OFFICE,
    {day: [(450, 720), (780, 960)] for day in range(4)} | {4: [(450, 690), (780, 960)]},
    {day: [(480, 840)] for day in range(7)},
    {0: [(540, 600)], 3: [(600, 660), (661, 662), (700, 1440)]},
    {day: [(0, 1440)] for day in range(7)},
)


@dataclass
class Twin:
    """One office twice: as the clock knows it and as the simulator does."""

    calendar: WorkingCalendar
    simulator: Simulator
    offset: int


@dataclass
class Question:
    """One deadline to compute; minutes are on the office's own wall."""

    twin: Twin
    start: int
    promise: Promise
    spans: list[tuple[int, int]]

    def ask_clock(self) -> datetime:
        return compute_due(**self.arguments())

    def ask_simulator(self) -> datetime:
        simulator = self.twin.simulator
        if self.promise.days is None:
            due = simulator.due_of_minutes(self.start, self.promise.minutes or 0, self.spans)
        else:
            due = simulator.due_of_days(self.start, self.promise.days, self.spans)
        return moment_of(due, self.twin.offset)

    def arguments(self) -> dict[str, Any]:
        offset = self.twin.offset
        return {
            "starts_at": moment_of(self.start, offset),
            "promise": self.promise,
            "pauses": [Pause(moment_of(a, offset), moment_of(b, offset)) for a, b in self.spans],
            "calendar": self.twin.calendar,
        }


def moment_of(minute: int, offset: int) -> datetime:
    return datetime.fromtimestamp((minute - offset * 60) * 60, UTC)


def make_twin(random: Random, week: Week | None = None) -> Twin:
    week = week or random.choice(WEEKS)
    zone, offset = random.choice(list(ZONES.items()))
    off = _days_off(random)
    short = {} if random.random() < 0.5 else _short_days(random)
    calendar = WorkingCalendar(
        Hours(tuple(_intervals(week.get(day, [])) for day in range(7))),
        dict.fromkeys(off, "holiday"),
        ZoneInfo(zone),
        {day: _intervals(spans) for day, spans in short.items()},
    )
    simulator = Simulator(
        week,
        frozenset((day - EPOCH).days for day in off),
        {(day - EPOCH).days: spans for day, spans in short.items()},
    )
    return Twin(calendar, simulator, offset)


def make_question(random: Random, twin: Twin) -> Question:
    first = (MONTHS[0] - EPOCH).days
    start = (first + random.randrange(540)) * DAY + random.randrange(DAY)
    if random.random() < 0.3:
        start -= start % DAY - random.choice((0, 450, 870, 930, 720, 780, 1439))
    promise = (
        Promise(days=random.choice((0, 1, 1, 2, 3, 5)))
        if random.random() < 0.5
        else Promise(minutes=random.choice((1, 15, 60, 120, 240, 480, 960)))
    )
    return Question(twin, start, promise, _spans(random, start))


def _spans(random: Random, start: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for _ in range(random.choice((0, 1, 1, 2, 3, 4))):
        begins = start + random.randrange(-DAY, 5 * DAY)
        if spans and random.random() < 0.3:
            begins = random.choice(random.choice(spans))  # touching or nested
        if random.random() < 0.3:
            begins -= begins % DAY - random.choice((0, 450, 870, 930, 1439))
        length = random.choice((0, 1, 30, 90, 240, DAY, 2 * DAY, random.randrange(3 * DAY)))
        spans.append((begins, begins + length))
    return spans


def _days_off(random: Random) -> set[date]:
    span = (MONTHS[1] - MONTHS[0]).days
    off = {MONTHS[0] + timedelta(days=random.randrange(span)) for _ in range(40)}
    for _ in range(3):  # a long feast with the days given around it
        first = MONTHS[0] + timedelta(days=random.randrange(span))
        off |= {first + timedelta(days=n) for n in range(random.randrange(3, 11))}
    return off


def _short_days(random: Random) -> dict[date, list[tuple[int, int]]]:
    first = MONTHS[0] + timedelta(days=random.randrange(500))
    hours = random.choice(([(480, 840)], [(480, 720), (750, 900)], []))
    return {first + timedelta(days=n): hours for n in range(29)}


def _intervals(spans: list[tuple[int, int]]) -> tuple[tuple[time, time], ...]:
    return tuple((_time(a), _time(b)) for a, b in spans)


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)

"""Opening hours as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from kentongan.rooms.places.rules.wrong import WrongData

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Interval:
    """Open from one time to another on a weekday (0 = Monday), always or in a period of dates."""

    weekday: int
    opens: time
    closes: time
    starts_date: date | None = None
    ends_date: date | None = None  # first day after the period


@dataclass(frozen=True)
class HoursSpec:
    """One kind of opening hours."""

    key: str
    name_id: str
    name_en: str
    is_open_on_days_off: bool
    source: str
    is_verified: bool
    intervals: tuple[Interval, ...]


def read_hours(data: Mapping[str, Any]) -> list[HoursSpec]:
    """Read hours.toml; `[[kinds.x.periods]]` (from, until, days) are for Ramadan and the like."""
    specs = []
    for key, entry in data.get("kinds", {}).items():
        intervals = list(_read_days(entry.get("days", {}), key=key))
        for period in entry.get("periods", ()):
            starts, ends = period["from"], period["until"] + timedelta(days=1)
            intervals += _read_days(period.get("days", {}), key=key, period=(starts, ends))
        specs.append(
            HoursSpec(
                key=key,
                name_id=entry.get("name", {}).get("id", key),
                name_en=entry.get("name", {}).get("en", ""),
                is_open_on_days_off=bool(entry.get("open_on_holidays")),
                source=entry.get("source", ""),
                is_verified=bool(entry.get("verified")),
                intervals=tuple(intervals),
            )
        )
    return specs


def _read_days(
    days: Mapping[str, Any], *, key: str, period: tuple[date, date] | None = None
) -> list[Interval]:
    starts, ends = period or (None, None)
    found = []
    for name, pairs in days.items():
        if name not in WEEKDAYS:
            raise WrongData(f"hours {key}: {name!r} is no day; days are {', '.join(WEEKDAYS)}")
        times = [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs]
        flat = [moment for pair in times for moment in pair]
        if any(later <= earlier for earlier, later in pairwise(flat)):
            raise WrongData(f"hours {key}, {name}: the times do not follow each other")
        found += [Interval(WEEKDAYS.index(name), *pair, starts, ends) for pair in times]
    return found

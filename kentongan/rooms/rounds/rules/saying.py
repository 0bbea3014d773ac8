"""A rule taken apart, so that it can be said in any language."""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class Parts:
    """Each how many weeks or months, on which weekdays; `turns` are of the month, -1 the last."""

    frequency: str  # "DAILY", "WEEKLY", "MONTHLY"
    interval: int
    weekdays: tuple[int, ...]  # 0 is Monday
    turns: tuple[int, ...]
    month_days: tuple[int, ...]


def take_apart(rule: str) -> Parts:
    """Return the parts of a rule that was checked."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    numbers = [number for number in parts.get("BYMONTHDAY", "").split(",") if number]
    return Parts(
        frequency=parts["FREQ"],
        interval=int(parts.get("INTERVAL", "1")),
        weekdays=tuple(dict.fromkeys(DAYS.index(day[-2:]) for day in days)),
        turns=tuple(dict.fromkeys(int(day[:-2]) for day in days if day[:-2])),
        month_days=tuple(int(number) for number in numbers),
    )


def find_monday(day: date) -> date:
    """Return the Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def read_week(text: str) -> date | None:
    """Return the Monday of “2026-W48”; None when that is no week."""
    try:
        year, _dash, week = text.partition("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None


def name_week(monday: date) -> str:
    """Return “2026-W48” for the Monday of a week."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"

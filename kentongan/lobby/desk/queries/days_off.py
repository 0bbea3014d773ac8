"""The year's days off, and how many running cases a change of one would touch."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from kentongan.rooms.cases import api as cases
from kentongan.rooms.places import api as places

FIRST_YEAR, YEARS_AHEAD = 2020, 5


@dataclass(frozen=True)
class YearPage:
    """One year's days off; those to come can be revoked."""

    year: int
    days: list[Any]
    today: date
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class Effect:
    """What a change of this day would do."""

    day: date
    is_worked: bool  # offices that close on days off work on this weekday
    cases: int


def read_year(text: str, *, today: date) -> int:
    """Return the asked year, this one when it cannot be read or is too far away."""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else 0
    return asked if FIRST_YEAR <= asked <= today.year + YEARS_AHEAD else today.year


def make_year(year: int, *, today: date) -> YearPage:
    """Gather the page of a year."""
    found = places.list_days_off(starts_date=date(year, 1, 1), ends_date=date(year + 1, 1, 1))
    is_first, is_last = year <= FIRST_YEAR, year >= today.year + YEARS_AHEAD
    return YearPage(
        year=year,
        days=sorted(found, key=lambda day: day.date),
        today=today,
        previous_url="" if is_first else f"?tahun={year - 1}",
        next_url="" if is_last else f"?tahun={year + 1}",
    )


def give_address(day: date) -> str:
    """Return where the day's year is shown."""
    return f"{reverse('desk:list_days_off')}?tahun={day.year}"


def foresee(day: date) -> Effect:
    """Tell how many running cases have a clock across this day."""
    is_worked = places.is_worked_on(day)
    return Effect(day, is_worked, cases.count_crossing(day) if is_worked else 0)

"""Days off: national holidays of a calendar library, collective leave and local days as data."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kentongan.rooms.places.rules.wrong import WrongData

DAY_OFF_KINDS = {"national", "collective", "local"}
FIRST_YEAR = 2020
ESTIMATED = re.compile(r" \((perkiraan|estimated)\)")


@dataclass(frozen=True)
class DayOffSpec:
    """A date on which offices are closed, and who says so."""

    date: date
    name_id: str
    name_en: str
    kind: str
    source: str
    decree: str = ""
    is_verified: bool = False


def read_days_off(data: Mapping[str, Any]) -> list[DayOffSpec]:
    """Read days_off.toml: collective leave, local days, corrections of national holidays."""
    specs = []
    for entry in data.get("days", []):
        if entry.get("kind") not in DAY_OFF_KINDS or not isinstance(entry.get("date"), date):
            raise WrongData(f"the day off {entry.get('date', '?')} needs a date and a kind")
        specs.append(
            DayOffSpec(
                date=entry["date"],
                name_id=entry["name"]["id"],
                name_en=entry["name"].get("en", ""),
                kind=entry["kind"],
                source="file",
                decree=entry.get("source", ""),
                is_verified=bool(entry.get("verified")),
            )
        )
    return specs


def name_national_holidays(
    indonesian: Mapping[date, str], english: Mapping[date, str]
) -> list[DayOffSpec]:
    """Turn the two lists of a calendar library into days off; estimated dates are not verified."""
    return [
        DayOffSpec(
            date=day,
            name_id=ESTIMATED.sub("", name).replace("; ", " / "),
            name_en=ESTIMATED.sub("", english.get(day, "")).replace("; ", " / "),
            kind="national",
            source="library",
            is_verified=ESTIMATED.search(name) is None,
        )
        for day, name in sorted(indonesian.items())
    ]


def list_holiday_years(today: date) -> range:
    """Return the years whose holidays are kept: from 2020 to the year after the next."""
    return range(FIRST_YEAR, today.year + 3)


def merge_days_off(
    library: Iterable[DayOffSpec], file: Iterable[DayOffSpec]
) -> dict[date, DayOffSpec]:
    """Return one reason per date; what the regency's file says goes before the library."""
    return {spec.date: spec for spec in (*library, *file)}

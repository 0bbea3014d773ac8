"""Questions to files: a regency as data, and the national tables of idn-area-data."""

import csv
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kentongan.rooms.places.errors import WrongRegencyData
from kentongan.rooms.places.rules.days_off import DayOffSpec, read_days_off
from kentongan.rooms.places.rules.hours import HoursSpec, read_hours
from kentongan.rooms.places.rules.offices import OfficeSpec, check_hours, read_offices
from kentongan.rooms.places.rules.regions import RegionSpec, pick_national_rows, read_regions

NATIONAL_TABLES = ("provinces", "regencies", "districts", "villages")


@dataclass(frozen=True)
class RegencyData:
    """What a folder under regencies/ says about places."""

    code: str
    regions: list[RegionSpec]
    offices: list[OfficeSpec]
    hours: list[HoursSpec]
    days_off: list[DayOffSpec]


def read_regency(folder: Path) -> RegencyData:
    """
    Read regency.toml, regions.csv, offices.toml, hours.toml and days_off.toml of a folder.

    Raises WrongRegencyData, which names the file and what is wrong with it.
    """
    with _blame(folder / "regency.toml") as file:
        code = str(_read_toml(file)["code"])
    with _blame(folder / "regions.csv") as file:
        regions = read_regions(_read_csv(file))
    with _blame(folder / "hours.toml") as file:
        hours = read_hours(_read_toml(file))
    with _blame(folder / "offices.toml") as file:
        offices = read_offices(_read_toml(file), regions=regions, regency_code=code)
        check_hours(offices, kinds={spec.key for spec in hours})
    with _blame(folder / "days_off.toml") as file:
        days_off = read_days_off(_read_toml(file))
    return RegencyData(code, regions, offices, hours, days_off)


def read_national_tables(folder: Path, *, code: str) -> list[RegionSpec]:
    """Read one regency or city with its province from the CSV files of idn-area-data."""
    tables = {}
    for name in NATIONAL_TABLES:
        with _blame(folder / f"{name}.csv") as file:
            tables[name] = _read_csv(file)
    with _blame(folder):
        return pick_national_rows(tables, code=code)


@contextmanager
def _blame(file: Path) -> Iterator[Path]:
    """Turn whatever is wrong while reading `file` into a sentence that names it."""
    try:
        yield file
    except FileNotFoundError as error:
        raise WrongRegencyData(file=file.name, why="the file is missing") from error
    except KeyError as error:
        raise WrongRegencyData(file=file.name, why=f"{error.args[0]!r} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise WrongRegencyData(file=file.name, why=str(error)) from error


def _read_toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))

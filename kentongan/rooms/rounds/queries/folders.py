"""Reading the data of a regency's rounds."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import WrongRoundsData
from kentongan.rooms.rounds.models.units import get_zone
from kentongan.rooms.rounds.rules.clashes import find_clash, say_clash
from kentongan.rooms.rounds.rules.data import WrongRounds, check_units
from kentongan.rooms.rounds.rules.occurrences import Plan

FILE = "rounds.toml"
AHEAD = timedelta(days=2 * 366)


def read_units(folder: Path) -> list[dict[str, Any]]:
    """Return the units of a regency, none where there is no file; raises WrongRoundsData."""
    file = folder / FILE
    if not file.exists():
        return []
    try:
        units: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8")).get(
            "units", []
        )
        check_units(
            units,
            offices={office.key for office in places.list_offices()},
            regions={region.code for region in places.list_regions()},
            services={path.stem for path in (folder / "services").glob("*.toml")},
        )
        _check_clashes(units)
    except (tomllib.TOMLDecodeError, WrongRounds) as error:
        raise WrongRoundsData(file=FILE, why=str(error)) from error
    return units


@cache
def list_kinds() -> list[tuple[str, str]]:
    """Return unit and kind of what the regency counts apart; asks no database."""
    file = Path(settings.REGENCY_FOLDER) / FILE
    try:
        units = tomllib.loads(file.read_text(encoding="utf-8")).get("units", [])
    except (FileNotFoundError, tomllib.TOMLDecodeError):
        return []  # loading tells what is wrong with it
    return [(unit["slug"], kind["slug"]) for unit in units for kind in unit.get("kinds", ())]


def _check_clashes(units: list[dict[str, Any]]) -> None:
    for unit in units:
        plans = {stop["slug"]: _make_plan(stop) for stop in unit["stops"]}
        since = min(plan.starts_date for plan in plans.values()) if plans else date.max - AHEAD
        clash = find_clash(plans, teams=unit.get("teams", 1), since=since, until=since + AHEAD)
        if clash is not None:
            raise WrongRounds(f"unit {unit['slug']}: {say_clash(clash)}")


def _make_plan(stop: dict[str, Any]) -> Plan:
    return Plan(
        rule=stop["rule"], starts_date=stop["starts_date"], ends_date=stop.get("ends_date"),
        opens=stop["opens"], closes=stop["closes"], zone=get_zone(),
        on_holidays=stop.get("on_holidays", "skip"),
    )  # fmt: skip

"""Reading the data of a regency's rounds."""

import tomllib
from pathlib import Path
from typing import Any

from kentongan.rooms.places import api as places
from kentongan.rooms.rounds.errors import WrongRoundsData
from kentongan.rooms.rounds.rules.data import WrongRounds, check_units

FILE = "rounds.toml"


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
    except (tomllib.TOMLDecodeError, WrongRounds) as error:
        raise WrongRoundsData(file=FILE, why=str(error)) from error
    return units

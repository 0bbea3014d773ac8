"""Reading the categories of a regency's folder; what is wrong is said with file and place."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from kentongan.rooms.reports.errors import WrongCategoryData
from kentongan.rooms.reports.rules.definition import WrongData, check_category

FILE = "report_categories.toml"


def read_categories(folder: Path, *, office_keys: Collection[str]) -> list[dict[str, Any]]:
    """Return the checked rows in the file's order, each with its group's name; none: no file."""
    file = folder / FILE
    if not file.exists():
        return []
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        groups = {group["key"]: group["name"] for group in data.get("groups", ())}
        return [
            _read(row, groups=groups, office_keys=office_keys) for row in data.get("categories", ())
        ]
    except WrongData as error:
        raise WrongCategoryData(file=FILE, why=str(error)) from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise WrongCategoryData(file=FILE, why=why) from error


def _read(
    row: Mapping[str, Any], *, groups: Mapping[str, Any], office_keys: Collection[str]
) -> dict[str, Any]:
    check_category(row, groups=groups, office_keys=office_keys)
    return {**row, "group_name": groups[row["group"]]}

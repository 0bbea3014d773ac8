"""The regency's data of the room: news.toml with topics and radio stations."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kentongan.rooms.news.errors import WrongNewsData

FILE = "news.toml"


@cache
def read_folder(folder: Path) -> dict[str, Any]:
    """Return the checked data; empty where the regency has no news. Raises WrongNewsData."""
    path = folder / FILE
    if not path.exists():
        return {"categories": [], "stations": []}
    try:
        told = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise WrongNewsData(file=FILE, why=str(error)) from error
    categories = [_read_category(row) for row in told.get("categories", ())]
    return {"categories": categories, "stations": list(told.get("stations", ()))}


def _read_category(row: dict[str, Any]) -> dict[str, Any]:
    try:
        return {
            "slug": row["slug"],
            "name_id": row["name"]["id"],
            "name_en": row["name"]["en"],
            "summary_id": row.get("summary", {}).get("id", ""),
            "summary_en": row.get("summary", {}).get("en", ""),
        }
    except KeyError as error:
        raise WrongNewsData(file=FILE, why=f"[[categories]]: {error}") from error

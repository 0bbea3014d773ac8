"""Reading the services of a regency's folder; what is wrong is said with file and place."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kentongan.rooms.services.errors import WrongServiceData
from kentongan.rooms.services.rules.plan import (
    WrongData,
    check_service,
    list_office_keys,
    parse_words,
)
from kentongan.rooms.services.rules.search import Vocabulary

WORDS_FILE = "words.toml"


@dataclass(frozen=True)
class ServiceFolder:
    """Everything this room takes from a regency's folder."""

    categories: tuple[Mapping[str, Any], ...]
    services: tuple[Mapping[str, Any], ...]
    words: Vocabulary


def read_folder(folder: Path, *, office_keys: Iterable[str]) -> ServiceFolder:
    """Read and check categories, services and search words; raises WrongServiceData."""
    categories = _read_categories(folder / "categories.toml")
    keys = [category["key"] for category in categories]
    services = [
        _read_service(file, categories=keys, office_keys=set(office_keys))
        for file in sorted((folder / "services").glob("*.toml"))
    ]
    return ServiceFolder(tuple(categories), tuple(services), _read_vocabulary(folder / WORDS_FILE))


def get_vocabulary(folder: Path) -> Vocabulary:
    """Return the search words of the regency, read again when the file changed."""
    file = folder / WORDS_FILE
    return _keep_vocabulary(file, file.stat().st_mtime_ns if file.exists() else 0)


@lru_cache(maxsize=4)
def _keep_vocabulary(file: Path, changed_at: int) -> Vocabulary:
    del changed_at  # only names the version of the file
    return _read_vocabulary(file)


def _read_vocabulary(file: Path) -> Vocabulary:
    return Vocabulary.parse(_read_toml(file)) if file.exists() else Vocabulary()


def _read_categories(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _read_toml(file).get("categories", [])
    for number, row in enumerate(rows):
        try:
            parse_words(row.get("name"), at=f"categories[{number}].name")
            if "key" not in row:
                raise WrongData(f"categories[{number}].key: is missing")
        except WrongData as error:
            raise WrongServiceData(file=file.name, why=str(error)) from error
    return rows


def _read_service(file: Path, *, categories: list[str], office_keys: set[str]) -> dict[str, Any]:
    data = _read_toml(file)
    try:
        check_service(data, categories=categories)
        if data["slug"] != file.stem:
            raise WrongData(f"slug: {data['slug']!r} is not the name of the file")
        if unknown := sorted(list_office_keys(data) - office_keys):
            raise WrongData(f"route: there is no office {unknown[0]!r}")
    except WrongData as error:
        raise WrongServiceData(file=file.name, why=str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongServiceData(file=file.name, why=f"{type(error).__name__}: {error}") from error
    return data


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WrongServiceData(file=file.name, why="is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongServiceData(file=file.name, why=str(error)) from error

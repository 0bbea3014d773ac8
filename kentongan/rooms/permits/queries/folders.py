"""Reading the permits of a regency's folder; what is wrong is said with file and place."""

import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from kentongan.rooms.permits.errors import WrongPermitData
from kentongan.rooms.permits.rules.definition import WrongPermit, check_offices, check_permit
from kentongan.rooms.permits.rules.duty import WrongRule, check_rule
from kentongan.rooms.permits.rules.retribution import WrongScheme, parse_tables
from kentongan.rooms.permits.rules.words import Kind

FOLDER = "permits"
WRONG = (
    WrongPermit, WrongRule, WrongScheme, tomllib.TOMLDecodeError, KeyError, TypeError,
    AttributeError, ValueError,
)  # fmt: skip


@dataclass
class PermitData:
    """Everything of regencies/<name>/permits/, checked; empty where there is no folder."""

    kinds: dict[Kind, dict[str, Any]] = field(default_factory=dict)
    relief: dict[str, Any] = field(default_factory=dict)
    warning: dict[str, Any] = field(default_factory=dict)
    rules: list[dict[str, Any]] = field(default_factory=list)
    schemes: list[dict[str, Any]] = field(default_factory=list)


def read_permits(folder: Path, *, office_keys: Collection[str]) -> PermitData:
    """Return the data of a regency's permits; raises WrongPermitData with file and place."""
    data = PermitData()
    for kind in Kind:
        whole = _read(folder, f"{kind}.toml")
        if whole:
            check = partial(check_permit, whole, kind=kind, office_keys=office_keys)
            _check(f"{kind}.toml", check)
            data.kinds[kind] = whole
    duty = _read(folder, "camera_duty.toml")
    data.rules = duty.get("rules", [])
    data.relief, data.warning = duty.get("relief", {}), duty.get("warning", {})
    _check("camera_duty.toml", lambda: _check_duty(data, office_keys=office_keys))
    data.schemes = _read(folder, "retribution.toml").get("schemes", [])
    _check("retribution.toml", lambda: _check_schemes(data.schemes))
    return data


def _read(folder: Path, name: str) -> dict[str, Any]:
    file = folder / FOLDER / name
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise WrongPermitData(file=name, why=str(error)) from error


def _check(name: str, check: Callable[[], None]) -> None:
    try:
        check()
    except WRONG as error:
        raise WrongPermitData(file=name, why=str(error)) from error


def _check_duty(data: PermitData, *, office_keys: Collection[str]) -> None:
    for row in data.rules:
        check_rule(row)
    if data.rules and not (data.relief and data.warning):
        raise WrongRule("relief and warning are needed where there are rules")
    if data.relief:
        check_offices(data.relief["route"], office_keys=office_keys)
    if data.warning and data.warning["office"] not in office_keys:
        raise WrongRule(f"warning.office: there is no office {data.warning['office']!r}")


def _check_schemes(schemes: list[dict[str, Any]]) -> None:
    """Refuse wrong tables, and two schemes that hold on one day."""
    ordered = sorted(schemes, key=lambda row: row["valid_from"])
    for row in ordered:
        parse_tables(row)
        if not row.get("legal_basis"):
            raise WrongScheme(f"{row['key']}.legal_basis: a rate needs a law")
    for before, after in pairwise(ordered):
        if before.get("valid_until") is None or before["valid_until"] >= after["valid_from"]:
            raise WrongScheme(f"{before['key']} still holds when {after['key']} begins")

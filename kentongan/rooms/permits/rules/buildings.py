"""What people type about a building, read strictly; each problem at its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from kentongan.rooms.permits.rules.words import (
    Complexity,
    Function,
    Ownership,
    Permanence,
    Work,
)

CHOICES: dict[str, type[StrEnum]] = {
    "function": Function, "complexity": Complexity, "permanence": Permanence,
    "ownership": Ownership, "work": Work,
}  # fmt: skip
FLAGS = ("is_umkm", "faces_road", "is_company")
MOST_AREA, MOST_FLOORS, MOST_BASEMENTS = Decimal(1_000_000), 60, 9
LONGEST_NAME, LONGEST_ADDRESS = 120, 300
HUNDREDTH = Decimal("0.01")


@dataclass
class Checked:
    """Values fit for the table, and problems by field: required, wrong, too_long, too_big."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def check_building(typed: Mapping[str, Any]) -> Checked:
    """Return what can be kept of a building, and what is wrong with the rest."""
    checked = Checked()
    _check_choices(typed, checked)
    for name in FLAGS:
        checked.values[name] = typed.get(name, name == "faces_road") in {True, "on", "yes", "1"}
    _check_area(typed, checked, "floor_area", required=True)
    _check_count(typed, checked, "floors", low=1, high=MOST_FLOORS)
    _check_count(typed, checked, "basements", low=0, high=MOST_BASEMENTS)
    _check_basements(typed, checked)
    _check_words(typed, checked, "name", most=LONGEST_NAME)
    _check_words(typed, checked, "address", most=LONGEST_ADDRESS)
    _check_position(typed, checked)
    _check_infrastructure(typed, checked)
    return checked


def _check_choices(typed: Mapping[str, Any], checked: Checked) -> None:
    for name, choices in CHOICES.items():
        value = str(typed.get(name) or "")
        if not value:
            checked.problems[name] = "required"
        elif value not in set(choices):
            checked.problems[name] = "wrong"
        else:
            checked.values[name] = value


def read_decimal(value: Any) -> Decimal | None:
    """Return a number as people write it, “120,5” too; None when it is none."""
    text = str(value).strip().replace(" ", "")
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _check_area(typed: Mapping[str, Any], checked: Checked, name: str, *, required: bool) -> None:
    raw = typed.get(name)
    if raw in (None, ""):
        checked.values[name] = Decimal(0)
        if required:
            checked.problems[name] = "required"
        return
    number = read_decimal(raw)
    if number is None or number < 0 or (required and number < HUNDREDTH):
        checked.problems[name] = "wrong"
    elif number > MOST_AREA:
        checked.problems[name] = "too_big"
    else:
        checked.values[name] = number.quantize(HUNDREDTH)


def _check_count(
    typed: Mapping[str, Any], checked: Checked, name: str, *, low: int, high: int
) -> None:
    raw = typed.get(name)
    text = str(low if raw in (None, "") and low == 0 else raw or "").strip()
    if not text:
        checked.problems[name] = "required"
    elif not text.isdecimal() or int(text) < low:
        checked.problems[name] = "wrong"
    elif int(text) > high:
        checked.problems[name] = "too_big"
    else:
        checked.values[name] = int(text)


def _check_basements(typed: Mapping[str, Any], checked: Checked) -> None:
    has_basement = bool(checked.values.get("basements"))
    if not has_basement:
        checked.values["basement_area"] = Decimal(0)
        return
    _check_area(typed, checked, "basement_area", required=True)


def _check_words(typed: Mapping[str, Any], checked: Checked, name: str, *, most: int) -> None:
    text = " ".join(str(typed.get(name) or "").replace("\x00", "").split())
    if len(text) > most:
        checked.problems[name] = "too_long"
    elif not text and name == "address":
        checked.problems[name] = "required"
    else:
        checked.values[name] = text


def _check_position(typed: Mapping[str, Any], checked: Checked) -> None:
    lat, lon = (_read_degrees(typed.get(name)) for name in ("lat", "lon"))
    inside = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180  # noqa: PLR2004
    checked.values["lat"], checked.values["lon"] = (lat, lon) if inside else (None, None)


def _read_degrees(value: Any) -> float | None:
    try:
        return None if value in (None, "") else float(value)
    except (TypeError, ValueError):
        return None


def _check_infrastructure(typed: Mapping[str, Any], checked: Checked) -> None:
    rows = []
    for row in typed.get("infrastructure") or ():
        volume = read_decimal(row.get("volume", ""))
        if volume is None or volume <= 0 or volume > MOST_AREA or not row.get("key"):
            checked.problems["infrastructure"] = "wrong"
            return
        rows.append({"key": str(row["key"])[:40], "volume": str(volume)})
    checked.values["infrastructure"] = rows

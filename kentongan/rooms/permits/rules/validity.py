"""How long a certificate of worthiness holds. PP 16/2021 pasal 297, as the data has it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

KEYS = {"functions", "floors_up_to", "area_below", "years", "legal_basis"}


class WrongValidity(ValueError):
    """The data cannot be meant."""


def check_validity(rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse rows with a wrong key; the last one must fit every building."""
    last: Mapping[str, Any] | None = None
    for number, row in enumerate(rows):
        if unknown := set(row) - KEYS:
            raise WrongValidity(f"validity[{number}]: unknown key {sorted(unknown)[0]}")
        if not isinstance(row.get("years"), int) or row["years"] < 1:
            raise WrongValidity(f"validity[{number}].years: a whole number")
        last = row
    if last is None or set(last) & {"functions", "floors_up_to", "area_below"}:
        raise WrongValidity("validity: the last row must fit every building")


def get_years(
    rows: Iterable[Mapping[str, Any]], *, function: str, floors: int, area: Decimal
) -> int:
    """Return the years of the first row that fits."""
    for row in rows:
        if (
            function in row.get("functions", [function])
            and floors <= row.get("floors_up_to", floors)
            and ("area_below" not in row or area < Decimal(str(row["area_below"])))
        ):
            return int(row["years"])
    raise WrongValidity("validity: no row fits")


def compute_end(begins_on: date, *, years: int) -> date:
    """Return the last day: the same date `years` later; 29 February ends on the 28th."""
    try:
        return begins_on.replace(year=begins_on.year + years)
    except ValueError:
        return begins_on.replace(year=begins_on.year + years, day=28)

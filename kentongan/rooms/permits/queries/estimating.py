"""What an approval would cost, while its owner still types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language

from kentongan.rooms.permits.errors import CannotPrice, NoScheme
from kentongan.rooms.permits.models import Building, RetributionScheme
from kentongan.rooms.permits.queries.rates import (
    Explained,
    compute_retribution,
    explain_lines,
    get_scheme,
    keep_lines,
    say_rupiah,
)
from kentongan.rooms.permits.rules.buildings import check_building

DECIDING = {
    "function", "floor_area", "floors", "basements", "basement_area", "complexity", "permanence",
    "ownership", "work", "infrastructure",
}  # fmt: skip


@dataclass(frozen=True)
class Estimate:
    """An amount and the way to it; or why it cannot be said yet."""

    amount: str = ""
    lines: Sequence[Explained] = ()
    scheme: RetributionScheme | None = None
    is_unfinished: bool = False  # something that decides it is not typed yet
    refusal: str = ""
    laws: Sequence[str] = field(default_factory=tuple)


def estimate_typed(facts: Mapping[str, Any], *, now: datetime) -> Estimate:
    """Return what a building as it is typed would cost today."""
    checked = check_building(facts)
    if DECIDING & checked.problems.keys():
        return Estimate(is_unfinished=True)
    values = {key: value for key, value in checked.values.items() if key != "address"}
    try:
        scheme = get_scheme(localdate(now))
        found = compute_retribution(Building(**values), scheme)
    except (NoScheme, CannotPrice) as refusal:
        return Estimate(refusal=str(refusal))
    return Estimate(
        amount=say_rupiah(found.amount),
        lines=explain_lines(keep_lines(found.lines), scheme=scheme),
        scheme=scheme,
        laws=say_laws(scheme.legal_basis),
    )


def say_laws(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the laws of a rule, rate or permit in the reader's language."""
    wants_english = (get_language() or "").startswith("en")
    return [str((row.get("en") if wants_english else "") or row["text"]) for row in rows]


def list_infrastructure(*, now: datetime) -> list[tuple[str, str, str]]:
    """Return what may stand beside a building and is charged: (key, name, unit)."""
    try:
        scheme = get_scheme(localdate(now))
    except NoScheme:
        return []
    rows = scheme.tables.get("infrastructure", [])
    return [(row["key"], scheme.name_infrastructure(row["key"]), row["unit"]) for row in rows]

"""Which rates hold on a day, and how an amount came about, line by line for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kentongan.rooms.permits.errors import CannotPrice, NoScheme
from kentongan.rooms.permits.models import Bill, Building, RetributionScheme
from kentongan.rooms.permits.models.building import (
    COMPLEXITY_NAMES,
    FUNCTION_NAMES,
    OWNERSHIP_NAMES,
    PERMANENCE_NAMES,
    WORK_NAMES,
)
from kentongan.rooms.permits.rules.retribution import Line, NoIndex, Retribution, compute

NAMES: Mapping[str, Mapping[Any, Any]] = {
    "function": FUNCTION_NAMES, "complexity": COMPLEXITY_NAMES, "permanence": PERMANENCE_NAMES,
    "ownership": OWNERSHIP_NAMES, "work": WORK_NAMES,
}  # fmt: skip


@dataclass(frozen=True)
class Explained:
    """One line of the way to an amount: what, from what, how much; `unit` is m², Rp or nothing."""

    key: str
    label: str
    how: str
    value: str
    is_money: bool = False


def get_scheme(on: date) -> RetributionScheme:
    """Return the rates that hold on a day; raises NoScheme."""
    rows = RetributionScheme.objects.filter(valid_from__lte=on)
    holding = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    found = holding.order_by("-valid_from").first()
    if found is None:
        raise NoScheme(day=on.isoformat())
    return found


def compute_retribution(building: Building, scheme: RetributionScheme) -> Retribution:
    """Return what a building costs by these rates; raises CannotPrice."""
    try:
        return compute(building.facts, scheme.parsed)
    except NoIndex as missing:
        raise CannotPrice(key=missing.key, value=missing.value) from missing


def estimate(building: Building, *, on: date) -> Retribution:
    """Return what the approval of a building would cost on a day."""
    return compute_retribution(building, get_scheme(on))


def keep_lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return the lines as a bill keeps them."""
    return [
        {"key": line.key, "value": str(line.value), "facts": dict(line.facts)} for line in lines
    ]


def explain_bill(bill: Bill) -> list[Explained]:
    """Return the way to a bill's amount, in the reader's language."""
    return explain_lines(bill.breakdown, scheme=bill.scheme)


def explain_lines(
    lines: Sequence[Mapping[str, Any]], *, scheme: RetributionScheme
) -> list[Explained]:
    """Return kept lines in words."""
    return [_explain(line, scheme) for line in lines]


def _explain(line: Mapping[str, Any], scheme: RetributionScheme) -> Explained:
    key, facts = line["key"], line["facts"]
    value = Decimal(line["value"])
    if key in {"building", "infrastructure", "amount", "price"}:
        return Explained(
            key, _name(key, facts, scheme), _say_how(key, facts), say_rupiah(value), is_money=True
        )
    shown = f"{say_number(value)} m²" if key == "area" else say_number(value)
    return Explained(key, _name(key, facts, scheme), _say_how(key, facts), shown)


def _name(key: str, facts: Mapping[str, str], scheme: RetributionScheme) -> str:
    if key == "infrastructure":
        return scheme.name_infrastructure(facts["of"])
    labels = {
        "function": _("Function index (If)"),
        "complexity": _("Complexity index (Ik)"),
        "permanence": _("Permanence index (Ip)"),
        "floors": _("Floors index (Il)"),
        "weights": _("Weighted: 0.3 × Ik + 0.2 × Ip + 0.5 × Il"),
        "ownership": _("Ownership factor (Fm)"),
        "index": _("Integrated index (It): If × weighted × Fm, rounded up to three decimals"),
        "area": _("Total floor area (LLt)"),
        "price": _("Price per m²: Ilo × SHST"),
        "work": _("Index of the work (Ibg)"),
        "building": _("The building: LLt × price × It × Ibg"),
        "amount": _("Retribution to be paid"),
    }
    return labels[key]


def _say_how(key: str, facts: Mapping[str, str]) -> str:
    if facts.get("umkm") == "True":
        return _("A micro, small or medium business")
    if key in NAMES:
        return str(NAMES[key].get(facts["of"], facts["of"]))
    ways = {
        "floors": _("%(floors)s floors, %(basements)s basements"),
        "area": _("%(above)s m² above ground, %(below)s m² below"),
        "price": _("%(ilo_percent)s %% of Rp%(shst)s"),
        "building": _("%(area)s × %(price)s × %(index)s × %(work)s"),
        "infrastructure": _("%(volume)s %(unit)s × %(index)s × %(work)s × Rp%(tariff)s"),
    }
    return ways[key] % _say_facts(facts) if key in ways else ""


def _say_facts(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: text if name in {"unit", "of"} else _say(text) for name, text in facts.items()}


def _say(text: str) -> str:
    return say_number(Decimal(text)) if text.replace(".", "", 1).isdecimal() else text


def say_number(value: Decimal) -> str:
    """Return a number without zeros at its end, as the language writes it."""
    return number_format(value.normalize() if value % 1 else value.quantize(Decimal(1)),
                         force_grouping=True)  # fmt: skip


def say_rupiah(value: Decimal) -> str:
    """Return an amount as people write it: Rp405.000."""
    return f"Rp{say_number(value)}"

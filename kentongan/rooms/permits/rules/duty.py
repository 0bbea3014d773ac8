"""The camera duty: whom a rule obliges, where a duty stands, when its owner is warned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from kentongan.rooms.permits.rules.words import DutyStanding, Function

WARNINGS = 3
FACINGS = {"road"}
RULE_KEYS = {
    "slug", "name", "functions", "min_area", "min_floors", "needs_road", "cameras", "facing",
    "uptime_days", "uptime_percent", "due_days", "grace_days", "warn_days", "legal_basis",
    "source", "verified", "valid_from", "valid_until",
}  # fmt: skip
NEEDED_KEYS = ("slug", "name", "cameras", "due_days", "warn_days", "valid_from", "legal_basis")
MOST_PERCENT = 100


class WrongRule(ValueError):
    """The data of a rule cannot be meant; the text says which key."""


class Rule(Protocol):
    """What a row of the rules says; the table has these columns."""

    functions: list[str]
    min_area: Decimal
    min_floors: int
    needs_road: bool
    cameras_needed: int
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class Seen:
    """What is known of a duty's cameras today."""

    needed: int
    declared: int
    verified: int
    alive: int  # verified, and up for as long as the rule wants


def obliges(
    rule: Rule, *, function: str, area: Decimal, floors: int, faces_road: bool, on: date
) -> bool:
    """Tell whether a rule obliges a building whose approval was asked for on a day."""
    in_force = rule.valid_from <= on and (rule.valid_until is None or on <= rule.valid_until)
    return (
        in_force
        and (not rule.functions or function in rule.functions)
        and area >= rule.min_area
        and floors >= rule.min_floors
        and (faces_road or not rule.needs_road)
    )


def judge(seen: Seen, *, due_on: date, today: date) -> DutyStanding:
    """Return where a duty stands: met outweighs the day, the day outweighs what is on its way."""
    if seen.alive >= seen.needed:
        return DutyStanding.MET
    if today > due_on:
        return DutyStanding.OVERDUE
    if seen.verified >= seen.needed:
        return DutyStanding.VERIFIED
    if seen.declared >= seen.needed:
        return DutyStanding.DECLARED
    return DutyStanding.OPEN


def plan_warning(
    *, due_on: date, warn_days: Sequence[int], sent: int, last_sent_on: date | None
) -> date | None:
    """
    Return when the next warning is due, or None after the third.

    After a job that stood still the letters do not come in a heap: each keeps its distance.
    """
    if sent >= min(WARNINGS, len(warn_days)):
        return None
    planned = due_on + timedelta(days=warn_days[sent])
    if last_sent_on is None or not sent:
        return planned
    return max(planned, last_sent_on + timedelta(days=warn_days[sent] - warn_days[sent - 1]))


def plan_answer(*, ordinal: int, warn_days: Sequence[int], sent_on: date) -> date:
    """Return by when a warning is to be answered: as long as until the next, or as the last gap."""
    position = min(ordinal, len(warn_days) - 1)
    gap = warn_days[position] - warn_days[position - 1]
    return sent_on + timedelta(days=max(gap, 1))


def check_rule(row: Mapping[str, Any]) -> None:
    """Refuse a row with a wrong key."""
    at = row.get("slug", "?")
    if unknown := set(row) - RULE_KEYS:
        raise WrongRule(f"{at}: unknown key {sorted(unknown)[0]}")
    for key in NEEDED_KEYS:
        if key not in row:
            raise WrongRule(f"{at}.{key}: is missing")
    _check_values(row, at=at)


def _check_values(row: Mapping[str, Any], *, at: str) -> None:
    if unknown := set(row.get("functions", ())) - set(Function):
        raise WrongRule(f"{at}.functions: {sorted(unknown)[0]!r}")
    if row.get("facing", "road") not in FACINGS:
        raise WrongRule(f"{at}.facing: {row['facing']!r}")
    days = list(row["warn_days"])
    if len(days) != WARNINGS or days != sorted(set(days)) or days[0] < 1:
        raise WrongRule(f"{at}.warn_days: three growing numbers of days")
    if not 0 < row.get("uptime_percent", 95) <= MOST_PERCENT or row["cameras"] < 1:
        raise WrongRule(f"{at}: uptime_percent or cameras")
    if not row["legal_basis"]:
        raise WrongRule(f"{at}.legal_basis: a duty needs a law")


def choose_rule(rules: Iterable[Any]) -> Any | None:
    """Return the rule that asks for most; of equals the one that stands first."""
    return max(rules, key=lambda rule: rule.cameras_needed, default=None)

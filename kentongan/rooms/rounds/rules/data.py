"""The data of a regency's rounds, read as strictly as code."""

import re
from collections.abc import Collection, Mapping
from datetime import date, time
from typing import Any

from kentongan.rooms.rounds.rules.occurrences import OnHolidays, WrongRule, check_rule

UNIT_KEYS = {
    "slug", "name", "summary", "notes", "office", "services", "requirements", "fees", "source",
    "verified", "stops", "teams", "kinds",
}  # fmt: skip
STOP_KEYS = {
    "slug", "name", "region", "at", "opens", "closes", "rule", "starts_date", "ends_date",
    "on_holidays", "quota", "source", "verified",
}  # fmt: skip
KIND_KEYS = {"slug", "id", "en"}
PAPER_KEYS = {"id", "en", "source", "verified"}
FEE_KEYS = PAPER_KEYS | {"amount", "most", "extra"}
DEGREES = (90, 180)


KIND_SLUG = re.compile(r"[a-z][a-z0-9_]{0,29}")


class WrongRounds(ValueError):
    """Data that cannot be meant; the text says where and why."""


def check_units(
    units: Any, *, offices: Collection[str], regions: Collection[str], services: Collection[str]
) -> None:
    """Refuse data with a wrong key, office, region or rule; raises WrongRounds."""
    if not (isinstance(units, list) and all(isinstance(unit, dict) for unit in units)):
        raise WrongRounds("units: a list of tables is needed")
    slugs = [unit.get("slug") for unit in units]
    if len(set(slugs)) != len(slugs):
        raise WrongRounds("units: a slug stands twice")
    for unit in units:
        _check_keys(unit, UNIT_KEYS, needs=("slug", "office", "source", "stops"), where="a unit")
        where = f"unit {unit.get('slug')}"
        _check_words(unit, "name", "summary", where=where)
        if unit["office"] not in offices:
            raise WrongRounds(f"{where}: there is no office {unit['office']!r}")
        for row in unit.get("services", ()):
            if row.get("slug") not in services:
                raise WrongRounds(f"{where}: there is no service {row.get('slug')!r}")
        _check_kinds(unit, where=where)
        _check_rows(unit.get("requirements", ()), PAPER_KEYS, where=f"{where}.requirements")
        _check_rows(unit.get("fees", ()), FEE_KEYS, where=f"{where}.fees")
        _check_stops(unit["stops"], regions=regions, where=where)


def _check_kinds(unit: Mapping[str, Any], *, where: str) -> None:
    kinds = unit.get("kinds", ())
    for kind in kinds:
        _check_keys(kind, KIND_KEYS, needs=("slug", "id", "en"), where=f"{where}.kinds")
        if not KIND_SLUG.fullmatch(kind["slug"]):
            raise WrongRounds(f"{where}.kinds: {kind['slug']!r} is no short name")
    if len({kind["slug"] for kind in kinds}) != len(kinds):
        raise WrongRounds(f"{where}: a kind stands twice")
    teams = unit.get("teams", 1)
    if type(teams) is not int or teams < 1:
        raise WrongRounds(f"{where}: teams is how many places it can be at, at least 1")


def _check_stops(stops: Any, *, regions: Collection[str], where: str) -> None:
    slugs = [stop.get("slug") for stop in stops]
    if len(set(slugs)) != len(slugs):
        raise WrongRounds(f"{where}: a stop stands twice")
    for stop in stops:
        _check_stop(stop, regions=regions, where=f"{where}, stop {stop.get('slug')}")


def _check_stop(stop: Mapping[str, Any], *, regions: Collection[str], where: str) -> None:
    needs = ("slug", "region", "opens", "closes", "rule", "starts_date")
    _check_keys(stop, STOP_KEYS, needs=needs, where=where)
    _check_words(stop, "name", where=where)
    if stop["region"] not in regions:
        raise WrongRounds(f"{where}: there is no region {stop['region']!r}")
    opens, closes, starts = stop["opens"], stop["closes"], stop["starts_date"]
    if not (isinstance(opens, time) and isinstance(closes, time) and opens < closes):
        raise WrongRounds(f"{where}: opens must be a time before closes")
    ends = stop.get("ends_date", date.max)
    if type(starts) is not date or type(ends) is not date or ends <= starts:
        raise WrongRounds(f"{where}: starts_date must be a day before ends_date")
    if stop.get("on_holidays", "skip") not in set(OnHolidays):
        raise WrongRounds(f"{where}: on_holidays is skip, keep or next")
    at = stop.get("at", [0, 0])
    if len(at) != len(DEGREES) or any(
        not abs(a) <= most for a, most in zip(at, DEGREES, strict=True)
    ):  # fmt: skip
        raise WrongRounds(f"{where}: at is latitude and longitude")
    try:
        check_rule(stop["rule"])
    except WrongRule as error:
        raise WrongRounds(f"{where}: {error}") from error


def _check_rows(rows: Any, known: set[str], *, where: str) -> None:
    for row in rows:
        _check_keys(row, known, needs=("id", "en", "source"), where=where)
        if "amount" in known and not isinstance(row.get("amount"), int):
            raise WrongRounds(f"{where}: amount is whole rupiah")


def _check_keys(
    row: Mapping[str, Any], known: set[str], *, needs: Collection[str], where: str
) -> None:
    if unknown := set(row) - known:
        raise WrongRounds(f"{where}: unknown key {sorted(unknown)[0]}")
    if missing := [key for key in needs if key not in row]:
        raise WrongRounds(f"{where}: {missing[0]} is missing")


def _check_words(row: Mapping[str, Any], *keys: str, where: str) -> None:
    for key in keys:
        words = row.get(key, {})
        if not (words.get("id") and words.get("en")):
            raise WrongRounds(f"{where}: {key} is needed in both languages")

"""Offices as data: listed ones, those made by patterns, and which one a rule means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kentongan.rooms.places.rules.regions import RegionSpec
from kentongan.rooms.places.rules.wrong import WrongData

KEY = re.compile(r"[a-z0-9][a-z0-9.-]*")
DEFAULT_HOURS = "office"
PATTERN_KINDS = {"desa", "kelurahan", "district"}


@dataclass(frozen=True)
class OfficeSpec:
    """One office as the data has it; `parent_key` is empty for the head of the regency."""

    key: str
    kind: str
    name_id: str
    name_en: str
    short_name: str
    region_code: str
    parent_key: str
    hours_kind: str = DEFAULT_HOURS
    aliases: tuple[str, ...] = ()
    letter_code: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    about_id: str = ""
    about_en: str = ""
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_offices(
    data: Mapping[str, Any], *, regions: Sequence[RegionSpec], regency_code: str
) -> list[OfficeSpec]:
    """
    Read offices.toml and make village halls and district offices by its patterns.

    Parents come before children. Raises WrongData for a key that is wrong or there twice, an
    unknown parent or region, or when there is not exactly one office of kind "regency".
    """
    titles = {role: entry["name"] for role, entry in data.get("titles", {}).items()}
    listed = [_read_office(entry, titles, regency_code) for entry in data.get("offices", [])]
    heads = [office.key for office in listed if office.kind == "regency"]
    if len(heads) != 1:
        raise WrongData(f"one office must have the kind regency, here are {len(heads)}")
    made = _make_offices(data, regions=regions, regency_code=regency_code, head=heads[0])
    return _sort_by_parent([*listed, *made], codes={region.code for region in regions})


def check_hours(offices: Sequence[OfficeSpec], *, kinds: set[str]) -> None:
    """Refuse offices whose kind of hours hours.toml does not have."""
    for office in offices:
        if office.hours_kind not in kinds:
            raise WrongData(f"office {office.key}: there are no hours {office.hours_kind!r}")


def _read_office(
    entry: Mapping[str, Any], titles: Mapping[str, Any], regency_code: str
) -> OfficeSpec:
    try:
        key, name = str(entry["key"]), entry["name"]
        about = entry.get("about", {})
        own = {
            field_name.removesuffix("_title"): entry[field_name]
            for field_name in entry
            if field_name.endswith("_title")
        }
        return OfficeSpec(
            key=key,
            kind=str(entry["kind"]),
            name_id=name["id"],
            name_en=name.get("en", ""),
            short_name=entry.get("short_name", name["id"]),
            region_code=entry.get("region") or regency_code,
            parent_key=entry.get("parent", ""),
            hours_kind=entry.get("hours", DEFAULT_HOURS),
            aliases=tuple(entry.get("aliases", ())),
            letter_code=entry.get("letter_code") or entry.get("region") or regency_code,
            phone=entry.get("phone", ""),
            email=entry.get("email", ""),
            website=entry.get("website", ""),
            address=entry.get("address", ""),
            about_id=about.get("id", ""),
            about_en=about.get("en", ""),
            titles={**titles, **own},
        )
    except KeyError as error:
        raise WrongData(f"office {entry.get('key', '?')}: {error.args[0]} is missing") from error


def _make_offices(
    data: Mapping[str, Any], *, regions: Sequence[RegionSpec], regency_code: str, head: str
) -> list[OfficeSpec]:
    """Make the office of each district and village inside the regency."""
    titles = {role: entry["name"] for role, entry in data.get("titles", {}).items()}
    patterns = data.get("patterns", {})
    by_code = {region.code: region for region in regions}
    made = []
    for region in regions:
        if region.kind not in PATTERN_KINDS or not region.code.startswith(f"{regency_code}."):
            continue
        if region.kind not in patterns:
            raise WrongData(f"there is no pattern for a {region.kind} such as {region.code}")
        above = by_code[region.parent_code]
        words = {
            "name": region.name,
            "slug": make_slug(region.name),
            "code": region.code,
            "parent": above.name,
            "parent_slug": make_slug(above.name),
        }
        entry = _fill(patterns[region.kind], words)
        entry["region"] = region.code
        district = _fill(patterns.get("district", {}).get("key", ""), {**words, "code": above.code})
        entry["parent"] = head if region.kind == "district" else district
        made.append(_read_office(entry, titles, regency_code))
    return made


def make_slug(name: str) -> str:
    """Return the name in small letters with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def _fill(pattern: Any, words: Mapping[str, str]) -> Any:
    if isinstance(pattern, str):
        try:
            return pattern.format_map(words)
        except KeyError as error:
            raise WrongData(f"no word {error.args[0]!r} for the pattern {pattern!r}") from error
    if isinstance(pattern, Mapping):
        return {key: _fill(value, words) for key, value in pattern.items()}
    if isinstance(pattern, list):
        return [_fill(value, words) for value in pattern]
    return pattern


def _sort_by_parent(offices: Sequence[OfficeSpec], *, codes: set[str]) -> list[OfficeSpec]:
    by_key: dict[str, OfficeSpec] = {}
    for office in offices:
        if not KEY.fullmatch(office.key) or office.key in by_key:
            raise WrongData(f"the key {office.key!r} of an office is wrong or there twice")
        if office.region_code not in codes:
            raise WrongData(f"office {office.key}: its region {office.region_code} is missing")
        by_key[office.key] = office
    for office in offices:
        if office.kind != "regency" and office.parent_key not in by_key:
            raise WrongData(f"office {office.key}: its parent {office.parent_key!r} is missing")
    return sorted(offices, key=lambda office: _count_above(office, by_key))


def _count_above(office: OfficeSpec, by_key: Mapping[str, OfficeSpec]) -> int:
    above, steps = office.parent_key, 0
    while above:
        above, steps = by_key[above].parent_key, steps + 1
        if steps > len(by_key):
            raise WrongData(f"office {office.key}: lies under itself")
    return steps


OFFICE_RULES = {"village", "district", "regency"}


def split_office_rule(rule: str) -> tuple[str, str]:
    """
    Split "office:dinsos" into ("office", "dinsos"), "village" into ("village", "").

    Raises WrongData for anything else.
    """
    kind, _, key = rule.partition(":")
    if (kind == "office" and KEY.fullmatch(key)) or (kind in OFFICE_RULES and not key):
        return kind, key
    raise WrongData(rule)

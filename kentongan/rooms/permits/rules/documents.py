"""Which documents a building needs, as data with conditions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

CONDITIONS = {
    "functions", "complexity", "permanence", "ownership", "work", "min_area", "min_floors",
    "min_basements", "company", "infrastructure", "facing_road", "without_pbg",
}  # fmt: skip
KEYS = {"key", "name", "hint", "kind", "required", "when", "legal_basis"}
KINDS = {"file", "photo"}
CHOICES = ("functions", "complexity", "permanence", "ownership", "work")
SINGULAR = {"functions": "function"}


class WrongDocuments(ValueError):
    """The data of the documents cannot be meant; the text says where."""


@dataclass(frozen=True)
class Profile:
    """What of a building decides which documents it needs."""

    function: str
    complexity: str
    permanence: str
    ownership: str
    work: str
    area: Decimal
    floors: int
    basements: int
    is_company: bool
    faces_road: bool
    has_infrastructure: bool
    has_pbg: bool = True  # an approval of ours that holds


@dataclass(frozen=True)
class DocumentPlan:
    """A document that may be asked for; `when` holds its conditions, all of which must fit."""

    key: str
    name_id: str
    name_en: str
    hint_id: str = ""
    hint_en: str = ""
    kind: str = "file"
    is_required: bool = True
    when: Mapping[str, Any] = field(default_factory=dict)

    def get_name(self, language: str) -> str:
        """Return its name in a language."""
        return self.name_en if language.startswith("en") else self.name_id

    def get_hint(self, language: str) -> str:
        """Return what is said below its name."""
        return self.hint_en if language.startswith("en") else self.hint_id


def parse_documents(rows: Iterable[Mapping[str, Any]]) -> tuple[DocumentPlan, ...]:
    """Read the documents of a kind of permit, or raise WrongDocuments with the place."""
    found = tuple(_parse(row) for row in rows)
    keys = [one.key for one in found]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise WrongDocuments(f"documents: {sorted(twice)} twice")
    return found


def _parse(row: Mapping[str, Any]) -> DocumentPlan:
    at = f"documents.{row.get('key', '?')}"
    if unknown := set(row) - KEYS:
        raise WrongDocuments(f"{at}: unknown key {sorted(unknown)[0]}")
    if unknown := set(row.get("when", {})) - CONDITIONS:
        raise WrongDocuments(f"{at}.when: unknown condition {sorted(unknown)[0]}")
    if row.get("kind", "file") not in KINDS:
        raise WrongDocuments(f"{at}.kind: {row['kind']!r}")
    try:
        return DocumentPlan(
            key=row["key"],
            name_id=row["name"]["id"],
            name_en=row["name"]["en"],
            hint_id=row.get("hint", {}).get("id", ""),
            hint_en=row.get("hint", {}).get("en", ""),
            kind=row.get("kind", "file"),
            is_required=bool(row.get("required", True)),
            when=dict(row.get("when", {})),
        )
    except (KeyError, TypeError) as error:
        raise WrongDocuments(f"{at}: {type(error).__name__} {error}") from error


def list_needed(plans: Iterable[DocumentPlan], profile: Profile) -> tuple[DocumentPlan, ...]:
    """Return the documents that this building is asked for, required or not, in file order."""
    return tuple(plan for plan in plans if _fits(plan.when, profile))


def _fits(when: Mapping[str, Any], profile: Profile) -> bool:
    chosen = all(
        getattr(profile, SINGULAR.get(name, name)) in when[name] for name in CHOICES if name in when
    )
    big_enough = (
        profile.area >= Decimal(str(when.get("min_area", 0)))
        and profile.floors >= when.get("min_floors", 0)
        and profile.basements >= when.get("min_basements", 0)
    )
    flags = {
        "company": profile.is_company,
        "infrastructure": profile.has_infrastructure,
        "facing_road": profile.faces_road,
        "without_pbg": not profile.has_pbg,
    }
    return (
        chosen and big_enough and all(flags[name] == when[name] for name in flags if name in when)
    )

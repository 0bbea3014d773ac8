"""A service as data, read strictly: whatever is wrong is said with its place in the file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY = re.compile(r"[a-z][a-z0-9_]*")
RESERVED = ("applicant", "village", "district", "once", "step")
FILE_TYPES = ("photo", "file")
FIELD_TYPES = (
    "text", "longtext", "number", "money", "date", "choice", "region", "person", "nik", "phone",
    "yesno", *FILE_TYPES,
)  # fmt: skip
# UU 25/2009 pasal 21: fourteen components; requirements and time stand elsewhere in the file
COMPONENTS = (
    "fee", "legal_basis", "procedure", "product", "complaints", "facilities", "competence",
    "supervision", "staff", "guarantee", "safety", "evaluation",
)  # fmt: skip
LETTER_KEYS = ("number_format", "signer", "validity_days", "letter_text")
TOP_KEYS = {
    "slug", "abbreviation", "category", "keywords", "order", "name", "summary", "promise",
    "standard", "requirements", "sections", "route", "letter", *LETTER_KEYS,
}  # fmt: skip
FIELD_KEYS = {
    "key", "type", "label", "hint", "required", "max_length", "min", "max", "choices", "level",
    "not_after", "not_before",
}  # fmt: skip
ROUTE_KEYS = {
    "key",
    "title",
    "office",
    "role",
    "promise",
    "decisions",
    "consults",
    "consult_promise",
}
LINE, TEXT = 200, 2000
LAST_ORDER = 500


class WrongData(ValueError):
    """The data cannot be meant; the text says where and why."""


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    id: str
    en: str = ""

    def say(self, language: str) -> str:
        """Return the text in the language, Indonesian where there is no other."""
        return self.en if self.en and language.startswith("en") else self.id


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    value: str
    words: Words


@dataclass(frozen=True)
class Field:
    """One question of a form, or one paper to bring."""

    key: str
    type: str
    label: Words
    hint: Words = field(default_factory=lambda: Words(""))
    required: bool = False
    max_length: int = LINE
    min: int | None = None
    max: int | None = None
    choices: tuple[Choice, ...] = ()
    level: str = "village"
    not_after: str = ""
    not_before: str = ""

    @property
    def is_file(self) -> bool:
        """Tell whether it is answered with a photo or a file."""
        return self.type in FILE_TYPES

    def find_choice(self, value: str) -> Choice | None:
        """Return the choice with this value, or None."""
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True)
class Section:
    """One page of questions."""

    key: str
    title: Words
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class FormPlan:
    """What a service asks: pages of questions and papers to bring."""

    sections: tuple[Section, ...]
    requirements: tuple[Field, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every question and paper in the order of the form."""
        return (*(field for page in self.sections for field in page.fields), *self.requirements)


def parse_form(data: Mapping[str, Any]) -> FormPlan:
    """Read `sections` and `requirements` of a service, or raise WrongData with the place."""
    sections = tuple(
        _parse_section(row, at=f"sections[{number}]")
        for number, row in enumerate(data.get("sections", ()))
    )
    requirements = tuple(
        _parse_requirement(row, at=f"requirements[{number}]")
        for number, row in enumerate(data.get("requirements", ()))
    )
    plan = FormPlan(sections, requirements)
    _check_keys([field.key for field in plan.fields], at="fields and requirements")
    _check_keys([section.key for section in sections], at="sections")
    return plan


def check_service(data: Mapping[str, Any], *, categories: Iterable[str]) -> FormPlan:
    """Return the form of a service's file when the whole file is right; raise WrongData."""
    _no_others(data, TOP_KEYS, at="")
    for key in ("slug", "category", "name", "summary", "promise", "standard", "route"):
        _need(data, key, at="")
    if not SLUG.fullmatch(str(data["slug"])):
        raise WrongData("slug: only small letters, digits and hyphens")
    if data["category"] not in set(categories):
        raise WrongData(f"category: {data['category']!r} is not in categories.toml")
    for key in ("name", "summary"):
        parse_words(data[key], at=key)
    _check_promise(data["promise"], at="promise")
    _check_standard(data["standard"])
    _check_route(data["route"])
    plan = parse_form(data)
    _check_letter(data, plan)
    return plan


def parse_words(value: Any, *, at: str) -> Words:
    """Read a table with `id` and `en`; both must say something."""
    if not isinstance(value, Mapping):
        raise WrongData(f"{at}: must be {{id = …, en = …}}")
    for language in ("id", "en"):
        if not str(value.get(language, "")).strip():
            raise WrongData(f"{at}.{language}: is missing or empty")
    return Words(str(value["id"]), str(value["en"]))


def _parse_section(row: Mapping[str, Any], *, at: str) -> Section:
    _no_others(row, {"key", "title", "fields"}, at=at)
    fields = _need(row, "fields", at=at)
    return Section(
        key=_key(row, at=at),
        title=parse_words(_need(row, "title", at=at), at=f"{at}.title"),
        fields=tuple(_parse_field(each, at=f"{at}.fields[{n}]") for n, each in enumerate(fields)),
    )


def _parse_requirement(row: Mapping[str, Any], *, at: str) -> Field:
    _no_others(row, {"key", "name", "hint", "kind", "required"}, at=at)
    kind = _need(row, "kind", at=at)
    if kind not in FILE_TYPES:
        raise WrongData(f"{at}.kind: {kind!r} is none of {', '.join(FILE_TYPES)}")
    return Field(
        key=_key(row, at=at),
        type=kind,
        label=parse_words(_need(row, "name", at=at), at=f"{at}.name"),
        hint=_hint(row, at=at),
        required=_flag(row, at=at),
    )


def _parse_field(row: Mapping[str, Any], *, at: str) -> Field:
    _no_others(row, FIELD_KEYS, at=at)
    kind = _need(row, "type", at=at)
    if kind not in FIELD_TYPES:
        raise WrongData(f"{at}.type: {kind!r} is none of {', '.join(FIELD_TYPES)}")
    _check_special_keys(row, kind, at=at)
    return Field(
        key=_key(row, at=at),
        type=kind,
        label=parse_words(_need(row, "label", at=at), at=f"{at}.label"),
        hint=_hint(row, at=at),
        required=_flag(row, at=at),
        max_length=int(row.get("max_length", TEXT if kind == "longtext" else LINE)),
        min=row.get("min"),
        max=row.get("max"),
        choices=_parse_choices(row.get("choices", ()), at=f"{at}.choices"),
        level=row.get("level", "village"),
        not_after=row.get("not_after", ""),
        not_before=row.get("not_before", ""),
    )


def _check_special_keys(row: Mapping[str, Any], kind: str, *, at: str) -> None:
    if bool(row.get("choices")) != (kind == "choice"):
        raise WrongData(f"{at}.choices: belong to a field of the type choice, and only there")
    if kind == "region" and row.get("level") not in {"village", "district"}:
        raise WrongData(f"{at}.level: must be village or district")
    for name in ("min", "max"):
        if name in row and (kind not in {"number", "money"} or not isinstance(row[name], int)):
            raise WrongData(f"{at}.{name}: a whole number, for number and money only")
    for name in ("not_after", "not_before"):
        if name in row and (kind != "date" or row[name] != "today"):
            raise WrongData(f'{at}.{name}: "today", for dates only')


def _parse_choices(rows: Iterable[Mapping[str, Any]], *, at: str) -> tuple[Choice, ...]:
    choices = tuple(
        Choice(str(_need(row, "value", at=f"{at}[{n}]")), parse_words(row, at=f"{at}[{n}]"))
        for n, row in enumerate(rows)
    )
    if len({choice.value for choice in choices}) != len(choices):
        raise WrongData(f"{at}: two choices share a value")
    return choices


def _check_promise(value: Any, *, at: str) -> None:
    if not isinstance(value, Mapping) or len(value) != 1:
        raise WrongData(f"{at}: exactly one of minutes, hours, days")
    unit, amount = next(iter(value.items()))
    if unit not in {"minutes", "hours", "days"} or not isinstance(amount, int) or amount < 0:
        raise WrongData(f"{at}.{unit}: minutes, hours or days, and a whole number")


def _check_standard(standard: Mapping[str, Any]) -> None:
    _no_others(standard, set(COMPONENTS), at="standard")
    for key in COMPONENTS:
        value = _need(standard, key, at="standard")
        if key != "legal_basis":
            parse_words(value, at=f"standard.{key}")
    if not isinstance(standard["fee"].get("amount"), int):
        raise WrongData("standard.fee.amount: a whole number of rupiah")
    for number, law in enumerate(standard["legal_basis"]):
        for key in ("text", "source", "verified"):
            _need(law, key, at=f"standard.legal_basis[{number}]")


def _check_route(route: Any) -> None:
    """Check what the engine does not: unknown keys, words, promises and office rules."""
    if not isinstance(route, list) or not route:
        raise WrongData("route: has no step")
    for number, row in enumerate(route):
        at = f"route[{number}]"
        _no_others(row, ROUTE_KEYS, at=at)
        for key in ("key", "office", "role", "decisions"):
            _need(row, key, at=at)
        parse_words(_need(row, "title", at=at), at=f"{at}.title")
        _check_promise(_need(row, "promise", at=at), at=f"{at}.promise")
        for rule in (row["office"], *row.get("consults", ())):
            if rule not in {"village", "district", "regency"} and not rule.startswith("office:"):
                raise WrongData(f"{at}.office: {rule!r} is no way to name an office")


def _check_letter(data: Mapping[str, Any], plan: FormPlan) -> None:
    present = [key for key in ("letter", *LETTER_KEYS) if key in data]
    if not present:
        return
    for key in ("letter", *LETTER_KEYS):
        _need(data, key, at="")
    if data["signer"] not in {step["key"] for step in data["route"]}:
        raise WrongData(f"signer: {data['signer']!r} is no step of the route")
    try:
        data["number_format"].format(number=1, office_code="X", year=2026)
    except (KeyError, ValueError, IndexError) as error:
        raise WrongData(f"number_format: {error!r}") from error
    known = {field.key for field in plan.fields} | BUILT_IN
    text = data["letter_text"]
    lines = [*text["paragraphs"]["id"], *(value for _, value in text["rows"])]
    for line in lines:
        if unknown := set(PLACEHOLDER.findall(line)) - known:
            raise WrongData(f"letter_text: the form does not ask {sorted(unknown)}")


BUILT_IN = {"applicant_name", "applicant_nik", "applicant_address", "village", "district"}
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def list_office_keys(data: Mapping[str, Any]) -> set[str]:
    """Return the keys of offices that the route names."""
    rules = [rule for step in data["route"] for rule in (step["office"], *step.get("consults", ()))]
    return {rule.removeprefix("office:") for rule in rules if rule.startswith("office:")}


def _key(row: Mapping[str, Any], *, at: str) -> str:
    key = str(_need(row, "key", at=at))
    if not KEY.fullmatch(key):
        raise WrongData(f"{at}.key: {key!r} needs small letters and _")
    if key in RESERVED or key.startswith("applicant_") or "__" in key:
        raise WrongData(f"{at}.key: {key!r} is a word of the house; choose another")
    return key


def _hint(row: Mapping[str, Any], *, at: str) -> Words:
    return parse_words(row["hint"], at=f"{at}.hint") if "hint" in row else Words("")


def _flag(row: Mapping[str, Any], *, at: str) -> bool:
    value = _need(row, "required", at=at)
    if not isinstance(value, bool):
        raise WrongData(f"{at}.required: true or false")
    return value


def _need(row: Mapping[str, Any], key: str, *, at: str) -> Any:
    if key not in row:
        raise WrongData(f"{at}.{key}: is missing" if at else f"{key}: is missing")
    return row[key]


def _no_others(row: Any, allowed: set[str], *, at: str) -> None:
    if not isinstance(row, Mapping):
        raise WrongData(f"{at}: must be a table")
    if unknown := sorted(set(row) - allowed):
        raise WrongData(f"{f'{at}.' if at else ''}{unknown[0]}: unknown key")


def _check_keys(keys: list[str], *, at: str) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise WrongData(f"{at}: {', '.join(twice)} twice")

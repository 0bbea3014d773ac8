"""What people typed, turned into answers, or into problems with a place and a reason."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kentongan.foundation.errors import Refusal
from kentongan.rooms.services.rules.plan import Field

OLDEST_YEAR = 1900
BIGGEST = 10**15
YES, NO = "yes", "no"
YES_WORDS, NO_WORDS = {"yes", "ya", "true", "1", "on"}, {"no", "tidak", "false", "0"}
NAME, NIK = "name", "nik"  # the two parts of a person
PARTS = (NAME, NIK)
NUMBER = re.compile(r"-?(\d+|\d{1,3}([.,\s]\d{3})+)", re.ASCII)
MONEY_AROUND = re.compile(r"^(rp|idr)\.?\s*|[.,]00$|,-$|\.-$", re.IGNORECASE)
DATE_WRITTEN = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})", re.ASCII)
EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_EMAIL = 120, 240, 254


@dataclass(frozen=True)
class Secret:
    """A number that is sealed before it is kept."""

    kind: str  # nik or phone
    text: str


@dataclass(frozen=True)
class Place:
    """A region with the name people see."""

    code: str
    name: str


@dataclass(frozen=True)
class Person:
    """Somebody else, by name and NIK."""

    name: str
    nik: Secret


@dataclass(frozen=True)
class Problem:
    """Why an answer cannot be taken: a code with facts, or a sentence of another room."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""


@dataclass(frozen=True)
class Knowledge:
    """What the rules must be told: today, and how other rooms read a NIK, a phone, a place."""

    today: date
    read_nik: Callable[[str], str]  # raises a Refusal with a sentence
    read_phone: Callable[[str], str]  # the same
    find_place: Callable[[str, str], str | None]  # (code, level) → name or nothing


@dataclass
class Checked:
    """Answers that can be taken, and problems by key."""

    answers: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)


class _Wrong(Exception):
    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.problem = Problem(code, facts)


APPLICANT = (
    "applicant_name", "applicant_nik", "applicant_phone", "applicant_email", "applicant_village",
    "applicant_address", "applicant_consent",
)  # fmt: skip


def check_answers(
    fields: Iterable[Field], typed: Mapping[str, Any], *, knowledge: Knowledge
) -> Checked:
    """Check every question but the files; an empty answer that may be empty is left out."""
    checked = Checked()
    for each in fields:
        if each.type == "person":
            _check_person(each, typed, knowledge=knowledge, into=checked)
        elif not each.is_file:
            _take(checked, each.key, lambda each=each: _read(each, typed, knowledge))  # type: ignore[misc]
    return checked


def check_files(fields: Iterable[Field], given: Iterable[str]) -> dict[str, Problem]:
    """Return a problem for every paper that is needed and not there."""
    known = set(given)
    return {
        each.key: Problem(f"required_{each.type}")
        for each in fields
        if each.is_file and each.required and each.key not in known
    }


def check_applicant(
    typed: Mapping[str, Any], *, knowledge: Knowledge, needs_phone: bool
) -> Checked:
    """Check the page about the applicant; at a counter the telephone may be missing."""
    checked = Checked()
    texts = {key: clean_line(typed.get(key)) for key in APPLICANT}
    _take(checked, "applicant_name", lambda: _read_name(texts["applicant_name"]))
    _take(
        checked, "applicant_nik", lambda: Secret("nik", knowledge.read_nik(texts["applicant_nik"]))
    )
    if texts["applicant_phone"] or needs_phone:
        phone = texts["applicant_phone"]
        _take(checked, "applicant_phone", lambda: _read_phone(phone, knowledge))
    if texts["applicant_email"]:
        _take(checked, "applicant_email", lambda: _read_email(texts["applicant_email"]))
    village = texts["applicant_village"]
    _take(checked, "applicant_village", lambda: _read_place(village, "village", knowledge))
    address = clean_text(typed.get("applicant_address"))
    _take(checked, "applicant_address", lambda: _fit(_required(address), LONGEST_ADDRESS))
    if texts["applicant_consent"].lower() not in YES_WORDS:
        checked.problems["applicant_consent"] = Problem("required_consent")
    return checked


def clean_line(value: Any) -> str:
    """Return what was typed on one line, without signs nobody sees."""
    return " ".join(clean_text(value).split())


def clean_text(value: Any) -> str:
    """Return what was typed, without signs nobody sees; lines stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    text = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    seen = (c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    return "".join(" " if c == "\u00a0" else c for c in seen).strip()


def _take(checked: Checked, key: str, read: Callable[[], Any]) -> None:
    try:
        value = read()
    except _Wrong as wrong:
        checked.problems[key] = wrong.problem
    except Refusal as refusal:
        checked.problems[key] = Problem(refusal.code, sentence=str(refusal))
    else:
        if value is not None:
            checked.answers[key] = value


def _check_person(
    each: Field, typed: Mapping[str, Any], *, knowledge: Knowledge, into: Checked
) -> None:
    parts = {part: clean_line(typed.get(f"{each.key}__{part}")) for part in PARTS}
    if not each.required and not any(parts.values()):
        return
    found = Checked()
    _take(found, f"{each.key}__{NAME}", lambda: _read_name(parts[NAME]))
    _take(found, f"{each.key}__{NIK}", lambda: Secret("nik", knowledge.read_nik(parts[NIK])))
    into.problems.update(found.problems)
    if not found.problems:
        into.answers[each.key] = Person(*found.answers.values())


def _read(each: Field, typed: Mapping[str, Any], knowledge: Knowledge) -> Any:
    raw = typed.get(each.key)
    text = clean_text(raw) if each.type == "longtext" else clean_line(raw)
    if not text:
        if each.required:
            is_choosing = each.type in {"choice", "yesno", "region"}
            raise _Wrong("required_choice" if is_choosing else "required")
        return None
    return READERS[each.type](text, each, knowledge)


def _read_text(text: str, each: Field, _: Knowledge) -> str:
    return _fit(text, each.max_length)


def _read_number(text: str, each: Field, _: Knowledge) -> int:
    return _in_range(_digits(text, wrong="not_a_number"), each)


def _read_money(text: str, each: Field, _: Knowledge) -> int:
    bare = MONEY_AROUND.sub("", MONEY_AROUND.sub("", text)).strip()
    return _in_range(_digits(bare, wrong="not_money"), each)


def _digits(text: str, *, wrong: str) -> int:
    if not NUMBER.fullmatch(text):
        raise _Wrong(wrong)
    value = int(re.sub(r"[^\d-]", "", text))
    if abs(value) > BIGGEST:
        raise _Wrong(wrong)
    return value


def _in_range(value: int, each: Field) -> int:
    if each.min is not None and value < each.min:
        raise _Wrong("too_small", limit=each.min)
    if each.max is not None and value > each.max:
        raise _Wrong("too_big", limit=each.max)
    return value


def _read_date(text: str, each: Field, knowledge: Knowledge) -> str:
    day = parse_date(text)
    if day is None:
        raise _Wrong("not_a_date")
    if day.year < OLDEST_YEAR:
        raise _Wrong("too_old")
    if each.not_after == "today" and day > knowledge.today:
        raise _Wrong("too_late")
    if each.not_before == "today" and day < knowledge.today:
        raise _Wrong("too_early")
    return day.isoformat()


def parse_date(text: str) -> date | None:
    """Read 2026-11-20, or day first as people write it: 20/11/2026, 20-11-2026."""
    written = DATE_WRITTEN.fullmatch(text)
    try:
        if written:
            day, month, year = (int(part) for part in written.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_choice(text: str, each: Field, _: Knowledge) -> str:
    if each.find_choice(text) is None:
        raise _Wrong("not_a_choice")
    return text


def _read_yesno(text: str, _: Field, __: Knowledge) -> bool:
    word = text.lower()
    if word not in YES_WORDS | NO_WORDS:
        raise _Wrong("not_a_choice")
    return word in YES_WORDS


def _read_region(text: str, each: Field, knowledge: Knowledge) -> Place:
    return _read_place(text, each.level, knowledge)


def _read_place(code: str, level: str, knowledge: Knowledge) -> Place:
    if not code:
        raise _Wrong("required_choice")
    name = knowledge.find_place(code, level)
    if name is None:
        raise _Wrong("no_such_place")
    return Place(code, name)


def _read_nik(text: str, _: Field, knowledge: Knowledge) -> Secret:
    return Secret("nik", knowledge.read_nik(text))


def _read_phone_field(text: str, _: Field, knowledge: Knowledge) -> Secret:
    return _read_phone(text, knowledge)


def _read_phone(text: str, knowledge: Knowledge) -> Secret:
    return Secret("phone", knowledge.read_phone(_required(text)))


def _read_name(text: str) -> str:
    name = _fit(_required(text), LONGEST_NAME)
    if sum(character.isalpha() for character in name) < 2:  # noqa: PLR2004 - shortest name
        raise _Wrong("no_name")
    return name


def _read_email(text: str) -> str:
    if not EMAIL.fullmatch(text):
        raise _Wrong("not_an_email")
    return _fit(text.lower(), LONGEST_EMAIL)


def _required(text: str) -> str:
    if not text:
        raise _Wrong("required")
    return text


def _fit(text: str, limit: int) -> str:
    if len(text) > limit:
        raise _Wrong("too_long", limit=limit, count=len(text))
    return text


READERS: Mapping[str, Callable[[str, Field, Knowledge], Any]] = {
    "text": _read_text,
    "longtext": _read_text,
    "number": _read_number,
    "money": _read_money,
    "date": _read_date,
    "choice": _read_choice,
    "region": _read_region,
    "yesno": _read_yesno,
    "nik": _read_nik,
    "phone": _read_phone_field,
}

"""Questions of a category and what may be answered: values in, values and problems out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST = 1000
LARGEST = Decimal(10) ** 12
YES, NO = {"yes", "ya", "true", "1", "on"}, {"no", "tidak", "false", "0", "off"}


@dataclass(frozen=True)
class Answers:
    """Checked answers by key, as JSON keeps them, and what is wrong: required, wrong, too_long."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def check_answers(questions: Sequence[Mapping[str, Any]], typed: Mapping[str, Any]) -> Answers:
    """Read the answers to the questions; what nobody asked for is left out."""
    found = Answers()
    for question in questions:
        key = question["key"]
        given = _list_given(typed.get(key))
        if not given:
            if question.get("required"):
                found.problems[key] = "required"
            continue
        try:
            found.values[key] = _read(question, given)
        except (ValueError, InvalidOperation) as error:
            found.problems[key] = "too_long" if str(error) == "too_long" else "wrong"
    return found


def _list_given(value: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [str(one).strip() for one in values if one is not None and str(one).strip()]


def _read(question: Mapping[str, Any], given: list[str]) -> Any:
    return READERS[question["type"]](question, given)


def _read_choice(question: Mapping[str, Any], given: list[str]) -> str:
    return _read_choices(question, given[:1])[0]


def _read_choices(question: Mapping[str, Any], given: list[str]) -> list[str]:
    if not set(given) <= {choice["value"] for choice in question["choices"]}:
        raise ValueError("wrong")
    return sorted(set(given))


def _read_yesno(_question: Mapping[str, Any], given: list[str]) -> bool:
    if given[0].lower() not in YES | NO:
        raise ValueError("wrong")
    return given[0].lower() in YES


def _read_number(_question: Mapping[str, Any], given: list[str]) -> str:
    number = Decimal(given[0].replace(",", "."))
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError("wrong")
    return str(number)


def _read_date(_question: Mapping[str, Any], given: list[str]) -> str:
    return date.fromisoformat(given[0][:10]).isoformat()


def _read_text(_question: Mapping[str, Any], given: list[str]) -> str:
    if len(given[0]) > LONGEST:
        raise ValueError("too_long")
    return given[0].replace("\x00", "")


READERS: dict[str, Callable[[Mapping[str, Any], list[str]], Any]] = {
    "choice": _read_choice,
    "choices": _read_choices,
    "yesno": _read_yesno,
    "number": _read_number,
    "date": _read_date,
    "text": _read_text,
}
TYPES = tuple(READERS)

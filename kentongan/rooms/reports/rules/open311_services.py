"""A category as a service of Open311 GeoReport v2: its questions as attributes."""

from collections.abc import Mapping, Sequence
from typing import Any

SECRECY = "secrecy"
DATATYPES = {
    "text": "text",
    "number": "number",
    "date": "datetime",
    "choice": "singlevaluelist",
    "choices": "multivaluelist",
    "yesno": "singlevaluelist",
}


def describe_attributes(
    questions: Sequence[Mapping[str, Any]],
    *,
    language: str,
    words: Mapping[str, str],
) -> list[dict[str, Any]]:
    """
    Return the attributes in the order of the questions, secrecy as the last.

    `words` has what is ours: yes, no, date, number, secrecy, open, anonymous, secret.
    """
    asked = [
        _describe(question, order=order, language=language, words=words)
        for order, question in enumerate(questions, start=1)
    ]
    return [*asked, _describe_secrecy(order=len(asked) + 1, words=words)]


def _describe(
    question: Mapping[str, Any], *, order: int, language: str, words: Mapping[str, str]
) -> dict[str, Any]:
    kind = question["type"]
    return {
        "variable": True,
        "code": question["key"],
        "datatype": "string" if question.get("short") else DATATYPES[kind],
        "required": bool(question.get("required")),
        "datatype_description": words.get(kind),
        "order": order,
        "description": _pick(question["label"], language),
        "values": _list_values(question, language=language, words=words),
    }


def _list_values(
    question: Mapping[str, Any], *, language: str, words: Mapping[str, str]
) -> list[dict[str, str]]:
    if question["type"] == "yesno":
        return [{"key": key, "name": words[key]} for key in ("yes", "no")]
    return [
        {"key": str(choice["value"]), "name": _pick(choice, language)}
        for choice in question.get("choices", ())
    ]


def _describe_secrecy(*, order: int, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "variable": True,
        "code": SECRECY,
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": None,
        "order": order,
        "description": words[SECRECY],
        "values": [{"key": key, "name": words[key]} for key in ("open", "anonymous", "secret")],
    }


def _pick(words: Mapping[str, str], language: str) -> str:
    return str(words.get(language) or words["id"])

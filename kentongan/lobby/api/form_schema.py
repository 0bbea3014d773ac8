"""The body of `POST /cases` for one service as JSON Schema 2020-12: a function of its form."""

from collections.abc import Mapping
from typing import Any

from kentongan.lobby.api.shapes.cases import Applicant
from kentongan.lobby.api.shapes.common import REGION

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE_TYPES = {"photo", "file"}
Form = Mapping[str, Any]
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string", "maxLength": 120}, "nik": {"type": "string"}},
    "required": ["name", "nik"],
    "additionalProperties": False,
}
SHAPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "longtext": {"type": "string"},
    "number": {"type": "integer"},
    "money": {"type": "integer", "x-unit": "IDR"},
    "date": {"type": "string", "format": "date"},
    "choice": {"type": "string"},
    "region": {"type": "string", "pattern": REGION},
    "person": PERSON,
    "nik": {"type": "string", "maxLength": 40},
    "phone": {"type": "string", "maxLength": 40},
    "yesno": {"type": "boolean"},
}


def make_form_schema(slug: str, form: Form) -> dict[str, Any]:
    """Return the schema of an application for this service; `form` is what describe_form says."""
    questions = [field for section in form["sections"] for field in section["fields"]]
    papers = [*form["requirements"], *(q for q in questions if q["type"] in FILE_TYPES)]
    asked = [question for question in questions if question["type"] not in FILE_TYPES]
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": {
            "service": {"const": slug},
            "applicant": _describe_applicant(),
            "answers": _make_object({field["key"]: _describe(field) for field in asked}, asked),
            "files": _make_object(
                {field["key"]: _describe_paper(field) for field in papers}, papers
            ),
            "language": {"type": "string", "enum": ["id", "en"], "default": "id"},
        },
        "required": ["service", "applicant", "answers", "files"],
        "additionalProperties": False,
        "x-sections": [
            {
                "key": section["key"],
                "title": section["title"],
                "fields": [field["key"] for field in section["fields"]],
            }
            for section in form["sections"]
        ],
    }


def list_keys(form: Form) -> tuple[set[str], set[str]]:
    """Return the keys that answers may have, and those that files may have."""
    questions = [field for section in form["sections"] for field in section["fields"]]
    papers = [*form["requirements"], *(q for q in questions if q["type"] in FILE_TYPES)]
    file_keys = {field["key"] for field in papers}
    return {field["key"] for field in questions} - file_keys, file_keys


def _describe_applicant() -> dict[str, Any]:
    schema = Applicant.model_json_schema()
    return {key: schema[key] for key in ("type", "properties", "required", "additionalProperties")}


def _make_object(properties: dict[str, Any], fields: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [field["key"] for field in fields if field["required"]],
        "additionalProperties": False,
    }


def _describe(field: Mapping[str, Any]) -> dict[str, Any]:
    limits = {"max_length": "maxLength", "min": "minimum", "max": "maximum"}
    schema = {
        **SHAPES[field["type"]],
        "x-type": field["type"],
        **{ours: field[name] for name, ours in limits.items() if name in field},
        **{
            f"x-{name}": field[name]
            for name in ("not_after", "not_before", "level")
            if name in field
        },
        **_speak(field),
    }
    if "choices" in field:
        schema["enum"] = [choice["value"] for choice in field["choices"]]
        schema["x-choices"] = list(field["choices"])
    return schema


def _describe_paper(field: Mapping[str, Any]) -> dict[str, Any]:
    claim = {"type": "string", "description": "The claim that POST /files answered."}
    return {**claim, "x-type": field["type"], **_speak(field)}


def _speak(field: Mapping[str, Any]) -> dict[str, Any]:
    hint = {"x-hints": field["hint"]} if "hint" in field else {}
    return {"title": field["label"]["id"], "x-labels": field["label"], **hint}

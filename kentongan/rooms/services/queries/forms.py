"""A service's form told to machines."""

from typing import Any

from kentongan.rooms.services.models import Service
from kentongan.rooms.services.rules.plan import Field, Words

APPLICANT = (
    ("name", "text", True), ("nik", "nik", True), ("phone", "phone", True),
    ("email", "email", False), ("village_code", "region", True), ("address", "longtext", True),
    ("consent", "yesno", True),
)  # fmt: skip


def describe_form(service: Service) -> dict[str, Any]:
    """Return the form as JSON: applicant, sections with fields, papers; words in both languages."""
    form = service.form
    return {
        "applicant": [
            {"key": key, "type": kind, "required": required} for key, kind, required in APPLICANT
        ],
        "sections": [
            {
                "key": section.key,
                "title": _say(section.title),
                "fields": [_describe(field) for field in section.fields],
            }
            for section in form.sections
        ],
        "requirements": [_describe(field) for field in form.requirements],
    }


def _describe(field: Field) -> dict[str, Any]:
    every: dict[str, dict[str, Any]] = {
        "text": {"max_length": field.max_length},
        "longtext": {"max_length": field.max_length},
        "number": {"min": field.min, "max": field.max},
        "money": {"min": field.min, "max": field.max},
        "date": {"not_after": field.not_after, "not_before": field.not_before},
        "region": {"level": field.level},
        "choice": {
            "choices": [{"value": each.value, **_say(each.words)} for each in field.choices]
        },
    }
    limits = every.get(field.type, {})
    return {
        "key": field.key,
        "type": field.type,
        "label": _say(field.label),
        **({"hint": _say(field.hint)} if field.hint.id else {}),
        "required": field.required,
        **{name: value for name, value in limits.items() if value not in (None, "")},
    }


def _say(words: Words) -> dict[str, str]:
    return {"id": words.id, "en": words.en}

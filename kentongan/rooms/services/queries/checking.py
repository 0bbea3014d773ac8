"""Is what was typed right? Asked by the form after each page and once more before sending."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kentongan.rooms.services.errors import say_problem
from kentongan.rooms.services.queries.answers import make_knowledge
from kentongan.rooms.services.rules.answers import (
    Checked,
    Problem,
    check_answers,
    check_applicant,
    check_files,
)
from kentongan.rooms.services.rules.plan import FormPlan


def check_application(
    form: FormPlan,
    typed: Mapping[str, Any],
    files: Mapping[str, Any],
    *,
    needs_phone: bool,
    now: datetime,
) -> Checked:
    """Check a whole form: applicant, questions and papers."""
    knowledge = make_knowledge(now=now)
    whole = check_applicant(typed, knowledge=knowledge, needs_phone=needs_phone)
    asked = check_answers(form.fields, typed, knowledge=knowledge)
    missing = check_files(form.fields, files)
    return Checked(
        {**whole.answers, **asked.answers}, {**whole.problems, **asked.problems, **missing}
    )


def say_problems(problems: Mapping[str, Problem]) -> dict[str, str]:
    """Return a sentence for every problem, in the reader's language."""
    return {
        key: found.sentence or say_problem(found.code, dict(found.facts))
        for key, found in problems.items()
    }


def name_applicant(applicant: Mapping[str, Any]) -> dict[str, Any]:
    """Return the applicant's facts by the keys of the form."""
    facts = {"consent": "yes", **applicant}
    facts["village"] = facts.pop("village_code", facts.get("village", ""))
    return {f"applicant_{key}": value for key, value in facts.items()}


def flatten_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return a person given as a table as the two fields of the form; the rest as it is."""
    flat: dict[str, Any] = {}
    for key, value in answers.items():
        if isinstance(value, Mapping) and {"name", "nik"} >= value.keys():
            flat |= {f"{key}__{part}": value.get(part, "") for part in ("name", "nik")}
        else:
            flat[key] = value
    return flat

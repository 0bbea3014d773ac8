"""What was reported, as labels and words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kentongan.rooms.reports.models import Report


def show_report_answers(report: Report, language: str) -> list[tuple[str, str]]:
    """Return (label, text) of what was said, for offices with a part in the case."""
    rows = [
        (_("Category"), report.category.name),
        (_("What happens"), report.description),
        (_("Where, in words"), report.place_words),
        (_("Point on the map"), _say_position(report)),
    ]
    for question in report.category.questions:
        value = report.case.answers.get(question["key"])
        if value is not None:
            rows.append((_pick(question["label"], language), _say(question, value, language)))
    return [(label, text) for label, text in rows if text]


def _say_position(report: Report) -> str:
    return f"{report.lat:.5f}, {report.lon:.5f}" if report.lat is not None else ""


def _say(question: Mapping[str, Any], value: Any, language: str) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    names = {one["value"]: _pick(one, language) for one in question.get("choices", ())}
    values = value if isinstance(value, list) else [value]
    return ", ".join(names.get(one, str(one)) for one in values)


def _pick(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("id", "")

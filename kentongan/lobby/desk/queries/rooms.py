"""What rooms beside the engine add to a case: their answers in words, and what was made."""

from typing import Any

from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters import api as letters
from kentongan.rooms.people import api as people
from kentongan.rooms.permits import api as permits
from kentongan.rooms.reports import api as reports
from kentongan.rooms.services import api as services

APPLICATION, REPORT, PERMIT, RELIEF = "application", "report", "permit", "relief"
WITH_LETTERS = {APPLICATION, PERMIT, RELIEF}


def list_answers(case: Any, *, language: str) -> list[Any]:
    """Return the answers as (label, text) in the reader's language."""
    if case.case_type.kind == APPLICATION:
        return list(services.show_answers(case, language))
    if case.case_type.kind == REPORT:
        report = reports.get_report_of(case)
        return reports.show_report_answers(report, language) if report else []
    if case.case_type.kind in {PERMIT, RELIEF}:
        return list(permits.list_permit_answers(case))
    return [(key, value) for key, value in case.answers.items() if isinstance(value, str | int)]


def find_letter_news(case: Any, *, by: people.Actor) -> Any:
    """Return why a letter is late and where it is revoked, or None for other cases."""
    return letters.find_letter_news(case, by=by) if case.case_type.kind in WITH_LETTERS else None


def find_product(case: Any) -> Any:
    """Return what the case gave its applicant, or None."""
    return None if case.is_open else cases.find_product(case)


def find_workplace(case: Any) -> str:
    """Return where the room of the case has more to do for its offices, or ""."""
    return permits.find_workplace(case) if case.case_type.kind in {PERMIT, RELIEF} else ""

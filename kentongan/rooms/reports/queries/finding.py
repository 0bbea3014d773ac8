"""One report, for one person: fetched and checked in one call."""

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NoSuchReport
from kentongan.rooms.reports.models import Report


def get_public_report(code: str) -> Report:
    """Return a report that everybody may see; raises NoSuchReport."""
    rows = Report.objects.public().select_related("case", "category", "place", "joined_to")
    found = rows.filter(code=_normalise(code)).first()
    if found is None:
        raise NoSuchReport
    return found


def get_visible_report(code: str, *, by: people.Actor) -> Report:
    """Return the report when `by` sent it or is at an office with a part in it."""
    case = cases.get_visible_case(code, by=by)
    found = get_report_of(case)
    if found is None:
        raise NoSuchReport
    return found


def get_report_of(case: object) -> Report | None:
    """Return the report of a case, or None for other kinds of cases."""
    rows = Report.objects.select_related("category", "joined_to").prefetch_related("photos__file")
    found = rows.filter(pk=getattr(case, "pk", None)).first()
    if found is not None:
        found.case = case  # type: ignore[assignment]
    return found


def _normalise(code: str) -> str:
    try:
        return cases.normalise_code(code)
    except cases.NoSuchCase:
        raise NoSuchReport from None

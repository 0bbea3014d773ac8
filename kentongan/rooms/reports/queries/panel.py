"""What the tracking page of a report shows of its own, in place of the engine's endings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import NoSuchReport
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.queries.finding import get_report_of
from kentongan.rooms.reports.queries.pairs import Pair, pair_photos
from kentongan.rooms.reports.rules.words import REOPEN_DAYS, Standing

TEMPLATE = "reports/_panel.html"


@dataclass(frozen=True)
class ReportPanel:
    """A report in the eyes of who sent it."""

    report: Report
    photos: Pair
    note: str  # what the office wrote at the end
    reopen_until: datetime | None  # until when it may be opened again; None: not (any more)

    @property
    def standing(self) -> str:
        """The word of where it stands, for the template."""
        return str(self.report.standing)


def make_panel(case: Any, now: datetime) -> cases.Panel | None:
    """Return the panel of a report's case."""
    report = get_report_of(case)
    if report is None:
        return None
    facts = ReportPanel(report, pair_photos(case), _find_note(case), _find_end(report, now=now))
    return cases.Panel(TEMPLATE, facts)


def _find_end(report: Report, *, now: datetime) -> datetime | None:
    """SP4N-LAPOR!: ten days to answer the office."""
    if report.standing not in {Standing.MENDED, Standing.CONFIRMED}:
        return None
    closed_at = report.case.closed_at
    until = closed_at + timedelta(days=REOPEN_DAYS) if closed_at else None
    return until if until and until >= now else None


def _find_note(case: Any) -> str:
    ended = [step for step in case.steps.all() if step.ended_at is not None and step.note]
    last = max(ended, key=lambda step: (step.ended_at, step.pk), default=None)
    return str(last.note) if last is not None and not case.is_open else ""


def get_own_panel(code: str, *, by: people.Actor, now: datetime) -> ReportPanel:
    """Return the panel to who sent the report; raises NoSuchReport for everybody else."""
    try:
        case = cases.get_visible_case(code, by=by)
    except cases.NoSuchCase as error:
        raise NoSuchReport from error
    panel = make_panel(case, now) if cases.is_applicant(by=by, case=case) else None
    if panel is None:
        raise NoSuchReport
    facts: ReportPanel = panel.facts
    return facts

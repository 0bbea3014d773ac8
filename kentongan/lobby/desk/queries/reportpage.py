"""What the desk shows and asks beside the case, when the case is a report from the street."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.lobby.desk import forms
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports import api as reports

REPORT = "report"


@dataclass(frozen=True)
class ReportPage:
    """The street's side of a case: words for everybody, the other reports, who may be blocked."""

    report: Any
    words_form: Any
    join_form: Any  # None where nothing can be joined now
    block_form: Any
    similar: list[reports.Similar]


def make_report_page(
    case: Any, *, by: people.Actor, now: datetime, typed: Any
) -> ReportPage | None:
    """Gather it for a report; None for other kinds of cases."""
    if case.case_type.kind != REPORT:
        return None
    report = reports.get_report_of(case)
    if report is None:
        return None
    can_join = can_be_joined(case, by=by)
    return ReportPage(
        report=report,
        words_form=forms.WordsForm(
            typed.fill("words"),
            initial={"text": report.public_words or reports.hide_persons(report.description)},
            auto_id="words_%s",
        ),
        join_form=forms.JoinForm(
            typed.fill("join", version=case.version),
            initial={"version": case.version}, auto_id="join_%s",
        ) if can_join else None,
        block_form=forms.BlockForm(typed.fill("block"), auto_id="block_%s"),
        similar=reports.find_similar_to(report, by=by, now=now) if can_join else [],
    )  # fmt: skip


def can_be_joined(case: Any, *, by: people.Actor) -> bool:
    """Tell whether `by` may now close the case because another one tells of the same."""
    plan, step = case.step_plan, case.current_step
    if plan is None or step is None or "join" not in plan.decisions or not case.is_open:
        return False
    return cases.find_holding(by=by, step=step) is not None

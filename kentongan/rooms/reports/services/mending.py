"""Mending in the field: also told later than it was done, and never twice."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.files import services as files_of_house
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.models import Report
from kentongan.rooms.reports.rules.definition import AFTER


@transaction.atomic
def mend_report(
    *, report_id: UUID, version: int, note: str = "", photos: Sequence[UUID] = (),
    by: people.Actor, now: datetime,
) -> Report:  # fmt: skip
    """
    End a report as mended, with a photo of how it looks now.

    Told twice by the same officer it is told once: the answer to the first may have been lost.
    Raises DecidedMeanwhile, NeedsFile, NotYourStep, WrongTurn.
    """
    try:
        cases.decide(
            case_id=report_id, version=version, decision="grant", note=note,
            files=[(AFTER, file_id) for file_id in photos[:1]], by=by, now=now,
        )  # fmt: skip
    except cases.DecidedMeanwhile:
        if not _was_mended_by(report_id, by=by):
            raise
        return Report.objects.get(pk=report_id)
    for file_id in photos:
        files_of_house.keep_file(file_id, by=by)
    return Report.objects.get(pk=report_id)


@transaction.atomic
def add_late_note(
    *, report_id: UUID, note: str, photos: Sequence[UUID] = (), by: people.Actor, now: datetime
) -> None:
    """Put what an officer did into the file, when somebody else had decided meanwhile."""
    files = [("late", file_id) for file_id in photos]
    cases.add_message(case_id=report_id, text=note or "–", files=files, by=by, now=now)
    for file_id in photos:
        files_of_house.keep_file(file_id, by=by)


def _was_mended_by(report_id: UUID, *, by: people.Actor) -> bool:
    """Tell whether it stands as this officer's own mending has left it."""
    case = cases.get_case(report_id)
    ended = [step for step in case.steps.all() if step.ended_at is not None]
    last = max(ended, key=lambda step: (step.ended_at, step.pk), default=None)
    is_own = last is not None and last.decided_by_id == by.user_id
    return is_own and case.outcome == cases.Outcome.GRANTED

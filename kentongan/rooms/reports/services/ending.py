"""How a report ends: joined to another one, confirmed by who sent it, or opened again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import CannotJoin, NotMended
from kentongan.rooms.reports.models import Follower, Report
from kentongan.rooms.reports.queries.finding import get_visible_report
from kentongan.rooms.reports.rules.words import OPEN, Standing
from kentongan.rooms.reports.services._followers import add_follower
from kentongan.rooms.reports.services._telling import tell_everyone

JOINABLE = OPEN | {Standing.MENDED}


@transaction.atomic
def join_report(
    *, report_id: UUID, into_code: str, version: int, note: str = "", by: people.Actor,
    now: datetime,
) -> Report:  # fmt: skip
    """
    Close a report because another one tells of the same thing; everybody follows that one now.

    Raises CannotJoin, and what a decision raises (DecidedMeanwhile, NotYourStep).
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("case").get(pk=report_id)
    main = _find_main(into_code, report=report, by=by)
    report.standing, report.joined_to, report.is_public = Standing.JOINED, main, False
    report.save(update_fields=["standing", "joined_to", "is_public"])
    cases.decide(case_id=report_id, version=version, decision="join", note=note, by=by, now=now)
    followers = list(Follower.objects.filter(report=report).values_list("person_id", "language"))
    for person_id, language in [(report.case.applicant_id, report.case.language), *followers]:
        add_follower(main, person_id, language=language, now=now)
    Report.objects.filter(joined_to=report).update(joined_to=main)
    tell_everyone(report, what="joined", by=by, now=now)
    return main


def _find_main(code: str, *, report: Report, by: people.Actor) -> Report:
    """Return the report to join to; one that is joined itself leads to its own main one."""
    refused = CannotJoin(fields={"into": CannotJoin.message})
    found = _find_visible(code, by=by) or _find_public(code)
    if found is None:
        raise refused
    main = found.joined_to or found
    if main.pk == report.pk or main.standing not in JOINABLE:
        raise refused
    return main


def _find_visible(code: str, *, by: people.Actor) -> Report | None:
    try:
        return get_visible_report(code, by=by)
    except cases.NoSuchCase:
        return None


def _find_public(code: str) -> Report | None:
    try:
        normal = cases.normalise_code(code)
    except cases.NoSuchCase:
        return None
    return Report.objects.public().select_related("joined_to").filter(code=normal).first()


@transaction.atomic
def confirm_report(*, report_id: UUID, by: people.Actor, now: datetime) -> Report:
    """Say, as who reported it, that it is mended. Raises NotMended, cases.NoSuchCase."""
    report = Report.objects.select_for_update(of=("self",)).select_related("case").get(pk=report_id)
    if not cases.is_applicant(by=by, case=report.case):
        raise cases.NoSuchCase
    if report.standing == Standing.CONFIRMED:
        return report
    if report.standing != Standing.MENDED:
        raise NotMended
    report.standing, report.confirmed_at, report.changed_at = Standing.CONFIRMED, now, now
    report.save(update_fields=["standing", "confirmed_at", "changed_at"])
    audit.record(
        by=by, action="reports.confirmed", subject=f"case:{report.pk}", now=now,
        topics=(f"case:{report.pk}", f"office:{report.case.holder_office_id}"),
    )  # fmt: skip
    return report


@transaction.atomic
def reopen_report(
    *, report_id: UUID, reason: str, photos: Sequence[UUID] = (), by: people.Actor, now: datetime
) -> Report:
    """Say, as who reported it, that it is not mended; raises what cases.reopen_case raises."""
    cases.reopen_case(
        case_id=report_id, reason=reason, files=[("again", pk) for pk in photos], by=by, now=now
    )
    for file_id in photos:
        files_of_house.keep_file(file_id, by=by)
    return Report.objects.get(pk=report_id)


@transaction.atomic
def edit_public_words(*, report_id: UUID, words: str, by: people.Actor, now: datetime) -> Report:
    """Set what everybody reads, as an officer of an office with a part in the case."""
    report = Report.objects.select_related("case").get(pk=report_id)
    get_visible_report(report.code, by=by)
    report.public_words = words.strip()
    report.save(update_fields=["public_words"])
    audit.record(
        by=by, action="reports.words_edited", subject=f"case:{report.pk}", now=now,
        topics=(f"case:{report.pk}",),
    )  # fmt: skip
    return report

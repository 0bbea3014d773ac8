"""What a turn of the case means for its report; runs in the transaction of the turn."""

from collections.abc import Callable

from kentongan.rooms.cases import api as cases
from kentongan.rooms.reports.errors import CannotJoin
from kentongan.rooms.reports.models import Report, ReportPhoto
from kentongan.rooms.reports.rules.definition import AFTER
from kentongan.rooms.reports.rules.redaction import hide_persons
from kentongan.rooms.reports.rules.words import Secrecy, Standing
from kentongan.rooms.reports.services._telling import tell_everyone
from kentongan.rooms.reports.services.photos import withdraw_photos


def follow_turn(taken: cases.TurnTaken) -> None:
    """Bring the report up to date and tell those who follow it what the engine does not tell."""
    report = Report.objects.select_related("category").get(pk=taken.case.pk)
    report.case = taken.case
    turn = TURNS.get(taken.turn)
    if turn is not None:
        turn(report, taken)
    if taken.turn in ANSWERS and report.first_answer_at is None:
        report.first_answer_at = taken.now
    report.changed_at = taken.now
    report.save()


def _forward(report: Report, taken: cases.TurnTaken) -> None:
    report.standing = Standing.WORKING
    report.verified_at = report.verified_at or taken.now
    report.is_public = report.secrecy != Secrecy.SECRET
    report.public_words = report.public_words or hide_persons(report.description)
    tell_everyone(report, what="verified", by=taken.by, now=taken.now)


def _grant(report: Report, taken: cases.TurnTaken) -> None:
    report.standing = Standing.MENDED
    report.mended_at = taken.now
    report.verified_at = report.verified_at or taken.now
    known = set(report.photos.values_list("file_id", flat=True))
    ReportPhoto.objects.bulk_create(
        ReportPhoto(
            report=report, stage=ReportPhoto.Stage.AFTER, file_id=row.file_id, added_at=taken.now
        )
        for row in cases.list_attachments(taken.case)
        if row.key == AFTER and row.file_id not in known
    )


def _refuse(report: Report, taken: cases.TurnTaken) -> None:
    report.standing = Standing.REFUSED
    withdraw_photos(report, by=taken.by, now=taken.now)


def _return(report: Report, taken: cases.TurnTaken) -> None:
    del taken
    report.standing = Standing.RECEIVED


def _reassign(report: Report, taken: cases.TurnTaken) -> None:
    tell_everyone(report, what="reassigned", text=taken.note, by=taken.by, now=taken.now)


def _join(report: Report, taken: cases.TurnTaken) -> None:
    withdraw_photos(report, by=taken.by, now=taken.now)
    if report.standing != Standing.JOINED:  # only services.joining knows to which
        raise CannotJoin


def _ask(report: Report, taken: cases.TurnTaken) -> None:
    del taken
    report.standing = Standing.WAITING


def _answer(report: Report, taken: cases.TurnTaken) -> None:
    del taken
    report.standing = Standing.WORKING if report.verified_at else Standing.RECEIVED


def _withdraw(report: Report, taken: cases.TurnTaken) -> None:
    report.standing = Standing.WITHDRAWN
    report.is_public = False
    withdraw_photos(report, by=taken.by, now=taken.now)


def _reopen(report: Report, taken: cases.TurnTaken) -> None:
    report.standing = Standing.WORKING
    report.mended_at = None
    report.confirmed_at = None
    report.reopened_count += 1
    tell_everyone(report, what="reopened", text="", by=taken.by, now=taken.now)


ANSWERS = frozenset({"forward", "grant", "refuse", "ask", "reassign", "join", "message"})
TURNS: dict[str, Callable[[Report, cases.TurnTaken], None]] = {
    "forward": _forward,
    "grant": _grant,
    "refuse": _refuse,
    "return": _return,
    "reassign": _reassign,
    "join": _join,
    "ask": _ask,
    "answer": _answer,
    "withdraw": _withdraw,
    "reopen": _reopen,
}

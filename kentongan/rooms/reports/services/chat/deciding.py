"""What an officer decides on a proposal: accept, join, drop, and take that back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation import vault
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import (
    CannotJoin,
    ChatCannotUndo,
    ChatDecided,
    NoSuchChat,
    NoSuchReport,
)
from kentongan.rooms.reports.models import ChatMessage, ChatProposal, Report, ReportPhoto
from kentongan.rooms.reports.permissions import check_can_dispatch
from kentongan.rooms.reports.queries.chats import PURPOSE
from kentongan.rooms.reports.queries.finding import get_visible_report
from kentongan.rooms.reports.rules.words import Channel
from kentongan.rooms.reports.services._followers import add_follower
from kentongan.rooms.reports.services.submit import MOST_PHOTOS, submit_report

State = ChatProposal.State
BY_MISTAKE = "Accepted from a chat by mistake."


@transaction.atomic
def accept_proposal(
    *, proposal_id: UUID, category: str, village_code: str = "", place_words: str = "",
    by: people.Actor, now: datetime,
) -> Report:  # fmt: skip
    """
    Make a report of a proposal; raises ChatDecided, WrongReport, NumberBlocked, NoSuchCategory.

    The author's number is kept to answer them; their name is not told to anybody.
    """
    found = _lock(proposal_id, by=by)
    sent = submit_report(
        category=category,
        description=vault.unseal(found.words_sealed, purpose=PURPOSE),
        village_code=village_code,
        place_words=place_words[:300],
        lat=found.lat,
        lon=found.lon,
        photos=_list_photos(found)[:MOST_PHOTOS],
        phone=find_phone(found),
        channel=Channel.IMPORT,
        reported_at=found.at,
        intake_office_id=found.office_id,
        by=by,
        now=now,
    )
    found.category_id, found.village_code = category, village_code
    _decide(found, State.ACCEPTED, by=by, now=now, report=sent.report)
    return sent.report


@transaction.atomic
def join_to_report(*, proposal_id: UUID, code: str, by: people.Actor, now: datetime) -> Report:
    """Add a proposal's photos to a report that is open; who wrote it follows it. CannotJoin."""
    found = _lock(proposal_id, by=by)
    try:
        report = get_visible_report(code, by=by)
    except (cases.NoSuchCase, NoSuchReport):
        raise CannotJoin(fields={"target": CannotJoin.message}) from None
    if not report.is_open:
        raise CannotJoin(fields={"target": CannotJoin.message})
    ReportPhoto.objects.bulk_create(
        ReportPhoto(report=report, stage=ReportPhoto.Stage.BEFORE, file_id=file_id, added_at=now)
        for file_id in _list_photos(found)
    )
    phone = find_phone(found)
    if phone:
        person = people.register_person(name="", phone=phone, by=by, now=now)
        add_follower(report, person.id, language="id", now=now)
    _decide(found, State.JOINED, by=by, now=now, report=report)
    return report


@transaction.atomic
def join_to_proposal(
    *, proposal_id: UUID, into_id: UUID, by: people.Actor, now: datetime
) -> ChatProposal:
    """Put a proposal's messages and photos with another one that still waits."""
    found = _lock(proposal_id, by=by)
    target = None if into_id == proposal_id else _find(into_id, by=by)
    if target is None or target.state != State.PROPOSED:
        raise CannotJoin(fields={"target": CannotJoin.message})
    _decide(found, State.JOINED, by=by, now=now, into=target)
    return target


@transaction.atomic
def drop_proposal(*, proposal_id: UUID, by: people.Actor, now: datetime) -> ChatProposal:
    """Say that it is no report."""
    found = _lock(proposal_id, by=by)
    _decide(found, State.DROPPED, by=by, now=now)
    return found


@transaction.atomic
def undo_decision(*, proposal_id: UUID, by: people.Actor, now: datetime) -> ChatProposal:
    """Let a proposal wait again; an accepted report is withdrawn. Raises ChatCannotUndo."""
    check_can_dispatch(by)
    found = _find(proposal_id, by=by, lock=True)
    if found.state == State.PROPOSED:
        return found
    if found.state == State.ACCEPTED and found.report is not None:
        _withdraw(found.report, by=by, now=now)
    if found.state == State.JOINED and found.report is not None:
        ReportPhoto.objects.filter(
            report=found.report, file_id__in=_list_photos(found), published_at=None
        ).delete()
    was = found.state
    found.state, found.decided_at, found.decided_by_id = State.PROPOSED, None, None
    found.report = found.into = None
    found.save(update_fields=["state", "decided_at", "decided_by", "report", "into"])
    _record(found, "reports.chat_undone", by=by, now=now, was=was)
    return found


def find_phone(found: ChatProposal) -> str:
    """Return the author's number when the exporting phone had no name for them."""
    name = vault.unseal(found.author.name_sealed, purpose=PURPOSE)
    try:
        return people.normalise_phone(name)
    except people.PhoneWrong:
        return ""


def _withdraw(report: Report, *, by: people.Actor, now: datetime) -> None:
    try:
        cases.withdraw_case(case_id=report.pk, reason=BY_MISTAKE, by=by, now=now)
    except (cases.WrongTurn, cases.NoSuchCase) as error:
        raise ChatCannotUndo from error


def _find(proposal_id: UUID, *, by: people.Actor, lock: bool = False) -> ChatProposal:
    rows = ChatProposal.objects.filter(office__in=by.offices).select_related("author", "report")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=proposal_id).first()
    if found is None:
        raise NoSuchChat
    return found


def _lock(proposal_id: UUID, *, by: people.Actor) -> ChatProposal:
    check_can_dispatch(by)
    found = _find(proposal_id, by=by, lock=True)
    if found.state != State.PROPOSED:
        raise ChatDecided
    return found


def _list_photos(found: ChatProposal) -> Sequence[UUID]:
    """Return the photos of the proposal and of those joined to it, in the order of time."""
    ids = [found.pk, *found.joined_here.values_list("pk", flat=True)]
    rows = ChatMessage.objects.filter(proposal_id__in=ids, photo__isnull=False)
    return list(rows.order_by("at", "number").values_list("photo_id", flat=True))


def _decide(
    found: ChatProposal, state: str, *, by: people.Actor, now: datetime,
    report: Report | None = None, into: ChatProposal | None = None,
) -> None:  # fmt: skip
    found.state, found.decided_at, found.decided_by_id = state, now, by.user_id
    found.report, found.into = report, into
    found.save(update_fields=["state", "decided_at", "decided_by", "report", "into", "category",
                              "village_code"])  # fmt: skip
    for file_id in _list_photos(found) if report is not None else ():
        files_of_house.keep_file(file_id, by=by)
    _record(found, f"reports.chat_{state}", by=by, now=now, was=State.PROPOSED)


def _record(found: ChatProposal, action: str, *, by: people.Actor, now: datetime, was: str) -> None:
    audit.record(
        by=by, action=action, subject=f"chat-proposal:{found.pk}", now=now,
        detail={"was": was, "report": str(found.report_id or "")},
        topics=(f"chat:{found.office_id}",),
    )  # fmt: skip

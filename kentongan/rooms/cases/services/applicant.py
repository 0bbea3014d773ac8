"""What the applicant does: answer, write, withdraw, rate."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kentongan.foundation.audit import chain as audit
from kentongan.foundation.events import announce
from kentongan.rooms.cases.errors import AlreadyRated, NotOverYet, TooLateToReopen, WrongTurn
from kentongan.rooms.cases.events import CaseClosed, CaseMoved, take_notice
from kentongan.rooms.cases.models import (
    Attachment,
    Case,
    CaseStep,
    DueChange,
    Message,
    Pause,
    Survey,
)
from kentongan.rooms.cases.permissions import check_is_applicant, is_applicant
from kentongan.rooms.cases.queries import clocks
from kentongan.rooms.cases.queries.story import say_moment
from kentongan.rooms.cases.services import _steps as steps
from kentongan.rooms.cases.services._turns import check_note, closing_facts, lock_case, save_case
from kentongan.rooms.cases.services.notify import tell_applicant
from kentongan.rooms.cases.workflow import Decision, Outcome, State, StepKind, is_allowed
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

ELEMENTS = 9


@transaction.atomic
def answer_applicant(
    *,
    case_id: UUID,
    text: str,
    files: Sequence[tuple[str, UUID]] = (),
    by: people.Actor,
    now: datetime,
) -> Case:
    """Answer what was asked; both clocks go on."""
    case = lock_case(case_id)
    check_is_applicant(by=by, case=case)
    if not is_allowed("answer", state=case.state) or case.current_step is None:
        raise WrongTurn
    if not clocks.is_asked(case):
        raise WrongTurn
    message = _write(case, text=text, purpose="answer", by=by, now=now)
    _attach(case, message=message, files=files, now=now)
    Pause.objects.filter(case=case, ends_at=None).update(ends_at=now)
    pauses = clocks.list_pauses(case)
    step = case.current_step
    steps.restart_clock(step, pauses=pauses, now=now)
    step.save(update_fields=["due_at", "alarm_at"])
    due_at = clocks.compute_case_due(case, pauses=pauses)
    if due_at != case.due_at:
        DueChange.objects.create(
            case=case, old_due_at=case.due_at, new_due_at=due_at, cause="pause", changed_at=now
        )
    save_case(case, state=State.RUNNING, due_at=due_at)
    _record(case, "cases.answered", by=by, now=now, detail={"due": due_at, "files": len(files)})
    take_notice(case, turn="answer", by=by, now=now)
    return case


@transaction.atomic
def add_message(
    *,
    case_id: UUID,
    text: str,
    files: Sequence[tuple[str, UUID]] = (),
    by: people.Actor,
    now: datetime,
) -> Message:
    """Write a message that stops no clock, from the applicant or from an office with a part."""
    case = lock_case(case_id)
    message = _write(case, text=text, purpose="message", by=by, now=now)
    _attach(case, message=message, files=files, now=now)
    if message.author == Message.Author.OFFICER:
        tell_applicant(case, what="message", text=text, by=by, now=now)
    _record(case, "cases.message", by=by, now=now, detail={"author": message.author})
    if message.author == Message.Author.OFFICER:
        take_notice(case, turn="message", by=by, now=now)
    return message


@transaction.atomic
def withdraw_case(*, case_id: UUID, reason: str = "", by: people.Actor, now: datetime) -> Case:
    """Take the case back, as its applicant; open steps and consults end."""
    case = lock_case(case_id)
    check_is_applicant(by=by, case=case)
    if not is_allowed("withdraw", state=case.state):
        raise WrongTurn
    Pause.objects.filter(case=case, ends_at=None).update(ends_at=now)
    for step in CaseStep.objects.filter(case=case, ended_at=None):
        steps.end_step(
            step,
            case=case,
            decision=Decision.WITHDRAW,
            note=reason,
            by_user=by.user_id,
            as_words="",
            now=now,
        )
    save_case(case, **closing_facts(case, outcome=Outcome.WITHDRAWN, closed_at=now))
    _record(case, "cases.withdrawn", by=by, now=now, detail={})
    take_notice(case, turn="withdraw", note=reason, by=by, now=now)
    announce(CaseClosed(case.pk, case.type_slug, Outcome.WITHDRAWN))
    return case


@transaction.atomic
def reopen_case(
    *,
    case_id: UUID,
    reason: str,
    files: Sequence[tuple[str, UUID]] = (),
    by: people.Actor,
    now: datetime,
) -> Case:
    """
    Open again, as its applicant, what was granted and is not done.

    The last step's office gets it back with the step's whole promise, which is now the promise to
    the person too. Raises NeedsReason, TooLateToReopen (after the type's `reopen_days`).
    """
    case = lock_case(case_id)
    check_is_applicant(by=by, case=case)
    _check_can_reopen(case, now=now)
    check_note("reopen", reason)
    plan = case.case_type.plan.route[-1]
    last = CaseStep.objects.filter(case=case, kind=StepKind.ROUTE).order_by("-id").first()
    office = places.get_office(last.office_id if last else case.holder_office_id)
    step = steps.make_step(case=case, plan=plan, office=office, now=now)
    step.save(force_insert=True)
    old = case.due_at
    save_case(
        case, state=State.RUNNING, outcome="", closed_at=None, worked_seconds=None,
        current_step=step, holder_office_id=office.pk, reopened_at=now,
    )  # fmt: skip
    due_at = clocks.compute_case_due(case, pauses=())
    Case.objects.filter(pk=case.pk).update(due_at=due_at)
    case.due_at = due_at
    DueChange.objects.create(
        case=case, old_due_at=old, new_due_at=due_at, cause="reopened", changed_at=now
    )
    message = _write(case, text=reason, purpose="message", by=by, now=now)
    _attach(case, message=message, files=files, now=now)
    _record(case, "cases.reopened", by=by, now=now, detail={"due": due_at, "office": office.key})
    take_notice(case, turn="reopen", note=reason.strip(), by=by, now=now)
    announce(CaseMoved(case.pk, office.pk))
    return case


def _check_can_reopen(case: Case, *, now: datetime) -> None:
    days = case.case_type.plan.reopen_days
    if not is_allowed("reopen", state=case.state) or case.outcome != Outcome.GRANTED or not days:
        raise WrongTurn
    until = (case.closed_at or now) + timedelta(days=days)
    if now > until:
        raise TooLateToReopen(until=say_moment(until))


@transaction.atomic
def rate_case(
    *, case_id: UUID, answers: Mapping[str, int], comment: str = "", by: people.Actor, now: datetime
) -> Survey:
    """Keep nine answers u1 … u9 of 1 to 4, once a case (PermenPANRB 14/2017)."""
    case = lock_case(case_id)
    check_is_applicant(by=by, case=case)
    if case.is_open:
        raise NotOverYet
    if Survey.objects.filter(case=case).exists():
        raise AlreadyRated
    survey = Survey.objects.create(
        case=case,
        type_slug=case.type_slug,
        office_id=case.holder_office_id,
        comment=comment.strip()[:2000],
        rated_at=now,
        **{f"u{n}": int(answers[f"u{n}"]) for n in range(1, ELEMENTS + 1)},
    )
    audit.record(
        by=by,
        action="cases.rated",
        subject=f"case:{case.pk}",
        now=now,
        topics=(f"case:{case.pk}",),
    )
    return survey


def _write(case: Case, *, text: str, purpose: str, by: people.Actor, now: datetime) -> Message:
    as_applicant = is_applicant(by=by, case=case) or purpose == "answer"
    return Message.objects.create(
        case=case,
        author=Message.Author.APPLICANT if as_applicant else Message.Author.OFFICER,
        user_id=by.user_id,
        office_id=None if as_applicant else next(iter(sorted(by.offices)), None),
        purpose=purpose,
        text=text.strip(),
        written_at=now,
    )


def _attach(
    case: Case, *, message: Message, files: Sequence[tuple[str, UUID]], now: datetime
) -> None:
    """Add files; one with an earlier file's key takes its place, the earlier stays."""
    keys = {key for key, _ in files}
    Attachment.objects.filter(case=case, key__in=keys, replaced_at=None).update(replaced_at=now)
    Attachment.objects.bulk_create(
        Attachment(case=case, file_id=file_id, key=key, message=message, added_at=now)
        for key, file_id in files
    )


def _record(
    case: Case, action: str, *, by: people.Actor, now: datetime, detail: dict[str, object]
) -> None:
    audit.record(
        by=by,
        action=action,
        subject=f"case:{case.pk}",
        now=now,
        detail=detail,
        topics=(f"case:{case.pk}", f"office:{case.holder_office_id}"),
    )

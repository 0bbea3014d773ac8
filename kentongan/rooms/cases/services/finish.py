from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.events import announce
from kentongan.rooms.cases.errors import WrongTurn
from kentongan.rooms.cases.events import CaseClosed, take_notice
from kentongan.rooms.cases.models import Case
from kentongan.rooms.cases.services._turns import closing_facts, lock_case, save_case
from kentongan.rooms.cases.services.notify import tell_applicant
from kentongan.rooms.cases.workflow import Outcome, State

LOST_AFTER = timedelta(minutes=10)
BATCH = 200


@transaction.atomic
def finish_case(*, case_id: UUID, detail: dict[str, object], by: Acting, now: datetime) -> Case:
    """
    Close a granted case when what was promised is made; called by the owner's finishing task.

    `detail` goes into the audit line (a letter's number, say). Finishing twice is refused.
    """
    case = lock_case(case_id)
    if case.state != State.FINISHING:
        raise WrongTurn
    closed_at = max(now, case.submitted_at)
    save_case(case, **closing_facts(case, outcome=Outcome.GRANTED, closed_at=closed_at))
    tell_applicant(case, what="finished", by=by, now=now)
    audit.record(
        by=by,
        action="cases.finished",
        subject=f"case:{case.pk}",
        now=now,
        detail=detail,
        topics=(f"case:{case.pk}", f"office:{case.holder_office_id}"),
    )
    take_notice(case, turn="finish", by=by, now=now)
    announce(CaseClosed(case.pk, case.type_slug, Outcome.GRANTED))
    return case


def queue_lost_finishing(*, by: Acting, now: datetime) -> int:
    """Give a new job to granted cases that wait for long; returns how many."""
    del by
    waiting = Case.objects.filter(
        state=State.FINISHING, current_step__ended_at__lt=now - LOST_AFTER
    ).select_related("case_type")
    return sum(_queue(case) for case in waiting.order_by("current_step__ended_at")[:BATCH])


def _queue(case: Case) -> bool:
    task = case.case_type.plan.finish_task
    try:
        with transaction.atomic():
            queue.configure_task(task, queueing_lock=f"finish-{case.pk}").defer(
                case_id=str(case.pk)
            )
    except AlreadyEnqueued:
        return False
    return True

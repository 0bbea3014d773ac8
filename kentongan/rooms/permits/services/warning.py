"""First, second, third letter to an owner whose duty is overdue. Killed anywhere, it goes on."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kentongan.foundation.actors import Acting
from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.models import Duty, Permit, WarningLetter
from kentongan.rooms.permits.queries.papers import describe_warning
from kentongan.rooms.permits.queries.plans import get_warning_plan
from kentongan.rooms.permits.rules.duty import plan_answer, plan_warning
from kentongan.rooms.permits.rules.words import DutyStanding
from kentongan.rooms.permits.services import _papers
from kentongan.rooms.permits.services._duties import lock_duties, record, refresh
from kentongan.rooms.permits.services._telling import tell_owner

log = logging.getLogger(__name__)
BATCH = 500


def send_due_warnings(*, by: Acting, now: datetime) -> int:
    """
    Send each letter that is due today, each in its own transaction; returns how many.

    One letter a duty and run at most: after days without a run they do not come in a heap. While a
    request for relief is open its duty is not warned.
    """
    plan = get_warning_plan()
    due = Duty.objects.filter(next_warning_on__lte=localdate(now)).order_by("next_warning_on")
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    if not plan or not ids:
        return 0
    signer = _papers.find_office_signer(plan["office"], by=by, now=now)
    return sum(_try(duty_id, plan=plan, signer=signer, by=by, now=now) for duty_id in ids)


def _try(duty_id: UUID, *, plan: Mapping[str, Any], signer: Any, by: Acting, now: datetime) -> int:
    """Send one letter; one that cannot be made now is tried tomorrow and keeps no other back."""
    try:
        return _warn(duty_id, plan=plan, signer=signer, by=by, now=now)
    except _papers.FAULTS:
        log.exception("warning cannot be issued", extra={"duty": str(duty_id)})
        return 0


@transaction.atomic
def _warn(duty_id: UUID, *, plan: Mapping[str, Any], signer: Any, by: Acting, now: datetime) -> int:
    duty = next(iter(lock_duties(pk=duty_id)), None)
    if duty is None:
        return 0
    refresh(duty, by=by, now=now)  # perhaps the camera came this morning
    today = localdate(now)
    planned = duty.next_warning_on
    if duty.standing != DutyStanding.OVERDUE or planned is None or planned > today:
        return 0
    if duty.reliefs.filter(decided_at=None).exists():
        return 0
    warning = _write(duty, plan=plan, signer=signer, by=by, now=now)
    duty.warned_count = warning.ordinal
    duty.next_warning_on = plan_warning(
        due_on=duty.due_on, warn_days=duty.rule.warn_days, sent=warning.ordinal, last_sent_on=today
    )
    duty.changed_at = now
    duty.save()
    record(duty, "permits.warned", by=by, now=now, ordinal=warning.ordinal)
    return 1


def _write(
    duty: Duty, *, plan: Mapping[str, Any], signer: Any, by: Acting, now: datetime
) -> WarningLetter:
    ordinal = duty.warned_count + 1
    permit = duty.permit = Permit.objects.select_related("building").get(pk=duty.permit_id)
    permit.case = cases.get_case(duty.permit_id)
    answer_by = plan_answer(ordinal=ordinal, warn_days=duty.rule.warn_days, sent_on=localdate(now))
    paper = _papers.issue_paper(
        case_id=duty.permit_id, purpose=f"warning-{duty.lapse}-{ordinal}", plan=plan,
        facts=describe_warning(duty, ordinal=ordinal, answer_by=answer_by, plan=plan, now=now),
        signer=signer, by=by, now=now,
    )  # fmt: skip
    warning = WarningLetter.objects.create(
        duty=duty, lapse=duty.lapse, ordinal=ordinal, letter_token=paper.token,
        letter_number=paper.number, sent_at=now, answer_by=answer_by,
    )  # fmt: skip
    tell_owner(permit, what="warning", by=by, now=now, duty=duty, warning=warning)
    return warning

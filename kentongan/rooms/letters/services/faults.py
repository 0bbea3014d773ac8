"""A letter that cannot be made now is tried again, later each time; then somebody is told."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from procrastinate.contrib.django import app as queue
from procrastinate.exceptions import AlreadyEnqueued

from kentongan.foundation import press, seal
from kentongan.foundation.actors import Acting
from kentongan.foundation.outbox import services as outbox
from kentongan.rooms.cases import api as cases
from kentongan.rooms.letters.errors import CannotSign, NoSigner
from kentongan.rooms.letters.models import LetterFault
from kentongan.rooms.letters.queries.letters import WHY_DELAYED
from kentongan.rooms.letters.rules.letters import MANY_TRIES, get_wait
from kentongan.rooms.people import api as people

log = logging.getLogger(__name__)
CANNOT_PRINT = "cannot_print"


def try_finishing(
    *, case_id: UUID, make: Callable[..., Any], by: Acting, now: datetime
) -> Any | None:
    """
    Let a room's `make(case_id=, by=, now=)` issue the letter and end the case.

    Where it cannot be made now, note why and queue the case's finishing task once more. What
    was not foreseen rises: the task notes it as "unforeseen".
    """
    try:
        return make(case_id=case_id, by=by, now=now)
    except (seal.SealUnavailable, seal.SealRefused, CannotSign, NoSigner) as fault:
        note_fault(case_id, why=fault.code, by=by, now=now)
    except press.CannotPrint:
        log.exception("letter cannot be printed", extra={"case": str(case_id)})
        note_fault(case_id, why=CANNOT_PRINT, by=by, now=now)
    return None


@transaction.atomic
def note_fault(case_id: UUID, *, why: str, by: Acting, now: datetime) -> LetterFault:
    """Count a failed try, queue the next, and tell the IT team at the fifth."""
    known = LetterFault.objects.select_for_update().filter(pk=case_id).first()
    fault = known or LetterFault(case_id=case_id, tries=0, first_at=now)
    fault.tries += 1
    fault.why, fault.last_at = why, now
    fault.next_at = now + get_wait(fault.tries)
    fault.save(force_insert=known is None)
    log.warning("letter waits", extra={"case": str(case_id), "why": why, "tries": fault.tries})
    _queue_next(fault)
    if fault.tries == MANY_TRIES:
        _tell_operators(fault, by=by, now=now)
    return fault


def _queue_next(fault: LetterFault) -> None:
    task = cases.get_case(fault.case_id).case_type.plan.finish_task
    job = queue.configure_task(
        task, schedule_at=fault.next_at, queueing_lock=f"finish-{fault.case_id}"
    )
    try:
        with transaction.atomic():
            job.defer(case_id=str(fault.case_id))
    except AlreadyEnqueued:
        return  # somebody else queued the next try


def _tell_operators(fault: LetterFault, *, by: Acting, now: datetime) -> None:
    case = cases.get_case(fault.case_id)
    for holder in people.list_holders(role=people.Role.IT, now=now):
        with override(holder.language):
            facts = {
                "case": case,
                "fault": fault,
                "why": WHY_DELAYED.get(fault.why, _("An unforeseen fault; see the log.")),
                "address": f"{settings.PUBLIC_URL}/meja/{case.code}/",
            }
            outbox.post_mail(
                to=holder.email,
                subject=_("A letter cannot be issued: %(code)s") % {"code": case.code},
                text=render_to_string("letters/mail/letter_stuck.txt", facts),
                language=holder.language,
                about=f"case:{case.pk}",
                by=by,
                now=now,
            )

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from kentongan.foundation import clock, codes
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.events import announce
from kentongan.foundation.keys import make_key
from kentongan.foundation.rows import RowReader
from kentongan.rooms.cases.events import CaseSubmitted
from kentongan.rooms.cases.models import Attachment, Case
from kentongan.rooms.cases.queries.types import get_current_type, give_types
from kentongan.rooms.cases.services._steps import make_step
from kentongan.rooms.cases.services.notify import tell_applicant
from kentongan.rooms.places import api as places

TRIES = 8
SHORT_TRIES = 4
_case = RowReader(Case)


@transaction.atomic
def submit_case(
    *,
    type_slug: str,
    place_code: str,
    applicant_id: UUID,
    answers: Mapping[str, Any],
    files: Sequence[tuple[str, UUID]] = (),
    language: str = "id",
    case_id: UUID | None = None,
    intake_office_id: int | None = None,
    by: Acting,
    now: datetime,
) -> Case:
    """
    Receive a case: code, first step and both clocks. The same `case_id` again is the same case.

    `answers` are validated already; `files` are (requirement key, stored file id).
    """
    case_type = get_current_type(type_slug)
    if case_id is not None:
        known = _case.read(case_id)
        if known is not None and known.applicant_id == applicant_id:
            give_types(known)
            return known
    places.get_region(place_code)  # raises when there is none
    first = case_type.plan.route[0]
    office = places.resolve_office(first.office, place_code)
    due_at = clock.compute_due(
        starts_at=now,
        promise=case_type.plan.promise,
        pauses=(),
        calendar=places.get_calendar(office),
    )
    case = Case(
        id=case_id or make_key(),
        case_type=case_type,
        type_slug=type_slug,
        place_id=place_code,
        applicant_id=applicant_id,
        answers=dict(answers),
        language=language,
        intake_office_id=intake_office_id,
        holder_office_id=office.pk,
        submitted_at=now,
        due_at=due_at,
    )
    step = make_step(case=case, plan=first, office=office, now=now)
    case.current_step = step  # its row comes after the case's; the constraint waits for commit
    _save_with_fresh_code(case)
    step.save(force_insert=True)
    if files:
        Attachment.objects.bulk_create(
            Attachment(case=case, file_id=file_id, key=key, added_at=now) for key, file_id in files
        )
    tell_applicant(case, what="received", by=by, now=now)
    audit.record(
        by=by,
        action="cases.submitted",
        subject=f"case:{case.pk}",
        now=now,
        detail={
            "code": case.code,
            "type": type_slug,
            "office": office.key,
            "due": due_at,
            **({"intake": intake_office_id} if intake_office_id else {}),
        },
        topics=(f"office:{office.pk}", f"case:{case.pk}"),
    )
    announce(CaseSubmitted(case.pk, type_slug))
    return case


def _save_with_fresh_code(case: Case) -> None:
    """Save under a code nobody has; grows longer when short ones get scarce."""
    prefix = str(settings.REGENCY_FACTS["code_prefix"])
    for attempt in range(TRIES):
        case.code = codes.make_code(
            prefix, length=codes.SHORT if attempt < SHORT_TRIES else codes.LONG
        )
        if not _is_taken(case.code):
            break
    case.save(force_insert=True)


def _is_taken(code: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute('SELECT 1 FROM "case" WHERE code = %s', [code])
        return cursor.fetchone() is not None

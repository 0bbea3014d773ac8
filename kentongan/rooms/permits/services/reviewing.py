"""The technical review: a verdict for each document, what is to be corrected, what was seen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import (
    NeedsRemark,
    NoRemarks,
    NoSuchDocument,
    NotThisStep,
)
from kentongan.rooms.permits.models import Inspection, Permit, PermitDocument
from kentongan.rooms.permits.queries.plans import name_document
from kentongan.rooms.permits.rules.words import DocumentStanding, Step
from kentongan.rooms.permits.services._locking import lock_permit

SHORTEST_REMARK, LONGEST_REMARK = 10, 1000
REVIEWED_AT = frozenset({Step.CHECK, Step.REVIEW})


@transaction.atomic
def review_document(
    *, permit_id: UUID, key: str, standing: str, remark: str = "", by: people.Actor, now: datetime
) -> PermitDocument:
    """
    Accept a document or remark what is wrong with it, as an officer of the step that holds it.

    Raises NeedsRemark, NoSuchDocument, NotThisStep, cases.NotYourStep, cases.OwnCase.
    """
    permit = lock_permit(permit_id)
    _check_reviews(permit, by=by)
    rows = PermitDocument.objects.filter(permit=permit, key=key, replaced_at=None)
    document = rows.first()
    verdicts = {DocumentStanding.ACCEPTED, DocumentStanding.REMARKED}
    if document is None or standing not in verdicts:
        raise NoSuchDocument
    words = remark.strip()[:LONGEST_REMARK]
    if standing == DocumentStanding.REMARKED and len(words) < SHORTEST_REMARK:
        raise NeedsRemark(fields={f"remark_{key}": NeedsRemark.message})
    document.standing = standing
    document.remark = words if standing == DocumentStanding.REMARKED else ""
    document.reviewed_at, document.reviewed_by_id = now, by.user_id
    document.save(update_fields=["standing", "remark", "reviewed_at", "reviewed_by"])
    detail: dict[str, object] = {"document": key, "standing": standing}
    detail["version"] = document.version
    _record(permit, "permits.document_reviewed", by=by, now=now, detail=detail)
    return document


@transaction.atomic
def ask_for_corrections(
    *, permit_id: UUID, version: int, note: str = "", by: people.Actor, now: datetime
) -> Permit:
    """
    Ask the applicant for everything that has a remark, at once; both clocks stop.

    `version` is that of the case the officer saw. Raises NoRemarks and what a decision raises.
    """
    permit = lock_permit(permit_id)
    rows = permit.documents.filter(replaced_at=None, standing=DocumentStanding.REMARKED)
    remarked = list(rows.order_by("id"))
    if not remarked:
        raise NoRemarks
    with override(permit.case.language):
        lines = [f"• {name_document(permit, row.key)}: {row.remark}" for row in remarked]
        opening = note.strip() or _("Please send these documents anew:")
    cases.decide(
        case_id=permit.pk, version=version, decision="ask", note="\n".join([opening, *lines]),
        by=by, now=now,
    )  # fmt: skip
    return Permit.objects.get(pk=permit.pk)


@transaction.atomic
def send_corrections(
    *, permit_id: UUID, files: Sequence[tuple[str, UUID]], text: str = "", by: people.Actor,
    now: datetime,
) -> Permit:  # fmt: skip
    """
    Send anew, as the applicant, every document with a remark: (key, stored file id).

    Both clocks go on. Raises StillRemarked and NotRemarked with a sentence per document.
    """
    permit = lock_permit(permit_id)
    cases.answer_applicant(
        case_id=permit.pk, text=text or _("Corrected documents"), files=files, by=by, now=now
    )
    for _key, file_id in files:
        files_of_house.keep_file(file_id, by=by)
    return Permit.objects.get(pk=permit.pk)


@transaction.atomic
def inspect_building(
    *, permit_id: UUID, photo_id: UUID, is_fitting: bool, findings: str = "", by: people.Actor,
    now: datetime,
) -> Inspection:  # fmt: skip
    """
    Keep what was seen on the spot, with a photo, as field officer, officer or head of the review.

    A building that does not fit owes findings. Raises NotThisStep, cases.NotYourStep.
    """
    permit = lock_permit(permit_id)
    office_id = _check_inspects(permit, by=by)
    words = findings.strip()[:LONGEST_REMARK]
    if not is_fitting and len(words) < SHORTEST_REMARK:
        raise NeedsRemark(fields={"findings": NeedsRemark.message})
    made = Inspection.objects.create(
        permit=permit, photo_id=photo_id, is_fitting=is_fitting, findings=words,
        office_id=office_id, inspected_by_id=by.user_id, inspected_at=now,
    )  # fmt: skip
    files_of_house.keep_file(photo_id, by=by)
    _record(permit, "permits.inspected", by=by, now=now, detail={"fits": is_fitting})
    return made


def _check_reviews(permit: Permit, *, by: people.Actor) -> None:
    case = permit.case
    step = case.current_step
    if step is None or step.ended_at or step.key not in REVIEWED_AT:
        raise NotThisStep
    if case.state != cases.State.RUNNING:
        raise NotThisStep
    if cases.find_holding(by=by, step=step) is None:
        raise cases.NotYourStep
    if by.person_id is not None and by.person_id == case.applicant_id:
        raise cases.OwnCase


def _check_inspects(permit: Permit, *, by: people.Actor) -> int:
    """Return the office for which `by` inspects: that of the review step, in any of its roles."""
    case = permit.case
    step = case.current_step
    if step is None or step.ended_at or step.key != Step.REVIEW:
        raise NotThisStep
    if not any(h.office_id == step.office_id for h in by.holdings):
        raise cases.NotYourStep
    if by.person_id is not None and by.person_id == case.applicant_id:
        raise cases.OwnCase
    return int(step.office_id)


def _record(
    permit: Permit, action: str, *, by: people.Actor, now: datetime, detail: dict[str, object]
) -> None:
    audit.record(
        by=by, action=action, subject=f"case:{permit.pk}", now=now, detail=detail,
        topics=(f"case:{permit.pk}",),
    )  # fmt: skip

"""What turns do with the documents of a permit."""

from datetime import datetime
from uuid import UUID

from kentongan.rooms.cases import api as cases
from kentongan.rooms.permits.errors import (
    NeedsInspection,
    NotRemarked,
    NotReviewed,
    StillRemarked,
)
from kentongan.rooms.permits.models import Permit, PermitDocument
from kentongan.rooms.permits.queries.plans import name_document
from kentongan.rooms.permits.rules.words import DocumentStanding, Kind


def check_reviewed(permit: Permit) -> None:
    """Refuse to leave the review while a document is not accepted or the building not seen."""
    rows = PermitDocument.objects.filter(permit=permit, replaced_at=None)
    waiting = rows.exclude(standing=DocumentStanding.ACCEPTED).count()
    if waiting:
        raise NotReviewed(count=waiting)
    last = permit.inspections.order_by("-id").first()
    if permit.kind == Kind.SLF and (last is None or not last.is_fitting):
        raise NeedsInspection


def take_corrections(permit: Permit, *, now: datetime) -> None:
    """
    Take the files of an answer as new versions: every remarked one, and no accepted one.

    Raises StillRemarked or NotRemarked; then the answer is not kept either.
    """
    sent = {row.key: row.file_id for row in cases.list_attachments(permit.case)}
    current = list(PermitDocument.objects.filter(permit=permit, replaced_at=None))
    changed = [row for row in current if sent.get(row.key) not in {None, row.file_id}]
    kept = [row for row in current if row not in changed]
    if accepted := [row for row in changed if row.standing == DocumentStanding.ACCEPTED]:
        raise NotRemarked(fields={f"file_{row.key}": NotRemarked.message for row in accepted})
    missing = [row for row in kept if row.standing == DocumentStanding.REMARKED]
    if missing:
        raise StillRemarked(
            fields={f"file_{row.key}": f"{name_document(permit, row.key)}: {row.remark}"
                    for row in missing}
        )  # fmt: skip
    for row in changed:
        replace_document(row, file_id=sent[row.key], now=now)


def replace_document(row: PermitDocument, *, file_id: UUID, now: datetime) -> PermitDocument:
    """Put a new version in the place of a document; the earlier stays to be read."""
    row.replaced_at = now
    row.save(update_fields=["replaced_at"])
    return PermitDocument.objects.create(
        permit_id=row.permit_id, key=row.key, version=row.version + 1, file_id=file_id, added_at=now
    )

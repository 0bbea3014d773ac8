"""What this room forgets with a person. UU 27/2022 pasal 8 and 16."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.files import services as files
from kentongan.rooms.permits.models import (
    Building,
    DraftDocument,
    Inspection,
    PermitDocument,
    PermitDraft,
    Relief,
)


@transaction.atomic
def forget_owner(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """
    Erase name, address and position of a person's buildings, remarks, reasons and drafts.

    What was decided, paid and owed stays, so that the ledger can still be counted.
    """
    del now  # the forgetting has its own line in the chain
    mine = Building.objects.filter(owner_id=person_id)
    drafts = DraftDocument.objects.filter(draft__building__in=mine)
    for file_id in list(drafts.values_list("file_id", flat=True)):
        files.delete_file(file_id, by=by)
    PermitDraft.objects.filter(building__in=mine).delete()
    documents = PermitDocument.objects.filter(permit__building__in=mine)
    documents.filter(standing="remarked").update(remark="-")
    documents.exclude(standing="remarked").update(remark="")
    documents.update(file=None)
    photos = Inspection.objects.filter(permit__building__in=mine).exclude(photo=None)
    for file_id in list(photos.values_list("photo_id", flat=True)):
        files.delete_file(file_id, by=by)
    Inspection.objects.filter(permit__building__in=mine).update(findings="")
    Relief.objects.filter(duty__building__in=mine).update(reason="", answer="")
    mine.update(name="", address_sealed=b"", lat=None, lon=None)

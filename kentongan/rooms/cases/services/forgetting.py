"""What the engine forgets with a person: their words and files. UU 27/2022 pasal 8 and 16."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.foundation.files import services as files
from kentongan.rooms.cases.models import Attachment, Case, CaseStep, Message, Survey


@transaction.atomic
def forget_applicant(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """
    Erase answers, messages, notes and files of a person's cases.

    Dates, offices and outcomes stay, so that promises can still be counted. The caller's own line
    in the audit chain tells of it.
    """
    ids = list(Case.objects.filter(applicant_id=person_id).values_list("pk", flat=True))
    Case.objects.filter(pk__in=ids).update(answers={})
    Message.objects.filter(case_id__in=ids).update(text="")
    CaseStep.objects.filter(case_id__in=ids).update(note="", question="")
    Survey.objects.filter(case_id__in=ids).update(comment="")
    kept = list(Attachment.objects.filter(case_id__in=ids).values_list("file_id", flat=True))
    Attachment.objects.filter(case_id__in=ids).delete()
    for file_id in set(kept):
        if not Attachment.objects.filter(file_id=file_id).exists():
            files.delete_file(file_id, by=by)

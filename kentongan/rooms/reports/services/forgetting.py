"""What this room forgets with a person. UU 27/2022 pasal 8 and 16."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.reports.models import Follower, Report, ReportPhoto


@transaction.atomic
def forget_reporter(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """Erase words and unpublished photos of a person's reports, and what they follow."""
    del by, now
    mine = Report.objects.filter(case__applicant_id=person_id)
    mine.update(description="", place_words="", accuracy_m=None)
    ReportPhoto.objects.filter(report__in=mine, stage="before", published_at=None).delete()
    Follower.objects.filter(person_id=person_id).delete()

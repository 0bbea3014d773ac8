"""What this room forgets with a person. UU 27/2022 pasal 8 and 16."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.models import (
    ChatMessage,
    ChatProposal,
    Follower,
    Report,
    ReportPhoto,
    WaTalk,
)
from kentongan.rooms.reports.queries.talks import index_talk


@transaction.atomic
def forget_reporter(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """
    Erase words and unpublished photos of a person's reports, what they follow and wrote.

    Their talk on WhatsApp goes whole; of an imported chat go the words their reports came from.
    """
    del by, now
    mine = Report.objects.filter(case__applicant_id=person_id)
    _forget_talks(person_id, mine)
    mine.update(description="", place_words="", accuracy_m=None)
    ReportPhoto.objects.filter(report__in=mine, stage="before", published_at=None).delete()
    Follower.objects.filter(person_id=person_id).delete()


def _forget_talks(person_id: UUID, mine: Any) -> None:
    WaTalk.objects.filter(report__in=mine).delete()
    phone = people.get_contact(person_id).phone
    if phone:
        WaTalk.objects.filter(phone_index=index_talk(phone)).delete()
    proposals = ChatProposal.objects.filter(report__in=mine)
    ChatMessage.objects.filter(proposal__in=proposals).update(
        text_sealed=b"", file_name="", photo=None
    )
    proposals.update(words_sealed=b"", place_words_sealed=b"")

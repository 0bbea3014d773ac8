"""What was said in a group is not kept for ever: only that it was said."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from kentongan.foundation.actors import Acting
from kentongan.foundation.files import services as files_of_house
from kentongan.rooms.reports.models import ChatImport, ChatMessage, ChatProposal

WORDS_KEPT_DAYS = 90
BATCH = 5000
State = ChatProposal.State


def forget_old_words(*, by: Acting, now: datetime, days: int = WORDS_KEPT_DAYS) -> int:
    """
    Forget words and photos of groups that nobody brought for long; returns how many messages.

    A proposal that waits keeps its own. What makes a message known again stays, so that an old
    export brings nothing back; photos of reports stay with their report.
    """
    lately = ChatImport.objects.filter(
        group=OuterRef("group"), made_at__gte=now - timedelta(days=days)
    )
    old = ChatMessage.objects.filter(~Exists(lately)).exclude(text_sealed=b"", photo=None)
    rows = old.exclude(proposal__state=State.PROPOSED).select_related("proposal")[:BATCH]
    ids = [row.pk for row in rows]
    loose = [
        row.photo_id for row in rows
        if row.photo_id and (row.proposal is None or row.proposal.state == State.DROPPED)
    ]  # fmt: skip
    ChatMessage.objects.filter(pk__in=ids).update(text_sealed=b"", file_name="", photo=None)
    for file_id in loose:
        files_of_house.delete_file(file_id, by=by)
    return len(ids)

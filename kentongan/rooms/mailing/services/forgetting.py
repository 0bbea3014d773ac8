"""What this room forgets with a person. UU 27/2022 pasal 8 and 16."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.mailing.models import FollowRequest, Reader, Suppression
from kentongan.rooms.mailing.queries.sealed import index_address, index_mailbox
from kentongan.rooms.people import api as people


@transaction.atomic
def forget_reader(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """Erase the reader behind a person's address, what was sent to them, and open requests."""
    del by, now  # the forgetting has its own line in the chain
    email = people.get_contact(person_id).email
    if not email:
        return
    index = index_address(email)
    Reader.objects.filter(email_index=index).delete()
    FollowRequest.objects.filter(email_index__in=[index, index_mailbox(email)]).delete()
    Suppression.objects.filter(email_index=index).delete()

"""Counting clicks of readers who agreed: a number for each link, nobody behind it."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from kentongan.foundation.actors import Acting
from kentongan.rooms.mailing.models import MailingLink


@transaction.atomic
def count_click(mailing_id: UUID, item_id: int, *, by: Acting) -> None:
    """Count one click; not a line of the chain, as it is nobody's decision."""
    del by
    link, _is_new = MailingLink.objects.get_or_create(mailing_id=mailing_id, item_id=item_id)
    MailingLink.objects.filter(pk=link.pk).update(clicks=F("clicks") + 1)

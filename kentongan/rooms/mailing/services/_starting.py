"""Beginning a mailing: its row and its job, in the transaction of what it tells of."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kentongan.foundation.keys import make_key
from kentongan.rooms.mailing.models import AnnouncedItem, Mailing

JOB = "mailing.send_mailing"


def start_at_once(item: AnnouncedItem, *, now: datetime) -> None:
    """Write the mailing of an item for those who want it at once."""
    mailing = Mailing.objects.create(
        id=make_key(), kind=Mailing.Kind.AT_ONCE, state=Mailing.State.APPROVED, item=item,
        since=now, until=now, due_at=now, created_at=now,
    )  # fmt: skip
    queue(mailing.pk)


def queue(mailing_id: UUID, *, at: datetime | None = None) -> None:
    """Give a mailing its job; one waits at most."""
    job = app.configure_task(JOB, schedule_at=at, queueing_lock=f"{JOB}:{mailing_id}")
    try:
        with transaction.atomic():
            job.defer(mailing_id=str(mailing_id))
    except AlreadyEnqueued:
        return

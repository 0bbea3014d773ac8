"""The end of reading, whoever wished it."""

from datetime import datetime

from kentongan.rooms.mailing.models import Delivery, FollowRequest, Reader


def end_reading(reader: Reader, *, state: str, now: datetime) -> None:
    """Erase address and wishes of a reader; what still waits for them is not sent."""
    Reader.objects.filter(pk=reader.pk).update(
        state=state, left_at=now, email_sealed=None, email_index=None, domain=""
    )
    reader.subscriptions.all().delete()
    FollowRequest.objects.filter(reader=reader).delete()
    waiting = reader.deliveries.filter(state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.SKIPPED, ended_at=now)

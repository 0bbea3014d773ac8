"""Taking what comes back: who is gone gets nothing more, who complained neither."""

import hmac
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message

from django.db import transaction

from kentongan.foundation.actors import Acting
from kentongan.rooms.mailing.models import Delivery, Reader
from kentongan.rooms.mailing.queries.sealed import mark_delivery
from kentongan.rooms.mailing.rules.bounces import Bounce, Kind, classify
from kentongan.rooms.mailing.rules.verp import read_message_id, read_return_path
from kentongan.rooms.mailing.services._suppressing import suppress_reader

TO_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
LONGEST = 2_000_000
MOST_SOFT = 5
FORGETS = timedelta(days=60)
COUNTED = (Kind.HARD, Kind.SOFT, Kind.COMPLAINT)


def take_bounce(raw: bytes, *, to: str = "", by: Acting, now: datetime) -> Bounce:
    """
    Read a mail that came to our return path; `to` is the envelope's receiver where it is known.

    Without a return path or Message-ID of ours nothing is done: else anybody could end a
    stranger's reading with an invented report.
    """
    message = message_from_bytes(raw[:LONGEST])
    bounce = classify(message)
    delivery_id = _find_delivery(message, raw, to=to)
    if delivery_id is not None:
        note_bounce(delivery_id, bounce, by=by, now=now)
    return bounce


def note_proven_bounce(pair: tuple[int, str], bounce: Bounce, *, by: Acting, now: datetime) -> bool:
    """Note a bounce of the delivery whose key and mark these are; False when they are not ours."""
    if not hmac.compare_digest(mark_delivery(pair[0]), pair[1]):
        return False
    note_bounce(pair[0], bounce, by=by, now=now)
    return True


@transaction.atomic
def note_bounce(delivery_id: int, bounce: Bounce, *, by: Acting, now: datetime) -> None:
    """Count what came back for a delivery, and end the reading where that is due."""
    del by  # the mail system of another; the suppression has its own line
    deliveries = Delivery.objects.select_for_update(of=("self",))
    delivery = deliveries.filter(pk=delivery_id).first()
    if delivery is None or bounce.kind not in COUNTED or delivery.bounce == bounce.kind:
        return
    delivery.bounce, delivery.bounced_at = bounce.kind.value, now
    delivery.save(update_fields=["bounce", "bounced_at"])
    reader = Reader.objects.select_for_update().get(pk=delivery.reader_id)
    if bounce.kind is Kind.SOFT:
        _count_soft(reader, bounce, now=now)
        return
    reason = "complaint" if bounce.kind is Kind.COMPLAINT else "bounced"
    suppress_reader(reader, reason=reason, status=bounce.status, now=now)


def _count_soft(reader: Reader, bounce: Bounce, *, now: datetime) -> None:
    """End the reading when mail came back too often with no long quiet between."""
    is_old = reader.bounced_at is None or now - reader.bounced_at > FORGETS
    reader.soft_bounces = 1 if is_old else reader.soft_bounces + 1
    reader.bounced_at = now
    reader.save(update_fields=["soft_bounces", "bounced_at"])
    if reader.soft_bounces >= MOST_SOFT:
        suppress_reader(reader, reason="full", status=bounce.status, now=now)


def _find_delivery(message: Message, raw: bytes, *, to: str) -> int | None:
    """Return which delivery came back, by a mark that only we can make."""
    headers = [str(value) for name in TO_HEADERS for value in message.get_all(name, [])]
    found = [read_return_path(text) for text in (to, *headers)]
    found.append(read_message_id(raw.decode("ascii", "replace")))
    for pair in found:
        if pair is not None and hmac.compare_digest(mark_delivery(pair[0]), pair[1]):
            return pair[0]
    return None

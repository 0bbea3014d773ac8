"""Sentences to a number: queued with what they are about, sent once, tried again for a day."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from procrastinate.contrib.django import app as queue

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.keys import make_key
from kentongan.rooms.reports.events import Told
from kentongan.rooms.reports.models import WaReply, WaTalk
from kentongan.rooms.reports.queries.talks import PURPOSE, index_talk
from kentongan.rooms.reports.services.whatsapp import _cloud

log = logging.getLogger(__name__)
SEND = "reports.send_whatsapp"
WAITS = (1, 2, 5, 10, 30, 60, 120, 240, 480)  # minutes
WINDOW = timedelta(hours=24)  # the platform takes free words only so long after the last message
EARLY = timedelta(minutes=1)
LOST_AFTER = timedelta(minutes=10)
LONGEST = 4000


def queue_reply(talk: WaTalk, text: str, *, key: str, by: Acting, now: datetime) -> None:
    """Write a reply and its job into the caller's transaction; the same key only once."""
    del by
    reply = WaReply(
        id=make_key(), key=key[:80], talk=talk, next_try_at=now, created_at=now,
        text_sealed=vault.seal(text[:LONGEST], purpose=PURPOSE),
    )  # fmt: skip
    if WaReply.objects.filter(key=reply.key).exists():
        return
    reply.save(force_insert=True)
    _queue(reply.pk, at=now)


def tell_by_whatsapp(told: Told) -> None:
    """Tell news to a number that wrote to us within the last day; others have other ways."""
    if not settings.WHATSAPP:
        return
    talk = WaTalk.objects.filter(phone_index=index_talk(told.phone)).first()
    if talk is None or talk.heard_at is None or told.now - talk.heard_at > WINDOW:
        return
    key = f"told:{told.report.pk}:{told.what}:{int(told.now.timestamp())}"
    queue_reply(talk, told.text, key=key, by=told.by, now=told.now)


def send_reply(reply_id: UUID, *, by: Acting, now: datetime) -> None:
    """Send a queued reply; after a fault queue it again, later each time."""
    del by
    if not settings.WHATSAPP:
        return
    with transaction.atomic():
        rows = WaReply.objects.select_for_update(skip_locked=True, of=("self",))
        reply = rows.select_related("talk").filter(pk=reply_id, state="queued").first()
        if reply is None or reply.next_try_at > now + EARLY:
            return
        reply.tries += 1
        try:
            _cloud.send_text(
                to=vault.unseal(reply.talk.phone_sealed, purpose=PURPOSE),
                text=vault.unseal(reply.text_sealed, purpose=PURPOSE),
            )
        except _cloud.PlatformBusy:
            _try_later(reply, now=now)
        except _cloud.PlatformRefused as refusal:
            reply.state = WaReply.State.FAILED
            log.warning("reply refused", extra={"reply": str(reply.pk), "why": str(refusal)})
        else:
            reply.state, reply.sent_at = WaReply.State.SENT, now
        reply.save(update_fields=["state", "tries", "next_try_at", "sent_at"])


def requeue_lost_replies(*, by: Acting, now: datetime) -> int:
    """Queue replies again whose job was lost; returns how many."""
    del by
    lost = WaReply.objects.filter(state="queued", next_try_at__lt=now - LOST_AFTER)
    ids = list(lost.values_list("pk", flat=True)[:200])
    for reply_id in ids:
        _queue(reply_id, at=now)
    return len(ids)


def _try_later(reply: WaReply, *, now: datetime) -> None:
    if reply.tries > len(WAITS):
        reply.state = WaReply.State.FAILED
        log.error("reply given up", extra={"reply": str(reply.pk)})
        return
    reply.next_try_at = now + timedelta(minutes=WAITS[reply.tries - 1])
    _queue(reply.pk, at=reply.next_try_at)


def _queue(reply_id: UUID, *, at: datetime) -> None:
    queue.configure_task(SEND, schedule_at=at).defer(reply_id=str(reply_id))

"""Taking in an exported chat: kept for the queue, which reads it."""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from procrastinate.contrib.django import app as queue

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.files.errors import FileEmpty, NoRoom
from kentongan.foundation.keys import make_key
from kentongan.rooms.people import api as people
from kentongan.rooms.reports.errors import ChatRefused, NoSuchChat
from kentongan.rooms.reports.models import ChatImport
from kentongan.rooms.reports.permissions import check_can_dispatch
from kentongan.rooms.reports.queries.chats import PURPOSE, UNDER_WAY
from kentongan.rooms.reports.rules.chat.shapes import Order

JOB = "reports.read_chat"
MOST_BYTES = 50 * 1024 * 1024
KEPT = timedelta(days=2)  # a file that nobody read is swept
LOST_AFTER = timedelta(minutes=5)
ZIP, TEXT = "application/zip", "text/plain"


def receive_export(
    upload: "UploadedFile[Any]", *, office_id: int, by: people.Actor, now: datetime
) -> ChatImport:
    """
    Keep an exported chat and queue its reading; the same file under way is not taken twice.

    Raises ChatRefused, NoSuchReport for who does not work with reports at that office.
    """
    check_can_dispatch(by)
    if office_id not in by.offices:
        raise NoSuchChat
    content = _read(upload)
    digest = hashlib.sha256(content).hexdigest()
    known = ChatImport.objects.filter(
        office_id=office_id, file_sha256=digest, state__in=UNDER_WAY
    ).first()
    if known is not None:
        return known
    name = (upload.name or "")[:200]
    media_type = ZIP if content.startswith(b"PK") else TEXT
    with transaction.atomic():
        stored = files_of_house.store_bytes(
            content, name="chat", media_type=media_type, by=by, now=now, keep_until=now + KEPT
        )
        found = ChatImport.objects.create(
            id=make_key(), office_id=office_id, file=stored, file_sha256=digest,
            name_sealed=vault.seal(name, purpose=PURPOSE), made_by_id=by.user_id, made_at=now,
            touched_at=now,
        )  # fmt: skip
        audit.record(
            by=by, action="reports.chat_received", subject=f"chat-import:{found.pk}", now=now
        )
        queue_reading(found.pk)
    return found


@transaction.atomic
def answer_order(*, import_id: UUID, order: Order, by: people.Actor, now: datetime) -> ChatImport:
    """Say which number of the dates is the month, and let the queue go on."""
    found = ChatImport.objects.select_for_update().filter(
        pk=import_id, office_id__in=by.offices
    ).first()  # fmt: skip
    if found is None:
        raise NoSuchChat
    if found.state == ChatImport.State.ASKING:
        found.order, found.state, found.touched_at = order, ChatImport.State.WAITING, now
        found.save(update_fields=["order", "state", "touched_at"])
        queue_reading(found.pk)
    return found


def queue_reading(import_id: UUID) -> None:
    """Write the job of a reading into the running transaction."""
    queue.configure_task(JOB).defer(import_id=str(import_id))


def requeue_lost_readings(*, by: Acting, now: datetime) -> int:
    """Queue readings again whose worker died; returns how many. Reading twice adds nothing."""
    del by
    lost = ChatImport.objects.filter(state__in=UNDER_WAY, touched_at__lt=now - LOST_AFTER)
    ids = list(lost.values_list("pk", flat=True)[:50])
    for import_id in ids:
        ChatImport.objects.filter(pk=import_id).update(touched_at=now)
        queue_reading(import_id)
    return len(ids)


def _read(upload: "UploadedFile[Any]") -> bytes:
    if getattr(upload, "had_no_room", False):
        raise NoRoom
    if (upload.size or 0) > MOST_BYTES:
        raise ChatRefused("chat_too_big", limit=filesizeformat(MOST_BYTES))
    content: bytes = upload.read(MOST_BYTES + 1)
    if not content:
        raise FileEmpty
    return content

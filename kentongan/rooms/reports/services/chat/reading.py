"""
The queue's part of an import: messages, proposals, then photos.

Every piece can be done again and adds nothing then: a worker that is killed loses no more than
its last piece, and its job is queued anew.
"""

import logging
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.files.errors import FileIsGone, FileRefused
from kentongan.rooms.reports.errors import ChatRefused
from kentongan.rooms.reports.models import ChatImport, ChatMessage
from kentongan.rooms.reports.queries.chats import (
    MOST_LEFTOVERS,
    PURPOSE,
    UNDER_WAY,
    get_vocabulary,
    list_place_names,
)
from kentongan.rooms.reports.rules.chat import packing
from kentongan.rooms.reports.rules.chat.reading import read_chat
from kentongan.rooms.reports.rules.chat.shapes import Kind, NotAChat, Order, Reading, Undecided
from kentongan.rooms.reports.rules.chat.splitting import split_chat
from kentongan.rooms.reports.services.chat import _keeping as keeping
from kentongan.rooms.reports.services.chat._archive import Export, open_export

log = logging.getLogger(__name__)
MOST_MESSAGES = 200_000
DAY = "%d-%m-%Y"


def read_export(*, import_id: UUID, by: Acting, now: datetime) -> None:
    """Read an import to its end, or note why that is not possible, or what must be asked."""
    found = ChatImport.objects.select_related("file").filter(pk=import_id).first()
    if found is None or found.state not in UNDER_WAY:
        return
    try:
        if found.file is None:
            raise ChatRefused("chat_gone")
        with files_of_house.open_file(found.file) as stored:
            export = open_export(BytesIO(stored.read()))
        if found.state != ChatImport.State.PHOTOS and not _read(found, export, by=by, now=now):
            return
        store_photos(found, export, by=by, now=now)
    except FileIsGone:
        _end(found, fault="chat_gone", by=by, now=now)
    except ChatRefused as refusal:
        _end(found, fault=refusal.code, by=by, now=now)
    else:
        _end(found, by=by, now=now)


def _read(found: ChatImport, export: Export, *, by: Acting, now: datetime) -> bool:
    """Keep messages and proposals; False when a person has to say which number is the month."""
    _note(found, now=now, state=ChatImport.State.READING)
    order = Order(found.order) if found.order else None
    latest = timezone.localtime(now).date() + timedelta(days=1)
    reading = read_chat(export.text, order=order, latest=latest)
    if isinstance(reading, NotAChat):
        raise ChatRefused("chat_is_none")
    if isinstance(reading, Undecided):
        _ask(found, reading, now=now)
        return False
    if len(reading.messages) > MOST_MESSAGES:
        raise ChatRefused(packing.Fault.TOO_LONG)
    proposals = split_chat(reading.messages, words=get_vocabulary(), places=list_place_names())
    with transaction.atomic():
        locked = ChatImport.objects.select_for_update().get(pk=found.pk)
        if locked.state != ChatImport.State.READING:
            return False  # somebody else was faster
        kept = keeping.keep_reading(locked, reading.messages, proposals, by=by, now=now)
        _note(
            found, now=now, state=ChatImport.State.PHOTOS, group_id=kept.group_id,
            platform=reading.format.platform.value, message_count=len(reading.messages),
            new_count=kept.new_messages, proposal_count=kept.new_proposals,
            leftover_count=len(reading.leftovers), leftovers_sealed=_seal_leftovers(reading),
        )  # fmt: skip
    return True


def store_photos(found: ChatImport, export: Export, *, by: Acting, now: datetime) -> None:
    """Store the photos of proposals that this export brings; one at a time, each only once."""
    waiting = ChatMessage.objects.filter(
        group_id=found.group_id, proposal__isnull=False, photo=None, kind=Kind.PHOTO,
        file_name__in=list(export.media),
    )  # fmt: skip
    refused = 0
    for message in waiting.order_by("id").iterator():
        content = export.read_media(message.file_name)
        if content is None or not _store_photo(message, content, by=by, now=now):
            refused += 1
        _note(found, now=now, refused_photos=refused)


def _store_photo(message: ChatMessage, content: bytes, *, by: Acting, now: datetime) -> bool:
    try:
        stored = files_of_house.store_upload(
            SimpleUploadedFile(message.file_name, content), allowed=("image",), by=by, now=now,
            keep_until=now + timedelta(days=2),
        )  # fmt: skip
    except FileRefused as refusal:
        log.info("photo of a chat refused", extra={"why": refusal.code})
        return False
    with transaction.atomic():
        if ChatMessage.objects.filter(pk=message.pk, photo=None).update(photo=stored):
            files_of_house.keep_file(stored.pk, by=by)
    return True


def _ask(found: ChatImport, reading: Undecided, *, now: datetime) -> None:
    days = [
        f"{one.messages[0].at:{DAY}} – {one.messages[-1].at:{DAY}}"
        for one in (reading.day_first, reading.month_first)
    ]
    sealed = vault.seal("\n".join(days), purpose=PURPOSE)
    _note(found, now=now, state=ChatImport.State.ASKING, example_sealed=sealed)


def _seal_leftovers(reading: Reading) -> bytes:
    lines = [
        f"{left.line}: {' '.join(left.text.split())[:200]}"
        for left in reading.leftovers[:MOST_LEFTOVERS]
    ]
    return vault.seal("\n".join(lines), purpose=PURPOSE) if lines else b""


def _note(found: ChatImport, *, now: datetime, **facts: object) -> None:
    for name, value in facts.items():
        setattr(found, name, value)
    found.touched_at = now
    found.save(update_fields=[*facts, "touched_at"])


@transaction.atomic
def _end(found: ChatImport, *, fault: str = "", by: Acting, now: datetime) -> None:
    """Write down how it ended, and delete the file: what it held is kept sealed or not at all."""
    file_id = found.file_id
    state = ChatImport.State.FAILED if fault else ChatImport.State.DONE
    _note(found, now=now, state=state, fault=fault, done_at=now, file=None)
    if file_id is not None:
        files_of_house.delete_file(file_id, by=by)
    audit.record(
        by=by, action="reports.chat_read", subject=f"chat-import:{found.pk}", now=now,
        detail={"fault": fault, "new": found.new_count, "proposals": found.proposal_count},
        topics=(f"chat:{found.office_id}",),
    )  # fmt: skip

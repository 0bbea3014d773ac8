"""
Begin an upload, add to it, finish it. In the spirit of tus 1.0, made for phones that lose contact.

The device makes id and secret itself, so that beginning again after a lost answer is the same
upload. Nothing here is an official act yet, so nothing is written into the audit chain.
"""

import hashlib
import hmac
import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat

from kentongan.foundation.actors import Acting
from kentongan.foundation.files.errors import FileEmpty, FileRefused, FileTooBig, NoRoom
from kentongan.foundation.files.models import StoredFile
from kentongan.foundation.files.resumable.errors import (
    Garbled,
    NoSuchUpload,
    NotAllThere,
    WrongOffset,
    WrongPiece,
)
from kentongan.foundation.files.resumable.models import Upload, UploadPiece
from kentongan.foundation.files.services import MOST_BYTES, delete_file, store_upload

MOST_PIECE_BYTES = 256 * 1024
MOST_HELD_BYTES = 2 * 1024**3  # that have arrived of all uploads on their way
LIVES = timedelta(days=2)
SHORTEST_SECRET = 16


@dataclass(frozen=True)
class Announced:
    """What a device says of the file before it sends it."""

    name: str
    size: int
    sha256: str = ""


def begin_upload(
    *, upload_id: UUID, secret: str, announced: Announced, by: Acting, now: datetime
) -> Upload:
    """
    Begin an upload, or return the one that was begun with this id and secret.

    Raises FileEmpty, FileTooBig, NoRoom; NoSuchUpload when the id is somebody else's.
    """
    del by
    _check_announced(announced, secret=secret)
    upload, is_new = Upload.objects.get_or_create(
        pk=upload_id,
        defaults={
            "secret_hash": _hash(secret),
            "name": announced.name[:120],
            "size": announced.size,
            "sha256": announced.sha256.lower()[:64],
            "begun_at": now,
            "expires_at": now + LIVES,
        },
    )
    return upload if is_new else find_upload(upload_id, secret=secret, now=now)


def find_upload(upload_id: UUID, *, secret: str, now: datetime) -> Upload:
    """Return the upload to who knows its secret; raises NoSuchUpload."""
    upload = Upload.objects.filter(pk=upload_id, expires_at__gt=now).first()
    if upload is None or not hmac.compare_digest(bytes(upload.secret_hash), _hash(secret)):
        raise NoSuchUpload
    return upload


@transaction.atomic
def add_piece(
    *, upload_id: UUID, secret: str, offset: int, content: bytes, by: Acting, now: datetime
) -> Upload:
    """
    Add bytes where the upload stands; raises WrongOffset with the offset to go on from.

    A piece that comes twice is refused the second time with the offset after it: nothing is lost
    and nothing doubled.
    """
    del by
    find_upload(upload_id, secret=secret, now=now)
    upload = Upload.objects.select_for_update().get(pk=upload_id)
    if offset != upload.received:
        raise WrongOffset(offset=upload.received)
    if not content or len(content) > min(MOST_PIECE_BYTES, upload.size - upload.received):
        raise WrongPiece
    UploadPiece.objects.create(upload=upload, starts_at_byte=offset, content=content)
    upload.received += len(content)
    upload.save(update_fields=["received"])
    return upload


def finish_upload(
    *, upload_id: UUID, secret: str, allowed: Collection[str] = ("image",), by: Acting,
    now: datetime,
) -> StoredFile:  # fmt: skip
    """
    Keep the whole file like any other upload: sniffed, redrawn, without position; once.

    Call it outside of a transaction: opening a photo takes time. Raises NotAllThere, Garbled,
    FileRefused (the upload is then forgotten). The file is swept with the upload unless kept.
    """
    upload = find_upload(upload_id, secret=secret, now=now)
    if upload.file is not None:
        return upload.file
    content = _join_pieces(upload)
    whole = UploadedFile(io.BytesIO(content), upload.name, size=len(content))
    try:
        stored = store_upload(whole, allowed=allowed, by=by, now=now, keep_until=upload.expires_at)
    except FileRefused as refusal:
        if not isinstance(refusal, NoRoom):
            upload.delete()
        raise
    return _note_finished(upload_id, stored, by=by)


def sweep_uploads(*, by: Acting, now: datetime) -> int:
    """Forget uploads past their time; returns how many. Their files have dates of their own."""
    del by
    old = Upload.objects.filter(expires_at__lte=now)
    count = old.count()
    old.delete()
    return count


def _check_announced(announced: Announced, *, secret: str) -> None:
    if len(secret) < SHORTEST_SECRET:
        raise NoSuchUpload
    if announced.size <= 0:
        raise FileEmpty
    if announced.size > MOST_BYTES:
        limit = filesizeformat(MOST_BYTES)
        raise FileTooBig(size=filesizeformat(announced.size), limit=limit)
    # What arrived, not what was announced: announcing costs nothing and would shut others out.
    held = Upload.objects.filter(file=None).aggregate(all=Sum("received"))["all"] or 0
    if held + announced.size > MOST_HELD_BYTES:
        raise NoRoom


def _join_pieces(upload: Upload) -> bytes:
    if upload.received != upload.size:
        raise NotAllThere
    pieces = upload.pieces.order_by("starts_at_byte").values_list("content", flat=True)
    content = b"".join(bytes(piece) for piece in pieces)
    found = hashlib.sha256(content).hexdigest()
    if len(content) != upload.size or (upload.sha256 and upload.sha256 != found):
        upload.delete()
        raise Garbled
    return content


@transaction.atomic
def _note_finished(upload_id: UUID, stored: StoredFile, *, by: Acting) -> StoredFile:
    """Of two processes that finish at once, the first one's file counts."""
    upload = Upload.objects.select_for_update().select_related(None).get(pk=upload_id)
    if upload.file is not None:
        delete_file(stored.pk, by=by)
        return upload.file
    upload.file = stored
    upload.save(update_fields=["file"])
    upload.pieces.all().delete()
    return stored


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()

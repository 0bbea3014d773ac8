"""
Keep, serve and delete files. Who may see a file is asked of the room that holds it, never here.

Open the photo before the transaction begins: `store_upload` takes up to half a second of CPU.
"""

import hashlib
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.template.defaultfilters import filesizeformat

from kentongan.foundation.actors import Acting
from kentongan.foundation.files import errors, shelf
from kentongan.foundation.files.models import Kind, StoredFile, Verdict
from kentongan.foundation.files.names import EXTENSIONS, clean_name
from kentongan.foundation.files.pdf import check_pdf
from kentongan.foundation.files.pictures import redraw
from kentongan.foundation.files.scanner import ask_scanner
from kentongan.foundation.files.sniff import sniff
from kentongan.foundation.keys import make_key

log = logging.getLogger(__name__)
MOST_BYTES = 10 * 1024 * 1024
YOUNG = timedelta(days=1)  # younger objects may belong to a transaction that is not committed yet
BATCH = 200


@dataclass(frozen=True)
class Disarmed:
    """What is left of an upload after it was opened and found harmless."""

    content: bytes
    kind: Kind
    media_type: str
    width: int | None = None
    height: int | None = None


def store_upload(
    upload: "UploadedFile[Any]",
    *,
    allowed: Collection[str] = ("image", "pdf"),
    by: Acting,
    now: datetime,
    keep_until: datetime | None = None,
) -> StoredFile:
    """
    Keep what a person sent, disarmed; raises FileRefused with the reason.

    With `keep_until` it is swept after that moment unless `keep_file` was called (drafts).
    """
    raw_name = upload.name or ""
    disarmed = _disarm(_read(upload), name=raw_name, allowed=allowed)
    verdict = ask_scanner(disarmed.content)
    if verdict is Verdict.INFECTED:
        raise errors.FileInfected
    return _keep(disarmed, name=raw_name, verdict=verdict, by=by, now=now, keep_until=keep_until)


def store_bytes(
    content: bytes,
    *,
    name: str,
    media_type: str,
    by: Acting,
    now: datetime,
    keep_until: datetime | None = None,
) -> StoredFile:
    """Keep bytes the house made itself (a letter, an export), untouched."""
    kinds = {
        "application/pdf": Kind.PDF,
        **dict.fromkeys(("image/jpeg", "image/png", "image/avif", "image/webp"), Kind.IMAGE),
    }
    made = Disarmed(content, kinds.get(media_type, Kind.OTHER), media_type)
    return _keep(made, name=name, verdict=Verdict.OURS, by=by, now=now, keep_until=keep_until)


def keep_file(file_id: UUID, *, by: Acting) -> None:
    """Keep a file of a draft for good: it now belongs to something."""
    del by  # the caller writes the audit line of what the file belongs to
    StoredFile.objects.filter(pk=file_id).update(keep_until=None)


def delete_file(file_id: UUID, *, by: Acting) -> None:
    """Delete a file and, after commit, its bytes; the caller writes the audit line."""
    del by
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is not None:
        _delete(file)


def open_file(file: StoredFile) -> IO[Any]:
    """Open the bytes for reading; raises FileIsGone."""
    if file.scan_verdict == Verdict.INFECTED:
        raise errors.FileIsGone
    return shelf.open_key(file.key)


def sweep_orphans(*, by: Acting, now: datetime, days: int | None = 40) -> int:
    """
    Delete drafts' files past their time and bytes without a row; returns how many.

    Bytes lose their row when a transaction was rolled back or the process killed. Folders of the
    last `days` are looked through (None: all), but never files younger than a day.
    """
    del by
    swept = sum(_delete_unless_used(file) for file in StoredFile.objects.filter(keep_until__lt=now))
    since = None if days is None else (now - timedelta(days=days)).date()
    for folder, keys in shelf.list_days(since=since, until=(now - YOUNG).date()):
        known = set(
            StoredFile.objects.filter(key__startswith=f"{folder}/").values_list("key", flat=True)
        )
        for key in set(keys) - known:
            shelf.remove(key)
            swept += 1
    return swept


def scan_waiting(*, by: Acting, now: datetime) -> int:
    """Ask the scanner about files it has not seen, delete infected bytes; returns how many."""
    del by
    answered = 0
    for file in StoredFile.objects.filter(scan_verdict=Verdict.WAITING).order_by("created_at")[
        :BATCH
    ]:
        with shelf.open_key(file.key) as stored:
            verdict = ask_scanner(stored.read())
        if verdict is Verdict.WAITING:
            break
        _note_verdict(file, verdict=verdict, now=now)
        answered += 1
    return answered


def _read(upload: "UploadedFile[Any]") -> bytes:
    if getattr(upload, "had_no_room", False):
        raise errors.NoRoom
    size = upload.size or 0
    if size > MOST_BYTES:
        raise errors.FileTooBig(size=filesizeformat(size), limit=filesizeformat(MOST_BYTES))
    upload.seek(0)
    content: bytes = upload.read(MOST_BYTES + 1)
    if not content:
        raise errors.FileEmpty
    return content


def _disarm(content: bytes, *, name: str, allowed: Collection[str]) -> Disarmed:
    found = sniff(content, name=name)
    kind = Kind.PDF if found == "pdf" else Kind.IMAGE
    if kind not in allowed:
        raise errors.OnlyPhoto if kind is Kind.PDF else errors.OnlyPdf
    if kind is Kind.PDF:
        check_pdf(content)
        return Disarmed(content, kind, "application/pdf")
    picture = redraw(content, found=found)
    return Disarmed(picture.content, kind, "image/jpeg", picture.width, picture.height)


def _keep(
    disarmed: Disarmed,
    *,
    name: str,
    verdict: Verdict,
    by: Acting,
    now: datetime,
    keep_until: datetime | None,
) -> StoredFile:
    file_id = make_key()
    key = f"{now:%Y/%m/%d}/{file_id}{EXTENSIONS.get(disarmed.media_type, '.bin')}"
    file = StoredFile(
        id=file_id,
        key=key,
        name=clean_name(name, media_type=disarmed.media_type),
        media_type=disarmed.media_type,
        kind=disarmed.kind,
        size=len(disarmed.content),
        sha256=hashlib.sha256(disarmed.content).hexdigest(),
        width=disarmed.width,
        height=disarmed.height,
        made_by=by.ref,
        created_at=now,
        keep_until=keep_until,
        scan_verdict=verdict,
        scanned_at=now if verdict is Verdict.CLEAN else None,
    )
    shelf.put(key, disarmed.content)
    file.save(force_insert=True)
    return file


def _note_verdict(file: StoredFile, *, verdict: Verdict, now: datetime) -> None:
    with transaction.atomic():
        StoredFile.objects.filter(pk=file.pk, scan_verdict=Verdict.WAITING).update(
            scan_verdict=verdict, scanned_at=None if verdict is Verdict.NOT_ASKED else now
        )
        if verdict is Verdict.INFECTED:
            log.warning("kept file is infected", extra={"file": str(file.pk)})
            transaction.on_commit(lambda: shelf.remove(file.key))


def _delete(file: StoredFile) -> None:
    with transaction.atomic():
        file.delete()
        transaction.on_commit(lambda: shelf.remove(file.key))


def _delete_unless_used(file: StoredFile) -> bool:
    """Spare a file that something points at: it is in use, whatever its date says."""
    try:
        _delete(file)
    except ProtectedError:
        StoredFile.objects.filter(pk=file.pk).update(keep_until=None)
        return False
    return True

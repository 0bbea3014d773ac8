"""
Keeping a form page by page, so that nothing typed and nothing sent is lost.

A draft is no official act yet, so keeping it writes no line into the audit chain; sending does.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from kentongan.foundation import vault
from kentongan.foundation.actors import Acting
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.files.errors import FileRefused
from kentongan.foundation.keys import make_key
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.services.errors import NoSuchDraft
from kentongan.rooms.services.models import Draft, Service
from kentongan.rooms.services.queries.drafts import (
    PURPOSE,
    KeptFile,
    OpenDraft,
    find_row,
    list_names,
    open_row,
)
from kentongan.rooms.services.rules.pages import Page
from kentongan.rooms.services.services.applying import submit_application

KEPT_DAYS = 14
FILES_KEPT_DAYS = 16
LONGEST_TYPED = 4000  # longer than any answer; the rest of a flood is not kept
APPLICANT_PARTS = ("name", "nik", "phone", "email", "village", "address", "consent")
IMAGE_ONLY, ANY_FILE = ("image",), ("image", "pdf")


@dataclass(frozen=True)
class KeptPage:
    """The draft after a page was kept, and files that were refused, by question."""

    draft: OpenDraft
    refused: Mapping[str, FileRefused]


def keep_page(
    *,
    service: Service,
    page: Page,
    typed: Mapping[str, Any],
    uploads: Mapping[str, Any],
    owners: Sequence[str],
    owner: str,
    office_id: int | None = None,
    by: Acting,
    now: datetime,
) -> KeptPage:
    """
    Keep what a page says, right or wrong, and every file that can be taken.

    A refused file leaves the one that was kept before.
    """
    stored, refused = _store(page, uploads, by=by, now=now)
    names = list_names(page)
    answers = {name: str(typed.get(name, ""))[:LONGEST_TYPED] for name in names}
    with transaction.atomic():
        row = _find_or_begin(service, owners=owners, owner=owner, office_id=office_id, now=now)
        known = open_row(row)
        draft = replace(
            known,
            id=row.pk,
            typed={**known.typed, **answers},
            files={**known.files, **stored},
            step=page.key,
            saved_at=now,
        )
        _save(row, draft)
    return KeptPage(draft, refused)


@transaction.atomic
def send_draft(
    *, draft_id: UUID, owners: Sequence[str], language: str, by: Acting, now: datetime
) -> Any:
    """
    Submit the form as a case and empty the draft; sent again it is the same case.

    Raises NoSuchDraft for somebody else's, WrongAnswers when something is missing.
    """
    row = Draft.objects.select_for_update().filter(pk=draft_id, owner__in=owners).first()
    if row is None:
        raise NoSuchDraft
    if row.sent_at is not None:
        return cases.get_case(row.pk)
    draft = open_row(row)
    case = submit_application(
        slug=row.service_id,
        applicant={part: draft.typed.get(f"applicant_{part}", "") for part in APPLICANT_PARTS},
        answers=draft.typed,
        files={key: kept.id for key, kept in draft.files.items()},
        language=language,
        case_id=row.pk,
        intake_office_id=row.office_id,
        by=by,
        now=now,
    )
    row.sealed, row.step, row.sent_at, row.saved_at = b"", "", now, now
    row.save(update_fields=["sealed", "step", "sent_at", "saved_at"])
    return case


@transaction.atomic
def discard_draft(
    *, slug: str, owners: Sequence[str], office_id: int | None = None, by: Acting
) -> None:
    """Forget the open draft and its files."""
    row = find_row(slug, owners=owners, office_id=office_id)
    if row is not None:
        _delete(row, by=by)


@transaction.atomic
def forget_drafts(person_id: UUID, *, by: Acting, now: datetime) -> None:
    """Forget what a person's account has begun; called when the person is forgotten."""
    del now  # every draft goes, whatever its age
    user_id = people.get_person(person_id).user_id
    for row in Draft.objects.filter(owner=f"user:{user_id}") if user_id else ():
        _delete(row, by=by)


def sweep_drafts(*, by: Acting, now: datetime) -> int:
    """Forget drafts begun two weeks ago, sent or not; returns how many."""
    old = Draft.objects.filter(begun_at__lt=now - timedelta(days=KEPT_DAYS))
    for row in old:
        with transaction.atomic():
            _delete(row, by=by)
    return len(old)


def _delete(row: Draft, *, by: Acting) -> None:
    kept = [] if row.sent_at else [file.id for file in open_row(row).files.values()]
    row.delete()
    for file_id in kept:
        files_of_house.delete_file(file_id, by=by)


def _store(
    page: Page, uploads: Mapping[str, Any], *, by: Acting, now: datetime
) -> tuple[dict[str, KeptFile], dict[str, FileRefused]]:
    """Open and keep each file before any transaction: that takes time."""
    stored: dict[str, KeptFile] = {}
    refused: dict[str, FileRefused] = {}
    for field in page.fields:
        upload = uploads.get(field.key) if field.is_file else None
        if upload is None:
            continue
        try:
            file = files_of_house.store_upload(
                upload,
                allowed=IMAGE_ONLY if field.type == "photo" else ANY_FILE,
                by=by,
                now=now,
                keep_until=now + timedelta(days=FILES_KEPT_DAYS),
            )
        except FileRefused as refusal:
            refused[field.key] = refusal
        else:
            stored[field.key] = KeptFile(file.pk, file.name, file.size)
    return stored, refused


def _find_or_begin(
    service: Service, *, owners: Sequence[str], owner: str, office_id: int | None, now: datetime
) -> Draft:
    row = find_row(service.slug, owners=owners, office_id=office_id)
    if row is None:
        facts: dict[str, Any] = {"owner": owner, "service": service, "office_id": office_id}
        row, _ = Draft.objects.get_or_create(
            **facts,
            sent_at=None,
            defaults={"id": make_key(), "begun_at": now, "saved_at": now},
        )
    return Draft.objects.select_for_update().get(pk=row.pk)


def _save(row: Draft, draft: OpenDraft) -> None:
    data = {
        "typed": dict(draft.typed),
        "files": {
            key: {"id": str(kept.id), "name": kept.name, "size": kept.size}
            for key, kept in draft.files.items()
        },
    }
    row.sealed = vault.seal(json.dumps(data), purpose=PURPOSE)
    row.step, row.saved_at = draft.step, draft.saved_at or row.saved_at
    row.save(update_fields=["sealed", "step", "saved_at"])

"""Forms that are not sent yet."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from kentongan.foundation import vault
from kentongan.foundation.files.models import StoredFile
from kentongan.rooms.services.errors import NoSuchDraft
from kentongan.rooms.services.models import Draft, Service
from kentongan.rooms.services.queries.checking import check_application
from kentongan.rooms.services.rules.answers import APPLICANT as APPLICANT_KEYS
from kentongan.rooms.services.rules.answers import Checked
from kentongan.rooms.services.rules.pages import APPLICANT, Page, list_pages

PURPOSE = "draft"


@dataclass(frozen=True)
class KeptFile:
    """A file that was sent with a form."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True)
class OpenDraft:
    """A draft unsealed: what was typed, which files came, and where the person was."""

    id: UUID | None = None
    typed: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, KeptFile] = field(default_factory=dict)
    step: str = ""
    saved_at: datetime | None = None


def find_draft(service: Service, *, owners: Sequence[str], office_id: int | None) -> OpenDraft:
    """Return the open draft of this visitor for the service, or an empty one."""
    row = find_row(service.slug, owners=owners, office_id=office_id)
    return open_row(row) if row else OpenDraft()


def find_row(slug: str, *, owners: Sequence[str], office_id: int | None) -> Draft | None:
    """Return the row of the newest open draft, or None."""
    if not owners:
        return None
    office = Q(office__isnull=True) if office_id is None else Q(office_id=office_id)
    rows = Draft.objects.filter(office, service_id=slug, owner__in=owners, sent_at__isnull=True)
    return rows.order_by("-saved_at").first()


def open_row(row: Draft) -> OpenDraft:
    """Unseal a draft; one that no key opens any more is empty."""
    try:
        data = json.loads(vault.unseal(row.sealed, purpose=PURPOSE)) if row.sealed else {}
    except vault.CannotUnseal:
        data = {}
    files = {
        key: KeptFile(UUID(kept["id"]), kept["name"], kept["size"])
        for key, kept in data.get("files", {}).items()
    }
    return OpenDraft(row.pk, data.get("typed", {}), files, row.step, row.saved_at)


def get_draft_file(
    service: Service, key: str, *, owners: Sequence[str], office_id: int | None
) -> StoredFile:
    """Return a file of the visitor's own draft; raises NoSuchDraft."""
    kept = find_draft(service, owners=owners, office_id=office_id).files.get(key)
    found = StoredFile.objects.filter(pk=kept.id).first() if kept else None
    if found is None:
        raise NoSuchDraft
    return found


def check_draft(service: Service, draft: OpenDraft, *, at_counter: bool, now: datetime) -> Checked:
    """Check the whole draft as if it were sent now."""
    return check_application(
        service.form, draft.typed, draft.files, needs_phone=not at_counter, now=now
    )


def list_incomplete(service: Service, checked: Checked) -> list[str]:
    """Return keys of the pages that have a problem, in order."""
    wrong = set(checked.problems)
    return [page.key for page in list_pages(service.form) if wrong & set(list_names(page))]


def list_names(page: Page) -> list[str]:
    """Return the names of the inputs on a page; a person has two."""
    if page.key == APPLICANT:
        return list(APPLICANT_KEYS)
    names: list[str] = []
    for each in page.fields:
        parts = ["__name", "__nik"] if each.type == "person" else [""]
        names += [f"{each.key}{part}" for part in parts]
    return names

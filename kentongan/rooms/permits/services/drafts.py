"""A permit before it is sent: documents come one by one, nothing is lost, nothing is promised."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.foundation.audit import chain as audit
from kentongan.foundation.files import services as files_of_house
from kentongan.foundation.keys import make_key
from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import (
    AskedAlready,
    NoSuchBuilding,
    NoSuchDocument,
    NoSuchDraft,
    NotComplete,
)
from kentongan.rooms.permits.models import (
    Building,
    DraftDocument,
    Permit,
    PermitDocument,
    PermitDraft,
)
from kentongan.rooms.permits.permissions import can_edit_draft, is_owner
from kentongan.rooms.permits.queries.plans import find_permit, list_documents
from kentongan.rooms.permits.queries.prechecking import precheck
from kentongan.rooms.permits.rules.words import ENDED, TYPE_SLUGS, Kind, Standing


@transaction.atomic
def start_draft(
    *, kind: str, building_id: UUID, intake_office_id: int | None = None, by: people.Actor,
    now: datetime,
) -> PermitDraft:  # fmt: skip
    """
    Begin asking for a permit, or go on with what was begun: a building has one draft of a kind.

    Raises AskedAlready when one is on its way; `intake_office_id` is the office that types.
    """
    building = Building.objects.select_for_update().filter(pk=building_id).first()
    types = intake_office_id is not None and intake_office_id in by.offices
    if building is None or not (is_owner(by=by, building=building) or types):
        raise NoSuchBuilding
    known = PermitDraft.objects.filter(building=building, kind=kind).first()
    if known is not None:
        return known
    _check_not_asked(building, kind)
    draft = PermitDraft.objects.create(
        id=make_key(), kind=Kind(kind), building=building, started_at=now, changed_at=now,
        intake_office_id=intake_office_id,
    )  # fmt: skip
    audit.record(
        by=by, action="permits.draft_started", subject=f"building:{building.pk}", now=now,
        detail={"kind": kind}, topics=(f"building:{building.pk}",),
    )  # fmt: skip
    return draft


def _check_not_asked(building: Building, kind: str) -> None:
    """Refuse a second request on its way; an approval once issued is not asked for again."""
    rows = Permit.objects.filter(building=building, kind=kind)
    ended = ENDED - {Standing.ISSUED} if kind == Kind.PBG else ENDED
    known = rows.exclude(standing__in=ended).first()
    if known is not None:
        raise AskedAlready(code=known.code)


@transaction.atomic
def put_document(
    *, draft_id: UUID, key: str, file_id: UUID, by: people.Actor, now: datetime
) -> DraftDocument:
    """Put a document into a draft; one with the same key is replaced. Raises NoSuchDocument."""
    draft = _lock(draft_id, by=by)
    if key not in {plan.key for plan in list_documents(draft.kind, draft.building)}:
        raise NoSuchDocument
    _drop(draft, key, by=by)
    made = DraftDocument.objects.create(draft=draft, key=key, file_id=file_id, added_at=now)
    files_of_house.keep_file(file_id, by=by)
    _touch(draft, now=now)
    _record(draft, "permits.document_put", key=key, by=by, now=now)
    return made


@transaction.atomic
def drop_document(*, draft_id: UUID, key: str, by: people.Actor, now: datetime) -> None:
    """Take a document out of a draft; the file goes too."""
    draft = _lock(draft_id, by=by)
    _drop(draft, key, by=by)
    _touch(draft, now=now)
    _record(draft, "permits.document_dropped", key=key, by=by, now=now)


@transaction.atomic
def discard_draft(*, draft_id: UUID, by: people.Actor, now: datetime) -> None:
    """Throw a draft and its files away; the building stays."""
    draft = _lock(draft_id, by=by)
    for key in list(draft.documents.values_list("key", flat=True)):
        _drop(draft, key, by=by)
    _record(draft, "permits.draft_discarded", key="", by=by, now=now)
    draft.delete()


@transaction.atomic
def submit_draft(
    *, draft_id: UUID, language: str = "id", by: people.Actor, now: datetime
) -> Permit:
    """
    Ask for the permit: the case begins and its clock runs. Sent twice it is the same permit.

    Raises NotComplete with a sentence per missing document, and then nothing was sent.
    """
    known = Permit.objects.select_related("building").filter(pk=draft_id).first()
    if known is not None and is_owner(by=by, building=known.building):
        return known
    draft = _lock(draft_id, by=by)
    found = precheck(draft, now=now)
    if not found.is_complete:
        raise NotComplete(fields=found.problems)
    documents = list(draft.documents.all())
    building = draft.building
    case = cases.submit_case(
        type_slug=TYPE_SLUGS[Kind(draft.kind)], place_code=building.place_id,
        applicant_id=building.owner_id, answers={}, language=language, case_id=draft.pk,
        files=[(one.key, one.file_id) for one in documents],
        intake_office_id=draft.intake_office_id, by=by, now=now,
    )  # fmt: skip
    permit = Permit.objects.create(
        case=case, code=case.code, kind=draft.kind, building=building, submitted_at=now,
        changed_at=now, prolongs=find_permit(building, draft.kind),
    )  # fmt: skip
    PermitDocument.objects.bulk_create(
        PermitDocument(permit=permit, key=one.key, file_id=one.file_id, added_at=now)
        for one in documents
    )
    draft.delete()
    return permit


def _lock(draft_id: UUID, *, by: people.Actor) -> PermitDraft:
    rows = PermitDraft.objects.select_for_update(of=("self",)).select_related("building")
    draft = rows.filter(pk=draft_id).first()
    if draft is None or not can_edit_draft(by=by, draft=draft):
        raise NoSuchDraft
    return draft


def _drop(draft: PermitDraft, key: str, *, by: people.Actor) -> None:
    for row in DraftDocument.objects.filter(draft=draft, key=key):
        row.delete()
        files_of_house.delete_file(row.file_id, by=by)


def _touch(draft: PermitDraft, *, now: datetime) -> None:
    draft.changed_at = now
    draft.save(update_fields=["changed_at"])


def _record(draft: PermitDraft, action: str, *, key: str, by: people.Actor, now: datetime) -> None:
    audit.record(
        by=by, action=action, subject=f"building:{draft.building_id}", now=now,
        detail={"kind": draft.kind, "document": key}, topics=(f"building:{draft.building_id}",),
    )  # fmt: skip

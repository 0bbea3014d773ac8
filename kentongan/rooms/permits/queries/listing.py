"""What an owner has: buildings, drafts, permits, bills and duties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.models import Bill, Building, Duty, Permit, PermitDocument, PermitDraft
from kentongan.rooms.permits.rules.words import BillStanding

MOST = 50


@dataclass(frozen=True)
class OwnBuilding:
    """A building of somebody, with everything about it, newest first."""

    building: Building
    drafts: Sequence[PermitDraft]
    permits: Sequence[Permit]
    bills: Sequence[Bill]
    duties: Sequence[Duty]


def list_own_buildings(*, by: people.Actor) -> list[OwnBuilding]:
    """Return the buildings of `by`, in five queries however many there are."""
    if by.person_id is None:
        return []
    rows = Building.objects.select_related("place").filter(owner_id=by.person_id)
    buildings = list(rows.order_by("-created_at", "-pk")[:MOST])
    ids = [building.pk for building in buildings]
    drafts = PermitDraft.objects.filter(building__in=ids).order_by("-changed_at")
    permits = Permit.objects.filter(building__in=ids).order_by("-submitted_at")
    bills = Bill.objects.filter(permit__building__in=ids).exclude(standing=BillStanding.DRAFT)
    duties = Duty.objects.select_related("rule").filter(building__in=ids).order_by("-opened_at")
    found = (list(drafts), list(permits), list(bills.select_related("permit")), list(duties))
    return [_gather(building, *found) for building in buildings]


def _gather(
    building: Building, drafts: Sequence[PermitDraft], permits: Sequence[Permit],
    bills: Sequence[Bill], duties: Sequence[Duty],
) -> OwnBuilding:  # fmt: skip
    return OwnBuilding(
        building,
        [row for row in drafts if row.building_id == building.pk],
        [row for row in permits if row.building_id == building.pk],
        [row for row in bills if row.permit.building_id == building.pk],
        [row for row in duties if row.building_id == building.pk],
    )


def list_permit_documents(permit: Permit) -> list[PermitDocument]:
    """Return the documents that count now, in the order they were asked for."""
    rows = permit.documents.filter(replaced_at=None).select_related("file", "reviewed_by")
    return list(rows.order_by("key", "id"))


def list_document_versions(permit: Permit, key: str) -> list[PermitDocument]:
    """Return every version of a document, newest first, with what was said of it."""
    rows = permit.documents.filter(key=key).select_related("file", "reviewed_by")
    return list(rows.order_by("-version"))


def get_clock(permit: Permit, *, now: datetime) -> cases.Clock:
    """Return the promise to the applicant as it stands now."""
    return cases.read_clock(cases.get_case(permit.pk), now=now)

"""One building, draft, permit, bill or duty, for one person: fetched and checked in one call."""

from uuid import UUID

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import (
    NoSuchBill,
    NoSuchBuilding,
    NoSuchDraft,
    NoSuchDuty,
    NoSuchPermit,
)
from kentongan.rooms.permits.models import Bill, Building, Duty, Permit, PermitDraft
from kentongan.rooms.permits.permissions import (
    can_edit_draft,
    can_see_ledger,
    check_can_see_building,
    is_owner,
)


def get_visible_building(building_id: UUID, *, by: people.Actor) -> Building:
    """Return the building when `by` may see it; else it does not exist."""
    found = Building.objects.select_related("place", "owner").filter(pk=building_id).first()
    if found is None:
        raise NoSuchBuilding
    check_can_see_building(by=by, building=found)
    return found


def get_own_draft(draft_id: UUID, *, by: people.Actor) -> PermitDraft:
    """Return the draft when `by` may change it."""
    rows = PermitDraft.objects.select_related("building", "building__place")
    found = rows.prefetch_related("documents__file").filter(pk=draft_id).first()
    if found is None or not can_edit_draft(by=by, draft=found):
        raise NoSuchDraft
    return found


def find_sent(draft_id: UUID, *, by: people.Actor) -> Permit | None:
    """Return the permit that a draft of `by` became, or None while it was not sent."""
    found = Permit.objects.select_related("building").filter(pk=draft_id).first()
    return found if found is not None and is_owner(by=by, building=found.building) else None


def get_visible_permit(code: str, *, by: people.Actor) -> Permit:
    """Return the permit to its applicant, to offices with a part in it, to the ledger's keepers."""
    try:
        normal = cases.normalise_code(code)
    except cases.NoSuchCase:
        raise NoSuchPermit from None
    rows = Permit.objects.select_related("building", "building__place", "case")
    found = rows.filter(code=normal).first()
    if found is None or not can_see_permit(found, by=by):
        raise NoSuchPermit
    return found


def can_see_permit(permit: Permit, *, by: people.Actor) -> bool:
    """Tell whether `by` may see the permit."""
    if is_owner(by=by, building=permit.building) or can_see_ledger(by):
        return True
    try:
        cases.get_visible_case(permit.code, by=by)
    except cases.NoSuchCase:
        return False
    return True


def get_visible_bill(bill_id: int, *, by: people.Actor) -> Bill:
    """Return the bill to whom its permit is shown."""
    rows = Bill.objects.select_related("permit", "permit__building", "permit__case", "scheme")
    found = rows.filter(pk=bill_id).first()
    if found is None or not can_see_permit(found.permit, by=by):
        raise NoSuchBill
    return found


def get_visible_duty(duty_id: UUID, *, by: people.Actor) -> Duty:
    """Return the duty to the building's owner and to who keeps the ledger."""
    rows = Duty.objects.select_related("building", "building__owner", "rule", "permit", "place")
    found = rows.prefetch_related("cameras", "warnings", "reliefs__case").filter(pk=duty_id).first()
    if found is None:
        raise NoSuchDuty
    if not is_owner(by=by, building=found.building) and not can_see_ledger(by):
        raise NoSuchDuty
    return found

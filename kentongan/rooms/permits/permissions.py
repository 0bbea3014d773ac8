"""Who may: `check_` raises, `can_` answers."""

from kentongan.rooms.cases import api as cases
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import NoSuchBuilding, NoSuchDuty
from kentongan.rooms.permits.models import Building, PermitDraft
from kentongan.rooms.permits.rules.words import TYPE_SLUGS, Kind
from kentongan.rooms.places import api as places

LEDGER_ROLES = (people.Role.OFFICER, people.Role.HEAD, people.Role.SECRETARY, people.Role.FIELD)


def list_ledger_offices() -> frozenset[int]:
    """Return the offices that keep the ledger; none where the regency has no permits."""
    try:
        keys = cases.get_plan(TYPE_SLUGS[Kind.PBG]).raw.get("ledger_offices", ())
    except cases.NoSuchCaseType:
        return frozenset()
    return frozenset(places.get_office(key).pk for key in keys)


def can_see_ledger(by: people.Actor) -> bool:
    """Tell whether `by` works at an office that keeps the ledger."""
    offices = list_ledger_offices() if by.holdings else frozenset()
    return any(h.office_id in offices and h.role in LEDGER_ROLES for h in by.holdings)


def check_can_see_ledger(by: people.Actor) -> None:
    """Refuse, as if there were nothing, who does not work with the ledger."""
    if not can_see_ledger(by):
        raise NoSuchDuty


def is_owner(*, by: people.Actor, building: Building) -> bool:
    """Tell whether the building is of `by`."""
    return by.person_id is not None and by.person_id == building.owner_id


def can_see_building(*, by: people.Actor, building: Building) -> bool:
    """Tell whether `by` is the owner, or at an office that keeps the ledger or typed it in."""
    if is_owner(by=by, building=building) or can_see_ledger(by):
        return True
    typed_at = building.drafts.values_list("intake_office_id", flat=True)
    return bool(by.offices) and bool(set(typed_at) & by.offices)


def check_can_see_building(*, by: people.Actor, building: Building) -> None:
    """Refuse, as if it did not exist, who may not see the building."""
    if not can_see_building(by=by, building=building):
        raise NoSuchBuilding


def can_edit_draft(*, by: people.Actor, draft: PermitDraft) -> bool:
    """Tell whether `by` is the owner, or sits at the office that types for the owner."""
    if is_owner(by=by, building=draft.building):
        return True
    return draft.intake_office_id is not None and draft.intake_office_id in by.offices

"""Buildings, as their owners describe them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kentongan.foundation.actors import Acting
from kentongan.foundation.audit import chain as audit
from kentongan.foundation.keys import make_key
from kentongan.rooms.people import api as people
from kentongan.rooms.permits.errors import BuildingInProgress, NoSuchBuilding, WrongBuilding
from kentongan.rooms.permits.models import Building, Permit
from kentongan.rooms.permits.permissions import is_owner
from kentongan.rooms.permits.queries.addresses import seal_address
from kentongan.rooms.permits.rules.buildings import check_building
from kentongan.rooms.permits.rules.words import ENDED, Standing
from kentongan.rooms.places import api as places

PROBLEMS = {
    "required": _("Please answer this."),
    "wrong": _("This cannot be right; please look again."),
    "too_long": _("This is too long."),
    "too_big": _("This number is too large."),
}


@transaction.atomic
def register_building(
    *, owner_id: UUID, village_code: str, facts: Mapping[str, Any], by: people.Actor, now: datetime
) -> Building:
    """
    Keep what is known of a building; `facts` are as typed (rules.buildings.check_building).

    An owner registers their own; officers of any office may type for a person. Raises
    WrongBuilding with a sentence per field.
    """
    if by.person_id != owner_id and not by.holdings:
        raise NoSuchBuilding
    values = _read(facts, village_code=village_code)
    address = values.pop("address")
    building = Building.objects.create(
        id=make_key(), owner_id=owner_id, place_id=village_code, created_at=now, changed_at=now,
        address_sealed=seal_address(address), **values,
    )  # fmt: skip
    _record(building, "permits.building_registered", by=by, now=now)
    return building


@transaction.atomic
def change_building(
    *, building_id: UUID, village_code: str, facts: Mapping[str, Any], by: people.Actor,
    now: datetime,
) -> Building:  # fmt: skip
    """Change the facts of a building none of whose permits is on its way or issued."""
    building = Building.objects.select_for_update().filter(pk=building_id).first()
    if building is None or not (is_owner(by=by, building=building) or _typed(by, building)):
        raise NoSuchBuilding
    _check_can_change(building)
    values = _read(facts, village_code=village_code)
    address = values.pop("address")
    for name, value in values.items():
        setattr(building, name, value)
    building.address_sealed = seal_address(address)
    building.place_id, building.changed_at = village_code, now
    building.save()
    _record(building, "permits.building_changed", by=by, now=now)
    return building


def _typed(by: people.Actor, building: Building) -> bool:
    offices = building.drafts.values_list("intake_office_id", flat=True)
    return bool(set(offices) & by.offices)


def _check_can_change(building: Building) -> None:
    """Refuse a change under a permit that was decided by these facts."""
    lasting = Permit.objects.filter(building=building).exclude(
        standing__in=ENDED - {Standing.ISSUED}
    )
    if lasting.exists():
        raise BuildingInProgress


def _read(facts: Mapping[str, Any], *, village_code: str) -> dict[str, Any]:
    checked = check_building(facts)
    problems: dict[str, Any] = {name: PROBLEMS[what] for name, what in checked.problems.items()}
    if not village_code:
        problems["village"] = PROBLEMS["required"]
    elif not places.has_region(village_code):
        problems["village"] = _("We do not know this village.")
    if problems:
        raise WrongBuilding(fields=problems)
    return checked.values


def _record(building: Building, action: str, *, by: Acting, now: datetime) -> None:
    audit.record(
        by=by, action=action, subject=f"building:{building.pk}", now=now,
        detail={"place": building.place_id}, topics=(f"building:{building.pk}",),
    )  # fmt: skip

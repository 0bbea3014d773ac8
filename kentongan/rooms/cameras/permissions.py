"""
Who may look at which camera, and who may open one to others.

An office sees its own cameras; everybody else, the keeper too, needs a grant that is in force.
What one may not see does not exist.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from kentongan.foundation.actors import Acting
from kentongan.rooms.cameras.errors import MayNotGrant, NoSuchCamera, OtherPurpose
from kentongan.rooms.cameras.models import Camera, Grant
from kentongan.rooms.cameras.models.camera import PURPOSE_NAMES
from kentongan.rooms.cameras.models.data import get_private_offices
from kentongan.rooms.cameras.rules.looking import Right, list_regions_above
from kentongan.rooms.cameras.rules.words import Level, OwnerKind, Purpose, Standing
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kentongan.rooms.places.models import Office

KEEPING_ROLES = frozenset({people.Role.OPERATOR, people.Role.OFFICER, people.Role.HEAD})
LOOKING_ROLES = frozenset({people.Role.OPERATOR, people.Role.HEAD})


def get_keeper() -> "Office":
    """Return the office that runs the network."""
    facts = settings.REGENCY_FACTS.get("cameras", {})
    return places.get_office(str(facts["keeper"]))  # type: ignore[index]


def can_keep(by: Acting) -> bool:
    """Tell whether somebody works with the registry of all cameras: at the keeper's office."""
    return _works_at(get_keeper().pk, by)


def can_register(office_id: int, *, by: Acting) -> bool:
    """Tell whether somebody registers cameras of an office: the keeper, or who works there."""
    return can_keep(by) or _works_at(office_id, by)


def can_keep_private(by: Acting) -> bool:
    """Tell whether somebody registers and judges cameras of private owners."""
    return can_keep(by) or any(
        _works_at(places.get_office(key).pk, by) for key in get_private_offices()
    )


def can_judge(camera: Camera, *, by: Acting) -> bool:
    """Tell whether somebody checks a camera and looks at its picture for the registry."""
    return can_keep_private(by) if camera.owner_kind == OwnerKind.PRIVATE else can_keep(by)


def can_see_findings(camera: Camera, *, by: Acting) -> bool:
    """Tell whether somebody may read what a check found: who judges, and the camera's owner."""
    if can_judge(camera, by=by) or is_owner(camera, by=by):
        return True
    return camera.office_id is not None and _works_at(camera.office_id, by)


def can_change(camera: Camera, *, by: Acting) -> bool:
    """Tell whether somebody may change what was declared: its owner, or who registers it."""
    if camera.owner_kind == OwnerKind.PRIVATE:
        return is_owner(camera, by=by) or can_judge(camera, by=by)
    return camera.office_id is not None and can_register(camera.office_id, by=by)


def _works_at(office_id: int, by: Acting) -> bool:
    if not isinstance(by, people.Actor):
        return True  # the house itself: the terminal, the clock
    return any(h.office_id == office_id and h.role in KEEPING_ROLES for h in by.holdings)


def list_looking_offices(by: Acting) -> list[int]:
    """Return the offices for which somebody may look: where they are operator or head."""
    if not isinstance(by, people.Actor):
        return []
    return sorted({h.office_id for h in by.holdings if h.role in LOOKING_ROLES})


def find_looking_role(office_id: int, *, by: people.Actor) -> str:
    """Return the role in which somebody looks for an office: operator before head."""
    roles = {h.role for h in by.holdings if h.office_id == office_id} & LOOKING_ROLES
    return max(roles, default="")


def list_rights(camera: Camera, *, by: Acting, now: datetime) -> list[Right]:
    """Return every right by which somebody may see a camera now; its own office's first."""
    offices = list_looking_offices(by)
    if not offices or camera.standing != Standing.VERIFIED:
        return []
    if camera.office_id in offices:
        return [Right(camera.office_id, camera.purpose)]
    grants = _list_in_force(offices, now=now).filter(
        Q(cameras=camera) | Q(area__in=list_regions_above(camera.place_id))
    )
    return [
        Right(grant.to_office_id, grant.purpose, grant.pk, grant.level)
        for grant in grants.distinct().order_by("-ends_at")
        if covers(grant, camera)
    ]


def covers(grant: Grant, camera: Camera) -> bool:
    """Tell whether the office that gave the grant may open this camera for its purpose."""
    if camera.owner_kind == OwnerKind.PRIVATE:
        is_keepers = grant.from_office_id == get_keeper().pk
        return is_keepers and camera.consent_at is not None and camera.purpose == grant.purpose
    return camera.office_id == grant.from_office_id


def check_can_look(
    camera: Camera, *, purpose: str, level: str = Level.LIVE, by: Acting, now: datetime
) -> Right:
    """Return the right to look for a purpose; raises NoSuchCamera, or OtherPurpose."""
    rights = list_rights(camera, by=by, now=now)
    rights = [right for right in rights if level in {Level.LIVE, right.level}]
    if not rights:
        raise NoSuchCamera
    fitting = [right for right in rights if right.purpose == purpose]
    if not fitting:
        raise OtherPurpose(purposes=_name_purposes(rights))
    return fitting[0]


def _name_purposes(rights: Iterable[Right]) -> str:
    known = {right.purpose for right in rights}
    return ", ".join(str(PURPOSE_NAMES[purpose]) for purpose in Purpose if purpose in known)


def filter_visible(*, purpose: str = "", by: Acting, now: datetime) -> Q | None:
    """Return the filter of the cameras somebody may see (for one purpose), None for nobody."""
    offices = list_looking_offices(by)
    if not offices:
        return None
    seen = Q(office__in=offices, **({"purpose": purpose} if purpose else {}))
    grants = _list_in_force(offices, now=now)
    for grant in grants.filter(purpose=purpose) if purpose else grants:
        seen |= _filter_of(grant)
    return seen & Q(standing=Standing.VERIFIED)


def _filter_of(grant: Grant) -> Q:
    where = Q(grants=grant.pk)
    if grant.area_id is not None:
        where |= Q(place__path__descendant_of=grant.area_id)
    whose = Q(office=grant.from_office_id)
    if grant.from_office_id == get_keeper().pk:
        whose |= Q(
            owner_kind=OwnerKind.PRIVATE, consent_at__isnull=False, purpose=grant.purpose
        )  # fmt: skip
    return where & whose


def _list_in_force(offices: list[int], *, now: datetime) -> "QuerySet[Grant]":
    return Grant.objects.filter(
        to_office__in=offices, starts_at__lte=now, ends_at__gt=now, ended_at=None
    )


def find_granting_offices(by: Acting) -> list[int]:
    """Return the offices whose cameras somebody may open to others: where they sign."""
    if not isinstance(by, people.Actor) or not by.has_second_factor:
        return []
    return sorted({holding.office_id for holding in by.holdings if holding.signs})


def check_can_grant(office_id: int, *, by: Acting) -> None:
    """Refuse who does not sign for the office, with the second factor."""
    if office_id not in find_granting_offices(by):
        raise MayNotGrant


def is_owner(camera: Camera, *, by: Acting) -> bool:
    """Tell whether somebody is the private owner of a camera."""
    has_person = isinstance(by, people.Actor) and by.person_id is not None
    return has_person and camera.owner_id == by.person_id  # type: ignore[attr-defined]

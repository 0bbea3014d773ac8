"""Which grants there are, and what somebody may open."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from kentongan.foundation.actors import Acting
from kentongan.rooms.cameras.models import Camera, Grant
from kentongan.rooms.cameras.permissions import (
    find_granting_offices,
    get_keeper,
    list_looking_offices,
)
from kentongan.rooms.cameras.rules.words import OwnerKind, Standing
from kentongan.rooms.people import api as people
from kentongan.rooms.places import api as places

if TYPE_CHECKING:
    from kentongan.rooms.places.models import Office

MOST = 200


@dataclass(frozen=True)
class ShownGrant:
    """A grant with what its page needs."""

    grant: Grant
    cameras: list[Camera]
    seconds: int
    is_open: bool
    may_end: bool


def list_grants(*, by: Acting, now: datetime) -> list[ShownGrant]:
    """Return grants that somebody's offices gave or hold, those in force first."""
    giving, holding = find_granting_offices(by), list_looking_offices(by)
    offices = {*giving, *holding}
    rows = (
        Grant.objects.filter(Q(from_office__in=offices) | Q(to_office__in=holding))
        .select_related("from_office", "to_office", "area", "given_by")
        .prefetch_related("cameras")
        .annotate(seconds=Sum("looks__seconds"))
        .order_by("-ends_at")[:MOST]
    )
    shown = [_show(grant, giving=giving, now=now) for grant in rows]
    return sorted(shown, key=lambda one: not one.is_open)


def _show(grant: Grant, *, giving: list[int], now: datetime) -> ShownGrant:
    is_open = grant.ended_at is None and grant.ends_at > now
    seconds = int(getattr(grant, "seconds", 0) or 0)
    may_end = is_open and grant.from_office_id in giving
    return ShownGrant(grant, list(grant.cameras.all()), seconds, is_open, may_end)


def list_giving_offices(by: Acting) -> "list[Office]":
    """Return the offices for which somebody may open cameras."""
    return [places.get_office(pk) for pk in find_granting_offices(by)]


def list_openable_cameras(*, by: Acting) -> list[Camera]:
    """Return the cameras somebody may open to others: of their office; private ones as keeper."""
    offices = find_granting_offices(by)
    whose = Q(office__in=offices)
    if get_keeper().pk in offices:
        whose |= Q(owner_kind=OwnerKind.PRIVATE, consent_at__isnull=False)
    cameras = Camera.objects.filter(whose, standing=Standing.VERIFIED) if offices else None
    return list(cameras.select_related("place").order_by("name", "code")) if cameras else []


def list_looking_candidates(*, now: datetime) -> "list[Office]":
    """Return the offices that have a camera operator, to whom cameras can be opened."""
    holders = people.list_holders(role=people.Role.OPERATOR, now=now)
    found = {holder.office_id: places.get_office(holder.office_id) for holder in holders}
    return sorted(found.values(), key=lambda office: office.name)

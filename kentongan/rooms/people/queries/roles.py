"""Who holds which role at which office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from kentongan.rooms.people.models import RoleHolding, User
from kentongan.rooms.people.rules import Capacity, Role


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a role at an office."""

    holding_id: int
    user_id: int
    name: str
    email: str
    language: str
    office_id: int
    role: str
    capacity: str
    position: str
    behalf_of: str
    nip: str
    starts_at: datetime
    ends_at: datetime | None
    role_name: str = ""
    capacity_name: str = ""


def list_holders(
    office_id: int | None = None, role: str | None = None, *, now: datetime
) -> list[Holder]:
    """Return who holds roles now: of an office, of a role, or all."""
    rows = RoleHolding.objects.held_at(now).select_related("user")
    if office_id is not None:
        rows = rows.filter(office_id=office_id)
    if role is not None:
        rows = rows.filter(role=role)
    return [make_holder(row) for row in rows.order_by("office_id", "role", "starts_at", "pk")]


def list_future_and_current_holders(office_ids: Sequence[int], *, now: datetime) -> list[Holder]:
    """Return roles at these offices that are held or will be."""
    rows = RoleHolding.objects.filter(office_id__in=office_ids).select_related("user")
    rows = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return [make_holder(row) for row in rows.order_by("office_id", "role", "starts_at", "pk")]


def find_signer(user_id: int, office_id: int, *, now: datetime) -> Holder | None:
    """Return the role in which this user signs for the office: head first, then on behalf."""
    rows = RoleHolding.objects.held_at(now).select_related("user")
    rows = rows.filter(user_id=user_id, office_id=office_id).filter(
        Q(role=Role.HEAD) | Q(role=Role.SECRETARY, capacity=Capacity.AN)
    )
    row = rows.order_by("role", "capacity").first()
    return make_holder(row) if row else None


def count_offices_with_roles(*, now: datetime) -> dict[int, int]:
    """Return how many roles are held now, by office id."""
    rows = RoleHolding.objects.held_at(now).values_list("office_id")
    return dict(rows.annotate(Count("pk")).order_by())


def find_user_id(email: str) -> int | None:
    """Return the account with this e-mail address, or None."""
    return User.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first()


def list_user_names(user_ids: Sequence[int]) -> dict[int, str]:
    """Return names of accounts in one query."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "name"))


def make_holder(row: RoleHolding) -> Holder:
    """Turn a row into what other rooms may see."""
    return Holder(
        holding_id=row.pk,
        user_id=row.user_id,
        name=row.user.name,
        email=row.user.email,
        language=row.user.language,
        office_id=row.office_id,
        role=row.role,
        capacity=row.capacity,
        position=row.position,
        behalf_of=row.behalf_of,
        nip=row.nip,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        role_name=str(row.get_role_display()),
        capacity_name=str(row.get_capacity_display()),
    )
